"""What a confidence is worth: rows counted by the rule that made them, stated against observed.

The counts become ``vocabulary/confidence.csv``, from which the extractors state the
confidence of a row. The table of reliability holds each statement against the windows
that had no part in it: what a row states is counted on all other windows.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.accuracy.gold import TABLES, Window
from pipeline.accuracy.matching import Matched
from pipeline.extraction.rows import laplace

Rule = tuple[str, str]
"""A table and the name of a rule of its extractor."""
BINS = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Bounds of the classes of stated confidence."""


@dataclass(slots=True)
class Count:
    """Rows that were right (an annotation of equal value), and rows seen."""

    right: int = 0
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Reliability:
    """Rows of ``table`` that state a confidence from ``low`` to below ``high``."""

    table: str
    low: float
    high: float
    rows: int
    stated: float
    observed: float


def _rows(matched: Matched) -> Iterator[tuple[str, bool]]:
    """The rule of each row and whether the row is right."""
    for pair in matched.pairs:
        yield pair.found["rule"], pair.equal
    for found in matched.false:
        yield found["rule"], False


def count(outcomes: Iterable[tuple[str, Matched]]) -> dict[Rule, Count]:
    """Count the rows of each rule in outcomes (table, matched)."""
    counts: dict[Rule, Count] = defaultdict(Count)
    for table, matched in outcomes:
        for rule, right in _rows(matched):
            counts[table, rule].right += right
            counts[table, rule].seen += 1
    return dict(counts)


def write(counts: Mapping[Rule, Count], path: Path) -> None:
    """Replace the rows of ``confidence.csv``, sorted, its comments kept.

    Raises:
        FileNotFoundError: there is no such vocabulary to replace.
    """
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(line for line in lines if line.startswith("#"))
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["table", "rule", "right", "seen"])
        writer.writerows([*rule, c.right, c.seen] for rule, c in sorted(counts.items()))


def reliability(outcomes: Sequence[tuple[Window, str, Matched]]) -> list[Reliability]:
    """Return stated against observed shares of right rows, by table and class.

    What a row states is Laplace's rule over the rows of its rule in all other windows.
    """
    counts = count((table, matched) for _, table, matched in outcomes)
    classes: dict[tuple[str, int], list[tuple[float, bool]]] = defaultdict(list)
    for _, table, matched in outcomes:
        here = count([(table, matched)])
        for rule, right in _rows(matched):
            key = (table, rule)
            stated = laplace(counts[key].right - here[key].right, counts[key].seen - here[key].seen)
            classes[table, _class(stated)].append((stated, right))
    return [
        Reliability(
            table,
            BINS[at],
            BINS[at + 1],
            len(rows),
            sum(stated for stated, _ in rows) / len(rows),
            sum(right for _, right in rows) / len(rows),
        )
        for table in TABLES
        for at in range(len(BINS) - 1)
        if (rows := classes.get((table, at)))
    ]


def _class(stated: float) -> int:
    return max(at for at, low in enumerate(BINS[:-1]) if stated >= low)


def reliability_lines(rows: Iterable[Reliability]) -> Iterator[str]:
    """Yield the table of reliability for a terminal."""
    yield f"{'confidence':34}{'stated':>10}{'observed':>10}{'rows':>10}"
    for row in rows:
        name = f"{row.table} {row.low:.2f} to {row.high:.2f}"
        yield f"{name:34}{row.stated:>10.3f}{row.observed:>10.3f}{row.rows:>10}"
