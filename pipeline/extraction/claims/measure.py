"""What a quantity counts or measures: a phrase of the sentence, found by syntax.

The counted noun with its complements (*200 | Chinese workers in Osh*), what a part is
taken of (*22% of | their exports*), or the subject of the verb that the figure completes
(*| trade with Iran | reached $3 billion*).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Token as Parsed

from pipeline.extraction.claims.counting import Sentence
from pipeline.extraction.claims.scan import Found
from pipeline.extraction.claims.words import changes, forms

LONGEST = 15
"""Words of a measure at most."""
_MODIFIERS = frozenset({"nummod", "compound", "nmod", "amod", "quantmod", "npadvmod", "advmod"})
_COMPLEMENTS = frozenset({"prep", "acl", "relcl", "pcomp", "agent", "dative"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "all", "both"})
_PAUSES = frozenset([*',;:()—–.“”"', "--"])
_LEADING = frozenset(
    {"DT", "PRP$", "WP$", "WDT", "IN", "TO", "PDT", "CC", "POS", ",", ":", "-LRB-", "HYPH"}
)
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
            if child.dep_ in _SUBJECTS:
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


def _relative(subject: Parsed) -> bool:
    """The subject is a *which* or *who* that stands for the noun before its clause."""
    return subject.tag_ in ("WDT", "WP") and subject.head.dep_ == "relcl"


def measured(sentence: Sentence, found: Found, before: Sequence[Found]) -> list[Piece]:
    """Return what is measured as pieces of the sentence, none where nothing says it.

    ``before`` are the quantities to its left, the nearest last. A piece begins with no
    determiner, holds no date at its end, and has at most 15 words.
    """
    shared = (
        _elided(sentence, found, before)
        or _repeated(sentence, found, before)
        or _of_those(sentence, found, before)
        or _parallel(sentence, found, before)
    )
    if shared:
        return shared
    for candidate in _candidates(sentence, found):
        pieces = [piece for one in candidate if (piece := _trim(sentence, one))]
        if any(_says_something(sentence, piece) for piece in pieces):
            return pieces
    return []


def _says_something(sentence: Sentence, piece: Piece) -> bool:
    """A noun, verb or adjective stands in the piece that is not the figure's own."""
    return any(
        t.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "ADV") and not t.like_num
        for t in sentence.parse[piece.start : piece.end]
    )


def words_of(sentence: Sentence, pieces: Sequence[Piece]) -> str | None:
    """The pieces as one phrase, or None where there are none."""
    said = {token.lower_ for token in sentence.parse}
    words: list[str] = []
    for piece in pieces:
        links = (piece.link, *(("of", "in") if piece.link else ()))
        link = next((word for word in links if word in said), "")
        text = f"{link} {sentence.parse[piece.start : piece.end].text}".strip()
        words.insert(0 if piece.link and not link else len(words), text)
    return " ".join(words) or None


def _last(sentence: Sentence, found: Found) -> int:
    """The number of the last token of the figure."""
    return sentence.parsed(found.quantity.end - 1).i


def _elided(sentence: Sentence, found: Found, before: Sequence[Found]) -> list[Piece]:
    """What a count without a noun counts: the noun of the count before it, and its own place.

    *650 firms in Osh, 100 in Naryn*: the hundred are *firms in Naryn*.
    """
    last = _last(sentence, found)
    if found.quantity.kind != "count" or noun_of(root_of(sentence, found), last) is not None:
        return []
    following = sentence.parse[last + 1] if last + 1 < len(sentence.parse) else None
    if following is not None and (following.lower_ == "of" or following.pos_ in ("NOUN", "ADJ")):
        return []
    for earlier in reversed(before):
        end = _last(sentence, earlier)
        noun = noun_of(root_of(sentence, earlier), end)
        if earlier.quantity.kind != "count" or noun is None or noun.tag_ not in ("NNS", "NNPS"):
            continue
        pause = _clause_end(sentence, last + 1)
        joins = (t.i for t in sentence.parse[last + 1 : pause] if t.tag_ == "CC")
        place = Piece(last + 1, next(joins, pause), whole=True)
        pieces = (_trim(sentence, piece) for piece in (Piece(end + 1, noun.i + 1), place))
        return [piece for piece in pieces if piece]
    return []


