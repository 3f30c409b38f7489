"""Occurrences without a date of their own that the sentence before plainly dates."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from pipeline.extraction.calendar import OPEN
from pipeline.extraction.events.governing import SILENT, Candidate, governed
from pipeline.extraction.events.lexicon import lemma, sense, verb_classes, words
from pipeline.extraction.events.syntax import (
    LOOK_BACK,
    Passage,
    before,
    companions,
    is_noun,
    is_past,
    is_verb,
    subjects,
)
from pipeline.extraction.events.triggers import STATIC, is_happening, verbal
from pipeline.extraction.spans import Date

LEADING = 8
"""Before which character a date leads its sentence."""
LINE_ENDS = " .,:*–—-"
"""What may stand around a date that is alone on its line."""
RETOLD = frozenset({"ASSAULT", "PROTEST", "CONSULT", "COOPERATE", "CONSTRUCT"})
"""Types of which a second telling is the same occurrence in other words."""


def neighbours(
    passage: Passage, passages: Sequence[Passage], own: Mapping[int, Sequence[Candidate]]
) -> list[Candidate]:
    """Return the events that continue the dated one of the sentence before.

    *In 1994 the king toured the coast. He **announced** reforms.* The main verb is in
    the simple past; its subject takes up a participant of the dated event, or it tells
    the next deed of a narrative: *The mine was attacked in May. Two men **died**.* What
    was told already is not told again.
    """
    headline = _under_dateline(passage, passages) or _entries(passage, passages)
    if headline or passage.dates:
        return headline
    previous = before(passage, passages)
    dated = _dating(own[previous.index]) or _set(previous) if previous else []
    root = _main_verb(passage)
    if not previous or not dated or root is None or len({c.date for c in dated}) > 1:
        return []
    found = []
    for verb in [root, *(t for t in root.conjuncts if t.i > root.i)]:
        if not is_verb(verb) or not is_past(verb) or any(c.dep_ == "neg" for c in verb.children):
            break
        rule = _continues(verb, passage, previous, dated)
        is_named = any(passage.mention_at(t) for t in subjects(verb))
        found += [
            Candidate(passage, trigger, dated[-1].date, rule, dated[-1].relation, verb=verb)
            for trigger in verbal(verb, passage)
            if rule and _is_news(trigger, rule, dated, is_named)
        ]
    return found


def _dating(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those events whose time goes on: the main verb's, else all that are at their date."""
    main = [c for c in candidates if c.verb is not None and c.verb.dep_ == "ROOT"]
    return main or [c for c in candidates if c.relation == "at"]


def _set(passage: Passage) -> list[Candidate]:
    """The time that a sentence sets without an event: *In 2003 trade was brisk.*"""
    return [
        c
        for c in governed(passage)
        if c.rule == SILENT and c.trigger.dep_ == "ROOT" and c.date.start < LEADING
    ]


def _main_verb(passage: Passage) -> Token | None:
    """The main verb; what is said, where who says it follows: *…, the agency reported*."""
    root = next((t for t in passage.doc if t.dep_ == "ROOT"), None)
    if root is None:
        return None
    return next((c for c in root.lefts if c.dep_ == "ccomp" and is_verb(c)), root)


def _continues(verb: Token, passage: Passage, previous: Passage, dated: Sequence[Candidate]) -> str:
    """The rule by which a verb goes on from what the sentence before dates."""
    told = any(c.verb is not None and c.rule != SILENT for c in dated)
    if told and _takes_up(verb, passage, previous):
        return "neighbour-date"
    if _says_again(passage, dated):
        return "neighbour-occasion"
    closed = OPEN not in dated[-1].date.edtf and "X" not in dated[-1].date.edtf
    if closed and any(c.rule != "modifier-date" for c in dated):
        return "neighbour-narrative"
    return ""


