"""What a check demands, and what it found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST_ROWS = 50
"""Offending rows that a result lists; it counts them all."""


@dataclass(frozen=True, slots=True)
class Check:
    """A named demand on a table; ``severity`` is ``critical`` or ``warning``."""

    table: str
    name: str
    severity: str
    description: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The outcome of one check.

    Attributes:
        expected, found: in words.
        failing: the first offending rows: their key, document and span, the ``column``
            that offends and its ``value``.
        failing_count: all offending rows.
    """

    table: str
    name: str
    severity: str
    passed: bool
    expected: str
    found: str
    failing: Sequence[Mapping[str, Any]]
    failing_count: int