def _repeated(sentence: Sentence, found: Found, before: Sequence[Found]) -> list[Piece]:
    """The measure of the figure before, where this one only points to it.

    *trade was $5 million, by 2010 it was $30 million*; *the other $300 million*; *compared
    with Iran’s 8 per cent*: what is *Iran’s*, of the same.
    """
    root, last = root_of(sentence, found), _last(sentence, found)
    if not before or found.quantity.unit != before[-1].quantity.unit or noun_of(root, last):
        return []
    if any(child.lower_ == "of" and child.i > last for child in root.children):
        return []
    first = sentence.parsed(found.quantity.start).i
    earlier = measured(sentence, before[-1], before[:-1])
    if first and sentence.parse[first - 1].tag_ == "POS":
        owner = sentence.parse[first - 1].head
        return [Piece(owner.left_edge.i, first), *_disowned(sentence, earlier)]
    subject = subject_of(root.head) if root.head.lemma_ == "be" else None
    rest = any(c.lower_ in forms("claim_words", "role", "rest") for c in root.lefts)
    return earlier if rest or (subject is not None and subject.pos_ == "PRON") else []


def _of_those(sentence: Sentence, found: Found, before: Sequence[Found]) -> list[Piece]:
    """The measure of the figure before, of which this is a part (*more than half of these*)."""
    last = _last(sentence, found)
    if not before or last + 2 >= len(sentence.parse):
        return []
    of, whole = sentence.parse[last + 1], sentence.parse[last + 2]
    points = whole.lower_ in ("these", "those", "them", "which", "whom") and whole.dep_ == "pobj"
    if of.lower_ != "of":
        return []
    if points:
        return measured(sentence, before[-1], before[:-1])
    owns = next((t for t in whole.subtree if t.tag_ == "POS"), None)
    if owns is None or (
        owns.i + 1 < len(sentence.parse) and owns.nbor().pos_ in ("NOUN", "ADJ", "PROPN")
    ):
        return []
    earlier = measured(sentence, before[-1], before[:-1])
    nouns = [t.i for p in earlier for t in sentence.parse[p.start : p.end] if t.pos_ == "NOUN"]
    return [Piece(whole.left_edge.i, owns.i + 1), Piece(nouns[-1], nouns[-1] + 1)] if nouns else []


def _parallel(sentence: Sentence, found: Found, before: Sequence[Found]) -> list[Piece]:
    """What a figure of a series measures that names only where it differs.

    *80% of its power from water, 12% from coal*: the twelve are *power from coal*.
    """
    last = _last(sentence, found)
    if not before or found.quantity.unit != before[-1].quantity.unit or found.quantity.unit == "1":
        return []
    if last + 1 >= len(sentence.parse):
        return []
    own = sentence.parse[last + 1]
    if (
        own.pos_ != "ADP"
        or own.lower_ in ("of", "to", "by", "than")
        or _dated(sentence, own.nbor())
    ):
        return []
    earlier = measured(sentence, before[-1], before[:-1])
    tokens = [t for piece in earlier for t in sentence.parse[piece.start : piece.end]]
    same = [t.i for t in tokens if t.lower_ == own.lower_]
    cut = [p._replace(end=min(p.end, same[-1]) if same else p.end) for p in earlier]
    kept = [p for p in cut if p.start < p.end]
    place = _trim(sentence, Piece(last + 1, _pp_end(sentence, own), whole=True))
    return [*kept, place] if kept and place else []


def _pp_end(sentence: Sentence, preposition: Parsed) -> int:
    """Where the phrase of a preposition ends, or the clause pauses before."""
    end = _clause_end(sentence, preposition.i + 1)
    joins = (t.i for t in sentence.parse[preposition.i + 1 : end] if t.tag_ == "CC" or t.like_num)
    return next(joins, end)


