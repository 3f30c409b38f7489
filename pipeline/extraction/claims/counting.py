"""Which numbers count something: labels, names, codes and fixed terms do not.

The exclusions of the codebook (Claims and its Rulings), one function each, over the
tokens of the grammar and the parse of the sentence.
"""

import re
from collections.abc import Sequence
from functools import cache

from spacy.tokens import Token as Parsed

from pipeline.extraction.claims.lexer import Token
from pipeline.extraction.claims.numerals import DASHES
from pipeline.extraction.claims.rules import Quantity
from pipeline.extraction.claims.sentences import Sentence
from pipeline.extraction.claims.words import currencies, forms, key
from pipeline.vocabulary import read

_OPENING = frozenset("“\"‘'([:.!?•–—«;")
_GLUE = frozenset("/_:+#@=&№°º*\\^")
_POINTING = frozenset({"the", "these", "those"})


def counts(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether the codebook takes ``quantity`` for a claim."""
    if _is_code(sentence.tokens, quantity) or _is_denominator(sentence.tokens, quantity):
        return False
    before = _near(sentence.tokens, quantity.start - 1)
    first = sentence.tokens[quantity.start]
    if before is not None and (before.low, first.low) == ("not", "one"):
        return False  # not one farthing
    if _capital_in_name(sentence, quantity):
        return False
    if quantity.rule not in ("count", "times"):
        return quantity.kind != "count" or not _is_label(sentence, quantity)
    return not any(
        excluded(sentence, quantity)
        for excluded in (
            _is_label,
            _is_one,
            _is_both,
            _is_joined,
            _is_quoted_term,
            _follows_name,
            _is_year,
            _is_day,
            _is_list_number,
            _is_clock,
            _stands_alone,
        )
    )


def _near(tokens: Sequence[Token], at: int) -> Token | None:
    return tokens[at] if 0 <= at < len(tokens) else None


def _is_code(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """A number glued to what is not its unit: *C5*, *COVID-19*, *7/28*, *1990s*, *10:30*."""
    first = tokens[quantity.start]
    before, after = _near(tokens, quantity.start - 1), _near(tokens, quantity.end)
    if before and not first.spaced and _glued_before(tokens, quantity.start, before):
        return True
    if after is None or after.spaced:
        return False
    last = tokens[quantity.end - 1]
    if after.kind == "word" and last.kind in ("number", "word"):
        return True
    following = _near(tokens, quantity.end + 1)
    glued = following is not None and not following.spaced
    if after.text in DASHES:
        return glued and following is not None and following.kind == "number"
    if after.text == "*":
        return glued and following is not None and following.kind == "number"
    if after.text == "/" and quantity.kind == "money":
        return False
    if after.text == "+" or after.text in "./:":
        return glued and following is not None and following.kind != "sign"
    return after.text in _GLUE or (
        after.text in "'’" and glued and first.kind == "number" and last.kind == "number"
    )


def _glued_before(tokens: Sequence[Token], at: int, before: Token) -> bool:
    if before.kind in ("word", "number"):
        return (key([before])) not in currencies()
    earlier = _near(tokens, at - 2)
    if before.text == "*" and _emphasis(tokens, at - 1):
        return False
    if before.text in _GLUE:
        signed = before.spaced or (earlier is not None and earlier.text == "(")
        return before.text != "+" or not signed
    if before.text in DASHES and not before.spaced and earlier and earlier.kind == "number":
        return True
    joined = not before.spaced and earlier is not None and earlier.kind != "sign"
    return joined and (before.text in DASHES - {"—", "–"} or before.text == ".")


def _emphasis(tokens: Sequence[Token], at: int) -> bool:
    """The signs that end at ``at`` open bold or italic words of Markdown (***$5 billion***)."""
    while at and not tokens[at].spaced and tokens[at - 1].text == tokens[at].text:
        at -= 1
    return tokens[at].spaced or at == 0 or tokens[at - 1].text in "(|"


def _is_denominator(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """*per 1,000 cubic metres*, *for every two*."""
    before = _near(tokens, quantity.start - 1)
    return before is not None and before.low in ("per", "every")


def _is_label(sentence: Sentence, quantity: Quantity) -> bool:
    """*page 3*, *No. 4*, *Articles 3, 4 and 5*: a number that names, not one that counts."""
    at = quantity.start - 1
    tokens = sentence.tokens
    while (
        at > 0
        and (
            tokens[at].text in (".", "°", ",", "(", "&", "and", "-", "–")
            or (tokens[at].kind == "number" and tokens[at - 1].kind != "number")
        )
        and quantity.start - at < 12
    ):
        if tokens[at].text in (",", "and", "(") and not _numbers_only(tokens, at, quantity.start):
            return False
        at -= 1
    if at < 0:
        return False
    low = tokens[at].low
    if low not in forms("numbered_things", "side", "before"):
        return False
    verb = sentence.parsed(at).pos_ in ("VERB", "AUX", "ADP")
    return (
        low != "no" or tokens[at].text[0].isupper() or tokens[at + 1].text == "."
        if not verb
        else False
    )


def _numbers_only(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Only numbers before a comma make a list of labels."""
    before = _near(tokens, at - 1)
    return before is not None and (before.kind == "number" or before.text in ",&")


def _is_one(sentence: Sentence, quantity: Quantity) -> bool:
    """*one* counts only where it is measured."""
    if not quantity.low == quantity.high == 1:
        return False
    digit = sentence.tokens[quantity.start].kind == "number"
    return not (digit and _counted_noun(sentence, quantity) is not None)


def _is_both(sentence: Sentence, quantity: Quantity) -> bool:
    """*the two*, *the two regions* mean *both*; *the two weakest states* counts."""
    tokens = sentence.tokens
    if tokens[quantity.start].low != "two" or quantity.low != quantity.high:
        return False
    before = _near(tokens, quantity.start - 1)
    if before is not None and before.low in ("other", "latter", "former"):
        before = _near(tokens, quantity.start - 2)
    if before is None or before.low not in _POINTING:
        return False
    after = _near(tokens, quantity.end)
    if after is None or after.kind != "word":
        return not (after is not None and after.text in DASHES)
    parsed = sentence.parsed(quantity.end)
    described = parsed.tag_ in ("JJ", "JJS", "JJR", "RBS", "VBN", "VBG", "NNP")
    compound = parsed.dep_ == "compound" and parsed.head.i > parsed.i
    return not (described or compound)


def _capital_in_name(sentence: Sentence, quantity: Quantity) -> bool:
    """A number word with a capital inside a sentence stands in a name (*Shanghai Five*)."""
    tokens = sentence.tokens
    first = tokens[quantity.start]
    if first.kind != "word" or not first.text[0].isupper() or key([first]) in currencies():
        return False
    before = _near(tokens, quantity.start - 1)
    if before is not None and before.text not in _OPENING:
        return sentence.region != "heading" or _proper_neighbour(sentence, quantity)
    return _proper_neighbour(sentence, quantity)


def _proper_neighbour(sentence: Sentence, quantity: Quantity) -> bool:
    """The counted noun is itself a proper name (*Three Gorges Dam*)."""
    noun = _counted_noun(sentence, quantity)
    after = _near(sentence.tokens, quantity.end)
    return (
        sentence.region != "heading"
        and noun is not None
        and noun.tag_ in ("NNP", "NNPS")
        and noun.text[0].isupper()
        and after is not None
        and after.text[0].isupper()
    )


def _is_joined(sentence: Sentence, quantity: Quantity) -> bool:
    """*two-way*, *four-star*: joined by a hyphen to what it does not count."""
    tokens = sentence.tokens
    after, following = _near(tokens, quantity.end), _near(tokens, quantity.end + 1)
    return (
        after is not None
        and following is not None
        and after.text in DASHES
        and not after.spaced
        and following.low in forms("number_terms", "role", "joined")
    )


def _is_quoted_term(sentence: Sentence, quantity: Quantity) -> bool:
    """A quoted phrase that begins with a number word is a term (*“three evils”*)."""
    tokens = sentence.tokens
    before = _near(tokens, quantity.start - 1)
    if before is None or before.text not in '“"‘«' or tokens[quantity.start].kind != "word":
        return False
    return any(t.text in '”"’»' for t in tokens[quantity.end : quantity.end + 4])


def _counted_noun(sentence: Sentence, quantity: Quantity) -> Parsed | None:
    """The noun to the right that the number modifies."""
    number = sentence.parsed(quantity.end - 1)
    head = number.head
    while head.i > number.i and head.tag_ == "CD" and head.head != head:
        head = head.head
    if (
        head.i > number.i
        and head.tag_.startswith(("NN", "JJ", "VB"))
        and number.dep_
        in (
            "nummod",
            "compound",
            "amod",
            "nmod",
            "quantmod",
            "poss",
            "npadvmod",
            "pcomp",
        )
    ):
        return head
    return None


def _follows_name(sentence: Sentence, quantity: Quantity) -> bool:
    """Digits after a capitalised word that count no noun are its number (*Boeing 737*)."""
    tokens = sentence.tokens
    before = _near(tokens, quantity.start - 1)
    if before is None or tokens[quantity.start].kind != "number" or before.kind != "word":
        return False
    if not before.text[0].isupper():
        return False
    if quantity.start == 1 and sentence.parsed(0).pos_ != "PROPN":
        return False
    number, name = sentence.parsed(quantity.start), sentence.parsed(quantity.start - 1)
    one_name = name.dep_ in ("compound", "nmod") and name.head == number.head
    noun = _counted_noun(sentence, quantity)
    return noun is None or number.head.i < number.i or (one_name and name.tag_ == "NNP")


def _is_year(sentence: Sentence, quantity: Quantity) -> bool:
    """Four digits that look like a year count only a plural noun (*2000 troops*)."""
    numbers = [
        token.text
        for token in sentence.tokens[quantity.start : quantity.end]
        if token.kind == "number"
    ]
    if not numbers or not all(len(n) == 4 and n.isdigit() for n in numbers):
        return False
    if not all(1500 <= int(n) <= 2100 for n in numbers) or (quantity.high or 0) > 2100:
        return False
    noun = _counted_noun(sentence, quantity)
    return noun is None or noun.tag_ != "NNS" or len(numbers) > 1


def _is_day(sentence: Sentence, quantity: Quantity) -> bool:
    """*15 June*, *Oct. 26*: a day of the month, even where it is no date row."""
    tokens = sentence.tokens
    if tokens[quantity.start].kind != "number" or not 1 <= (quantity.high or 0) <= 31:
        return False
    around = [_near(tokens, at) for at in (quantity.start - 1, quantity.start - 2, quantity.end)]
    return any(
        token is not None and token.text[0].isupper() and token.low in _months() for token in around
    )


@cache
def _months() -> frozenset[str]:
    return frozenset(row["word"].rstrip(".") for row in read("months"))


def _is_list_number(sentence: Sentence, quantity: Quantity) -> bool:
    """*1. Introduction*, *(2)*, a note's number before its text."""
    tokens = sentence.tokens
    if tokens[quantity.start].kind != "number" or (quantity.low or 0) > 999:
        return False
    before, after = _near(tokens, quantity.start - 1), _near(tokens, quantity.end)
    if before is None:
        noun = _counted_noun(sentence, quantity)
        marks = after is None or after.text in ".)]" or after.text[0].isupper()
        begins = after is not None and after.kind == "word" and _begins(sentence, quantity.end)
        return marks and (noun is None or sentence.region == "footnote" or begins)
    return before.text in "([" and (after is None or after.text in ")]")


def _begins(sentence: Sentence, at: int) -> bool:
    """The word after a note's number begins a sentence of its own (*3 The border*, *1 H. Ray*)."""
    word, parsed = sentence.tokens[at].text, sentence.parsed(at)
    initial = bool(re.fullmatch(r"(?:[A-Z]\.)+|[A-Z]", word))
    return initial or parsed.pos_ in ("DET", "PRON", "ADP", "ADV", "SCONJ", "CCONJ")


def _is_clock(sentence: Sentence, quantity: Quantity) -> bool:
    """*5 pm*, *ten o'clock*."""
    tokens = sentence.tokens
    ends = (quantity.end + 1, quantity.end + 3, quantity.end + 4)
    return any(
        "".join(t.low for t in tokens[quantity.end : end])
        in forms("numbered_things", "side", "after")
        for end in ends
    )


def _stands_alone(sentence: Sentence, quantity: Quantity) -> bool:
    """Digits in a note count only a noun; elsewhere they need a word of the sentence about them."""
    tokens = sentence.tokens
    first = tokens[quantity.start]
    if first.kind != "number" or quantity.end - quantity.start > 1:
        return False
    if _in_cell(tokens, quantity):
        return True
    if _counted_noun(sentence, quantity) is not None:
        return False
    if sentence.region == "footnote":
        return not _told(sentence, quantity)
    return sentence.parsed(quantity.start).dep_ == "ROOT" and len(tokens) < 4


def _in_cell(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """Bare digits alone in a cell of a table: only its head could say what they count."""
    before, after = _near(tokens, quantity.start - 1), _near(tokens, quantity.end)
    return before is not None and before.text == "|" and (after is None or after.text == "|")


def _told(sentence: Sentence, quantity: Quantity) -> bool:
    """A note that tells something (a finite verb), and has not begun to cite a title."""
    if any(token.text in '“”"' for token in sentence.tokens[: quantity.start]):
        return False
    limit = sentence.parsed(quantity.end - 1).i + 2
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in sentence.parse[:limit])
