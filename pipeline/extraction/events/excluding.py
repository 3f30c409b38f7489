"""What stands beside a date that does not date it: cited works, rules, trends, ends."""

import re

from pipeline.extraction.calendar import bounds
from pipeline.extraction.events.governing import Candidate
from pipeline.extraction.events.lexicon import lemma, words
from pipeline.extraction.events.modality import completed_late
from pipeline.extraction.events.syntax import SUBJECTS, governing_verb, is_past, quotation

CITED = re.compile("[”»],")
"""What stands between a statement and the date of the work that it is taken from."""
BY_LINE = re.compile(r"[^\W\d_a-z][\w’'.-]*[”’\"»)\]]?, $")
"""What stands before the date of a cited work: a capitalised word and a comma."""

SOURCE = re.compile(r"(?:[)\]]+,?|,) (?:accessed|retrieved|available at|https?://|www\.)", re.I)
"""What follows the date of a cited work: where it stands, or when it was read."""
PAGE = re.compile(r"\), (?:pp?\. ?)?\d{1,4}(?:[-–]\d+)?\.?$")
"""What follows the date of a cited book, to the end: *(Leiden: Brill, 2017), 23.*"""


def is_undated(candidate: Candidate) -> bool:
    """Return whether the words tell no occurrence of the date that they hang on."""
    return is_cited(candidate) or _is_rule(candidate) or _is_trend(candidate) or _lasts(candidate)


def is_cited(candidate: Candidate) -> bool:
    """Return whether the words are a cited work: a title in quotes, a paper in a note."""
    passage, trigger = candidate.passage, candidate.trigger
    text = passage.doc.text
    quoted = quotation(passage.doc, trigger.idx)
    if quoted is not None and quoted != quotation(passage.doc, candidate.date.start):
        return text[quoted + 1 : quoted + 2].isupper()
    following = text[candidate.date.end :]
    if SOURCE.match(following) or PAGE.match(following):
        return True
    if passage.sentence.region != "footnote":
        return False
    if trigger.is_title and not any(t.dep_ in SUBJECTS for t in passage.doc):
        return True  # a title without quotes: The Road to the 2014 Transition
    if trigger.idx < candidate.date.start and not _is_adverbial(candidate):
        between = text[trigger.idx : candidate.date.start]
        if CITED.search(between) or BY_LINE.search(text[: candidate.date.start]):
            return True
    return lemma(trigger) in words("cited") and governing_verb(trigger) is None


def _is_adverbial(candidate: Candidate) -> bool:
    """Whether a preposition leads a date of the running text: *…, on 12 January 2012*."""
    before = candidate.passage.doc.text[: candidate.date.start].split()
    return bool(before) and before[-1].lower() in words("temporal")


def _is_rule(candidate: Candidate) -> bool:
    """Whether a verb says what shall be, beside a date gone by: *rules of 2004 shall apply*."""
    _, end = bounds(candidate.date.edtf, candidate.date.mod)
    published, verb = candidate.passage.published, candidate.verb
    if verb is None or published is None or end is None:
        return False
    shall = any(lemma(c) in {"shall", "will"} and c.tag_ == "MD" for c in verb.children)
    first, _ = bounds(published)
    return shall and first is not None and end < first


def _is_trend(candidate: Candidate) -> bool:
    """Whether the perfect tells what came to be: *has become the largest lender since 2009*."""
    verb = candidate.verb
    return (
        verb is not None
        and lemma(verb) in words("becoming")
        and any(lemma(c) == "have" and c.dep_ == "aux" for c in verb.children)
    )


def _lasts(candidate: Candidate) -> bool:
    """Whether a past deed only lasts until the date: *extended the mandate until May*."""
    if candidate.verb is None or not is_past(candidate.verb):
        return False
    span = candidate.passage.doc.text[candidate.date.start : candidate.date.end]
    until = span.split()[0].lower() in words("until")
    return until and candidate.relation == "at" and not completed_late(candidate)
