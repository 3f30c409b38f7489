"""Numerals: digits and number words to values, with ranges.

English cardinal grammar: small and tens words, *hundred*, then magnitudes in falling
order (*two billion three hundred million*), digits wherever a word may stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extraction.claims.lexer import Token
from pipeline.extraction.claims.words import (
    Unit,
    currencies,
    key,
    longest,
    numerals,
    units,
)

DASHES = frozenset("-–—‑‒−")
_ARTICLES = frozenset({"a", "an"})


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral: tokens ``start`` to ``end``; ``high`` differs from ``low`` in a range.

    Attributes:
        digits: the first part is written in digits.
        scaled: a magnitude follows it.
        bare: only a bare number, its decimal comma unproved (*3,7*).
    """

    start: int
    end: int
    low: float
    high: float
    digits: bool
    scaled: bool
    bare: bool = False


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _joined(tokens: Sequence[Token], at: int) -> int:
    """Skip a hyphen that joins two words."""
    return at + 1 if _word(tokens, at) in DASHES else at


def _small(tokens: Sequence[Token], at: int) -> tuple[int, float] | None:
    """A number word below one hundred (*twenty-five*)."""
    word = _word(tokens, at)
    if word in numerals("small"):
        return at + 1, numerals("small")[word]
    if word not in numerals("tens"):
        return None
    value = numerals("tens")[word]
    after = _joined(tokens, at + 1)
    unit = numerals("small").get(_word(tokens, after), 0)
    return (after + 1, value + unit) if 0 < unit < 10 else (at + 1, value)


def _hundreds(tokens: Sequence[Token], at: int) -> tuple[int, float] | None:
    """A number word below one thousand (*two hundred and fifty*; *a hundred*)."""
    first = _small(tokens, at)
    if first is None and _word(tokens, at) in _ARTICLES:
        first = (at + 1, 1.0)
        if _word(tokens, at + 1) not in numerals("hundred"):
            return None
    if first is None:
        return None
    end, value = first
    if _word(tokens, _joined(tokens, end)) not in numerals("hundred"):
        return end, value
    end, value = _joined(tokens, end) + 1, value * 100
    rest = _small(tokens, end + 1 if _word(tokens, end) == "and" else end)
    return (rest[0], value + rest[1]) if rest and rest[1] > 0 else (end, value)


def _magnitude(tokens: Sequence[Token], at: int, money: bool) -> tuple[int, float] | None:
    """A magnitude after a number: *million*, *bn*, *dozen*; *m* only of money or a count."""
    at = _joined(tokens, at)
    if at >= len(tokens):
        return None
    token = tokens[at]
    for role in ("magnitude", "abbreviation", "dozen", "hundred"):
        if token.low in numerals(role):
            after = at + 2 if role == "abbreviation" and _dot(tokens, at + 1) else at + 1
            return after, numerals(role)[token.low]
    if not token.spaced and token.text in numerals("glued"):
        return at + 1, numerals("glued")[token.text]
    if token.text in numerals("money") and (money or _counted(tokens, at + 1)):
        return at + 1, numerals("money")[token.text]
    return None


def _dot(tokens: Sequence[Token], at: int) -> bool:
    """A full stop of an abbreviation: something in lower case follows."""
    return (
        _word(tokens, at) == "."
        and not tokens[at].spaced
        and at + 1 < len(tokens)
        and (tokens[at + 1].text.islower() or tokens[at + 1].text.isupper())
    )


def _counted(tokens: Sequence[Token], at: int) -> bool:
    """A unit, currency or plural follows, so that an *m* before it means million."""
    return at < len(tokens) and (
        tokens[at].low == "people"
        or (tokens[at].kind == "word" and tokens[at].low.endswith("s"))
        or longest(tokens, at, units()) is not None
        or longest(tokens, at, currencies()) is not None
    )


def cardinal(tokens: Sequence[Token], at: int, money: bool = False) -> Numeral | None:
    """Read the numeral that begins at ``at``; after a currency ``money`` admits *m*, *b*."""
    total, end, last, scaled = 0.0, at, float("inf"), False
    digits = at < len(tokens) and tokens[at].kind == "number"
    while end < len(tokens):
        part = _part(tokens, end)
        if part is None or (end > at and (tokens[end].kind == "number") != digits):
            break
        after, value = part
        scale = _magnitude(tokens, after, money)
        if scale is None or scale[1] >= last:
            if end > at and (value >= last or value == 0 or tokens[end].kind == "number"):
                break
            total, end = total + value, after
            break
        total, end, last, scaled = total + value * scale[1], scale[0], scale[1], True
        further = _magnitude(tokens, end, money)
        if further and further[1] > last:  # two hundred thousand billion
            total, end, last = total * further[1], further[0], further[1]
        if not _continues(tokens, end, last):
            break
    if end == at:
        return None
    bare = digits and tokens[at].decimal_comma and end == at + 1
    return Numeral(at, end, total, total, digits, scaled, bare)


