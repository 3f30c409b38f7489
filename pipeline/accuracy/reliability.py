"""Whether ``confidence`` keeps its word: of rows with 0.8, are eight in ten right?"""

import math
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.accuracy.matching import Matched

BINS = 10
Z = 1.959963984540054
"""The two-sided 95 % quantile of the normal distribution."""
DIGITS = 4

Judged = tuple[float, bool]
"""The confidence of a row, and whether it is right."""


def reliability(outcomes: Iterable[tuple[str, Matched]]) -> dict[str, Any]:
    """Return for each table, and for ``all``, how confidence and being right agree.

    A row is right if it is paired with an annotation of equal value. The ``bins`` are tenths
    of confidence; ``brier`` is the mean squared difference between confidence and outcome,
    ``expected_calibration_error`` the mean distance between confidence and share right over
    the bins, weighted by rows.
    """
    judged: dict[str, list[Judged]] = {"all": []}
    for table, matched in outcomes:
        rows = [(pair.found["confidence"], pair.equal) for pair in matched.pairs]
        rows += [(found["confidence"], False) for found in matched.false]
        judged["all"] += rows
        judged.setdefault(table, []).extend(rows)
    return {table: _of(rows) for table, rows in judged.items() if rows}


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
