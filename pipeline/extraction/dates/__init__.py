"""Expressions of time in sentences, and when they are.

Here belong the grammar of dates and their resolution. What a date governs (an event, a
claim) does not; that is for their extractors. A parsed document comes in, ``Date`` and
``Issue`` spans go out.

    values       what words mean before they are placed in time
    tokens       a sentence as typed tokens
    evidence     where no date stands; which numbers are years
    cascade      the machinery of the rules
    days         rules for days and months
    years        rules for years, their parts, seasons, decades, centuries
    relative     rules for what counts from another date
    compound     rules for parts, modifiers, ranges and open intervals
    arithmetic   counting in EDTF
    tense        whether a clause looks back or forward
    resolution   values into EDTF, against the text or the publication
    finder       all of it over a document
"""

from pipeline.extraction.dates.finder import find_dates

__all__ = ["find_dates"]
