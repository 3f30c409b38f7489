"""What a rule of the grammar is, and what rules share: currencies and modifiers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.extraction.claims.lexer import Token
from pipeline.extraction.claims.numerals import DASHES, Numeral
from pipeline.extraction.claims.words import Currency, Unit, currencies, key, longest, modifiers


@dataclass(frozen=True, slots=True)
class Quantity:
    """Tokens ``start`` to ``end`` as a value; ``low``, ``high`` are None where open.

    Attributes:
        unit: None where the vocabulary cannot tell it.
        change: the direction, where the form itself has one (*-53%*, *doubled*).
    """

    start: int
    end: int
    rule: str
    kind: str
    unit: str | None
    low: float | None
    high: float | None
    change: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know besides the tokens: countries (alpha-3) that the text names."""

    countries: frozenset[str] = frozenset()


Reader = Callable[[Sequence[Token], int, Context], Quantity | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and an example: the text, and the span, bounds and unit it must give."""

    name: str
    read: Reader
    example: str
    span: str
    values: tuple[float | None, float | None, str]


class Rulebook:
    """The rules of a module; the first that fits, in the order of the file, wins."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []

    def rule(
        self, name: str, example: str, span: str, values: tuple[float | None, float | None, str]
    ) -> Callable[[Reader], Reader]:
        """Enter the decorated function as a rule, with the example that it must read."""

        def enter(read: Reader) -> Reader:
            self.rules.append(Rule(name, read, example, span, values))
            return read

        return enter


def low(tokens: Sequence[Token], at: int) -> str:
    """The token at ``at``, case folded; empty where there is none."""
    return tokens[at].low if 0 <= at < len(tokens) else ""


def meaning(options: Sequence[Currency], nationality: str, context: Context) -> str | None:
    """The code that a currency's name means here, or None where it could be several."""
    if nationality:
        codes = {c.code for c in options if nationality in c.nationalities}
        if not codes and all(not c.nationalities for c in options):
            codes = {c.code for c in options}
    else:
        codes = {c.code for c in options if c.bare or len(options) == 1}
        if not codes:
            codes = {c.code for c in options if c.country in context.countries}
    return codes.pop() if len(codes) == 1 else None


def currency_after(
    tokens: Sequence[Token], at: int, context: Context
) -> tuple[int, str | None] | None:
    """A currency's name after a number, with its nationality (*Pakistani rupees*)."""
    at = at + 1 if low(tokens, at) in DASHES or low(tokens, at) == "of" else at
    end = longest(tokens, at, currencies())
    if end:
        return end, meaning(currencies()[key(tokens[at:end])], "", context)
    for width in (1, 2):  # a nationality of one word or two (Hong Kong)
        start = at + width
        end = longest(tokens, start, currencies())
        if end and all(t.text[:1].isupper() for t in tokens[at:start]):
            nationality = " ".join(t.text for t in tokens[at:start])
            return end, meaning(currencies()[key(tokens[start:end])], nationality, context)
    return None


def of_unit(numeral: Numeral, end: int, unit: Unit) -> Quantity:
    """Return the numeral as a quantity of ``unit`` that ends before token ``end``."""
    return Quantity(
        numeral.start,
        end,
        "measure",
        unit.kind,
        unit.code,
        numeral.low * unit.factor,
        numeral.high * unit.factor,
    )


def modifier_before(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    """The longest modifier that ends where the quantity begins."""
    return _modifier(tokens, range(max(0, at - 6), at), at)


def _modifier(tokens: Sequence[Token], starts: range, end: int) -> tuple[int, str] | None:
    for start in starts:
        found = modifiers("before").get(tuple(t.low for t in tokens[start:end]))
        if found and not _closes_tag(tokens, start):
            return start, found
    return None


def _closes_tag(tokens: Sequence[Token], at: int) -> bool:
    """Tell the sign of *<b>5* from that of *>5*."""
    return tokens[at].text == ">" and any(t.text == "<" for t in tokens[max(0, at - 4) : at])


def modifier_after(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    """The longest modifier that follows the quantity (*or more*, *+*, *-plus*)."""
    at += low(tokens, at) in DASHES and low(tokens, at + 1) == "plus"
    for end in range(min(len(tokens), at + 4), at, -1):
        found = modifiers("after").get(tuple(t.low for t in tokens[at:end]))
        if found:
            return end, found
    return None
