"""Whether ``confidence`` keeps its word: of rows with 0.8, are eight in ten right?"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline.accuracy.gold import Window
from pipeline.accuracy.matching import Matched, Pair, Row

BINS = 10
Z = 1.959963984540054
"""The two-sided 95 % quantile of the normal distribution."""
DIGITS = 4

Outcome = tuple[Window, str, Matched]
"""What became of a table in a window."""
Judged = tuple[float, bool]
"""The confidence of a row, and whether it is right."""


def reliability(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """Return for each table, and for ``all``, how confidence and being right agree.

    A row is right if it is paired with an annotation of equal value. The ``bins`` are tenths
    of confidence; ``brier`` is the mean squared difference between confidence and outcome,
    ``expected_calibration_error`` the mean distance between confidence and share right over
    the bins, weighted by rows.
    """
    judged: dict[str, list[Judged]] = {"all": []}
    for _, table, matched in outcomes:
        rows = [(found["confidence"], is_right) for found, is_right in _rows(matched)]
        judged["all"] += rows
        judged.setdefault(table, []).extend(rows)
    return {table: _of(rows) for table, rows in judged.items() if rows}


def left_out(outcomes: Sequence[Outcome], counted: Iterable[Outcome]) -> list[Outcome]:
    """Return ``outcomes`` with the confidence that each row would state without its window.

    The confidence of a rule is counted on the very windows that it is held against. Here it
    is counted on all windows of ``counted`` but the row's own, by the same rule of succession.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    for window, table, matched in counted:
        for found, is_right in _rows(matched):
            for key in ((table, found["rule"]), (table, found["rule"], window.name)):
                counts[*key, "seen"] += 1
                counts[*key, "right"] += is_right

    def stated(window: Window, table: str, row: Row) -> Row:
        rule, here = (table, row["rule"]), (table, row["rule"], window.name)
        right, seen = (counts[*rule, part] - counts[*here, part] for part in ("right", "seen"))
        return row | {"confidence": (right + 1) / (seen + 2)}

    return [
        (
            window,
            table,
            Matched(
                tuple(Pair(p.gold, stated(window, table, p.found), p.equal) for p in matched.pairs),
                matched.missed,
                tuple(stated(window, table, found) for found in matched.false),
            ),
        )
        for window, table, matched in outcomes
    ]


def _rows(matched: Matched) -> Iterator[tuple[Row, bool]]:
    """Yield each row with whether it is right."""
    yield from ((pair.found, pair.equal) for pair in matched.pairs)
    yield from ((found, False) for found in matched.false)


def _of(rows: Sequence[Judged]) -> dict[str, Any]:
    bins: dict[int, list[Judged]] = {}
    for row in rows:
        bins.setdefault(min(int(row[0] * BINS), BINS - 1), []).append(row)
    shown = [_bin(number, bins[number]) for number in sorted(bins)]
    distance = sum(b["rows"] * abs(b["confidence"] - b["share_right"]) for b in shown)
    return {
        "rows": len(rows),
        "brier": round(math.fsum((c - right) ** 2 for c, right in rows) / len(rows), DIGITS),
        "expected_calibration_error": round(distance / len(rows), DIGITS),
        "bins": shown,
    }


def _bin(number: int, rows: Sequence[Judged]) -> dict[str, Any]:
    right = sum(is_right for _, is_right in rows)
    low, high = wilson(right, len(rows))
    return {
        "from": number / BINS,
        "to": (number + 1) / BINS,
        "rows": len(rows),
        "right": right,
        "confidence": round(math.fsum(c for c, _ in rows) / len(rows), DIGITS),
        "share_right": round(right / len(rows), DIGITS),
        "low": round(low, DIGITS),
        "high": round(high, DIGITS),
    }


def wilson(right: int, rows: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share.

    >>> [round(bound, 3) for bound in wilson(8, 10)]
    [0.49, 0.943]
    """
    share, square = right / rows, Z * Z / rows
    middle = (share + square / 2) / (1 + square)
    reach = Z * math.sqrt(share * (1 - share) / rows + square / (4 * rows)) / (1 + square)
    return max(0.0, middle - reach), min(1.0, middle + reach)
