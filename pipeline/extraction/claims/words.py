"""The vocabularies of the claims grammar, in the shapes that its rules look things up in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.extraction.claims.lexer import Token, lex
from pipeline.vocabulary import read

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: UCUM code, factor to it, kind of quantity."""

    code: str
    factor: float
    kind: str


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency that a form may mean; ``bare``: it does so without a nationality."""

    code: str
    country: str
    nationalities: tuple[str, ...]
    bare: bool


def split(cell: str) -> tuple[str, ...]:
    """The values of a cell."""
    return tuple(cell.split("|")) if cell else ()


def key(tokens: Iterable[Token]) -> Key:
    """The tokens as a phrase of a vocabulary; hyphens join, and do not count."""
    return tuple(token.key for token in tokens if token.text != "-")


def phrase(form: str) -> Key:
    """A form of a vocabulary as the lexer cuts it."""
    return key(lex(form))


@cache
def units() -> Mapping[Key, Unit]:
    """Phrase to unit."""
    return {
        phrase(form): Unit(row["unit"], float(row["factor"]), row["kind"])
        for row in read("units")
        for form in split(row["forms"])
    }


@cache
def currencies() -> Mapping[Key, tuple[Currency, ...]]:
    """Phrase to the currencies that it may mean."""
    found: dict[Key, tuple[Currency, ...]] = {}
    for row in read("currencies"):
        currency = Currency(
            row["code"], row["country"], split(row["nationalities"]), row["bare"] == "yes"
        )
        for form in split(row["forms"]):
            found[phrase(form)] = (*found.get(phrase(form), ()), currency)
    return found


@cache
def minor_money() -> Mapping[Key, tuple[str, float]]:
    """Phrase to the currency and the part of it that it is."""
    return {
        phrase(form): (row["code"], float(row["factor"]))
        for row in read("minor_money")
        for form in split(row["forms"])
    }


@cache
def numerals(role: str) -> Mapping[str, float]:
    """Word to value, of the number words of ``role``."""
    return {
        form: float(row["value"])
        for row in read("numerals")
        if row["role"] == role
        for form in split(row["forms"])
    }


@cache
def modifiers(position: str) -> Mapping[Key, str | None]:
    """Phrase to modifier, of those that stand in ``position``."""
    return {
        tuple(token.low for token in lex(form)): row["modifier"] or None
        for row in read("quantity_modifiers")
        if row["position"] == position
        for form in split(row["forms"])
    }


@cache
def forms(vocabulary: str, column: str, value: str) -> frozenset[str]:
    """The forms of a vocabulary whose ``column`` holds ``value``."""
    return frozenset(
        form
        for row in read(vocabulary)
        if row[column] == value
        for form in split(row["lemmas" if "lemmas" in row else "forms"])
    )


@cache
def changes(part_of_speech: str) -> Mapping[str, str]:
    """Lemma to the direction of the change that it names."""
    return {
        lemma: row["direction"]
        for row in read("change_words")
        if row["part_of_speech"] == part_of_speech
        for lemma in split(row["lemmas"])
    }


def longest(
    tokens: Sequence[Token], at: int, table: Mapping[Key, object], most: int = 5
) -> int | None:
    """Return where the longest phrase of ``table`` that begins at ``at`` ends, or None."""
    for end in range(min(len(tokens), at + most), at, -1):
        if tokens[end - 1].text != "-" and key(tokens[at:end]) in table:
            return end
    return None
