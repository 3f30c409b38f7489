"""Which occurrences a date governs: the climb from the date to its verb or noun.

Here belongs the way from a date to the occurrence that it hangs on. What else happened
at that time is found in ``spreading``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.extraction.calendar import OPEN
from pipeline.extraction.events.lexicon import cues, lemma, sense, verb_classes, words
from pipeline.extraction.events.syntax import (
    MODIFIERS,
    SUBJECTS,
    Passage,
    companions,
    governing_verb,
    is_noun,
    is_passive,
    is_past,
    is_verb,
    objects,
    prepositions,
)
from pipeline.extraction.events.timing import is_future
from pipeline.extraction.events.triggers import head_of_name, is_happening, nominal, verbal
from pipeline.extraction.spans import Date

NOMINAL_PATHS = frozenset({"object-date", "subject-date"})
"""Rules of a verb whose date hangs on a noun that names no occurrence."""
DIRECT = NOMINAL_PATHS | {"verb-date", "matrix-date", "nominal-date", "modifier-date"}
WEAK = frozenset({"light", "aspectual", "state", "measure", "cite"})
"""Classes of verbs that tell no occurrence of their own."""
RECORD = 12
"""How many words may stand between a superlative and its *since*."""
SILENT = "silent"
"""The rule of a verb that has a date and tells no occurrence itself; never a row."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger with the date that governs it; ``relation``: at, after, before or
    since; bare where the words of the date hold the *after* or *before* of another.

    ``verb`` is the verb that tells the occurrence, which may carry a noun as its trigger.
    """

    passage: Passage
    trigger: Token
    date: Date
    rule: str
    relation: str = "at"
    verb: Token | None = None


def governed(passage: Passage) -> list[Candidate]:
    """Return the occurrences that the dates of the sentence hang on."""
    return [
        candidate
        for date, span in passage.dates
        if not _is_record(span)
        for candidate in (*_climb(passage, date, span), *_enclosed(passage, date, span))
    ]


def _is_record(span: Span) -> bool:
    """Whether a *since* only says how rare something is: *the first visit since 1998*."""
    near = span.doc[max(0, span.start - RECORD) : span.start]
    return span[0].lower_ in words("since") and any(
        t.lower_ == "first" or t.tag_ in {"JJS", "RBS"} for t in near
    )


def _climb(passage: Passage, date: Date, span: Span) -> Iterator[Candidate]:
    """Climb from the date to the first word that names an occurrence."""
    entry = _of_chronicle(span)
    token, modifies = (entry, False) if entry is not None else _governor(passage, span)
    relation, rule = "at", "object-date" if _is_for(span) else "verb-date"
    while token is not None:
        if _is_ellipsis(token):
            named = [t for t in token.doc[: token.i] if is_happening(t, passage)]
            if named:
                yield Candidate(passage, named[-1], date, "nominal-date")
                return
        if is_noun(token):
            found = list(_of_noun(passage, date, span, token, modifies))
            if found:
                yield from found
                return
            if modifies:
                token, modifies = _adverbial(span), False
                continue
            nearest = token if modifies else _nearest(token, span, passage)
            if nearest != token:
                for one in _twins(nearest, span, passage):
                    yield Candidate(passage, one, date, "nominal-date")
                return
            if _is_span(date) and token.dep_ == "pobj" and token.head.lower_ in words("about"):
                return
            rule = "subject-date" if token.dep_ in SUBJECTS else "object-date"
        elif is_verb(token):
            if token.tag_ == "VBG" and lemma(token) in words("onset") and token.dep_ != "ROOT":
                relation = "since"  # starting in 2014
            else:
                found = list(_of_verb(passage, date, span, token, relation, rule))
                if found or not _is_participle(token) or lemma(token) in words("cause"):
                    yield from found or [Candidate(passage, token, date, SILENT, verb=token)]
                    return
        token = _above(token)


def _of_chronicle(span: Span) -> Token | None:
    """What an entry of a chronicle tells of the date that leads it: *May 2001 – Party founded*."""
    following = span.doc[span.end : span.end + 1].text
    if span.start or following not in {":", "–", "—", "-"}:
        return None
    root = next(t for t in span.doc if t.dep_ == "ROOT")
    entry = [root, *root.rights, *(c for t in root.rights for c in t.rights)]
    return next((t for t in entry if t.i > span.end and (is_verb(t) or sense(t))), None)


def _is_ellipsis(token: Token) -> bool:
    """Whether an adjective stands for a noun named before: *attacks, the most recent in May*."""
    stands = token.pos_ == "ADJ" or (token.pos_ == "NOUN" and token.dep_ == "conj")
    return token.lower_ in words("elliptic") and token.dep_ not in SUBJECTS and stands


def _is_for(span: Span) -> bool:
    """Whether a date says what something is for: *adopted a plan for 2001 in May 2000*."""
    return bool(span.root.dep_ == "pobj" and span.root.head.lower_ == "for")


def _is_span(date: Date) -> bool:
    """Whether a date has two ends: *a plan for 2001-2003* is not adopted then."""
    return "/" in date.edtf and OPEN not in date.edtf


def _of_noun(
    passage: Passage, date: Date, span: Span, token: Token, modifies: bool
) -> Iterator[Candidate]:
    """The occurrence that a noun names, or that the verb tells whose object it is."""
    noun = head_of_name(token) if modifies else token
    found = nominal(noun, passage)
    if found is None or (found.kind == "result" and (modifies or not _is_in(span))):
        return
    if not modifies and (_teller(noun, passage) or (found.kind == "act" and _is_means(noun))):
        return
    verb = None if modifies else _carrier(noun, passage)
    nearest = noun if modifies else _nearest(noun, span, passage)
    for one in _twins(nearest, span, passage):
        rule = "modifier-date" if modifies else "nominal-date"
        yield Candidate(passage, one, date, rule, verb=verb if one == noun else None)


def _is_means(noun: Token) -> bool:
    """Whether a noun only says with what: *rebuilt with a loan in 2006*."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "with"


