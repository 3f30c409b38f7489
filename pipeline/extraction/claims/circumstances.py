"""What surrounds a quantity: its date, its direction, whom it concerns."""

import re
from collections.abc import Sequence

from spacy.tokens import Token as Parsed

from pipeline.extraction.claims.attribution import named, says
from pipeline.extraction.claims.phrases import SUBJECTS, Piece, noun_of, root_of, subject_of
from pipeline.extraction.claims.scan import Found
from pipeline.extraction.claims.sentences import Sentence
from pipeline.extraction.claims.words import changes, forms
from pipeline.extraction.dates.arithmetic import edge, ends, unit_of
from pipeline.extraction.spans import Date, Mention

_REACH = 3  # words that may stand between a figure and the noun of change
_COMPARISON = re.compile(r"\b(?:from|against|than|compared|versus)\b[^,;]*\d")
"""A second figure, with which this one is compared, stands before the date."""
_RELATIVE = re.compile(r",[^,;]*\b(?:of|for|in) (?:which|whom)\b")
"""What follows tells of a part (*300 roads, most of which were built before 1991*)."""
_RELATIONS = {"since": "since", "after": "after", "before": "before", "until": "until"}
_LEVELS = frozenset({"to", "at", "from", "reaching"})
LEVEL_KINDS = frozenset({"money", "percent", "multiple"})
"""Kinds of quantities that a thing reaches, and not what is counted."""


def direction(sentence: Sentence, found: Found) -> str | None:
    """Whether the number is the size of a rise or fall (not a level that was reached)."""
    if found.quantity.change:
        return found.quantity.change
    tokens = sentence.tokens
    first = next(i for i, t in enumerate(tokens) if t.start >= found.start)
    before, after = first - 1, found.quantity.end
    levels = found.quantity.kind in LEVEL_KINDS
    if levels and after < len(tokens) and tokens[after].low in changes("comparative"):
        return changes("comparative")[tokens[after].low]
    if before < 0:
        return _noun_after(sentence, found)
    low = tokens[before].low
    if low in _LEVELS:
        return None
    if low in ("up", "down") and not _particle(sentence.parsed(before)):
        return changes("comparative")[low]
    parsed = sentence.parsed(before)
    if low == "by":
        head = parsed.head.lemma_.lower()
        kinds = ("verb", "noun", "comparative")
        return next((changes(kind)[head] for kind in kinds if head in changes(kind)), None)
    if low == "of":
        return changes("noun").get(parsed.head.lemma_.lower())
    at = before
    while at > 0 and sentence.parsed(at).pos_ == "ADV":
        at -= 1
    verb = sentence.parsed(at)
    if levels and verb.pos_ in ("VERB", "AUX"):
        found_change = changes("verb").get(verb.lemma_.lower())
        if found_change:
            return found_change
    return _noun_after(sentence, found)


def _particle(word: Parsed) -> bool:
    """Tell *made up 5%*, *took up 5%* from *was up 5%*."""
    moved = word.head.lemma_.lower() in {*changes("verb"), "be", "go", "move"}
    return word.dep_ == "prt" and not moved


def _noun_after(sentence: Sentence, found: Found) -> str | None:
    """*a $5 billion increase*, *6 per cent economic growth*."""
    last = sentence.parsed(found.quantity.end - 1).i
    noun = noun_of(root_of(sentence, found), last)
    if noun is None or noun.i - last > _REACH or found.quantity.kind not in LEVEL_KINDS:
        return None
    return changes("noun").get(noun.lemma_.lower())


