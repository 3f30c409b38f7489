"""Occurrences without a date of their own that the sentence before plainly dates."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from pipeline.extraction.events.governing import Candidate
from pipeline.extraction.events.lexicon import lemma, sense, words
from pipeline.extraction.events.syntax import Passage, companions, is_noun, is_verb, subjects
from pipeline.extraction.events.triggers import verbal

MAIN = frozenset({"ROOT"})


def neighbours(
    passage: Passage, passages: Sequence[Passage], own: Mapping[int, Sequence[Candidate]]
) -> list[Candidate]:
    """Return the event that continues the dated one of the sentence before.

    *In 1994 the king toured the coast. He **announced** reforms.* The main verb is in
    the simple past and its subject takes up a participant of the dated event.
    """
    headline = _under_dateline(passage, passages)
    if headline or passage.dates or not passage.index:
        return headline
    before = passages[passage.index - 1]
    dated = [c for c in own[before.index] if c.relation == "at"]
    if before.sentence.paragraph != passage.sentence.paragraph or not dated:
        return []
    if len({c.date for c in dated}) > 1:
        return []
    root = next((t for t in passage.doc if t.dep_ in MAIN), None)
    if root is None or root.tag_ != "VBD":
        return []
    told = any(c.verb is not None for c in dated)
    if not (told and _takes_up(root, passage, before)) and not _says_again(passage, dated):
        return []
    return [
        Candidate(passage, trigger, dated[-1].date, "neighbour-date", verb=root)
        for trigger in verbal(root, passage)
        if sense(trigger, companions(trigger))
    ]


def _takes_up(verb: Token, passage: Passage, before: Passage) -> bool:
    """Whether the subject is a pronoun or names again whom the sentence before named."""
    named = {m.actor_id for m, _ in before.mentions}
    for subject in subjects(verb):
        mention = passage.mention_at(subject)
        if mention and mention.actor_id in named:
            return True
        if subject.lower_ in words("person") | words("plural") | words("thing"):
            return True
    return False


def _says_again(passage: Passage, dated: Sequence[Candidate]) -> bool:
    """Whether the sentence speaks of the same occurrence again: *… at the summit*."""
    triggers = {lemma(c.trigger) for c in dated}
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
    root = next((t for t in passage.doc if t.dep_ in MAIN), None)
    if not alone or root is None or not is_verb(root):
        return []
    return [
        Candidate(passage, trigger, date, "neighbour-date", verb=root)
        for trigger in verbal(root, passage)
        if sense(trigger, companions(trigger))
    ]
