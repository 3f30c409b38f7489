"""Rules of the grammar for money (ISO 4217): signs, codes, names, hundredths."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.claims.lexer import Token
from pipeline.extraction.claims.numerals import (
    DASHES,
    Numeral,
    cardinal,
    ranged,
)
from pipeline.extraction.claims.rules import (
    Context,
    Quantity,
    Rulebook,
    currency_after,
    low,
    meaning,
)
from pipeline.extraction.claims.words import (
    currencies,
    key,
    longest,
    minor_money,
    numerals,
)

book = Rulebook()


def _money(numeral: Numeral, start: int, end: int, unit: str | None) -> Quantity:
    return Quantity(start, end, "money", "money", unit, numeral.low, numeral.high)


@book.rule("money-symbol-first", "a loan of $2-3 billion", "$2-3 billion", (2e9, 3e9, "USD"))
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


@book.rule("money", "cost 3.5 trillion tenge", "3.5 trillion tenge", (3.5e12, 3.5e12, "KZT"))
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


@book.rule("minor-money", "at 5.5 cents a unit", "5.5 cents", (0.055, 0.055, "USD"))
def minor(tokens: Sequence[Token], at: int, context: Context) -> Quantity | None:
    """Hundredths of a currency, as a value in the currency (ISO 4217 minor units)."""
    numeral = ranged(tokens, at)
    end = longest(tokens, numeral.end, minor_money()) if numeral else None
    if numeral is None or end is None:
        return None
    code, factor = minor_money()[key(tokens[numeral.end : end])]
    least, most = numeral.low * factor, numeral.high * factor
    return Quantity(at, end, "minor-money", "money", code, least, most)


@book.rule("multi", "a multi-billion-dollar deal", "multi-billion-dollar", (2e9, None, "USD"))
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
