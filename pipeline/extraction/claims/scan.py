"""A sentence to its quantities: the rules tried at every token, modifiers joined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extraction.claims.counting import counts
from pipeline.extraction.claims.grammar import GRAMMAR
from pipeline.extraction.claims.lexer import Token
from pipeline.extraction.claims.numerals import DASHES
from pipeline.extraction.claims.rules import (
    Context,
    Quantity,
    modifier_after,
    modifier_before,
)
from pipeline.extraction.claims.sentences import Sentence
from pipeline.extraction.claims.words import modifiers, numerals

_PREPOSITIONS = frozenset({"over", "under", "above", "below", "about", "around"})
_LIST = frozenset({",", "and", "or", "to"})


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity with its modifier; ``quantity.start``, ``.end`` are without it.

    ``start``, ``end`` are offsets of characters in the sentence, the modifier included.
    """

    quantity: Quantity
    modifier: str | None
    start: int
    end: int

    @property
    def value(self) -> float | None:
        """The point value, or None for a range or an open collective."""
        low, high = self.quantity.low, self.quantity.high
        return low if low == high else None

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """The bounds that modifier and value make (codebook, ANNOTATE)."""
        low, high = self.quantity.low, self.quantity.high
        if self.modifier in ("more_than", "at_least"):
            return low, None
        if self.modifier == "less_than" or (self.modifier == "at_most" and low == high):
            return None, high
        return low, high


def scan(sentence: Sentence, context: Context) -> list[Found]:
    """Return the quantities of ``sentence`` in order; time is linear in its length."""
    quantities = _share_units(sentence.tokens, list(_quantities(sentence, context)))
    quantities = _share_currency(sentence.tokens, quantities)
    found, end = [], 0
    for quantity in quantities:
        one = _bounded(sentence, quantity, end)
        found.append(one)
        end = quantity.end
    return found


def _quantities(sentence: Sentence, context: Context) -> Iterator[Quantity]:
    at = 0
    while at < len(sentence.tokens):
        quantity = _read(sentence, at, context)
        if quantity is None:
            at += 1
            continue
        if counts(sentence, quantity):
            yield _signed(sentence.tokens, quantity)
        at = quantity.end


def _read(sentence: Sentence, at: int, context: Context) -> Quantity | None:
    """The quantity that the first fitting rule reads at ``at``, outside names and dates."""
    if sentence.blocked[at]:
        return None
    for rule in GRAMMAR:
        quantity = rule.read(sentence.tokens, at, context)
        if quantity and not any(sentence.dated[quantity.start : quantity.end]):
            return replace(quantity, rule=rule.name)
    return None


def _signed(tokens: Sequence[Token], quantity: Quantity) -> Quantity:
    """Take a sign before the number into the value (*-53%*)."""
    at = quantity.start - 1
    if at < 0 or quantity.low is None or tokens[quantity.start].kind != "number":
        return quantity
    glued = tokens[at].spaced and not tokens[quantity.start].spaced
    opening = glued or (not tokens[quantity.start].spaced and at > 0 and tokens[at - 1].text == "(")
    if not opening and tokens[at].low != "minus":
        return quantity
    if tokens[at].text in DASHES or tokens[at].low == "minus":
        low, high = quantity.low, quantity.high
        change = "decrease" if quantity.kind in ("percent", "money", "count") else None
        return replace(
            quantity, start=at, low=None if high is None else -high, high=-low, change=change
        )
    if tokens[at].text == "+":
        return replace(quantity, start=at, change="increase")
    return quantity


def _share_units(tokens: Sequence[Token], quantities: list[Quantity]) -> list[Quantity]:
    """Give a bare number of a list the unit that the next member states (*5 and 9 per cent*)."""
    for at in range(len(quantities) - 2, -1, -1):
        here, after = quantities[at], quantities[at + 1]
        between = tokens[here.end : after.start]
        if (
            here.rule == "count"
            and after.rule in ("measure", "money")
            and len(between) <= 2
            and between
            and all(t.low in _LIST for t in between)
            and tokens[here.start].kind == tokens[after.start].kind == "number"
            and here.end == here.start + 1
        ):
            scale = _scale(tokens, after)
            quantities[at] = replace(
                here,
                rule=after.rule,
                kind=after.kind,
                unit=after.unit,
                low=None if here.low is None else here.low * scale,
                high=None if here.high is None else here.high * scale,
            )
    return quantities


def _share_currency(tokens: Sequence[Token], quantities: list[Quantity]) -> list[Quantity]:
    """Give the second of two levels the first one's currency (*from $5 to 9 billion*)."""
    for at in range(1, len(quantities)):
        before, here = quantities[at - 1], quantities[at]
        between = [t.low for t in tokens[before.end : here.start]]
        scaled = tokens[here.end - 1].low in numerals("magnitude")
        after = tokens[here.end] if here.end < len(tokens) else None
        ends = after is None or after.kind == "sign" or after.low in ("in", "by", "at", "last")
        bare = here.rule == "count" and scaled and ends
        if bare and before.kind == "money" and between in (["to"], ["or"]):
            quantities[at] = replace(here, rule=before.rule, kind="money", unit=before.unit)
    return quantities


def _scale(tokens: Sequence[Token], quantity: Quantity) -> float:
    """By what the number in digits is multiplied in the value."""
    number = tokens[quantity.start].number
    return (quantity.low or 0) / number if number else 1


def _bounded(sentence: Sentence, quantity: Quantity, floor: int) -> Found:
    """Join the modifiers around a quantity; none reaches back into the one before."""
    tokens = sentence.tokens
    start, end, modifier = quantity.start, quantity.end, None
    before = modifier_before(tokens, start)
    if before and before[0] >= floor and not _preposition(sentence, before[0], quantity):
        start, modifier = before
    after = modifier_after(tokens, end)
    if after and modifier is None and not sentence.dated[end]:
        end, modifier = after
    if modifier is None and _bounding_verb(tokens, start):
        modifier = "more_than"
    return Found(quantity, modifier, tokens[start].start, tokens[end - 1].end)


def _bounding_verb(tokens: Sequence[Token], at: int) -> bool:
    """A verb before the figure that says it was passed (*exceeded $70 billion*)."""
    at -= 1 if at and tokens[at - 1].low == "the" else 0
    return at > 0 and (tokens[at - 1].low,) in modifiers("verb")


def _preposition(sentence: Sentence, at: int, quantity: Quantity) -> bool:
    """*over five years*, *about two themes*: a preposition, not an approximator."""
    token = sentence.tokens[at]
    if token.low not in _PREPOSITIONS or quantity.kind not in ("duration", "count"):
        return False
    parsed = sentence.parsed(at)
    before = sentence.parsed(at - 1) if at else None
    if quantity.kind == "duration" and before is not None and before.pos_ in ("NOUN", "SYM", "NUM"):
        return True
    return parsed.dep_ == "prep" and (quantity.kind == "duration" or parsed.head.pos_ == "VERB")
