"""What stands beside a figure and is measured by it, whatever the syntax of the sentence."""

from collections.abc import Iterator

from spacy.tokens import Token as Parsed

from pipeline.extraction.claims.phrases import Piece, end_of, is_dated, phrase
from pipeline.extraction.claims.scan import Found
from pipeline.extraction.claims.sentences import Sentence
from pipeline.extraction.claims.words import forms, units


def made_of(sentence: Sentence, found: Found, last: int) -> Iterator[list[Piece]]:
    """What the money comes as (*an offer of $6 million | in new loans*)."""
    after = sentence.parse[last + 1 : last + 2]
    if found.quantity.kind != "money" or after.text != "in":
        return
    thing = next((c for c in after[0].children if c.dep_ == "pobj"), None)
    if thing is None or thing.pos_ != "NOUN" or is_dated(sentence, thing):
        return
    summed = thing.lemma_ in forms("claim_words", "role", "sum")
    if not summed and not any(c.dep_ == "det" for c in thing.lefts):
        yield [phrase(sentence, thing)]


def bracketed(sentence: Sentence, found: Found, last: int) -> Iterator[list[Piece]]:
    """What stands before the bracket that holds the figure (*trade (e.g. 5% with Iran)*)."""
    first = sentence.parsed(found.quantity.start).i
    opens = next((i for i in range(first - 1, -1, -1) if sentence.parse[i].text in "()"), None)
    inside = list(sentence.parse[opens + 1 : first]) if opens is not None else []
    if opens is None or sentence.parse[opens].text != "(" or any(t.pos_ == "VERB" for t in inside):
        return
    noun = named_before(sentence, sentence.parse[opens])
    after = sentence.parse[last + 1] if last + 1 < len(sentence.parse) else None
    own = after is not None and after.dep_ == "prep" and after.lower_ != "of"
    place = (
        [Piece(after.i, end_of(sentence, after), whole=True)] if after is not None and own else []
    )
    if noun is not None:
        yield [Piece(noun.left_edge.i, opens), *place]


def named_before(sentence: Sentence, token: Parsed) -> Parsed | None:
    """The head of the whole phrase to the left (*imports of oil*)."""
    noun = noun_before(sentence, token)
    while noun is not None and noun.dep_ == "pobj":
        above = noun.head.head
        if above.pos_ != "NOUN" or is_dated(sentence, above):
            break
        noun = above
    return noun


def noun_before(sentence: Sentence, token: Parsed) -> Parsed | None:
    """The nearest noun to the left that heads its phrase."""
    for at in range(token.i - 1, -1, -1):
        found = sentence.parse[at]
        unit = (found.text,) in units() or (found.lower_,) in units()
        heads = found.dep_ not in ("compound", "nmod", "poss") and not unit
        if found.pos_ in ("NOUN", "PROPN") and heads:
            return found
        if found.pos_ == "VERB":
            return None
    return None
