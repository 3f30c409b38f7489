"""Whether an event is a fact, and who says so."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extraction.events.governing import Candidate
from pipeline.extraction.events.lexicon import cues, lemma, sense, words
from pipeline.extraction.events.naming import Reader
from pipeline.extraction.events.syntax import is_noun, is_verb, prepositions, subjects

STRENGTH = ("negated", "possible", "planned")


def modality(candidate: Candidate, future: bool) -> str:
    """Return negated, possible, planned or actual; what lies in the future is planned.

    *did not sign* is negated, *may open* possible, *is due to open* planned, *was not
    completed until 2009* actual.
    """
    found = set(_cues(candidate))
    if completed_late(candidate):
        found.discard("negated")
    for grade in STRENGTH:
        if grade in found:
            return grade
    return "planned" if future else "actual"


def completed_late(candidate: Candidate) -> bool:
    """Whether a negated verb meets *until*: the event is of that date."""
    verb = candidate.verb
    words_of_date = candidate.passage.doc.text[candidate.date.start : candidate.date.end]
    if verb is None or not words_of_date.lower().startswith(("until", "till")):
        return False
    above = verb.head.children if lemma(verb.head) == "be" else ()  # it was not until 2009 that …
    return any(c.dep_ == "neg" for c in (*verb.children, *above))


def _cues(candidate: Candidate) -> Iterator[str]:
    trigger = candidate.trigger
    if is_noun(trigger):
        for child in trigger.children:
            yield from _look("adjective", lemma(child))
    verb = candidate.verb or (trigger if is_verb(trigger) else None)
    if verb is None:
        return
    for child in verb.children:
        if child.dep_ in {"aux", "auxpass"}:
            yield from _look("aux", lemma(child))
        elif child.dep_ in {"neg", "advmod", "preconj", "det"}:
            yield from _look("adverb", child.lower_)
    if verb != trigger:
        yield from _look("head", lemma(verb))
        if is_verb(trigger):
            yield from _look("head", lemma(trigger.head))  # was unable to leave
        if any(c.lower_ == "no" for c in trigger.children):
            yield "negated"
    if verb.dep_ in {"xcomp", "ccomp", "acl"} and _is_infinitive(verb):
        head = verb.head
        yield from _look("head", lemma(head))
        yield from (cues("aux")[lemma(c)] for c in head.children if lemma(c) in cues("aux"))


def _is_infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _look(position: str, word: str) -> Iterator[str]:
    found = cues(position).get(word)
    if found:
        yield found


def attribution(candidate: Candidate, reader: Reader) -> str | None:
    """Return the actor whom the sentence names as having told the event.

    *Tajik officials claim that militants crossed in 2010*; *according to Interfax*.
    """
    passage = candidate.passage
    tellers = [
        to
        for token in passage.doc
        if token.lower_ == "according"
        for preposition, to in prepositions(token.head if token.dep_ == "prep" else token)
        if preposition == "to"
    ]
    for above in [candidate.verb or candidate.trigger, *candidate.trigger.ancestors]:
        head = above.head
        if above.dep_ == "ccomp" and is_verb(head) and above != head and _tells(head):
            tellers += subjects(head)
    for teller in tellers:
        actors = reader.actors(teller, passage)
        if actors:
            return actors[0]
    return None


def _tells(verb: Token) -> bool:
    found = sense(verb)
    return (found is not None and found.event_type == "STATE") or lemma(verb) in words("telling")