def date_of(
    sentence: Sentence, found: Found, own: Sequence[Date], earlier: Sequence[Date]
) -> Date | None:
    """The date that governs a quantity: in its clause, else fronted, else in the sentence before.

    ``own`` are the dates of the sentence, ``earlier`` those of the one before it in the
    paragraph. What merely exists (*the five nations*, *a 300km pipeline*) has no date.
    """
    root = root_of(sentence, found)
    last = sentence.parsed(found.quantity.end - 1).i
    if _timeless(sentence, found, root, last):
        own = [date for date in own if _inside(sentence, noun_of(root, last) or root, date)]
        return own[0] if own else None
    within = [date for date in own if not _elsewhere(sentence, found, root, date)]
    if within:
        return min(within, key=lambda date: _distance(sentence, found, root, date))
    if earlier and _past(root) and found.quantity.kind != "duration":
        return earlier[0]
    return None


def placed(sentence: Sentence, found: Found, date: Date) -> tuple[str, str | None]:
    """Return EDTF and mod of the time of a figure that ``date`` governs.

    A figure that holds *since* or *after* what is dated has an open interval, with the mod
    AFTER or BEFORE (codebook, rulings): *sent 200 men since the battle of 15 June*.
    """
    relation = _relation(sentence, root_of(sentence, found), date)
    first, last = ends(date.edtf)
    if relation is None or date.mod in ("AFTER", "BEFORE") or ".." in date.edtf:
        return date.edtf, date.mod
    if relation == "before":
        return f"../{edge(first, 'until')}", "BEFORE"
    if relation == "until":
        return f"../{edge(last, 'until')}", date.mod
    day = relation == "after" and unit_of(first) == "day" and first == last
    return f"{edge(date.edtf, 'since')}/..", "AFTER" if day else date.mod


def _relation(sentence: Sentence, root: Parsed, date: Date) -> str | None:
    """The word of time that ties the dated thing to the figure's clause (since, after …)."""
    token = next((t for t in sentence.parse if t.idx >= date.start), sentence.parse[-1])
    above = set(root.ancestors) | {root}
    if token in above:
        return None
    for head in (token, *token.ancestors):
        if head in above:
            return None
        marks = [head, *(c for c in head.children if c.dep_ == "mark")]
        for word in marks:
            if word.lower_ in _RELATIONS and word.idx < date.start:
                return _RELATIONS[word.lower_]
    return None


def _inside(sentence: Sentence, noun: Parsed, date: Date) -> bool:
    """The date stands in the noun's own phrase (*the two attacks of May 2012*)."""
    return noun.right_edge.idx >= date.start > noun.idx


def _past(token: Parsed) -> bool:
    """The clause tells of the past: its finite verb says so, and not that there *were* some."""
    verb = _verb(token)
    while verb.tag_ in ("VB", "VBG") and verb.head != verb and verb.dep_ != "ccomp":
        verb = _verb(verb.head)  # the infinitive or participle leans on a finite verb
    present = any(c.tag_ in ("VBZ", "VBP", "MD") for c in verb.children if c.dep_.startswith("aux"))
    there = any(c.dep_ == "expl" for c in verb.children)
    return verb.tag_ in ("VBD", "VBN") and not present and not there


def _elsewhere(sentence: Sentence, found: Found, root: Parsed, date: Date) -> bool:
    """The date is of the saying, of what the figure is compared with, or of its baseline."""
    token = next((t for t in sentence.parse if t.idx >= date.start), sentence.parse[-1])
    link = token.nbor(-1) if token.i else token
    than = link.i > 0 and link.nbor(-1).lower_ == "than"  # 5% more than in 2010
    baseline = than or link.lower_ in forms("claim_words", "role", "baseline")
    if baseline and direction(sentence, found):
        return True
    if date.start >= found.end and _COMPARISON.search(sentence.parse.text[found.end : date.start]):
        return True
    if date.start >= found.end and _RELATIVE.search(sentence.parse.text[found.end : date.start]):
        return True
    above = set(root.ancestors) | {root}
    aside = _verb(token)
    later = aside.dep_ == "conj" and date.start >= found.end and aside not in above
    if later and any(c.dep_ in SUBJECTS for c in aside.children):
        return True  # trade is $5 million, and in 2009 a road opened
    if aside.dep_ == "relcl" and aside not in above:
        return True
    below = token
    for head in (token, *token.ancestors):
        if head in above:
            own = head == _verb(root) or below.dep_ in ("nsubj", "nsubjpass")
            return not own and head.pos_ == "VERB" and says(head)
        if head.lower_ in forms("claim_words", "role", "compared"):
            return True
        below = head
    return False


