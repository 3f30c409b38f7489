"""What a quantity counts or measures: a phrase of the sentence, found by syntax.

The convention is the one that careful readers follow:

- A noun phrase, without article or date. A finite verb or a pronoun is never a measure: the
  noun that the pronoun stands for is, or nothing.
- The counted noun with all that stands before it and the complements that tell which ones
  (*200 | Chinese workers in Osh*, *people convicted of theft*, *refugees who fled*); not what
  they happen to be doing (*30 men | building roads*: men). An owner before the figure belongs
  to it (*the region's two largest states*).
- Of a counted subject, what its verb says of it up to the first complement, without
  auxiliaries (*20 people were hurt in clashes*: people hurt in clashes); not its object.
- A part: what it is taken of, with who makes it up where a verb says so.
- Money that somebody gives: giver, verb and aim (*Iran invested | for roads*), or what it comes
  as (*$6 million in | new loans*). Any other level: the subject of the verb (*| trade with
  Iran | reached $3 billion*), or the noun that the figure describes.
- A series repeats what only the first of it says.

Phrases without complements, without relative clauses or of eight words at most agree less with
the annotated windows; which preposition begins a complement makes little difference or costs.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token as Parsed

from pipeline.extraction.claims.beside import bracketed, made_of, named_before, noun_before
from pipeline.extraction.claims.phrases import (
    LEADING,
    SUBJECTS,
    Piece,
    antecedent,
    clause_end,
    end_of,
    is_dated,
    is_figured,
    is_plural,
    last_of,
    noun_of,
    phrase,
    phrase_end,
    root_of,
    says_something,
    stop,
    subject_of,
    trim,
)
from pipeline.extraction.claims.scan import Found
from pipeline.extraction.claims.sentences import Sentence
from pipeline.extraction.claims.series import shared
from pipeline.extraction.claims.words import changes, forms

_REACH = 3
"""Words at most from a figure to the adjective that it belongs to."""
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "all", "both"})


def measured(sentence: Sentence, found: Found, before: Sequence[Found]) -> list[Piece]:
    """Return what is measured as pieces of the sentence, none where nothing says it.

    ``before`` are the quantities to its left, the nearest last. A piece begins with no
    determiner, holds no date at its end, and has at most 15 words.
    """
    earlier = measured(sentence, before[-1], before[:-1]) if before else []
    repeated = shared(sentence, found, before, earlier)
    if repeated:
        return repeated
    for candidate in _candidates(sentence, found):
        pieces = [piece for one in candidate if (piece := trim(sentence, one))]
        if any(says_something(sentence, piece) for piece in pieces):
            return pieces
    return []


def _candidates(sentence: Sentence, found: Found) -> Iterator[list[Piece]]:
    """Pieces that may be the measure, the best first."""
    root, last = root_of(sentence, found), last_of(sentence, found)
    if found.quantity.kind == "multiple" and root.pos_ == "VERB":
        yield _grown(sentence, root)
        return
    yield from _compared(sentence, found, root, last)
    noun = noun_of(root, last)
    noun = None if noun is not None and is_dated(sentence, noun) else noun  # by a third last year
    if noun is not None and noun.pos_ in ("ADJ", "VERB") and noun.i - last <= _REACH:
        subject = subject_of(noun) or subject_of(noun.head)
        if subject is not None and subject.pos_ != "PRON" and subject.i < last:
            extent = noun.lower_ in forms("claim_words", "role", "extent")
            quality = [] if extent else [Piece(last + 1, noun.i + 1)]
            yield [*quality, phrase(sentence, subject)]
            return
    pause = noun is not None and sentence.parse[max(0, noun.left_edge.i - 1)].text == ","
    if noun is not None and pause and noun.lemma_ in changes("noun"):
        root, noun = noun, None  # a rise in apposition measures what rose
    if noun is not None:
        yield _of_noun(sentence, found, noun, last)
        return
    parts = list(_of_part(sentence, found, root, last))
    yield from parts
    if not parts:
        yield from made_of(sentence, found, last)
        yield from bracketed(sentence, found, last)
        yield from _by_kind(sentence, found, root, last)
        if root.dep_ in SUBJECTS and root.head.i > last:
            yield [_predicate(sentence, root)]
        away = [
            Piece(c.i, phrase_end(sentence, c), whole=True)
            for c in root.rights
            if c.lower_ == "from" and found.quantity.kind == "length"
        ]
        yield from ([*one, *away] for one in _governed(sentence, found, root))


def _compared(sentence: Sentence, found: Found, root: Parsed, last: int) -> Iterator[list[Piece]]:
    """What is 5% higher than something: the subject."""
    after = sentence.parse[last + 1 : last + 2].text.lower()
    if found.quantity.kind in ("percent", "multiple") and after in changes("comparative"):
        verb = next((t for t in (root, *root.ancestors) if t.pos_ in ("VERB", "AUX")), root)
        grown = subject_of(verb)
        if grown is not None and grown.pos_ != "PRON":
            yield [phrase(sentence, grown)]


def _of_part(sentence: Sentence, found: Found, root: Parsed, last: int) -> Iterator[list[Piece]]:
    """What a part is taken of; of *62 of them are schools* what they are."""
    part = next((c for c in root.children if c.i == last + 1 and c.lower_ == "of"), None)
    if part is not None and root.dep_ in SUBJECTS and part.nbor().pos_ == "PRON":
        yield [_predicate(sentence, root)]
        return
    whole = next((c for c in part.children if c.dep_ in ("pobj", "pcomp")), None) if part else None
    if whole is not None and whole.pos_ == "PRON":
        yield from _governed(sentence, found, root)  # *Osh received 5 million of it*
    if whole is not None and not (root.dep_ == "attr" and root.head.lemma_ == "be"):
        yield _of_whole(sentence, found, root, whole)


def _grown(sentence: Sentence, verb: Parsed) -> list[Piece]:
    """What doubled, or what somebody doubled."""
    grown = next((c for c in verb.children if c.dep_ == "dobj"), None)
    grown = grown or subject_of(verb) or noun_before(sentence, verb)
    return [] if grown is None or grown.pos_ == "PRON" else [phrase(sentence, grown)]


def _by_kind(sentence: Sentence, found: Found, root: Parsed, last: int) -> Iterator[list[Piece]]:
    """What only a count, a length, a duration or what is *worth* so much measures."""
    if found.quantity.kind == "count" and last + 1 < len(sentence.parse):
        following = sentence.parse[last + 1]
        if following.tag_ in ("JJ", "VBN", "WP", "WDT", "NN", "NNS") and following.i != 0:
            yield [Piece(last + 1, clause_end(sentence, last + 1)), *_holder(sentence, root, found)]
        verb = root.head
        if root.dep_ == "dobj" and verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl"):
            deed = next((c for c in verb.head.children if c.dep_ == "dobj"), None)
            deed = deed or subject_of(verb)
            cause = (
                [_before(sentence, deed, verb.i)] if deed is not None and deed.i < verb.i else []
            )
            yield [*cause, Piece(verb.i, verb.i + 1)]  # troops broke a strike, killing hundreds
    if found.quantity.rule == "one-in":
        after = sentence.parse[last + 1 : last + 4]
        yield [Piece(last + 1, t.i + 1) for t in after if t.tag_ in ("NNS", "NN")][:1]
    first = next(t.i for t in sentence.parse if t.idx + len(t) > found.start)
    worth = sentence.parse[max(0, first - 1)]
    if worth.lower_ in ("worth", "totalling", "totaling"):
        valued = noun_before(sentence, worth)
        if valued is not None:
            yield [Piece(valued.left_edge.i, worth.i)]


def _of_noun(sentence: Sentence, found: Found, noun: Parsed, last: int) -> list[Piece]:
    """The counted noun and, where it stands bare, what its clause says of it."""
    end = phrase_end(sentence, noun)
    own = Piece(last + 1, end)
    charged = noun.dep_ == "dobj" and noun.head.lemma_ in forms("claim_words", "role", "charge")
    if charged and end > noun.i + 1 and noun.nbor().lower_ == "of":  # people convicted of theft
        verb = Piece(noun.head.i, noun.head.i + 1)
        return [Piece(last + 1, noun.i + 1), verb, Piece(noun.i + 1, end, whole=True)]
    if found.quantity.unit == "1":
        owners = (c for c in noun.lefts if c.dep_ == "poss" and c.pos_ != "PRON" and c.i <= last)
        for owner in owners:  # the region's two largest states
            return [Piece(owner.left_edge.i, owner.right_edge.i + 1), own]
    if any(c.i < last and c.lower_ in _DEFINITE for c in noun.lefts):
        return [own]
    bare = all(token.dep_ == "cc" for token in sentence.parse[noun.i + 1 : end])
    does = any(c.dep_ == "dobj" for c in noun.head.rights)
    counted = found.quantity.unit == "1" and bare and not does
    if counted and noun.dep_ in SUBJECTS and noun.head.i > last:
        return [own, _predicate(sentence, noun)]
    placed = any(t.dep_ == "prep" for t in sentence.parse[noun.i + 1 : end])
    shared = _shared(sentence, noun) if bare else []
    return [own, *shared, *([] if placed else _holder(sentence, noun, found))]


def _predicate(sentence: Sentence, subject: Parsed) -> Piece:
    """What the verb says of its subject, without auxiliaries (*workers | gathered outside*)."""
    verb = subject.head
    start = verb.i + (verb.lemma_ == "be")
    after = (c for c in verb.rights if c.dep_ in ("prep", "agent"))
    said = next(after, None)
    end = len(sentence.parse)
    if said is not None:
        end = said.i if is_figured(said) else said.right_edge.i + 1
    return Piece(start, min(end, clause_end(sentence, start)), whole=start == verb.i)


def _shared(sentence: Sentence, noun: Parsed) -> list[Piece]:
    """The preposition after a bare noun, be it of a list or a verb (*20 men and 30 women | of*)."""
    joined = noun
    while nexts := [c for c in joined.rights if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN")]:
        joined = nexts[0]
    after = sentence.parse[joined.i + 1] if joined.i + 1 < len(sentence.parse) else None
    if after is None or after.dep_ not in ("prep", "dative") or is_figured(after):
        return []
    end = stop(sentence, after.i, after.right_edge.i + 1)
    if after.lower_ == "to" and end < len(sentence.parse) and sentence.parse[end].lower_ == "for":
        end = stop(sentence, end, sentence.parse[end].right_edge.i + 1)
    return [Piece(after.i, end, whole=True)] if end > after.i + 1 else []


def _holder(sentence: Sentence, thing: Parsed, found: Found) -> list[Piece]:
    """What has or holds the thing (*Osh has 30 wells*: wells *in Osh*; *a firm with 3% of it*)."""
    if thing.dep_ == "pobj" and thing.head.lower_ == "with" and thing.head.dep_ == "prep":
        owner = thing.head.head
        if owner.pos_ in ("NOUN", "PROPN") and owner.i < thing.i:
            first = next(t.i for t in owner.subtree if t.tag_ not in LEADING | {"CD"})
            return [Piece(min(first, owner.i), thing.head.i, "of")]
    while thing.dep_ == "conj" and thing.head.pos_ in ("NOUN", "PROPN"):
        thing = thing.head
    verb = thing.head
    holds = thing.dep_ == "dobj" and verb.lemma_ in forms("claim_words", "role", "hold")
    holder = subject_of(verb) if holds else None
    if holder is None or holder.pos_ == "PRON":
        return []
    link = "in" if found.quantity.kind == "count" else "of"
    return [Piece(holder.left_edge.i, min(phrase_end(sentence, holder), verb.i), link)]


def _of_whole(sentence: Sentence, found: Found, root: Parsed, whole: Parsed) -> list[Piece]:
    """What a part is taken of; with who makes it up (*Iran | of our trade*), if a verb says so."""
    end = phrase_end(sentence, whole)
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
    if verb.lemma_ == "make" and not any(c.lower_ == "up" for c in verb.children):
        shares = False  # made 80% of its power
    owner = subject_of(verb) if shares else None
    opens = sentence.parse[max(0, root.left_edge.i - 1)]
    if opens.text == "(":
        owner = named_before(sentence, opens)  # *imports (5% of trade)*
    if owner is None or owner == root or owner.pos_ == "PRON":
        bare = end == whole.i + 1
        after = _shared(sentence, whole) if bare else []
        if bare and root.dep_ == "nsubjpass" and found.quantity.unit == "1":
            after = [_predicate(sentence, root)]  # hundreds of men were freed
        return [
            *_antecedent(sentence, whole, root),
            Piece(whole.left_edge.i, end),
            *(after or _holder(sentence, root, found)),
        ]
    limit = opens.i if opens.text == "(" else verb.i
    holder = Piece(owner.left_edge.i, min(phrase_end(sentence, owner), limit))
    return [holder, Piece(whole.left_edge.i, end, "of", whole=True)]


def _antecedent(sentence: Sentence, whole: Parsed, root: Parsed) -> list[Piece]:
    """Whose it is, where *its* or *their* plainly points to the subject (*Osh | power*)."""
    points = next((c.lower_ for c in whole.lefts if c.tag_ == "PRP$"), "")
    subject = subject_of(root.head if root.dep_ != "pobj" else root.head.head)
    if subject is None or subject.pos_ not in ("NOUN", "PROPN") or subject.i > root.i:
        return []
    agrees = points == ("their" if is_plural(subject) else "its")
    return [phrase(sentence, subject)] if agrees else []


def _governed(sentence: Sentence, found: Found, root: Parsed) -> Iterator[list[Piece]]:
    """The noun or verb that governs the figure: the noun's phrase, the verb's subject or aim."""
    head, edge = root, root.left_edge.i
    for _ in range(6):
        if head.head == head:
            break
        head = head.head
        total = head.pos_ == "NOUN" and head.lemma_ in forms("claim_words", "role", "sum")
        if total and edge > head.i and not any(c.dep_ == "poss" for c in head.lefts):
            root, edge = head, head.left_edge.i  # *a total of $5 million*
        elif head.pos_ in ("NOUN", "PROPN") and not _counted(sentence, head):
            own = _before(sentence, head, edge) if edge > head.i else phrase(sentence, head)
            named = head.dep_ == "appos" and head.head.pos_ == "PROPN"
            bare = own.end == head.i + 1
            holder = _holder(sentence, head, found) if bare else []
            yield [*([phrase(sentence, head.head)] if named else []), own, *holder]
            return
        elif head.pos_ in ("VERB", "AUX"):
            phrases = list(_of_verb(sentence, found, head, root, edge))
            yield from phrases
            if phrases:
                return
        elif head.i < edge:
            edge = head.i  # *worth*, *of* and the like are no part of it


def _before(sentence: Sentence, noun: Parsed, edge: int) -> Piece:
    """The noun and what follows it as far as the figure (*arms to Iran | worth $2 million*)."""
    return Piece(noun.left_edge.i, min(clause_end(sentence, noun.i + 1), edge))


def _counted(sentence: Sentence, noun: Parsed) -> bool:
    """The noun belongs to a figure: its unit, or what it counts."""
    return noun.ent_type_ in ("MONEY", "PERCENT", "QUANTITY", "CARDINAL") or any(
        child.dep_ == "nummod" and not is_dated(sentence, child) for child in noun.lefts
    )


def _of_verb(
    sentence: Sentence, found: Found, verb: Parsed, root: Parsed, edge: int
) -> Iterator[list[Piece]]:
    """Verbs of giving: what for, or who gives to whom; other verbs: their object or subject."""
    subject = subject_of(verb)
    if subject is not None and subject.pos_ == "PRON":
        subject = antecedent(subject) or subject
    yield from _parsed_apart(sentence, verb, root, subject)
    named = subject is not None and subject != root and subject.pos_ != "PRON"
    who = [phrase(sentence, subject)] if subject is not None and named else []
    gives = verb.lemma_.lower() in forms("change_words", "part_of_speech", "transfer")
    if gives and root.dep_ in ("dobj", "nsubjpass", "conj"):
        after = [c for c in [*root.rights, *verb.rights] if c.idx >= found.end]
        aims = [c.left_edge for c in after if c.left_edge.tag_ == "TO"]
        targets = [*aims, *(c for c in after if c.dep_ in ("prep", "dative"))]
        target = min(targets, key=lambda c: c.i, default=None)
        if target is not None:
            end = clause_end(sentence, target.i + 1)
            yield [*who, Piece(verb.i, verb.i + 1), Piece(target.i, end, whole=True)]
        elif who:
            yield [*who, Piece(verb.i, verb.i + 1)]
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c != root), None)
    if thing is not None and root.dep_ != "dobj" and thing.i < root.i:
        yield [_before(sentence, thing, edge)]
    if who and subject is not None:
        follows = subject.i < root.i
        end = min(who[0].end, verb.i, edge) if follows else who[0].end
        yield [Piece(who[0].start, end), *_where(sentence, verb, root)]
    elif verb.i < edge and found.quantity.kind == "duration":
        yield [
            Piece(verb.i, min(clause_end(sentence, verb.i + 1), edge))
        ]  # *lived in Osh | 5 years*


def _parsed_apart(
    sentence: Sentence, verb: Parsed, root: Parsed, subject: Parsed | None
) -> Iterator[list[Piece]]:
    """The noun before a verb or preposition that the parser does not see as its subject.

    *Trade fell by 3 per cent and exports | by 5*; *in the first half of 2020 trade | fell*.
    """
    level = root.head if root.dep_ == "pobj" and root.head.head == verb else verb
    nearest = named_before(sentence, level)
    first = nearest.left_edge.i if nearest is not None else 0
    left_out = first > verb.i and sentence.parse[first - 1].pos_ == "CCONJ"
    if not left_out:
        finite = verb.tag_ in ("VBD", "VBZ", "VBP") and subject is None
        nearest, level = (named_before(sentence, verb) if finite else None), verb
    if nearest is not None and nearest != root:
        end = min(phrase_end(sentence, nearest), level.i)
        yield [Piece(nearest.left_edge.i, end)]


def _where(sentence: Sentence, verb: Parsed, root: Parsed) -> list[Piece]:
    """Where or for what a level holds, just after the figure (*was 5% | in the north*)."""
    last = root.right_edge.i if root.dep_ == "attr" else root.i
    after = next((c for c in (*root.rights, *verb.rights) if c.i in (root.i + 1, last + 1)), None)
    if after is None or after.dep_ != "prep" or after.lower_ not in ("in", "for", "among"):
        return []
    end = end_of(sentence, after)
    return [Piece(after.i, end, whole=True)] if end > after.i + 1 else []
