"""Dated events: what happened, when, who took part, where, and who says so.

Here belongs everything between a parsed document with its dates and mentions and the
events of its sentences:

    lexicon       what the vocabularies say of a word
    syntax        questions about a dependency parse
    triggers      which word names an occurrence
    governing     which occurrences a date of the sentence hangs on
    happenings    which nouns of a clause name what happened, or what that brought about
    spreading     what else happened at that time, or after or before it
    excluding     what stands beside a date and is not of it
    neighbours    which ones a date of the sentence before governs
    timing        the time of an event from its date
    participants, naming, reference    who takes part: names, titles, pronouns
    places, modality           where, and whether it is a fact
    finding       all of it together

Neither dates nor names are found here, and nothing is compared across documents.
"""

from pipeline.extraction.events.finding import find_events

__all__ = ["find_events"]
