"""From a sentence to typed tokens.

A token carries the kinds that it can be (``MONTH``, ``YEAR``, ``UNIT`` …, from the
vocabularies and the shapes below), so that a rule names kinds, not spellings. What no
date can stand in (addresses, titles of cited works) becomes one token without a kind,
which no pattern crosses.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline import vocabulary
from pipeline.extraction.dates.arithmetic import HALF, QUARTER
from pipeline.extraction.dates.values import Value

_TOKEN = re.compile(
    r"(?P<numeric>(?<![\w./-])\d{1,4}(?P<sep>[./-])\d{1,2}(?P=sep)\d{1,4}(?=T\d\d:|(?![\w/]|[.-]\d)))"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+\.\d+)"
    r"|(?P<word>\w+)"
    r"|(?P<other>[^\w\s])"
)
_SHAPES: Sequence[tuple[str, re.Pattern[str]]] = tuple(
    (kind, re.compile(shape, re.IGNORECASE))
    for kind, shape in (
        ("DAY", r"0?([1-9]|[12]\d|3[01])"),
        ("YY", r"(\d\d)"),
        ("NUMBER", r"(\d{1,3})"),
        ("FOUR", r"(\d{4})[a-d]?"),
        ("ORDINAL", r"(\d{1,2})(?:st|nd|rd|th)"),
        ("DECADE", r"([1-9]\d\d)0s"),
        ("SHORT_DECADE", r"([2-9])0s"),
        ("FISCAL", r"fy(\d{4}|\d\d)"),
        ("QUARTER_CODE", r"q?([1-4])(?:(?<=q.)|q)"),
        ("HALF_CODE", r"h?([12])(?:(?<=h.)|h)"),
        ("MONTHS_CODE", r"([3-9]|1[01])m"),
    )
)
_CODED = re.compile(
    r"(?P<part>[1-4]q|q[1-4]|[12]h|h[12])(?P<year>\d\d|\d{4})|(?P<first>\d{4})(?P<then>[1-4]q|q[1-4])"
)
_CENTURY_TURNS = 69
"""Years of two digits from here on are of the twentieth century (POSIX, strptime)."""
_VOCABULARIES = ("months", "seasons", "weekdays", "date_words")
_DASHES = frozenset("-‐‑‒–—−")
Constant = int | str | None


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign; or, once a rule has matched, a whole expression.

    Attributes:
        text: in lower case; empty where nothing may match.
        kinds: each kind that it can be, with its value as that kind.
        capital: its first letter is a capital.
        value: of an expression (kind ``PERIOD`` or ``DATE``), else None.
        rule: the rule that made the expression.
    """

    start: int
    end: int
    text: str
    kinds: Mapping[str, Constant]
    capital: bool = False
    value: Value | None = None
    rule: str = ""


@cache
def _words() -> Mapping[str, Mapping[str, Constant]]:
    words: dict[str, dict[str, Constant]] = {}
    for name in _VOCABULARIES:
        for row in vocabulary.read(name):
            value = row["value"]
            number = int(value) if value.lstrip("-").isdigit() else value
            words.setdefault(row["word"], {})[row["kind"]] = number
    return words


def _kinds(text: str) -> dict[str, Constant]:
    kinds = dict(_words().get(text, {}))
    for kind, shape in _SHAPES:
        found = shape.fullmatch(text)
        if found:
            digits = found.group(1)
            kinds[kind] = f"{digits}X" if kind == "DECADE" else int(digits)
    coded = _CODED.fullmatch(text)
    if coded:
        kinds["CODED"] = _part_of_year(coded)
    return kinds


def _part_of_year(coded: re.Match[str]) -> str:
    """Return the EDTF of a quarter or half written with its year (*1H21*, *2019Q3*)."""
    part = coded["part"] or coded["then"]
    number = int(part.strip("qh")) + (QUARTER if "q" in part else HALF)
    return f"{full_year(int(coded['year'] or coded['first']))}-{number}"


def full_year(number: int) -> int:
    """Return the year that one or two digits stand for; a longer number is that year."""
    if number >= 100:
        return number
    return number + (1900 if number >= _CENTURY_TURNS else 2000)


def tokenise(text: str, masked: Sequence[tuple[int, int]] = ()) -> list[Token]:
    """Return the tokens of ``text``; each span of ``masked`` is one token without a kind."""
    tokens: list[Token] = []
    masks = list(masked)
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        while masks and masks[0][1] <= start:
            masks.pop(0)
        if masks and masks[0][0] < end:
            if not tokens or tokens[-1].end != masks[0][1]:
                tokens.append(Token(masks[0][0], masks[0][1], "", {}))
            continue
        token = _token(found)
        if token.text == "." and tokens and _abbreviates(tokens[-1], start):
            tokens[-1] = replace(tokens[-1], end=end)
        else:
            tokens.append(token)
    return tokens


def _abbreviates(token: Token, stop: int) -> bool:
    """Tell whether the full stop at ``stop`` is part of a short month or weekday."""
    short = not {"MONTH_SHORT", "WEEKDAY_SHORT"}.isdisjoint(token.kinds)
    return short and token.capital and token.end == stop


def _token(found: re.Match[str]) -> Token:
    start, end = found.span()
    text = found.group()
    lower = text.casefold() if text.isascii() else text.lower()
    if found["numeric"]:
        return Token(start, end, lower, {"NUMERIC": text})
    if found["number"]:
        return Token(start, end, lower, {})
    if text in _DASHES:
        return Token(start, end, "-", {"DASH": None})
    lower = "'" if text in "’‘'`" else lower
    return Token(start, end, lower, _kinds(lower), capital=text.lstrip("0123456789")[:1].isupper())


def add_kind(token: Token, kind: str, value: Constant) -> Token:
    """Return ``token`` with one more kind."""
    return replace(token, kinds={**token.kinds, kind: value})
