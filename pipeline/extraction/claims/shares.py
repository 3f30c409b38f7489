"""Rules of the grammar for parts, multiples and open numbers."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.claims.lexer import Token
from pipeline.extraction.claims.numerals import (
    DASHES,
    Numeral,
    cardinal,
    ranged,
    unit_at,
)
from pipeline.extraction.claims.rules import (
    Context,
    Quantity,
    Rulebook,
    currency_after,
    low,
    of_unit,
)
from pipeline.extraction.claims.words import (
    numerals,
)

book = Rulebook()


@book.rule("one-in", "one in five workers", "one in five", (20, 20, "%"))
def one_in(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """A share said as so many in or out of so many."""
    first = cardinal(tokens, at)
    if first is None or first.scaled:
        return None
    link = tuple(low(tokens, first.end + i) for i in range(3))
    if link[:2] == ("out", "of"):
        after = first.end + 2 + (link[2] == "every")
    elif link[0] == "in" and (first.low == 1 or link[1] in ("every", "ten", "10", "100")):
        after = first.end + 1 + (link[1] == "every")
    else:
        return None
    second = cardinal(tokens, after)
    if second is None or not first.low < second.low <= 1000 or unit_at(tokens, second.end):
        return None
    share = 100 * first.low / second.low
    return Quantity(at, second.end, "one-in", "percent", "%", share, share)


@book.rule("half-unit", "half a million people", "half a million", (5e5, 5e5, "1"))
def half_unit(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """*half* or *a quarter of* a magnitude, dozen or unit of time."""
    if low(tokens, at) == "half":
        share, after = 0.5, at + 1
    elif (low(tokens, at), low(tokens, at + 1)) == ("a", "half") and low(tokens, at + 2) in (
        *DASHES,
        "million",
        "billion",
        "century",
    ):
        share, after = 0.5, at + 2
    elif tuple(low(tokens, at + i) for i in range(2)) in (("a", "quarter"), ("quarter", "of")):
        share, after = 0.25, at + 2
    else:
        return None
    for skip in ("of", "a", "an", *DASHES):
        after += low(tokens, after) == skip
    word = low(tokens, after)
    scale = numerals("magnitude").get(word) or numerals("dozen").get(word)
    if scale:
        value, end = share * scale, after + 1
        found = currency_after(tokens, end, context)
        if found:
            return Quantity(at, found[0], "half-unit", "money", found[1], value, value)
        measured = unit_at(tokens, end)
        if measured:
            return of_unit(Numeral(at, end, value, value, False, True), *measured)
        return Quantity(at, end, "half-unit", "count", "1", value, value)
    measured = unit_at(tokens, after)
    if measured is None or measured[1].kind != "duration" or word.endswith("s"):
        return None
    value = share * measured[1].factor
    return Quantity(at, measured[0], "half-unit", "duration", measured[1].code, value, value)


@book.rule("fraction", "two-thirds of its gas", "two-thirds", (200 / 3, 200 / 3, "%"))
def fraction(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """A fraction as a percentage; an ordinal before a noun is none (*a third country*)."""
    half = low(tokens, at) in ("half", "halves")
    article = low(tokens, at) in ("a", "an", "one")
    numeral = None if half else cardinal(tokens, at)
    top = 1.0 if half or article else (numeral.low if numeral else 0)
    part = at if half else (at + 1 if article else (numeral.end if numeral else at))
    hyphen = part > at and low(tokens, part) in DASHES
    part += hyphen
    bottom = numerals("part").get(low(tokens, part))
    if bottom is None or not 0 < top < bottom or (numeral and numeral.digits):
        return None
    end = part + 1
    if bottom == 2 and (low(tokens, end) in DASHES or low(tokens, at - 1) in DASHES):
        return None  # half-hearted, second-half
    if half and low(tokens, at - 1) in _PART_OF_TWO:
        return None  # the second half of the game
    ordinal = bottom > 2 and top == 1 and low(tokens, at) in ("a", "an")
    ordinal = ordinal and low(tokens, at - 1) not in _BEFORE_SHARE
    if (
        ordinal
        and end < len(tokens)
        and tokens[end].kind == "word"
        and low(tokens, end) not in _AFTER_PART
    ):
        return None
    share = 100 * top / bottom
    return Quantity(at, end, "fraction", "percent", "%", share, share)


_AFTER_PART = frozenset({"of", "in", "from", "by", "to", "since", "and", "or", "more", "less"})


_BEFORE_SHARE = frozenset({"by", "than", "nearly", "almost", "about", "roughly", "around"})


_PART_OF_TWO = frozenset({"first", "second", "latter", "1st", "2nd"})


@book.rule("several", "several hundred arrests", "several hundred", (200, 999, "1"))
def several(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """*several*, *a few* scaling a numeral; only *several hundred* is closed above."""
    start = at
    at += low(tokens, at) == "a"
    if low(tokens, at) not in numerals("several"):
        return None
    after = at + 1 + (low(tokens, at + 1) == "of")
    word = low(tokens, after)
    for role in ("hundred", "magnitude", "dozen"):
        scale = numerals(role).get(word)
        if scale:
            again = numerals("magnitude").get(low(tokens, after + 1), 1)
            high = 10 * scale - 1 if role == "hundred" and again == 1 else None
            found = Quantity(
                start, after + 1 + (again > 1), "several", "count", "1", 2 * scale * again, high
            )
            return _with_unit(tokens, found, context)
    return None


@book.rule("collective", "tens of thousands of refugees", "tens of thousands", (1e4, None, "1"))
def collective(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """A numeric collective: a lower bound, open above."""
    words = numerals("collective")
    value = words.get(low(tokens, at))
    if value is None:
        return None
    end = at + 1
    while low(tokens, end) == "of" and low(tokens, end + 1) in words:
        value, end = value * words[low(tokens, end + 1)], end + 2
    if tokens[at].low == "tens" and end == at + 1:
        return None
    if tokens[at].low == "scores" and low(tokens, end) != "of":
        return None  # results of games and tests
    found = Quantity(at, end, "collective", "count", "1", value, None)
    return _with_unit(tokens, found, context)


def _with_unit(tokens: Sequence[Token], found: Quantity, context: Context) -> Quantity:
    """Join *of dollars*, *of kilometres* to an open number."""
    money = currency_after(tokens, found.end, context)
    if money:
        return replace(found, end=money[0], kind="money", unit=money[1])
    measured = unit_at(tokens, found.end + (low(tokens, found.end) == "of"))
    if measured is None:
        return found
    end, unit = measured
    return replace(
        found,
        end=end,
        kind=unit.kind,
        unit=unit.code,
        low=None if found.low is None else found.low * unit.factor,
        high=None if found.high is None else found.high * unit.factor,
    )


@book.rule("fold", "a 30-fold increase", "30-fold", (30, 30, "1"))
def fold(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """A factor with *-fold*."""
    factor = at + (low(tokens, at) == "a")
    if (low(tokens, factor), low(tokens, factor + 1)) == ("factor", "of"):
        numeral = ranged(tokens, factor + 2)
        if numeral is not None:
            return Quantity(at, numeral.end, "fold", "multiple", "1", numeral.low, numeral.high)
    if low(tokens, at) in numerals("fold"):
        value = numerals("fold")[tokens[at].low]
        return Quantity(at, at + 1, "fold", "multiple", "1", value, value)
    numeral = ranged(tokens, at)
    if numeral is None:
        return None
    end = numeral.end + (low(tokens, numeral.end) in DASHES)
    if low(tokens, end) != "fold":
        return None
    return Quantity(at, end + 1, "fold", "multiple", "1", numeral.low, numeral.high)


@book.rule("times", "three times more than in 2005", "three times", (3, 3, "1"))
def times(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """*N times*: a factor before a comparison, else how often something happened."""
    numeral = ranged(tokens, at)
    if numeral is None:
        return None
    end = numeral.end + (low(tokens, numeral.end) in DASHES)
    if low(tokens, end) not in ("times", "x") or (numeral.low == 1 == numeral.high):
        return None
    compares = low(tokens, end + 1) in _COMPARES or low(tokens, end + 1).endswith("er")
    kind = "multiple" if compares or low(tokens, at - 1) == "by" else "count"
    return Quantity(at, end + 1, "times", kind, "1", numeral.low, numeral.high)


_COMPARES = frozenset(
    {"more", "less", "as", "the", "that", "what", "its", "their", "his", "her", "our", "those"}
)


@book.rule("multiple", "more than double the level", "double", (2, 2, "1"))
def multiple(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """*twice*, *double what*: a factor; *double* before a noun (*double standards*) is none."""
    value = numerals("multiple").get(low(tokens, at))
    if value is None:
        value = numerals("growth").get(low(tokens, at))
        if value is None or low(tokens, at + 1) == "down":
            return None
        return Quantity(at, at + 1, "growth", "multiple", "1", value, value, "increase")
    before, after = low(tokens, at - 1), low(tokens, at + 1)
    if after in DASHES or (before in DASHES and at):
        return None
    if tokens[at].low in ("twice", "thrice"):
        return Quantity(at, at + 1, "multiple", "multiple", "1", value, value)
    grows = before in _BEFORE_VERB
    if not grows and after not in _COMPARES and before not in ("than", "nearly", "almost", "about"):
        return None
    change = "increase" if grows else None
    return Quantity(at, at + 1, "multiple", "multiple", "1", value, value, change)


_BEFORE_VERB = frozenset({"to", "will", "would", "could", "should", "may", "might", "can"})
