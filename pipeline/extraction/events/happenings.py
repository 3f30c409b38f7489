"""Nouns of a clause that name what happened at its time, or what it brought about."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.extraction.events.governing import Candidate, governing_noun
from pipeline.extraction.events.lexicon import cues, lemma, sense, verb_classes, words
from pipeline.extraction.events.syntax import (
    OBJECTS,
    SUBJECTS,
    Passage,
    companions,
    is_noun,
    is_past,
    is_verb,
    objects,
    prepositions,
)
from pipeline.extraction.events.triggers import is_happening, nominal, verbal

BELOW = SUBJECTS | OBJECTS - {"attr"} | {"pobj", "conj"}
UNREAL = frozenset({"planned", "possible"})


def happenings_below(token: Token, passage: Passage) -> Iterator[Token]:
    """Nouns below a verb that name what happened at its time, down relative clauses too."""
    for child in token.children:
        if child.dep_ in BELOW and not is_verb(child):
            if child.dep_ in {"dobj", "nsubjpass"} and lemma(token) in words("undone"):
                continue  # cancelled the tender
            if is_happening(child, passage) and not _is_generic(child, passage):
                yield child
            yield from happenings_below(child, passage)
        elif child.dep_ in {"prep", "agent"}:
            if child.lower_ == "with" and is_verb(token) and child.nbor(-1).text == ",":
                yield from _given_with(child, passage)
            about = is_noun(token) and lemma(child) == "on"  # an agreement on the construction
            if lemma(child) in words("during") | words("amid") and not about:
                yield from happenings_below(child, passage)
        elif _is_unreal(child):
            continue
        elif child.dep_ in {"relcl", "xcomp"} or (
            child.dep_ == "advcl" and clause_relation(child) == "at"
        ):
            if verb_classes(child) & {"light", "aspectual"}:
                yield from (t for t in verbal(child, passage) if is_noun(t))
            for noun in happenings_below(child, passage):
                if child.dep_ != "xcomp" or lemma(noun) in words("gathering"):
                    yield noun


def _is_unreal(verb: Token) -> bool:
    """Whether a clause tells what was only agreed or may be: *agreed to reduce forces*."""
    committed = verb.dep_ == "xcomp" and cues("head").get(lemma(verb.head)) in UNREAL
    return committed or any(lemma(c) in cues("aux") for c in verb.children if c.dep_ == "aux")


def _is_generic(noun: Token, passage: Passage) -> bool:
    """A noun with a date of its own, or that names no certain occurrence: *any attack*."""
    return (
        any(passage.date_at(t) for t in noun.subtree if t.i != noun.i)
        or any(c.lower_ in words("generic") for c in noun.children)
        or (noun.tag_ == "NN" and not any(c.dep_ != "prep" for c in noun.children))
    )


def _given_with(preposition: Token, passage: Passage) -> Iterator[Token]:
    """The aid that comes with a deed: *signed a treaty, with a loan of …*."""
    for noun in (c for c in preposition.children if c.dep_ == "pobj"):
        found = nominal(noun, passage)
        if found and found.event_type == "AID" and found.kind == "act":
            yield noun


def before_date(verb: Token, found: Candidate) -> Iterator[Token]:
    """The happening that stands between the verb and its date: *blamed for blasts in May 1997*."""
    about = {"AGREE", "REQUEST", "CONSULT", "ESTABLISH", "THREATEN"}
    told = sense(found.trigger, companions(found.trigger))
    if told and told.event_type in about:
        return
    nouns = [
        t
        for t in verb.subtree
        if verb.i < t.i
        and t.idx < found.date.start
        and t.dep_ == "pobj"
        and t.head.lower_ not in {"on", "about", "before", "since"} | words("after")
        and is_happening(t, found.passage)
        and governing_noun(t, verb)
    ]
    yield from nouns[-1:]


def brought_about(verb: Token, passage: Passage) -> Iterator[Token]:
    """What the dated led to: *led to the resignation of …*, *drew criticism from …*."""
    particles = [c.lower_ for c in verb.children if c.dep_ == "prt"]
    if "-".join([lemma(verb), *particles]) not in words("cause") or not (
        is_past(verb) or verb.dep_ == "acl"
    ):
        return
    for child in verb.children:
        if child.dep_ in {"xcomp", "ccomp"} and child.tag_ == "VB":
            yield from (t for t in verbal(child, passage) if sense(t, companions(t)))
    nouns = [t for p, t in prepositions(verb) if p in words("into")]
    for noun in [*objects(verb), *nouns]:
        if nominal(noun, passage) and not passage.date_at(noun):
            yield noun


def clause_relation(verb: Token) -> str:
    """The relation of an adverbial clause to its main clause, from its conjunction."""
    for child in verb.children:
        if child.dep_ in {"mark", "advmod", "prep"}:
            for group in ("after", "before", "since"):
                if child.lower_ in words(group):
                    return group
            if child.lower_ in words("when"):
                return "at"
    return ""
