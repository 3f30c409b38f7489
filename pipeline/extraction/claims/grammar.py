"""The grammar of quantities: one function a rule, each with an example that a test runs.

A rule reads the tokens from one place on and returns a quantity or None. It knows
nothing of syntax; whether a bare number counts something is decided in ``counting``.
Values follow the codebook (Claims): scale applied, nothing else converted.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.claims.lexer import Token
from pipeline.extraction.claims.numerals import (
    DASHES,
    Numeral,
    cardinal,
    levels,
    links,
    ranged,
    unit_at,
)
from pipeline.extraction.claims.rules import (
    RULES,
    Context,
    Quantity,
    Rule,
    currency_after,
    low,
    meaning,
    modifier_before,
    rule,
)
from pipeline.extraction.claims.words import (
    Unit,
    currencies,
    key,
    longest,
    minor_money,
    modifiers,
    numerals,
)


def _money(numeral: Numeral, start: int, end: int, unit: str | None) -> Quantity:
    return Quantity(start, end, "money", "money", unit, numeral.low, numeral.high)


@rule("money-symbol-first", "a loan of $2-3 billion", "$2-3 billion", (2e9, 3e9, "USD"))
def money_first(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """A currency's sign or code before the number (ISO 4217)."""
    between = low(tokens, at) == "between"
    start = at + between
    sign = longest(tokens, start, currencies(), 2)
    if sign is None or tokens[start].text.islower():
        return None
    options = currencies()[key(tokens[start:sign])]
    number = sign + 1 if low(tokens, sign) in DASHES else sign
    if number >= len(tokens) or (tokens[number].kind != "number"):
        return None
    numeral = ranged(tokens, number, money=True)
    if numeral is None:
        return None
    if between:
        numeral = _between_money(tokens, numeral)
        if numeral is None:
            return None
    end = numeral.end
    after = longest(tokens, end, currencies(), 3)  # $5 million US dollars; 5-billion-dollar
    after = after if after and low(tokens, end) not in ("won", "real") else None
    return _money(numeral, at, after or end, meaning(options, "", context))


def _between_money(tokens: Sequence[Token], first: Numeral) -> Numeral | None:
    """The rest of *between $2 (billion) and $3 billion*."""
    if low(tokens, first.end) != "and":
        return None
    sign = longest(tokens, first.end + 1, currencies(), 2) or first.end + 1
    second = cardinal(tokens, sign, money=True)
    if second is None or second.low <= first.low:
        return None
    least = first.low
    if second.scaled and not first.scaled:
        least *= (
            second.low / tokens[second.start].number if tokens[second.start].kind == "number" else 1
        )
    return replace(first, end=second.end, low=least, high=second.low)


