"""The grammar of quantities: one function a rule, each with an example that a test runs.

A rule reads the tokens from one place on and returns a quantity or None. It knows
nothing of syntax; whether a bare number counts something is decided in ``counting``.
Values follow the codebook (Claims): scale applied, nothing else converted.
"""

from collections.abc import Sequence

from pipeline.extraction.claims import money, shares
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
    Context,
    Quantity,
    Rule,
    Rulebook,
    low,
    modifier_before,
    of_unit,
)
from pipeline.extraction.claims.words import (
    Unit,
    modifiers,
)

book = Rulebook()


@book.rule("strong", "a 25-strong delegation", "25-strong", (25, 25, "1"))
def strong(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """How many a body has (*25-strong*)."""
    numeral = cardinal(tokens, at)
    if numeral is None or low(tokens, numeral.end) not in DASHES:
        return None
    if low(tokens, numeral.end + 1) != "strong":
        return None
    return Quantity(at, numeral.end + 2, "strong", "count", "1", numeral.low, numeral.high)


@book.rule("unit-and-half", "for a year and a half", "a year and a half", (1.5, 1.5, "a"))
def unit_and_half(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """*a* or *one* of a unit, *and a half*."""
    if low(tokens, at) not in ("a", "an", "one"):
        return None
    found = unit_at(tokens, at + 1)
    if found is None or tuple(low(tokens, found[0] + i) for i in range(3)) != ("and", "a", "half"):
        return None
    return of_unit(Numeral(at, found[0], 1.5, 1.5, False, False), found[0] + 3, found[1])


@book.rule("measure-range", "from 5% to 6%, or 60% to 70%", "60% to 70%", (60, 70, "%"))
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
    return of_unit(Numeral(at, second.end, first.low, second.low, True, True), *again)


@book.rule("measure", "a 1,833km pipeline", "1,833km", (1833, 1833, "km"))
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
    return of_unit(numeral, end, unit)


def _not_a_unit(tokens: Sequence[Token], numeral: Numeral, end: int, unit: Unit) -> bool:
    """Words that only look like units: *30 t shirts*, *one day China will*, *five second homes*."""
    word = tokens[end - 1]
    if unit.kind == "duration" and numeral.low == numeral.high == 1 and not numeral.digits:
        idle = word.low == "day" and low(tokens, numeral.end) not in DASHES
        return idle and modifier_before(tokens, numeral.start) is None
    if word.low == "second" and low(tokens, end - 2) not in DASHES and numeral.high != 1:
        return True
    return word.text in ("min", "sec", "pc", "feet") and not numeral.digits and word.text != "feet"


@book.rule("count", "sent 200 troops", "200", (200, 200, "1"))
def count(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """A bare number: a count, where the sentence counts something with it."""
    numeral = ranged(tokens, at)
    if numeral is None or numeral.bare:
        return None
    return Quantity(at, numeral.end, "count", "count", "1", numeral.low, numeral.high)


GRAMMAR: tuple[Rule, ...] = (*money.book.rules, *shares.book.rules, *book.rules)
"""The rules in the order in which they are tried."""
