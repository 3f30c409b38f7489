"""The accuracy card: every figure with its interval, on windows that it names.

Precision, recall and F1 are computed from counts over all windows. Their intervals come
from a bootstrap over windows: whole windows are drawn again with replacement, so that rows
of one passage, which are right or wrong together, do not count as independent. The draws
are seeded; the same dataset and windows give the same card.

Windows whose number is even served while the rules were written. Those whose number is odd
were kept aside: figures on them say what to expect of a document never seen.
"""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from pipeline.accuracy.gold import TABLES, Window
from pipeline.accuracy.matching import Row
from pipeline.accuracy.regions import Regions
from pipeline.accuracy.reliability import Outcome, left_out, reliability
from pipeline.accuracy.report import KIND_COLUMNS, Tally, compare, report

RESAMPLES = 1000
LEVEL = 0.95
SEED = 1877
"""Any number; the year in which Richthofen named the Silk Road."""
DIGITS = 4

EXTRAS = ("actors", "attribution")
"""What ``report`` counts beside, on rows that are right."""
Key = tuple[str, str, str, str]
"""Table, measure, what it is broken down by, the group; the last two empty for all."""
Figure = dict[str, Any]


def is_kept_aside(window: Window) -> bool:
    """Return whether the rules were written without ``window``: its number is odd."""
    number = re.search(r"(\d+)$", window.name)
    return number is not None and int(number[1]) % 2 == 1


def card(dataset: Mapping[str, pa.Table], windows: Sequence[Window]) -> dict[str, Any]:
    """Return the figures of ``dataset`` on ``windows``, ready to be written as JSON.

    A window of a file that is not in the dataset is named and not counted. Documents that
    were carried forward count as any other, because windows are offsets.
    """
    paths = set(dataset["documents"]["raw_path"].to_pylist())
    covered = [window for window in windows if window.raw_path in paths]
    outcomes = list(compare(dataset, covered))
    regions = Regions.of(dataset)
    aside = [outcome for outcome in outcomes if is_kept_aside(outcome[0])]
    return {
        "windows": [_named(window) for window in covered],
        "not_covered": [window.name for window in windows if window.raw_path not in paths],
        "method": {"resamples": RESAMPLES, "level": LEVEL, "seed": SEED, "unit": "window"},
        "kept_aside": _sample(aside, outcomes, regions),
        "all": _sample(outcomes, outcomes, regions),
    }


def _named(window: Window) -> dict[str, Any]:
    return {
        "window": window.name,
        "raw_path": window.raw_path,
        "char_start": window.char_start,
        "char_end": window.char_end,
        "kept_aside": is_kept_aside(window),
        "annotations": {table: len(window.rows[table]) for table in TABLES},
    }


def _sample(
    outcomes: Sequence[Outcome], every: Sequence[Outcome], regions: Regions
) -> dict[str, Any]:
    by_window: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_window.setdefault(outcome[0].name, []).append(outcome)
    tallies = [_tallies(same, regions) for same in by_window.values()]
    means = report((table, matched) for _, table, matched in outcomes).means
    return {
        "windows": len(by_window),
        "figures": figures(tallies),
        "means": {name: round(mean, DIGITS) for name, mean in means.items()},
        "reliability": reliability(outcomes),
        "reliability_left_out": reliability(left_out(outcomes, every)),
    }