def _part(tokens: Sequence[Token], at: int) -> tuple[int, float] | None:
    """What may stand before a magnitude: digits, a number word, *a* (million)."""
    if tokens[at].kind == "number":
        half = _and_a_half(tokens, at + 1)
        return (half or at + 1), tokens[at].number + (0.5 if half else 0)
    part = _hundreds(tokens, at)
    if part is None and tokens[at].low in _ARTICLES:
        word = _word(tokens, at + 1)
        if word in numerals("magnitude") or word in numerals("dozen"):
            part = (at + 1, 1.0)
    if part is None and tokens[at].low in numerals("dozen"):
        return at + 1, 12.0
    half = _and_a_half(tokens, part[0]) if part else None
    return (half, part[1] + 0.5) if part and half else part


def _and_a_half(tokens: Sequence[Token], at: int) -> int | None:
    """*and a half* after a number."""
    words = tuple(_word(tokens, at + i) for i in range(3))
    return at + 3 if words == ("and", "a", "half") else None


def _continues(tokens: Sequence[Token], at: int, last: float) -> bool:
    """Whether a smaller part of the same numeral follows a magnitude directly."""
    return at < len(tokens) and tokens[at].spaced and last > 100 and tokens[at].low != "a"


def ranged(tokens: Sequence[Token], at: int, money: bool = False) -> Numeral | None:
    """Read a numeral or a range (*60-70*, *30 or 40*, *between 2 and 3 million*).

    The magnitude of the upper bound is the lower bound's too where that has none.
    """
    between = _word(tokens, at) == "between"
    first = cardinal(tokens, at + between, money)
    if first is None:
        return None
    link = first.end
    if not links(tokens, link, between) or levels(tokens, at, link):
        return None if between else first
    after = link + 1
    if _word(tokens, link) in DASHES and _word(tokens, after) in ("to", "or"):
        after += 2  # 70-to-80
    if money and after < len(tokens) and longest(tokens, after, currencies()):
        after = longest(tokens, after, currencies()) or after
    second = cardinal(tokens, after, money)
    if second is None or (second.low <= first.low and not second.scaled):
        return None if between else first
    low = first.low
    if second.scaled and not first.scaled and low < _literal(tokens, after, second):
        low *= second.low / _literal(tokens, after, second)
    by = _word(tokens, at - 1) == "by" and _word(tokens, link) == "to"
    if low >= second.low or (by and second.low > 2 * low):  # fell by 200,000 to 1.1 million
        return None if between else first
    return Numeral(at, second.end, low, second.low, first.digits, second.scaled, second.bare)


def _literal(tokens: Sequence[Token], at: int, numeral: Numeral) -> float:
    """The number before the magnitude: 3 of *3 million*."""
    part = _part(tokens, at)
    return part[1] if part and part[1] else numeral.low


def links(tokens: Sequence[Token], at: int, between: bool) -> bool:
    """A word or dash that makes a range."""
    word = _word(tokens, at)
    if between:
        return word == "and"
    if word in DASHES and _word(tokens, at + 1) in ("to", "or"):
        return _word(tokens, at + 2) in DASHES
    return word in ("to", "or") or word in DASHES


def levels(tokens: Sequence[Token], at: int, link: int) -> bool:
    """*from 5 to 9*: two levels, unless something is said to range between them."""
    start = at - 1 if _word(tokens, at - 1) == "from" else at - 2
    return (
        _word(tokens, link) == "to"
        and _word(tokens, start) == "from"
        and not _word(tokens, start - 1).startswith(("rang", "vary", "vari", "anywhere"))
    )


def unit_at(tokens: Sequence[Token], at: int) -> tuple[int, Unit] | None:
    """The unit of measure that begins at ``at`` and where it ends."""
    at = _joined(tokens, at)
    end = longest(tokens, at, units())
    if end is None:
        return None
    return end, units()[key(tokens[at:end])]