def _is_news(trigger: Token, rule: str, dated: Sequence[Candidate], is_named: bool) -> bool:
    """Whether the trigger tells another occurrence than those that are dated already.

    What is said goes on with a narrative only where a name says it (``is_named``):
    *Peru called it a crime*, not *an expert called it a crime*.
    """
    found = sense(trigger, companions(trigger))
    if found is None or any(lemma(c.trigger) == lemma(trigger) for c in dated):
        return False
    if found.event_type == "OTHER" and rule != "neighbour-date":
        return lemma(trigger) in words("deed")
    if found.event_type == "STATE" and rule == "neighbour-narrative":
        return is_named
    types = {s.event_type for c in dated if (s := sense(c.trigger, companions(c.trigger)))}
    return found.event_type not in types & RETOLD


def _takes_up(verb: Token, passage: Passage, previous: Passage) -> bool:
    """Whether the subject is a pronoun or names again whom the sentence before named."""
    named = {m.actor_id for m, _ in previous.mentions}
    for subject in subjects(verb):
        mention = passage.mention_at(subject)
        if mention and mention.actor_id in named:
            return True
        if subject.lower_ in words("person") | words("plural") | words("thing") | words("pair"):
            return True
    return False


def _says_again(passage: Passage, dated: Sequence[Candidate]) -> bool:
    """Whether the sentence speaks of the same occurrence again: *… at the summit*."""
    triggers = {lemma(c.trigger) for c in dated} & words("gathering")
    return any(
        lemma(t) in triggers and any(c.lower_ in words("definite") for c in t.children)
        for t in passage.doc
        if is_noun(t)
    )


def _under_dateline(passage: Passage, passages: Sequence[Passage]) -> list[Candidate]:
    """Return the event of a headline from the dateline that follows it.

    *Norway **donates** boats* / *18 June 2010*.
    """
    following = next((p for p in passages[passage.index + 1 :]), None)
    if passage.dates or following is None or len(following.dates) != 1:
        return []
    date = following.dates[0][0]
    alone = following.sentence.text.strip(" .,") == following.sentence.text[date.start : date.end]
    root = next((t for t in passage.doc if t.dep_ == "ROOT"), None)
    if not alone or root is None or not is_verb(root):
        return []
    return [
        Candidate(passage, trigger, date, "headline-date", verb=root)
        for trigger in verbal(root, passage)
        if sense(trigger, companions(trigger))
    ]


def _entries(passage: Passage, passages: Sequence[Passage]) -> list[Candidate]:
    """Return what an entry of a chronicle tells, from the line that dates all of its list.

    *5 May 2010:* / *Shops looted* / *Governor **resigned***.
    """
    date = None if passage.dates else _date_line(passage, passages)
    root = next((t for t in passage.doc if t.dep_ == "ROOT"), None)
    if date is None or root is None:
        return []
    if is_happening(root, passage):
        return [Candidate(passage, root, date, "date-line")]
    return [
        Candidate(passage, trigger, date, "date-line", verb=verb)
        for verb in [root, *(t for t in root.conjuncts if t.i > root.i)]
        if is_verb(verb)
        for trigger in verbal(verb, passage) or [verb]
        if _is_entry(trigger)
    ]


def _is_entry(trigger: Token) -> bool:
    """Whether an entry tells a deed; a past verb does without a known sense."""
    known = sense(trigger, companions(trigger)) is not None
    past = trigger.tag_ in {"VBD", "VBN"} and "change" not in verb_classes(trigger)
    return (known or past) and not verb_classes(trigger) & STATIC


def _date_line(passage: Passage, passages: Sequence[Passage]) -> Date | None:
    """The date alone on a line, with a colon or as a heading, that a paragraph stands under."""
    paragraph = passage.sentence.paragraph
    if passage.sentence.region != "body":
        return None
    for other in reversed(passages[max(0, passage.index - LOOK_BACK) : passage.index]):
        if other.sentence.paragraph == paragraph:
            return None  # only the first sentence of an entry
        heads = other.sentence.region == "heading"
        if (heads or other.sentence.text.endswith(":")) and len(other.dates) == 1:
            date = other.dates[0][0]
            words_of_date = other.sentence.text[date.start : date.end]
            if other.sentence.text.strip(LINE_ENDS) == words_of_date:
                return None if date.edtf == passage.published else date
        if heads:
            return None
    return None
