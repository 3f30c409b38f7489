"""The figures: precision, recall and F1 by table, region and kind."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from pipeline.accuracy.gold import TABLES, Window
from pipeline.accuracy.matching import SAME_WORDS, Matched, Pair, Row, match, same_source, token_f1
from pipeline.accuracy.rows import DatasetRows

KIND_COLUMNS = {"dates": "basis", "claims": "kind", "mentions": "form", "events": "event_type"}
"""By which column the figures of a table are broken down."""


@dataclass(slots=True)
class Tally:
    """Right and wrong, counted; a figure is None where nothing was counted."""

    right: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float | None:
        """Share of the rows that are right."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of the annotations that are found."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where there was nothing to find."""
        return 2 * self.right / (self.found + self.gold) if self.gold else None


@dataclass(frozen=True, slots=True)
class Report:
    """Tallies (``dates.value in footnote``, ``claims.value of money``) and means, by name."""

    tallies: Mapping[str, Tally]
    means: Mapping[str, float]
    confusion: Mapping[tuple[str, str], int]
    """How often an event of the first type was given the second."""


@dataclass(slots=True)
class _Count:
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    samples: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)


def compare(
    dataset: Mapping[str, pa.Table], windows: Sequence[Window]
) -> Iterator[tuple[Window, str, Matched]]:
    """Yield what became of each table in each window."""
    rows = DatasetRows(dataset)
    for window in windows:
        gold, found = rows.annotated(window), rows.inside(window)
        for table in TABLES:
            yield window, table, match(table, gold[table], found[table])


def report(outcomes: Iterable[tuple[str, Matched]]) -> Report:
    """Count the outcomes (table, matched) into figures."""
    count = _Count()
    for table, matched in outcomes:
        _count_spans(count, table, matched)
        if table == "claims":
            _count_claims(count, matched)
        if table == "events":
            _count_events(count, matched)
    means = {name: sum(values) / len(values) for name, values in sorted(count.samples.items())}
    return Report(dict(sorted(count.tallies.items())), means, count.confusion)


def _count_spans(count: _Count, table: str, matched: Matched) -> None:
    tallies = count.tallies
    for gold in (*(p.gold for p in matched.pairs), *matched.missed):
        tallies[f"{table}.span"].gold += 1
        for name in _names(table, gold):
            tallies[name].gold += 1
    for found in (*(p.found for p in matched.pairs), *matched.false):
        tallies[f"{table}.span"].found += 1
        for name in _names(table, found):
            tallies[name].found += 1
    for pair in matched.pairs:
        tallies[f"{table}.span"].right += 1
        if pair.equal:
            for name in set(_names(table, pair.gold)) & set(_names(table, pair.found)):
                tallies[name].right += 1


def _names(table: str, row: Row) -> tuple[str, ...]:
    """The tallies of equal values that a row counts in: all, its region's, its kind's."""
    return (
        f"{table}.value",
        f"{table}.value in {row['region'] or 'no sentence'}",
        f"{table}.value of {row[KIND_COLUMNS[table]]}",
    )


def _count_claims(count: _Count, matched: Matched) -> None:
    attribution = count.tallies["claims.attribution"]
    for pair in (p for p in matched.pairs if p.equal):
        gold, found = pair.gold, pair.found
        count.samples["claims.measure token F1"].append(token_f1(gold["measure"], found["measure"]))
        count.samples["claims.date accuracy"].append(gold["date"] == found["date_edtf"])
        for column in ("kind", "modifier", "direction"):
            count.samples[f"claims.{column} accuracy"].append(gold[column] == found[column])
        attribution.gold += bool(gold["source"])
        attribution.found += bool(found["source"])
        attribution.right += same_source(gold, found)


def _count_events(count: _Count, matched: Matched) -> None:
    actors = count.tallies["events.actors"]
    for pair in (p for p in matched.pairs if p.equal):
        gold, found = pair.gold, pair.found
        count.samples["events.type accuracy"].append(gold["event_type"] == found["event_type"])
        count.samples["events.modality accuracy"].append(gold["modality"] == found["modality"])
        count.confusion[gold["event_type"], found["event_type"]] += 1
        actors.gold += len(gold["actors"])
        actors.found += len(found["actors"])
        actors.right += sum(any(g & f for f in found["actors"]) for g in gold["actors"])


def errors(outcomes: Iterable[tuple[Window, str, Matched]]) -> Iterator[str]:
    """Yield a line for each miss, false row and differing value, by offset.

    Claims of equal value have one, too, where they measure, date or attribute otherwise.
    """
    for window, table, matched in outcomes:
        place = f"{window.name} {table}"
        for gold in matched.missed:
            yield f"{place} missed {_shown(gold)}"
        for found in matched.false:
            yield f"{place} false {_shown(found)}"
        for pair in matched.pairs:
            if not pair.equal:
                yield f"{place} differs: {_shown(pair.gold)} but found {_shown(pair.found)}"
            elif table == "claims":
                yield from (f"{place} {_shown(pair.found)} {line}" for line in _unlike(pair))


def _unlike(pair: Pair) -> Iterator[str]:
    """In what two claims of equal value differ."""
    gold, found = pair.gold, pair.found
    if token_f1(gold["measure"], found["measure"]) < SAME_WORDS:
        yield f"measures {found['measure']!r}, not {gold['measure']!r}"
    if gold["date"] != found["date_edtf"]:
        yield f"is dated {found['date_edtf']}, not {gold['date']}"
    if (gold["source"] or found["source"]) and not same_source(gold, found):
        yield f"is attributed to {found['source']!r}, not {gold['source']!r}"


def _shown(row: Row) -> str:
    keys = ("text", "trigger", "edtf", "date_start", "date_end", "value_min", "value_max", "unit")
    values = [str(row[key]) for key in keys if row.get(key) is not None]
    name = row.get("actor_id") or row.get("actor")
    return f"[{row['char_start']}:{row['char_end']}] " + " ".join([*values, name or ""]).strip()


def lines(result: Report) -> Iterator[str]:
    """Yield the figures for a terminal: tallies, means, confused event types."""
    yield f"{'':34}{'precision':>10}{'recall':>10}{'F1':>10}{'gold':>8}{'found':>8}"
    for name, tally in result.tallies.items():
        shown = "".join(
            f"{'' if figure is None else format(figure, '.3f'):>10}"
            for figure in (tally.precision, tally.recall, tally.f1)
        )
        yield f"{name:34}{shown}{tally.gold:>8}{tally.found:>8}"
    for name, mean in result.means.items():
        yield f"{name:34}{mean:>30.3f}"
    yield from _confusion_lines(result.confusion)


def _confusion_lines(confusion: Mapping[tuple[str, str], int]) -> Iterator[str]:
    """The table of confusion: for each type of an event, what it was given instead."""
    yield f"{'event type':34}{'right':>10}{'gold':>10}  given instead"
    for kind in sorted({gold for gold, _ in confusion}):
        given = {found: n for (gold, found), n in confusion.items() if gold == kind}
        wrong = ", ".join(f"{f} {n}" for f, n in sorted(given.items()) if f != kind)
        yield f"{kind:34}{given.get(kind, 0):>10}{sum(given.values()):>10}  {wrong}".rstrip()
