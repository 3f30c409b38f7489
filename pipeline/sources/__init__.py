"""Raw bytes in, documents and sentences with offsets out.

Here belongs whatever concerns files, encodings, layout, regions and sentence
boundaries. Nothing here knows what a date, a claim, a mention or an event is.
"""