@rule("money", "cost 3.5 trillion tenge", "3.5 trillion tenge", (3.5e12, 3.5e12, "KZT"))
def money(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """A currency's name or code after the number (ISO 4217)."""
    numeral = ranged(tokens, at, money=True)
    if numeral is None:
        return None
    found = currency_after(tokens, numeral.end, context)
    if found is None:
        return None
    end, code = found
    words = tokens[numeral.end : end]
    if code == "KRW" and words[-1].low == "won" and not numeral.scaled:
        return None  # the verb: 'five won prizes'
    if code == "GBP" and words[-1].low.startswith("pound") and low(tokens, end) == "of":
        return Quantity(at, end, "measure", "mass", "[lb_av]", numeral.low, numeral.high)
    return _money(numeral, at, end, code)


@rule("minor-money", "at 5.5 cents a unit", "5.5 cents", (0.055, 0.055, "USD"))
def minor(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """Hundredths of a currency, as a value in the currency (ISO 4217 minor units)."""
    numeral = ranged(tokens, at)
    end = longest(tokens, numeral.end, minor_money()) if numeral else None
    if numeral is None or end is None:
        return None
    code, factor = minor_money()[key(tokens[numeral.end : end])]
    least, most = numeral.low * factor, numeral.high * factor
    return Quantity(at, end, "minor-money", "money", code, least, most)


@rule("multi", "a multi-billion-dollar deal", "multi-billion-dollar", (2e9, None, "USD"))
def multi(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """*multi-* before a magnitude: two or more of it, open above."""
    if low(tokens, at) not in ("multi", "multimillion", "multibillion"):
        return None
    glued = tokens[at].low != "multi"
    word = tokens[at].low[5:] if glued else low(tokens, at + 1 + (low(tokens, at + 1) in DASHES))
    scale = numerals("magnitude").get(word)
    if scale is None:
        return None
    end = at + 1 if glued else at + 2 + (low(tokens, at + 1) in DASHES)
    found = currency_after(tokens, end, context)
    if found is None:
        return Quantity(at, end, "multi", "count", "1", 2 * scale, None)
    return Quantity(at, found[0], "multi", "money", found[1], 2 * scale, None)


@rule("one-in", "one in five workers", "one in five", (20, 20, "%"))
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


@rule("half-unit", "half a million people", "half a million", (5e5, 5e5, "1"))
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
            return _measured(Numeral(at, end, value, value, False, True), *measured)
        return Quantity(at, end, "half-unit", "count", "1", value, value)
    measured = unit_at(tokens, after)
    if measured is None or measured[1].kind != "duration" or word.endswith("s"):
        return None
    value = share * measured[1].factor
    return Quantity(at, measured[0], "half-unit", "duration", measured[1].code, value, value)


@rule("fraction", "two-thirds of its gas", "two-thirds", (200 / 3, 200 / 3, "%"))
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


_PART_OF_TWO = frozenset({"first", "second", "latter", "1st", "2nd"})
_BEFORE_SHARE = frozenset({"by", "than", "nearly", "almost", "about", "roughly", "around"})
_AFTER_PART = frozenset({"of", "in", "from", "by", "to", "since", "and", "or", "more", "less"})


@rule("several", "several hundred arrests", "several hundred", (200, 999, "1"))
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


@rule("collective", "tens of thousands of refugees", "tens of thousands", (1e4, None, "1"))
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


@rule("fold", "a 30-fold increase", "30-fold", (30, 30, "1"))
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


@rule("times", "three times more than in 2005", "three times", (3, 3, "1"))
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


@rule("multiple", "more than double the level", "double", (2, 2, "1"))
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


@rule("strong", "a 25-strong delegation", "25-strong", (25, 25, "1"))
def strong(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """How many a body has (*25-strong*)."""
    numeral = cardinal(tokens, at)
    if numeral is None or low(tokens, numeral.end) not in DASHES:
        return None
    if low(tokens, numeral.end + 1) != "strong":
        return None
    return Quantity(at, numeral.end + 2, "strong", "count", "1", numeral.low, numeral.high)


@rule("unit-and-half", "for a year and a half", "a year and a half", (1.5, 1.5, "a"))
def unit_and_half(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """*a* or *one* of a unit, *and a half*."""
    if low(tokens, at) not in ("a", "an", "one"):
        return None
    found = unit_at(tokens, at + 1)
    if found is None or tuple(low(tokens, found[0] + i) for i in range(3)) != ("and", "a", "half"):
        return None
    return _measured(Numeral(at, found[0], 1.5, 1.5, False, False), found[0] + 3, found[1])


@rule("measure-range", "from 5% to 6%, or 60% to 70%", "60% to 70%", (60, 70, "%"))
def measure_range(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """A range whose bounds both have their unit; *from 5% to 6%* are two levels."""
    between = low(tokens, at) == "between"
    first = cardinal(tokens, at + between)
    unit = unit_at(tokens, first.end) if first else None
    if first is None or unit is None or not links(tokens, unit[0], between):
        return None
    second = cardinal(tokens, unit[0] + 1)
    again = unit_at(tokens, second.end) if second else None
    if second is None or again is None or again[1] != unit[1] or second.low <= first.low:
        return None
    if levels(tokens, at, unit[0]):
        return None
    return _measured(Numeral(at, second.end, first.low, second.low, True, True), *again)


@rule("measure", "a 1,833km pipeline", "1,833km", (1833, 1833, "km"))
def measure(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """A number with a unit (UCUM); *more*, *consecutive* may stand between."""
    numeral = ranged(tokens, at)
    if numeral is None:
        return None
    found = unit_at(tokens, numeral.end)
    if found is None and (low(tokens, numeral.end),) in modifiers("filler"):
        found = unit_at(tokens, numeral.end + 1)
        if found and found[1].kind != "duration":
            found = None
    if found is None:
        return None
    end, unit = found
    if _not_a_unit(tokens, numeral, end, unit):
        return None
    return _measured(numeral, end, unit)


def _measured(numeral: Numeral, end: int, unit: Unit) -> Quantity:
    return Quantity(
        numeral.start,
        end,
        "measure",
        unit.kind,
        unit.code,
        numeral.low * unit.factor,
        numeral.high * unit.factor,
    )


def _not_a_unit(tokens: Sequence[Token], numeral: Numeral, end: int, unit: Unit) -> bool:
    """Words that only look like units: *30 t shirts*, *one day China will*, *five second homes*."""
    word = tokens[end - 1]
    if unit.kind == "duration" and numeral.low == numeral.high == 1 and not numeral.digits:
        idle = word.low == "day" and low(tokens, numeral.end) not in DASHES
        return idle and modifier_before(tokens, numeral.start) is None
    if word.low == "second" and low(tokens, end - 2) not in DASHES and numeral.high != 1:
        return True
    return word.text in ("min", "sec", "pc", "feet") and not numeral.digits and word.text != "feet"


@rule("count", "sent 200 troops", "200", (200, 200, "1"))
def count(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """A bare number: a count, where the sentence counts something with it."""
    numeral = ranged(tokens, at)
    if numeral is None or numeral.bare:
        return None
    return Quantity(at, numeral.end, "count", "count", "1", numeral.low, numeral.high)


GRAMMAR: tuple[Rule, ...] = tuple(RULES)
"""The rules in the order in which they are tried."""