def _disowned(sentence: Sentence, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without the names that begin them (*U.S. | defence spending*)."""
    tokens = [t for piece in pieces[:1] for t in sentence.parse[piece.start : piece.end]]
    common = [t.i for t in tokens if t.pos_ != "PROPN" and t.tag_ not in ("POS", "HYPH")]
    first = [Piece(common[0], tokens[-1].i + 1)] if common else []
    return [*first, *pieces[1:]]


def _candidates(sentence: Sentence, found: Found) -> Iterator[list[Piece]]:
    """Pieces that may be the measure, the best first."""
    root, last = root_of(sentence, found), _last(sentence, found)
    if found.quantity.rule == "growth" and root.pos_ == "VERB":
        grown = next((c for c in root.children if c.dep_ == "dobj"), None)
        grown = grown or subject_of(root) or _noun_before(sentence, root)
        yield [] if grown is None or grown.pos_ == "PRON" else [_phrase(sentence, grown)]
        return
    noun = noun_of(root, last)
    noun = None if noun is not None and _dated(sentence, noun) else noun  # by a third last year
    if noun is not None and noun.pos_ in ("ADJ", "VERB") and noun.i > last:
        subject = subject_of(noun) or subject_of(noun.head)
        if subject is not None and subject.pos_ != "PRON" and subject.i < last:
            yield [Piece(last + 1, noun.i + 1), _phrase(sentence, subject)]
            return
    pause = noun is not None and sentence.parse[max(0, noun.left_edge.i - 1)].text == ","
    if noun is not None and pause and noun.lemma_ in changes("noun"):
        root, noun = noun, None  # a rise in apposition measures what rose
    if noun is not None:
        yield _of_noun(sentence, noun, last)
        return
    part = next((c for c in root.children if c.i == last + 1 and c.lower_ == "of"), None)
    if part is not None and root.dep_ in _SUBJECTS and part.nbor().pos_ == "PRON":
        yield [_predicate(sentence, root)]  # *62 of them are local schools*
        return
    whole = next((c for c in part.children if c.dep_ in ("pobj", "pcomp")), None) if part else None
    copula = root.dep_ == "attr" and root.head.lemma_ == "be"
    if whole is not None and not copula:
        yield _of_whole(sentence, root, whole)
        return
    if found.quantity.kind == "count" and last + 1 < len(sentence.parse):
        following = sentence.parse[last + 1]
        if following.tag_ in ("JJ", "VBN", "IN", "WP", "WDT", "NN", "NNS") and following.i != 0:
            yield [Piece(last + 1, _clause_end(sentence, last + 1)), *_holder(sentence, root)]
        verb = root.head
        if root.dep_ == "dobj" and verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl"):
            yield [Piece(verb.i, verb.i + 1)]  # a shelling, killing hundreds
    worth = sentence.parse[max(0, sentence.parsed(found.quantity.start).i - 1)]
    if worth.lower_ in ("worth", "totalling", "totaling"):
        valued = _noun_before(sentence, worth)
        if valued is not None:
            yield [Piece(valued.left_edge.i, worth.i)]
    if found.quantity.kind == "length":
        yield from _extent(sentence, root, last)
    if found.quantity.kind == "duration":
        yield from _lasting(sentence, root)
    if root.dep_ in _SUBJECTS and root.head.i > last:
        yield [_predicate(sentence, root)]
    away = [
        Piece(c.i, _phrase_end(sentence, c), whole=True)
        for c in root.rights
        if c.lower_ == "from" and found.quantity.kind == "length"
    ]
    yield from ([*one, *away] for one in _governed(sentence, root))


def _of_noun(sentence: Sentence, noun: Parsed, last: int) -> list[Piece]:
    """The counted noun and, where it stands bare, what its clause says of it."""
    end = _phrase_end(sentence, noun)
    own = Piece(last + 1, end)
    if any(c.i < last and c.lower_ in _DEFINITE for c in noun.lefts):
        return [own]
    bare = all(token.dep_ == "cc" for token in sentence.parse[noun.i + 1 : end])
    told = noun.i == last + 1 or noun.dep_ == "nsubjpass"
    if bare and told and noun.dep_ in _SUBJECTS and noun.head.i > last:
        return [own, _predicate(sentence, noun)]
    placed = any(t.dep_ == "prep" for t in sentence.parse[noun.i + 1 : end])
    shared = _shared(sentence, noun) if bare else []
    return [own, *shared, *([] if placed else _holder(sentence, noun))]


def _predicate(sentence: Sentence, subject: Parsed) -> Piece:
    """What the verb says of its subject, without auxiliaries (*workers | gathered outside*)."""
    start = subject.head.i + (subject.head.lemma_ == "be")
    return Piece(start, _clause_end(sentence, start), whole=True)


def _shared(sentence: Sentence, noun: Parsed) -> list[Piece]:
    """The preposition after a bare noun, be it of a list or a verb (*20 men and 30 women | of*)."""
    joined = noun
    while nexts := [c for c in joined.rights if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN")]:
        joined = nexts[0]
    after = sentence.parse[joined.i + 1] if joined.i + 1 < len(sentence.parse) else None
    if after is None or after.dep_ != "prep" or (after.lower_ == "with" and _figured(after)):
        return []
    end = _stop(sentence, after.i, after.right_edge.i + 1)
    if after.lower_ == "to" and end < len(sentence.parse) and sentence.parse[end].lower_ == "for":
        end = _stop(sentence, end, sentence.parse[end].right_edge.i + 1)
    return [Piece(after.i, end, whole=True)]


def _holder(sentence: Sentence, thing: Parsed) -> list[Piece]:
    """What has or holds the thing (*Osh has 30 wells*: wells *in Osh*; *a firm with 3% of it*)."""
    if thing.dep_ == "pobj" and thing.head.lower_ == "with" and thing.head.dep_ == "prep":
        owner = thing.head.head
        if owner.pos_ in ("NOUN", "PROPN") and owner.i < thing.i:
            first = next(t.i for t in owner.subtree if t.tag_ not in _LEADING | {"CD"})
            return [Piece(min(first, owner.i), thing.head.i, "of")]
    while thing.dep_ == "conj" and thing.head.pos_ in ("NOUN", "PROPN"):
        thing = thing.head
    verb = thing.head
    holds = thing.dep_ == "dobj" and verb.lemma_ in forms("claim_words", "role", "hold")
    holder = subject_of(verb) if holds else None
    if holder is None or holder.pos_ == "PRON":
        return []
    return [Piece(holder.left_edge.i, min(_phrase_end(sentence, holder), verb.i), "in")]


def _of_whole(sentence: Sentence, root: Parsed, whole: Parsed) -> list[Piece]:
    """What a part is taken of; with who makes it up (*Iran | of our trade*), if a verb says so."""
    end = _phrase_end(sentence, whole)
    verb = root.head.head if root.dep_ == "pobj" else root.head
    levels = root.dep_ == "pobj" and root.head.lower_ in (
        "to",
        "at",
        "from",
        "by",
        "below",
        "above",
    )
    shares = verb.lemma_ in forms("claim_words", "role", "share") or levels
    owner = subject_of(verb) if shares else None
    if owner is None or owner == root or owner.pos_ == "PRON":
        return [Piece(whole.left_edge.i, end), *_holder(sentence, root)]
    holder = Piece(owner.left_edge.i, min(_phrase_end(sentence, owner), verb.i))
    return [holder, Piece(whole.left_edge.i, end, "of", whole=True)]


def _noun_before(sentence: Sentence, token: Parsed) -> Parsed | None:
    """The nearest noun to the left that heads its phrase."""
    for at in range(token.i - 1, -1, -1):
        found = sentence.parse[at]
        if found.pos_ in ("NOUN", "PROPN") and found.dep_ not in ("compound", "nmod", "poss"):
            return found
        if found.pos_ == "VERB":
            return None
    return None


def _extent(sentence: Sentence, root: Parsed, last: int) -> Iterator[list[Piece]]:
    """What is so long, or how it lies (*the fort lies 300 km | east of the capital*)."""
    after = sentence.parse[last + 1] if last + 1 < len(sentence.parse) else None
    verb = root
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    subject = subject_of(verb)
    near = root.head == verb or (root.head.head == verb and root.head.pos_ in ("ADV", "ADJ"))
    if not near or after is None or subject is None or after.pos_ not in ("ADV", "ADP", "ADJ"):
        return
    named = [_phrase(sentence, subject)] if subject.pos_ != "PRON" and subject.i < last else []
    lies = after.lower_ not in forms("claim_words", "role", "extent")
    where = [Piece(after.i, _pp_end(sentence, after), whole=True)] if lies else []
    if named or where:
        yield [*named, *where]


def _lasting(sentence: Sentence, root: Parsed) -> Iterator[list[Piece]]:
    """What lasts: the noun that *in 50 years* modifies, or the verb with what stands between."""
    prep = root.head if root.dep_ == "pobj" else root
    head = prep.head
    if head.pos_ in ("NOUN", "PROPN"):
        yield [Piece(head.left_edge.i, prep.i if prep.i > head.i else _phrase_end(sentence, head))]
    elif head.dep_ in ("acl", "relcl") and head.head.pos_ in ("NOUN", "PROPN"):
        yield [Piece(head.head.left_edge.i, prep.i)]
    elif head.pos_ in ("VERB", "AUX") and head.i < prep.i:
        subject = subject_of(head)
        if subject is not None and subject.pos_ != "PRON" and subject.i < head.i:
            deed = Piece(head.i + (head.lemma_ == "be"), prep.i, whole=True)
            yield [
                _phrase(sentence, subject)._replace(
                    end=min(_phrase_end(sentence, subject), head.i)
                ),
                deed,
            ]
        yield [Piece(head.i, prep.i)]
    elif head.pos_ in ("VERB", "AUX") and (subject := subject_of(head)) is not None:
        yield [_phrase(sentence, subject), _predicate(sentence, subject)]


def _governed(sentence: Sentence, root: Parsed) -> Iterator[list[Piece]]:
    """The noun or verb that governs the figure: the noun's phrase, the verb's subject or aim."""
    head, edge = root, root.left_edge.i
    for _ in range(6):
        if head.head == head:
            break
        head = head.head
        total = head.lemma_ in forms("claim_words", "role", "sum")
        if total and edge > head.i and not any(c.dep_ == "poss" for c in head.lefts):
            root, edge = head, head.left_edge.i  # *a total of $5 million*
        elif head.pos_ in ("NOUN", "PROPN") and not _counted(head):
            yield [_before(sentence, head, edge) if edge > head.i else _phrase(sentence, head)]
            return
        elif head.pos_ in ("VERB", "AUX"):
            phrases = list(_of_verb(sentence, head, root, edge))
            yield from phrases
            if phrases:
                return
        elif head.i < edge:
            edge = head.i  # *worth*, *of* and the like are no part of it


def _phrase(sentence: Sentence, noun: Parsed) -> Piece:
    return Piece(noun.left_edge.i, _phrase_end(sentence, noun))


def _before(sentence: Sentence, noun: Parsed, edge: int) -> Piece:
    """The noun and what follows it as far as the figure (*arms to Iran | worth $2 million*)."""
    return Piece(noun.left_edge.i, min(_clause_end(sentence, noun.i + 1), edge))


def _counted(noun: Parsed) -> bool:
    """The noun belongs to a figure: its unit, or what it counts."""
    return noun.ent_type_ in ("MONEY", "PERCENT", "QUANTITY", "CARDINAL") or any(
        child.dep_ == "nummod" for child in noun.lefts
    )


def _of_verb(sentence: Sentence, verb: Parsed, root: Parsed, edge: int) -> Iterator[list[Piece]]:
    """Verbs of giving: what for, or who gives to whom; other verbs: their object or subject."""
    subject = subject_of(verb)
    named = subject is not None and subject != root and subject.pos_ != "PRON"
    who = [_phrase(sentence, subject)] if subject is not None and named else []
    gives = verb.lemma_.lower() in forms("change_words", "part_of_speech", "transfer")
    if gives and root.dep_ in ("dobj", "nsubjpass", "conj"):
        after = [c for c in [*root.rights, *verb.rights] if c.i > root.i]
        targets = [c for c in after if c.dep_ in ("prep", "dative")]
        target = min(targets, key=lambda c: c.i, default=None)
        if target is not None:
            end = _clause_end(sentence, target.i + 1)
            own = target.head == root
            deed = [] if own else [*who, Piece(verb.i, verb.i + 1)]
            yield [*deed, Piece(target.i, end, whole=not own)]
        elif who:
            yield [*who, Piece(verb.i, verb.i + 1)]
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c != root), None)
    if thing is not None and root.dep_ != "dobj" and thing.i < root.i:
        yield [_before(sentence, thing, edge)]
    if who and subject is not None:
        follows = subject.i < root.i
        end = min(who[0].end, verb.i, edge) if follows else who[0].end
        yield [Piece(who[0].start, end), *_where(sentence, verb, root)]
    if verb.i < root.i:
        yield [Piece(verb.i, verb.i + 1)]


def _where(sentence: Sentence, verb: Parsed, root: Parsed) -> list[Piece]:
    """Where or for what a level holds, just after the figure (*was 5% | in the north*)."""
    last = root.right_edge.i if root.dep_ == "attr" else root.i
    after = next((c for c in (*root.rights, *verb.rights) if c.i in (root.i + 1, last + 1)), None)
    if after is None or after.dep_ != "prep" or after.lower_ not in ("in", "for", "among"):
        return []
    end = _pp_end(sentence, after)
    return [Piece(after.i, end, whole=True)] if end > after.i + 1 else []


def _phrase_end(sentence: Sentence, noun: Parsed) -> int:
    """Where the noun's phrase ends: its complements, not appositions; before a date."""
    end = noun.i + 1
    for child in noun.rights:
        if child.dep_ in ("cc", "conj") and child.i == end:
            end = child.right_edge.i + 1 if child.dep_ == "conj" else child.i + 1
        elif child.dep_ in _COMPLEMENTS and child.left_edge.i == end:
            if child.lower_ == "with" and _figured(child):
                break  # two firms with 5% of the market
            if {"TO", "VBN"} <= {c.tag_ for c in (child, *child.lefts)}:
                break  # a fund to be spent on loans: what is to come of it
            end = child.right_edge.i + 1
        elif child.dep_ != "case":
            break
        else:
            end = child.i + 1
    return _stop(sentence, noun.i + 1, end)


def _figured(phrase: Parsed) -> bool:
    return any(token.like_num for token in phrase.subtree)


def _clause_end(sentence: Sentence, start: int) -> int:
    """Where the clause that begins at ``start`` pauses."""
    return _stop(sentence, start, len(sentence.parse))


def _stop(sentence: Sentence, start: int, end: int) -> int:
    """Cut at punctuation and before the preposition of a date."""
    for at in range(start, end):
        token = sentence.parse[at]
        if token.text == "," and _lists(sentence, at, end):
            continue
        clause = token.dep_ == "cc" and token.head.pos_ in ("VERB", "AUX")
        ends = clause or token.text in _PAUSES or token.tag_ == "WRB" or token.dep_ == "mark"
        if ends or _dated(sentence, token) or token.lower_ == "since":
            while at > start and sentence.parse[at - 1].tag_ in ("IN", "DT", "CC", "TO"):
                at -= 1
            return at
    return end


def _lists(sentence: Sentence, at: int, end: int) -> bool:
    """The comma stands in a list of nouns (*borders with A, B and C*)."""
    after = sentence.parse[at + 1 : end]
    return any(t.dep_ == "conj" and t.head.i < at and t.pos_ in ("NOUN", "PROPN") for t in after)


def _dated(sentence: Sentence, token: Parsed) -> bool:
    return any(start <= token.idx < end for start, end in sentence.dates)


def _unit_before_of(token: Parsed, end: int) -> bool:
    """The unit of another figure begins the piece (*11 million tonnes of | oil*, *5% | stake*)."""
    numeric = token.i and token.nbor(-1).tag_ == "CD"
    return bool(numeric and token.i + 1 < end and token.pos_ in ("NOUN", "SYM"))


def _trim(sentence: Sentence, piece: Piece) -> Piece | None:
    """Drop leading determiners and trailing function words; keep at most 15 words."""
    parse, first, end = sentence.parse, piece.start, piece.end
    while not piece.whole and first < end:
        token = parse[first]
        skipped = (
            token.tag_ in _LEADING | _NUMERIC
            or token.ent_type_ == "MONEY"
            or _dated(sentence, token)
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
    while end > first and parse[end - 1].tag_ in _LEADING | {".", "''", "``", "$"}:
        end -= 1
    return piece._replace(start=first, end=end) if first < end else None
