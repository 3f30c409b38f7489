"""Figures of a series, which leave out what the figure before them has said."""

from collections.abc import Sequence

from pipeline.extraction.claims.phrases import (
    SUBJECTS,
    Piece,
    clause_end,
    end_of,
    is_dated,
    last_of,
    noun_of,
    root_of,
    subject_of,
    trim,
)
from pipeline.extraction.claims.scan import Found
from pipeline.extraction.claims.sentences import Sentence
from pipeline.extraction.claims.words import forms

_POINTING = frozenset({"these", "those", "them", "which", "whom"})


def shared(
    sentence: Sentence, found: Found, before: Sequence[Found], earlier: list[Piece]
) -> list[Piece]:
    """Return what ``found`` measures if the figures ``before`` it say so, else nothing.

    ``earlier`` is the measure of the last of them.
    """
    if not before:
        return []
    return (
        _elided(sentence, found, before)
        or _repeated(sentence, found, before, earlier)
        or _of_those(sentence, found, earlier)
        or _parallel(sentence, found, before, earlier)
    )


def _elided(sentence: Sentence, found: Found, before: Sequence[Found]) -> list[Piece]:
    """What a count without a noun counts: the noun of the count before it, and its own place.

    *650 firms in Osh, 100 in Naryn*: the hundred are *firms in Naryn*.
    """
    last = last_of(sentence, found)
    if found.quantity.kind != "count" or noun_of(root_of(sentence, found), last) is not None:
        return []
    following = sentence.parse[last + 1] if last + 1 < len(sentence.parse) else None
    if following is not None and (following.lower_ == "of" or following.pos_ in ("NOUN", "ADJ")):
        return []
    root = root_of(sentence, found)
    done = root.head if root.dep_ == "dobj" and root.head.pos_ == "VERB" else None
    for earlier in reversed(before):
        end = last_of(sentence, earlier)
        noun = noun_of(root_of(sentence, earlier), end)
        if earlier.quantity.kind != "count" or noun is None or noun.tag_ not in ("NNS", "NNPS"):
            continue
        if done is not None and noun.dep_ in SUBJECTS:
            continue  # 30 men fled, killing two: the two are no men who fled
        pause = clause_end(sentence, last + 1)
        joins = (t.i for t in sentence.parse[last + 1 : pause] if t.tag_ == "CC")
        start = last + 1
        while start < pause and sentence.parse[start].pos_ == "AUX":
            start += 1  # 30 were freed: men freed
        place = Piece(start, next(joins, pause), whole=True)
        deed = [Piece(done.i, done.i + 1)] if done is not None else []  # killed 3 men, injured 5
        parts = (Piece(end + 1, noun.i + 1), *deed, place)
        pieces = (trim(sentence, piece) for piece in parts)
        return [piece for piece in pieces if piece]
    return []


def _repeated(
    sentence: Sentence, found: Found, before: Sequence[Found], earlier: list[Piece]
) -> list[Piece]:
    """The measure of the figure before, where this one only points to it.

    *trade was $5 million, by 2010 it was $30 million*; *the other $300 million*; *compared
    with Iran’s 8 per cent*: what is *Iran’s*, of the same.
    """
    root, last = root_of(sentence, found), last_of(sentence, found)
    if found.quantity.unit != before[-1].quantity.unit or noun_of(root, last):
        return []
    if any(child.lower_ == "of" and child.i > last for child in root.children):
        return []
    first = sentence.parsed(found.quantity.start).i
    if first and sentence.parse[first - 1].tag_ == "POS":
        owner = sentence.parse[first - 1].head
        return [Piece(owner.left_edge.i, first), *_disowned(sentence, earlier)]
    fallen = [t.lower_ for t in sentence.parse[max(0, first - 2) : first]]
    if fallen in (["up", "from"], ["down", "from"]):
        return earlier
    subject = subject_of(root.head) if root.head.lemma_ == "be" else None
    rest = any(c.lower_ in forms("claim_words", "role", "rest") for c in root.lefts)
    return earlier if rest or (subject is not None and subject.pos_ == "PRON") else []


def _of_those(sentence: Sentence, found: Found, earlier: list[Piece]) -> list[Piece]:
    """The measure of the figure before, of which this is a part (*more than half of these*)."""
    last = last_of(sentence, found)
    first = sentence.parsed(found.quantity.start).i
    opening = [t.lower_ for t in sentence.parse[max(0, first - 2) : first]]
    root = root_of(sentence, found)
    told = any(c.dep_ == "attr" for c in root.head.children)  # of which $5 million is a loan
    if opening in (["of", "which"], ["of", "whom"]) and not told:
        return earlier
    if last + 2 >= len(sentence.parse):
        return []
    of, whole = sentence.parse[last + 1], sentence.parse[last + 2]
    beyond = sentence.parse[last + 3 : last + 4]
    doing = any(t.tag_ == "VBG" for t in beyond)  # half of these taking place since 2016
    points = whole.lower_ in _POINTING and (whole.pos_ == "PRON" or doing)
    if of.lower_ != "of":
        return []
    if points:
        return earlier
    owns = next((t for t in whole.subtree if t.tag_ == "POS"), None)
    after = owns.i + 1 if owns is not None else 0
    owned = after < len(sentence.parse) and sentence.parse[after].pos_ in ("NOUN", "ADJ", "PROPN")
    if owns is None or owned:
        return []
    nouns = [t.i for p in earlier for t in sentence.parse[p.start : p.end] if t.pos_ == "NOUN"]
    return [Piece(whole.left_edge.i, owns.i + 1), Piece(nouns[-1], nouns[-1] + 1)] if nouns else []


def _parallel(
    sentence: Sentence, found: Found, before: Sequence[Found], earlier: list[Piece]
) -> list[Piece]:
    """What a figure of a series measures that names only where it differs.

    *80% of its power from water, 12% from coal*: the twelve are *power from coal*.
    """
    last = last_of(sentence, found)
    if found.quantity.unit != before[-1].quantity.unit or found.quantity.unit == "1":
        return []
    if last + 2 >= len(sentence.parse):
        return []
    own = sentence.parse[last + 1]
    apart = own.pos_ == "ADP" and own.lower_ not in ("of", "to", "by", "than")
    if not apart or is_dated(sentence, own.nbor()):
        return []
    tokens = [t for piece in earlier for t in sentence.parse[piece.start : piece.end]]
    same = [t.i for t in tokens if t.lower_ == own.lower_]
    cut = [p._replace(end=min(p.end, same[-1]) if same else p.end) for p in earlier]
    kept = [p for p in cut if p.start < p.end]
    place = trim(sentence, Piece(last + 1, end_of(sentence, own), whole=True))
    return [*kept, place] if kept and place else []


def _disowned(sentence: Sentence, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without the names that begin them (*U.S. | defence spending*)."""
    tokens = [t for piece in pieces[:1] for t in sentence.parse[piece.start : piece.end]]
    common = [t.i for t in tokens if t.pos_ != "PROPN" and t.tag_ not in ("POS", "HYPH")]
    first = [Piece(common[0], tokens[-1].i + 1)] if common else []
    return [*first, *pieces[1:]]