def _carrier(noun: Token, passage: Passage) -> Token | None:
    """The light verb that carries a noun: *took part in exercises between 2002 and 2010*."""
    verb = governing_verb(noun)
    if verb is None or noun not in verbal(verb, passage):
        return None
    return verb


def _of_verb(
    passage: Passage, date: Date, span: Span, token: Token, relation: str, rule: str
) -> Iterator[Candidate]:
    """The occurrences that a verb tells, or else that its objects or agents name."""
    verb = _matrix(token, date, passage)
    if verb != token:
        rule = "matrix-date"
    if rule in NOMINAL_PATHS and verb.tag_ in {"VBP", "VBZ"}:
        return  # a cable of May 2010 describes …
    if rule == "subject-date" and not sense(verb, companions(verb)):
        return  # its response in 2011 was copied
    triggers = verbal(verb, passage)
    for trigger in triggers:
        yield Candidate(passage, trigger, date, rule, relation, verb=verb)
    if triggers:
        return
    agents = [t for p, t in prepositions(token) if p == "by"]
    for noun in [*objects(token), *agents]:
        if nominal(noun, passage) and noun.i < span.start:
            yield Candidate(passage, noun, date, "nominal-date", relation, verb=token)
            return


def _enclosed(passage: Passage, date: Date, span: Span) -> Iterator[Candidate]:
    """The occurrence whose own date stands in an *after* or *before*: *after the 2010 riots*."""
    if date.mod not in {"AFTER", "BEFORE"} or span[0].lower_ not in words("temporal"):
        return
    for token in span.doc[span.end : span.end + 4]:
        if is_happening(token, passage) and head_of_name(token) == token:
            yield Candidate(passage, token, date, "modifier-date", "bare")
            return
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
            return


def _adverbial(span: Span) -> Token | None:
    """What a date hangs on that the parser took for a modifier: *In May 2005 soldiers …*."""
    before = span.doc[span.start - 1] if span.start else None
    if before is None or before.lower_ not in words("temporal") or before.head == before:
        return None
    return before.head


def _above(token: Token) -> Token | None:
    """The next word up; a coordinated noun goes up beside its first conjunct."""
    while token.dep_ == "conj" and is_noun(token) and is_noun(token.head):
        token = token.head
    return token.head if token.head != token else None


def _is_in(span: Span) -> bool:
    return bool(span.root.dep_ == "pobj" and span.root.head.lower_ == "in")


def _is_participle(verb: Token) -> bool:
    """Whether a verb without subject hangs on a noun or clause that the date may mean."""
    kinds = {"acl", "advcl", "xcomp", "pcomp"} if verb.tag_ == "VBG" else {"advcl", "xcomp"}
    return verb.tag_ in {"VBG", "VBN"} and verb.dep_ in kinds


def _matrix(verb: Token, date: Date, passage: Passage) -> Token:
    """The verb that commits to what ``verb`` says, and happened: *agreed to build … in 1996*.

    *applied to join in 1996*, *accused them of hiding arms in 2010*. What lies in the
    future or is open is told by ``verb``: *agreed to build it by 2005*. A reporting verb
    in the present gives the date on to what it reports.
    """
    if verb.tag_ in {"VBP", "VBZ"} and date.start < verb.idx:
        found = sense(verb, companions(verb))
        told = [c for c in verb.children if c.dep_ == "ccomp" and is_verb(c)]
        if told and found and found.event_type == "STATE":
            return told[0]
    if verb.dep_ == "ccomp" and is_verb(verb.head):
        parties = [c.i for c in verb.children if c.dep_ in SUBJECTS]
        if parties and verb.head.idx < date.start < verb.doc[parties[0]].idx:
            return verb.head  # said in 2011 it would not sell
    if OPEN in date.edtf or is_future(date, passage.published):
        return verb
    region = passage.sentence.region
    while head := _committing(verb, region):
        if _has_other_date(head, date, passage):
            break
        verb = head
    return verb


