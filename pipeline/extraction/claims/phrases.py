"""The phrases of a sentence from which a measure is made: where they begin and end."""

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Token as Parsed

from pipeline.extraction.claims.scan import Found
from pipeline.extraction.claims.sentences import Sentence

LONGEST = 15
"""Words of a measure at most."""
_MODIFIERS = frozenset({"nummod", "compound", "nmod", "amod", "quantmod", "npadvmod", "advmod"})
_COMPLEMENTS = frozenset({"prep", "acl", "relcl", "pcomp", "agent", "dative"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_PAUSES = frozenset([*',;:()—–.“”"', "--"])
LEADING = frozenset(
    {"DT", "PRP$", "WP$", "WDT", "IN", "TO", "PDT", "CC", "POS", ",", ":", "-LRB-", "HYPH"}
)
_TRAILING = LEADING - {"POS"} | {".", "''", "``", "$"}
_NUMERIC = frozenset({"CD", "$"})


class Piece(NamedTuple):
    """Tokens ``start`` to ``end`` of the parse, and a word that ties them to what stands before.

    ``whole``: function words at its beginning belong to it.
    """

    start: int
    end: int
    link: str = ""
    whole: bool = False


def root_of(sentence: Sentence, found: Found) -> Parsed:
    """The parser's token that heads the span of a quantity."""
    first = sentence.parsed(found.quantity.start)
    last = sentence.parsed(found.quantity.end - 1)
    return sentence.parse[first.i : last.i + 1].root


def noun_of(root: Parsed, last: int) -> Parsed | None:
    """The noun to the right of token ``last`` that the quantity stands before."""
    head = root
    for _ in range(4):
        if head.dep_ not in _MODIFIERS or head.head.i <= head.i:
            break
        head = head.head
    return head if head.i > last and head.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") else None


def subject_of(verb: Parsed) -> Parsed | None:
    """The subject of ``verb``, through conjunction and adverbial clauses."""
    for _ in range(4):
        for child in verb.children:
            if child.dep_ in SUBJECTS:
                return verb.head if _relative(child) else child
        if verb.dep_ in ("acl", "relcl"):
            return verb.head
        if (
            verb.dep_ not in ("conj", "advcl", "xcomp", "ccomp", "pcomp", "prep")
            or verb.head == verb
        ):
            return None
        verb = verb.head
    return None


def is_plural(noun: Parsed) -> bool:
    """Several are meant: a plural, or nouns joined."""
    return noun.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in noun.children)


def antecedent(pronoun: Parsed) -> Parsed | None:
    """The subject before *it* or *they* in the sentence that agrees in number, the nearest."""
    several = {"it": False, "they": True}.get(pronoun.lower_)
    nouns = (
        t
        for t in reversed(pronoun.doc[: pronoun.i])
        if t.dep_ in SUBJECTS and t.pos_ in ("NOUN", "PROPN") and t.ent_type_ != "PERSON"
    )
    return next((t for t in nouns if several is not None and is_plural(t) == several), None)


def _relative(subject: Parsed) -> bool:
    """The subject is a *which* or *who* that stands for the noun before its clause."""
    return subject.tag_ in ("WDT", "WP") and subject.head.dep_ == "relcl"


def words_of(sentence: Sentence, pieces: Sequence[Piece]) -> str | None:
    """The pieces as one phrase, or None where there are none."""
    words: list[str] = []
    for piece in pieces:
        words += [piece.link, sentence.parse[piece.start : piece.end].text]
    return " ".join(word for word in words if word) or None


def last_of(sentence: Sentence, found: Found) -> int:
    """The number of the last token of the figure."""
    return sentence.parsed(found.quantity.end - 1).i


def phrase_end(sentence: Sentence, noun: Parsed) -> int:
    """Where the noun's phrase ends: its complements, not appositions; before a date."""
    end = noun.i + 1
    for child in noun.rights:
        if child.dep_ in ("cc", "conj") and child.i == end:
            end = child.right_edge.i + 1 if child.dep_ == "conj" else child.i + 1
        elif child.dep_ == "conj" and child.nbor(-1).text == "," and child.pos_ == "NOUN":
            end = child.right_edge.i + 1  # reforms, roads and mines
        elif child.dep_ == "punct" and _lists(sentence, child.i, noun.right_edge.i + 1):
            continue
        elif child.dep_ in _COMPLEMENTS and child.left_edge.i == end:
            if child.dep_ == "prep" and child.lower_ != "of" and is_figured(child):
                break  # two firms with 5% of the market; 12 experts from three states
            if child.dep_ == "acl" and child.tag_ == "VBG":
                break  # firms building roads: what they happen to do
            if {"TO", "VBN"} <= {c.tag_ for c in (child, *child.lefts)}:
                break  # a fund to be spent on loans: what is to come of it
            end = child.right_edge.i + 1
        elif child.dep_ != "case":
            break
        else:
            end = child.i + 1
    return stop(sentence, noun.i + 1, end)


def is_figured(phrase: Parsed) -> bool:
    """Tell whether another figure stands in the phrase before it pauses, not *the five states*."""
    for token in phrase.doc[phrase.i : phrase.right_edge.i + 1]:
        if token.pos_ in ("PUNCT", "CCONJ"):
            break
        if token.tag_ == "CD" and token.nbor(-1).tag_ != "DT":
            return True
    return False


def clause_end(sentence: Sentence, start: int) -> int:
    """Where the clause that begins at ``start`` pauses."""
    return stop(sentence, start, len(sentence.parse))


def stop(sentence: Sentence, start: int, end: int) -> int:
    """Cut at punctuation and before the preposition of a date."""
    for at in range(start, end):
        token = sentence.parse[at]
        if token.text == "," and _lists(sentence, at, end):
            continue
        clause = token.dep_ == "cc" and token.head.pos_ in ("VERB", "AUX")
        ends = clause or token.text in _PAUSES or token.tag_ == "WRB" or token.dep_ == "mark"
        if ends or is_dated(sentence, token) or token.lower_ in ("since", "as"):
            while at > start and sentence.parse[at - 1].tag_ in ("IN", "DT", "CC", "TO"):
                at -= 1
            return at
    return end


def _lists(sentence: Sentence, at: int, end: int) -> bool:
    """The comma stands in a list of nouns (*borders with A, B and C*)."""
    after = sentence.parse[at + 1 : end]
    return any(t.dep_ == "conj" and t.head.i < at and t.pos_ in ("NOUN", "PROPN") for t in after)


def is_dated(sentence: Sentence, token: Parsed) -> bool:
    """Tell whether the token is part of a date."""
    return any(start <= token.idx < end for start, end in sentence.dates)


def _unit_before_of(token: Parsed, end: int) -> bool:
    """The unit of another figure begins the piece (*11 million tonnes of | oil*, *5% | stake*)."""
    numeric = token.i and token.nbor(-1).tag_ == "CD"
    return bool(numeric and token.i + 1 < end and token.pos_ in ("NOUN", "SYM"))


def trim(sentence: Sentence, piece: Piece) -> Piece | None:
    """Drop leading determiners and trailing function words; keep at most 15 words."""
    parse, first, end = sentence.parse, piece.start, piece.end
    while not piece.whole and first < end:
        token = parse[first]
        skipped = (
            (token.tag_ in LEADING | _NUMERIC and token.lower_ != "per")
            or token.ent_type_ == "MONEY"
            or is_dated(sentence, token)
            or (token.ent_type_ in ("PERCENT", "QUANTITY") and _unit_before_of(token, end))
        )
        if not skipped:
            break
        first += 1
    words = 0
    for at in range(first, end):
        words += parse[at].is_alpha or parse[at].like_num
        if words > LONGEST or parse[at].text in ";()":
            end = at
            break
    while end > first and (parse[end - 1].tag_ in _TRAILING or parse[end - 1].pos_ == "AUX"):
        end -= 1
    return piece._replace(start=first, end=end) if first < end else None


def says_something(sentence: Sentence, piece: Piece) -> bool:
    """A noun, adjective or participle stands in the piece that is not the figure's own.

    A finite verb, be it of a compound tense, or a pronoun is never what is measured.
    """
    return any(
        (t.pos_ in ("NOUN", "PROPN", "ADJ", "ADV") or t.tag_ in ("VBN", "VBG"))
        and not t.like_num
        and (any(c.dep_ == "auxpass" for c in t.lefts) or all(c.dep_ != "aux" for c in t.lefts))
        for t in sentence.parse[piece.start : piece.end]
    )


def end_of(sentence: Sentence, preposition: Parsed) -> int:
    """Where the phrase of a preposition ends, or the clause pauses before."""
    end = clause_end(sentence, preposition.i + 1)
    joins = (t.i for t in sentence.parse[preposition.i + 1 : end] if t.tag_ in ("CC", "CD"))
    return next(joins, end)


def phrase(sentence: Sentence, noun: Parsed) -> Piece:
    """Return the noun with what belongs to it on both sides, without a figure before it."""
    start = noun.left_edge.i
    for child in noun.lefts:
        own = all(t.dep_ in ("quantmod", "det", "advmod") for t in child.subtree if t != child)
        if child.dep_ == "nummod" and child.left_edge.i == start and own:
            start = child.right_edge.i + 1  # more than 30 | towns
    return Piece(start, phrase_end(sentence, noun))