def _tallies(outcomes: Sequence[Outcome], regions: Regions) -> dict[Key, Tally]:
    """Return the counts of one window, broken down in every way."""
    tallies: defaultdict[Key, Tally] = defaultdict(Tally)
    for window, table, matched in outcomes:
        for pair in matched.pairs:
            keys = _keys_of(table, pair.found, pair.found["region"])
            own = _keys_of(table, pair.gold, pair.found["region"])
            tallies[table, "span", "", ""].right += 1
            _count(tallies, table, own, "gold")
            _count(tallies, table, [*keys, _by_rule(table, pair.found)], "found")
            if pair.equal:
                same = [key for key in keys if key in own]
                for key in (*same, _by_rule(table, pair.found)):
                    tallies[key].right += 1
        for gold in matched.missed:
            region = regions.at(window.raw_path, gold["char_start"])
            _count(tallies, table, _keys_of(table, gold, region), "gold")
        for found in matched.false:
            keys = _keys_of(table, found, found["region"])
            _count(tallies, table, [*keys, _by_rule(table, found)], "found")
    for name, tally in report((table, matched) for _, table, matched in outcomes).tallies.items():
        table, measure = name.split(".", 1)
        if measure in EXTRAS:
            tallies[table, measure, "", ""] = tally
    return dict(tallies)


def _keys_of(table: str, row: Row, region: str) -> list[Key]:
    """Return what a row counts in: all, those of its kind, those of its region."""
    kind = KIND_COLUMNS[table]
    groups = (("", ""), (kind, row[kind]), ("region", region))
    return [(table, "value", by, group) for by, group in groups]


def _by_rule(table: str, row: Row) -> Key:
    return table, "value", "rule", row["rule"]


def _count(tallies: dict[Key, Tally], table: str, keys: Iterable[Key], side: str) -> None:
    """Count a row as ``found`` or ``gold`` in ``keys`` and among the spans of its table."""
    for key in ((table, "span", "", ""), *keys):
        tally = tallies[key]
        setattr(tally, side, getattr(tally, side) + 1)


def figures(tallies: Sequence[Mapping[Key, Tally]]) -> list[Figure]:
    """Return a figure for each key of ``tallies``, the counts of one window each."""
    draws = _draws(len(tallies))
    return [_figure(key, [t.get(key, Tally()) for t in tallies], draws) for key in _keys(tallies)]


def _keys(tallies: Iterable[Mapping[Key, Tally]]) -> list[Key]:
    return sorted({key for tally in tallies for key in tally})


def _draws(windows: int) -> np.ndarray[Any, Any]:
    """Return how often each resample holds each window."""
    source = random.Random(SEED)
    draws = np.zeros((RESAMPLES, windows), dtype=np.int64)
    for resample in draws if windows else ():
        for _ in range(windows):
            resample[int(source.random() * windows)] += 1
    return draws


def _figure(key: Key, tallies: Sequence[Tally], draws: np.ndarray[Any, Any]) -> Figure:
    table, measure, by, group = key
    counts = np.array([(t.right, t.found, t.gold) for t in tallies], dtype=np.int64)
    right, found, gold = (int(count) for count in counts.sum(axis=0))
    total, drawn = Tally(right, found, gold), draws @ counts
    # What has no annotations of its own (a rule) has precision and nothing else.
    has_gold = gold > 0
    return {
        "table": table,
        "measure": measure,
        "by": by or None,
        "group": group or None,
        "right": right,
        "found": found,
        "gold": gold if by != "rule" else None,
        "precision": _estimate(total.precision, drawn, lambda r, f, g: (r, f)),
        "recall": _estimate(total.recall, drawn, lambda r, f, g: (r, g)) if has_gold else None,
        "f1": _estimate(total.f1, drawn, lambda r, f, g: (2 * r, f + g)) if has_gold else None,
    }


def _estimate(
    value: float | None, drawn: np.ndarray[Any, Any], fraction: Callable[..., tuple[Any, Any]]
) -> dict[str, float] | None:
    """Return a share and the interval of its resamples; those without rows give no share."""
    if value is None:
        return None
    above, below = fraction(*drawn.T)
    shares = np.sort(above[below > 0] / below[below > 0])
    tail = (1 - LEVEL) / 2
    low, high = (shares[round(p * (len(shares) - 1))] for p in (tail, 1 - tail))
    return {
        "value": round(value, DIGITS),
        "low": round(float(low), DIGITS),
        "high": round(float(high), DIGITS),
    }