def _committing(verb: Token, region: str) -> Token | None:
    """The past verb whose complement or purpose an infinitive or gerund is."""
    if verb.tag_ not in {"VB", "VBG"} or any(c.dep_ in SUBJECTS for c in verb.children):
        return None
    if verb.dep_ == "xcomp" or (verb.dep_ in {"advcl", "acl"} and verb.tag_ == "VB"):
        head = verb.head if is_verb(verb.head) else governing_verb(verb.head)
    elif verb.dep_ == "pcomp" and not _is_temporal(verb.head):
        head = governing_verb(verb)
    else:
        return None
    if head is None or head.i > verb.i or verb_classes(head) & WEAK:
        return None
    past = is_past(head) or (head.tag_ in {"VBP", "VBZ"} and region in {"caption", "heading"})
    refused = head.tag_ == "VBG" and lemma(head) in cues("head")
    known = sense(head, companions(head))
    if not known or not (past or refused) or (is_passive(head) and lemma(head) in words("force")):
        return None
    return head


def _has_other_date(verb: Token, date: Date, passage: Passage) -> bool:
    """Whether a verb has a date of its own: *cancelled it in 2007, only to reopen it in 2008*."""
    return any(
        other != date and _governor(passage, span)[0] == verb for other, span in passage.dates
    )


def _is_temporal(preposition: Token) -> bool:
    """Whether a clause tells another time or only how: *after*, *before*, *since*, *by*."""
    return any(preposition.lower_ in words(g) for g in ("after", "before", "since", "by"))


def _nearest(noun: Token, span: Span, passage: Passage) -> Token:
    """The last happening between the noun and the date: *the inquiry into the protests in May*."""
    between = [
        t
        for t in noun.subtree
        if noun.i < t.i < span.start
        and is_happening(t, passage)
        and governing_noun(t, noun)
        and not any(passage.date_at(c) for c in t.children)
    ]
    return between[-1] if between else noun


def governing_noun(token: Token, noun: Token) -> bool:
    """Whether only prepositions and nouns stand between ``token`` and ``noun`` above it."""
    for above in token.ancestors:
        if above == noun:
            return True
        if is_verb(above):
            return False
    return False


def _twins(noun: Token, span: Span, passage: Passage) -> list[Token]:
    """The noun and its plain conjuncts: *the coup and pogroms of 2010*."""
    chain = sorted([noun, *noun.conjuncts], key=lambda t: t.i)
    twins = [
        t
        for t in chain
        if t == noun
        or (
            nominal(t, passage)
            and (t.i < span.start or noun.i > span.start)
            and _is_plain(t, span, passage)
        )
    ]
    return twins if noun in twins else [noun]


def _is_plain(noun: Token, span: Span, passage: Passage) -> bool:
    """Whether a coordinated noun has no phrase, article or date of its own before the date."""
    if any(passage.date_at(c) is not None and c not in span for c in noun.children):
        return False
    if noun.dep_ == "conj" and any(c.dep_ in {"det", "poss"} for c in noun.children):
        return False
    last = max(t.i for t in (noun, *noun.conjuncts))  # a phrase after all of them is shared
    own = [c for c in noun.children if c.i < min(span.start, last + 1)]
    own = [c for c in own if span.root not in c.subtree]
    return not any(
        c.dep_ in {"prep", "relcl", "acl"} or passage.date_at(c) is not None for c in own
    )


def _governor(passage: Passage, span: Span) -> tuple[Token | None, bool]:
    """The word that the date hangs on, and whether the date modifies it as a noun."""
    token = span.root
    if _is_possessive(span):
        following = next((t for t in span.doc[span.end :] if is_noun(t)), None)
        if following is not None:
            return following, True
    while True:
        head = token.head
        if head == token:
            return (token if is_verb(token) else None), False
        if passage.date_at(head) is None and head.pos_ not in {"ADP", "SCONJ"}:
            before = token.i < head.i and token.pos_ not in {"ADP", "SCONJ"}
            modifies = token.dep_ in MODIFIERS or token.dep_ not in {"npadvmod", "prep"}
            return head, is_noun(head) and before and modifies
        token = head


def _is_possessive(span: Span) -> bool:
    """Whether the date owns the noun that follows: *last year's summit*."""
    after = span.doc[span.end] if span.end < len(span.doc) else span[-1]
    return "POS" in (after.tag_, span[-1].tag_)


def _teller(noun: Token, passage: Passage) -> Token | None:
    """The verb that tells the same occurrence as its object: *signed an agreement in 2010*."""
    verb = noun.head
    if noun.dep_ not in {"dobj", "nsubjpass"} or not is_verb(verb):
        return None
    found, same = (sense(t, companions(t)) for t in (noun, verb))
    if verb_classes(verb) & {"state", "measure"} or verbal(verb, passage) != [verb]:
        return None
    if found and found.kind == "happening" and (not same or same.event_type != found.event_type):
        return None
    return verb
