"""Who said it: the words that name the source of a figure, and the actor that they name."""

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc
from spacy.tokens import Token as Parsed

from pipeline.extraction.claims.phrases import root_of, subject_of
from pipeline.extraction.claims.scan import Found
from pipeline.extraction.claims.sentences import Sentence
from pipeline.extraction.claims.words import forms
from pipeline.extraction.spans import Mention

_FAR = 40
"""Steps up the tree at most."""


class Source(NamedTuple):
    """The words that name a source (*media reports*), and the actor where they name one."""

    words: str | None = None
    actor_id: str | None = None


def source_of(sentence: Sentence, found: Found, mentions: Sequence[Mention]) -> Source:
    """Return to whom the words attribute the figure.

    The nearest words decide: *Kabul said that aid groups counted 20* is what the groups say.
    How long or large a thing is that a report only passes by is nobody's word.
    """
    head = _teller(sentence, found)
    if head is None or head.pos_ not in ("NOUN", "PROPN") or head.i in _own(sentence, found):
        return Source()
    return Source(_words(sentence.parse, head, mentions), named(head, mentions))


def speaker(parse: Doc, mentions: Sequence[Mention]) -> Source:
    """Return who has a name and, as the sentence tells, says something.

    Its words that stand in quotation marks in the next sentences are still its own.
    """
    for verb in parse:
        head = subject_of(verb) if says(verb) and verb.pos_ == "VERB" else None
        if head is not None and (head.pos_ == "PROPN" or named(head, mentions)):
            return Source(_words(parse, head, mentions), named(head, mentions))
    return Source()


def quoted(before: str) -> bool:
    """Tell whether what follows ``before`` in a paragraph stands in quotation marks."""
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _own(sentence: Sentence, found: Found) -> range:
    first = sentence.parsed(found.quantity.start)
    return range(first.i, sentence.parsed(found.quantity.end - 1).i + 1)


def _teller(sentence: Sentence, found: Found) -> Parsed | None:
    """The head of the words that say it."""
    token = root = root_of(sentence, found)
    for _ in range(_FAR):
        told = [
            c for c in token.rights if c.dep_ == "parataxis" or (c.dep_ == "acl" and token == root)
        ]
        for verb in (token, *told):
            agent = next((c for c in verb.children if c.dep_ == "agent"), None)
            if agent is not None and says(verb):  # *20, as confirmed by Kabul*
                return _object(agent)
            if verb.dep_ == "parataxis" and says(verb) and verb != token:
                return subject_of(verb)  # *20 died, Kabul said*
        if token.head == token:
            break
        verb = token.head
        clause = token.dep_ in ("ccomp", "parataxis", "advcl", "pcomp")
        if token.dep_ == "advcl" and token.tag_ == "VBG":
            break  # she said so, citing two friends
        if (clause and says(verb)) or _gauges(token, verb):
            subject = subject_of(verb)
            if subject is not None and subject.pos_ != "PRON":
                return subject
        if verb.lemma_ == "be" and token.dep_ == "attr":
            subject = subject_of(verb)
            if subject is not None and subject.lower_ in _works():
                return subject if any(c.ent_type_ for c in subject.lefts) else None
        token = verb
    return _according(sentence)


def _works() -> frozenset[str]:
    return forms("attribution_verbs", "role", "work")


def says(verb: Parsed) -> bool:
    """The verb says something (attribution_verbs)."""
    return verb.lemma_.lower() in forms("attribution_verbs", "role", "verb")


def _gauges(token: Parsed, verb: Parsed) -> bool:
    """*Kabul estimates trade at $5 billion*, *puts the number at 20*."""
    active = token.dep_ in ("dobj", "prep") and not any(c.dep_ == "auxpass" for c in verb.children)
    return active and verb.lemma_.lower() in forms("attribution_verbs", "role", "gauge")


def _object(preposition: Parsed) -> Parsed | None:
    return next((c for c in preposition.children if c.dep_ in ("pobj", "pcomp")), None)


def _according(sentence: Sentence) -> Parsed | None:
    """*according to X*, *as reported by X*, *as X noted*, *by some estimates*."""
    for token in sentence.parse:
        if says(token) and any(c.lower_ == "as" and c.i < token.i for c in token.children):
            return subject_of(token)
        work = _object(token) if token.lower_ == "by" else None
        told = work is not None and work.lower_ in _works()
        if told and token.head.pos_ in ("VERB", "AUX"):
            return work
    low = sentence.parse.text.lower()
    for phrase in sorted(forms("attribution_verbs", "role", "phrase")):
        end = low.find(phrase + " ") + len(phrase)
        if end < len(phrase):
            continue
        source = next((t for t in sentence.parse if t.idx > end and t.dep_ == "pobj"), None)
        if source is not None:
            return source
    return None


def named(head: Parsed, mentions: Sequence[Mention]) -> str | None:
    """Whom a phrase names: its head, the state before *officials*, who made the *report*."""
    for mention in mentions:
        if mention.start <= head.idx < mention.end:
            return mention.actor_id
    word = head.lower_
    if word in forms("attribution_verbs", "role", "work"):
        released = [c for verb in head.rights if verb.dep_ == "acl" for c in verb.rights]
        for child in (*head.rights, *released):
            if child.lower_ in ("by", "from", "of") and (maker := _object(child)) is not None:
                actor = named(maker, mentions)
                if actor:
                    return actor
    elif word not in forms("attribution_verbs", "role", "speaker"):
        return None
    inside = [m for m in mentions if head.left_edge.idx <= m.start < head.idx]
    return inside[-1].actor_id if inside else None


def _words(parse: Doc, head: Parsed, mentions: Sequence[Mention]) -> str:
    """The phrase as far as its head or the name that it lies in, without article."""
    inside = [t for t in head.subtree if t.i <= head.i]
    first = next((t for t in inside if t.tag_ not in ("DT", "PRP$", "IN", ",")), head)
    spans = [m for m in mentions if m.start <= head.idx < m.end]
    end = spans[0].end if spans else head.idx + len(head)
    start = min(first.idx, spans[0].start) if spans else first.idx
    return parse.text[start:end]
