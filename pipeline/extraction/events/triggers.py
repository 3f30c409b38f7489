"""Which word names the occurrence that a verb or noun speaks of."""

from spacy.tokens import Token

from pipeline.extraction.events.lexicon import Trigger, lemma, sense, verb_classes, words
from pipeline.extraction.events.syntax import (
    MODIFIERS,
    Passage,
    companions,
    is_noun,
    is_passive,
    is_verb,
    objects,
    prepositions,
    subjects,
)

PHASED = frozenset({"light", "aspectual"})
STATIC = frozenset({"state", "measure", "cite"})


def nominal(token: Token, passage: Passage) -> Trigger | None:
    """Return the sense of a noun that names an occurrence: *protests*, *the summit*.

    A word inside a longer name (*Conference on Disarmament*) names the body.
    """
    found = _noun(token, passage)
    return None if found and found.kind == "carried" else found


def _noun(token: Token, passage: Passage) -> Trigger | None:
    if not is_noun(token) or _is_time(token, passage):
        return None
    for _, span in passage.mentions:
        if span.start <= token.i < span.end and len(span) > 1:
            return None
    return sense(token, companions(token))


def _is_time(token: Token, passage: Passage) -> bool:
    """Whether a word names a time; what a date counts from is none: *a year after the coup*."""
    for _, span in passage.dates:
        if span.start <= token.i < span.end:
            turn = words("after") | words("before")
            return token.pos_ != "NOUN" or not any(
                t.lower_ in turn for t in span.doc[span.start : token.i]
            )
    return False


def verbal(verb: Token, passage: Passage) -> list[Token]:
    """Return the triggers of the occurrence that ``verb`` tells, none for a state.

    *signed* -> signed; *held talks* -> talks; *continued to invest* -> invest;
    *clashes left hundreds dead* -> clashes; *has been the largest partner* -> none;
    *the latest, in June, focused on …* -> focused.
    """
    if any(lemma(c) == "can" for c in verb.children if c.dep_ == "aux"):
        return []
    if _is_elliptic(verb):
        return [verb]
    borne = _borne(verb, passage)
    return _own(verb, passage) if borne is None else borne


def _borne(verb: Token, passage: Passage) -> list[Token] | None:
    """What another word tells that the verb only carries; None where it carries nothing."""
    classes = verb_classes(verb)
    if "outcome" in classes and not is_passive(verb):
        happenings = [t for s in subjects(verb) for t in _members(s) if is_happening(t, passage)]
        if happenings:
            return happenings
    if lemma(verb) in words("prospect"):
        parties = subjects(verb) if is_passive(verb) else objects(verb)
        return [t for t in parties if is_happening(t, passage)]
    if lemma(verb) in words("ensue") and not objects(verb) and not is_passive(verb):
        ensuing = [t for t in subjects(verb) if is_happening(t, passage)]
        if ensuing:
            return ensuing
    if classes & PHASED or lemma(verb) == "be":
        nouns = _phased(verb, passage)
        if nouns:
            return nouns
    inner = [c for c in verb.children if c.dep_ == "xcomp" and is_verb(c)]
    perceived = is_passive(verb) and (
        bool(classes & {"state", "cite"}) or lemma(verb) in words("force")
    )  # were seen patrolling, was forced to resign
    if inner and ("aspectual" in classes or perceived):
        told = inner[0].tag_ == "VBG" and not verb_classes(inner[0]) & STATIC
        return verbal(inner[0], passage) or ([inner[0]] if told else [])
    return None


def _own(verb: Token, passage: Passage) -> list[Token]:
    """What the verb itself tells, or the purpose for which somebody rose or went."""
    classes, found = verb_classes(verb), sense(verb, companions(verb))
    if found and (found.objects or found.particle):
        return [verb]
    if ("change" in classes or lemma(verb) in words("phase")) and _is_made(verb, passage):
        return [verb]
    if "change" in classes and any(c.dep_ == "auxpass" for c in verb.children):
        return [verb]
    if lemma(verb) in words("posture"):
        purposes = [c for c in verb.children if c.tag_ == "VB" and c.dep_ in {"xcomp", "advcl"}]
        if purposes:
            return verbal(purposes[0], passage)
    if classes & STATIC:
        return []
    return [verb] if found or (not classes & PHASED and _told(verb)) else []


def _is_made(verb: Token, passage: Passage) -> bool:
    """Whether somebody who is named changes something: *China cut exports*."""
    if not any(c.dep_ == "dobj" for c in verb.children):
        return False
    return any(
        passage.mention_at(t) or t.lower_ in words("plural") | words("pair") | words("authority")
        for t in subjects(verb)
    )


def is_happening(token: Token, passage: Passage) -> bool:
    """Whether a noun names an occurrence that stands on its own: *war*, *summit*."""
    found = nominal(token, passage)
    return found is not None and found.kind == "happening"


def _is_elliptic(verb: Token) -> bool:
    """Whether the subject is an adjective whose noun is left out: *the most recent left …*."""
    return verb.pos_ == "VERB" and any(
        t.pos_ == "ADJ" and t.lower_ in words("elliptic") for t in subjects(verb)
    )


def _told(verb: Token) -> bool:
    """An unknown verb is an occurrence where its form tells one: past, perfect or future."""
    return verb.pos_ == "VERB" and (
        verb.tag_ == "VBD"
        or (
            verb.tag_ == "VBN"
            and (verb.dep_ == "acl" or any(c.dep_ in {"aux", "auxpass"} for c in verb.children))
        )
        or any(c.lower_ in {"will", "would", "to"} for c in verb.children if c.dep_ == "aux")
    )


def _phased(verb: Token, passage: Passage) -> list[Token]:
    """The noun that a light or aspectual verb carries, as object, subject or in a phrase."""
    own = [o for o in objects(verb) if o.lower_ != "place"]  # talks took place
    predicate = bool(own) or any(c.dep_ in {"acomp", "expl", "ccomp"} for c in verb.children)
    if any(c.dep_ == "expl" for c in verb.children):
        return [t for t in objects(verb) if _carries(t, passage)]  # there were riots
    if is_passive(verb) or not predicate:
        carried = subjects(verb)
    else:
        carried = objects(verb) if lemma(verb) != "be" else []
    carried = [t for c in carried for t in _members(c)]
    above = [t.head.head for t in carried if t.dep_ == "pobj"]  # the war in X, which began
    nouns = [t for t in carried if _carries(t, passage)] or [
        t for t in above if _carries(t, passage)
    ]
    if nouns or lemma(verb) == "be":
        return nouns
    part = any(c.dep_ in {"dobj", "prt"} and c.lower_ == "part" for c in verb.children)
    if part or not predicate:
        return [t for p, t in prepositions(verb) if p in words("into") and _carries(t, passage)]
    within = [t for o in objects(verb) for p, t in prepositions(o) if p in words("into")]
    return [t for t in within if lemma(t.head.head) == "part" and _carries(t, passage)]


def _members(noun: Token) -> list[Token]:
    """What a series consists of, else the noun itself: *a wave of **attacks***."""
    of = [t for p, t in prepositions(noun) if p == "of"] if lemma(noun) in words("series") else []
    return of or [noun]


def _carries(token: Token, passage: Passage) -> bool:
    found = _noun(token, passage)
    return found is not None and found.kind != "result"


def head_of_name(token: Token) -> Token:
    """Return the head of the noun phrase that a modifier stands in."""
    while token.dep_ in MODIFIERS and is_noun(token.head):
        token = token.head
    return token