def _timeless(sentence: Sentence, found: Found, root: Parsed, last: int) -> bool:
    """Counts and sizes deep in a phrase, or of definite things, hold at any time."""
    kind = found.quantity.kind
    if kind in LEVEL_KINDS:
        return False
    noun = noun_of(root, last) or root
    if kind == "count":
        definite = ("the", "these", "those", "all")
        lefts = [c for c in noun.lefts if c.i < root.i]
        return any(c.lower_ in definite or c.dep_ == "poss" for c in lefts)
    built = noun.dep_ in ("dobj", "nsubjpass") and _past(root)
    return kind in ("length", "area") and not built


def _verb(token: Parsed) -> Parsed:
    while token.pos_ not in ("VERB", "AUX") and token.head != token:
        token = token.head
    return token


def _distance(
    sentence: Sentence, found: Found, root: Parsed, date: Date
) -> tuple[int, int, int, int, int]:
    """How far a date governs: same clause first, then fronted or following, then nearness.

    A date in the phrase of another noun (*short of the 2017 target*) comes after one of the verb.
    """
    token = next((t for t in sentence.parse if t.idx >= date.start), sentence.parse[-1])
    between = (date.start - found.end) if date.start >= found.end else (found.start - date.end)
    follows = date.start >= found.end
    gap = sentence.parse.text[found.end : date.start] if follows else ""
    direct = (
        follows
        and between < 40
        and not any(sign in gap for sign in ",;(")
        and not any(character.isdigit() for character in gap)
    )
    same = _verb(token) == _verb(root)
    apart = _verb(token).dep_ in ("acl", "relcl") and _verb(token) not in root.ancestors
    return (not direct, apart, _nested(token, root), not same, between)


def _nested(date: Parsed, root: Parsed) -> bool:
    """The date only describes a noun that the figure does not belong to."""
    above = set(root.ancestors) | {root}
    inner = [date, *(a for a in date.ancestors)]
    below = list(inner[: next((k for k, a in enumerate(inner) if a in above), len(inner))])
    return any(a.pos_ in ("NOUN", "PROPN") and a.ent_type_ != "DATE" for a in below[1:])


def concerned(
    sentence: Sentence, found: Found, measure: Sequence[Piece], mentions: Sequence[Mention]
) -> tuple[tuple[str, str], ...]:
    """The actors that the figure concerns, with their roles, from its measure and subject.

    Who has, gives or owns it holds it; whom *with*, *to*, *from* or *between … and* relate to
    the holder is the counterpart; the rest it is about.
    """
    roles: dict[str, str] = {}
    subject = subject_of(_verb(root_of(sentence, found)))
    if subject is not None:
        holder = named(subject, mentions)
        if holder:
            roles[holder] = "holder"
    for mention in mentions:
        token = next(t for t in sentence.parse if t.idx + len(t) > mention.start)
        if any(piece.start <= token.i < piece.end for piece in measure):
            roles.setdefault(mention.actor_id, _role(token))
    return tuple(roles.items())


def _role(token: Parsed) -> str:
    if token.dep_ == "poss":
        return "holder"
    head = token
    while head.dep_ in ("conj", "compound", "amod", "nmod", "poss") and head.head != head:
        if head.dep_ == "conj" and _between(head):
            return "counterpart"
        head = head.head
    if head.dep_ == "pobj" and head.head.lower_ in ("with", "to", "from"):
        return "counterpart"
    return "holder" if head.dep_ == "pobj" and head.head.lower_ == "between" else "about"


def _between(token: Parsed) -> bool:
    while token.dep_ == "conj":
        token = token.head
    return token.head.lower_ == "between"
