"""What the pictures show, counted: plain rows that a chart and its table share."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import vocabulary
from pipeline.site.entries import Catalogue, Entry
from pipeline.tables import LIST_SEPARATOR

EARLIER = "earlier"
SINGLE_YEARS = 36
"""How many of the last years a picture shows one by one; what lies before is one column."""
PERIOD = 5
"""Years of a column on a narrow screen."""
FEWEST_IN_SERIES = 3
"""From how many different figures on a measure is a series of its own."""
SHORTEST_NOUN = 4
_PRONOUNS = ("plural", "thing", "person")
_WITHIN = frozenset({"a", "an", "and", "as", "of", "or", "the"})
"""Function words that do not end the head of a phrase."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Counts by row and column; ``columns`` may hold columns without any."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]

    def total(self, row: str) -> int:
        """Return the sum of a row."""
        return sum(self.counts.get((row, column), 0) for column in self.columns)


@dataclass(frozen=True, slots=True)
class Series:
    """Figures on one measure: ``name`` is the noun that they have in common."""

    name: str
    unit: str
    figures: tuple[tuple[Entry, float], ...]


def occurrences(events: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return one event for each cluster that has a date, in the order of time.

    Of the rows that tell the same occurrence the one that names most actors stands for it.
    """
    best: dict[str, Entry] = {}
    for event in events:
        known = best.get(event.cluster)
        if known is None or len(event.actors) > len(known.actors):
            best[event.cluster] = event
    dated = [event for event in best.values() if event.year is not None]
    return tuple(sorted(dated, key=lambda e: (_first_day(e), e.document_id, e.start, e.row_id)))


def _first_day(entry: Entry) -> str:
    return str(entry.first_day or entry.last_day)


def years(events: Sequence[Entry]) -> tuple[str, ...]:
    """Return the columns of a picture by year, without a gap; ``EARLIER`` stands first."""
    found = {event.year for event in events if event.year is not None}
    if not found:
        return ()
    first = max(min(found), max(found) - SINGLE_YEARS + 1)
    earlier = (EARLIER,) if min(found) < first else ()
    return (*earlier, *map(str, range(first, max(found) + 1)))


def column_of(event: Entry, columns: Sequence[str]) -> str:
    """Return the column of ``years`` that an event belongs to."""
    return str(event.year) if str(event.year) in columns else EARLIER


def by_type(events: Sequence[Entry]) -> Grid:
    """Count occurrences by type and year; types in the order of the codebook."""
    columns = years(events)
    counts = Counter((event.kind, column_of(event, columns)) for event in events)
    known = {kind for kind, _ in counts}
    rows = tuple(code for code in vocabulary.codes("event_type") if code in known)
    return Grid(rows, columns, counts)


def by_actor(events: Sequence[Entry], most: int) -> Grid:
    """Count occurrences by actor and year for the ``most`` actors with the most of them."""
    columns = years(events)
    counts = Counter(
        (actor, column_of(event, columns))
        for event in events
        for actor in dict.fromkeys((*event.sources, *event.targets))
    )
    totals: Counter[str] = Counter()
    for (actor, _), number in counts.items():
        totals[actor] += number
    return Grid(_first(totals, most), columns, counts)


def in_periods(grid: Grid) -> Grid:
    """Return ``grid`` with its years joined into periods of ``PERIOD`` years."""
    counts: Counter[tuple[str, str]] = Counter()
    names = {column: _period(column) for column in grid.columns}
    for (row, column), number in grid.counts.items():
        counts[row, names[column]] += number
    return Grid(grid.rows, tuple(dict.fromkeys(names.values())), counts)


def _period(column: str) -> str:
    """Return the period of a year, as ``2010–14``."""
    if column == EARLIER:
        return column
    first = int(column) // PERIOD * PERIOD
    return f"{first}–{(first + PERIOD - 1) % 100:02}"


def who_on_whom(events: Iterable[Entry]) -> Grid:
    """Count occurrences by who acts (row) on whom (column), all actors by weight.

    Where nobody is acted on, as in a meeting, each party acts on each other.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for event in events:
        others = event.targets or event.sources
        counts.update((a, b) for a in event.sources for b in others if a != b)
    weights: Counter[str] = Counter()
    for pair, number in counts.items():
        for actor in pair:
            weights[actor] += number
    names = _first(weights, len(weights))
    return Grid(names, names, counts)


def _first(weights: Counter[str], most: int) -> tuple[str, ...]:
    """Return the heaviest names; equal ones by name, so that the order is always the same."""
    return tuple(sorted(weights, key=lambda name: (-weights[name], name))[:most])


def series(catalogue: Catalogue) -> tuple[Series, ...]:
    """Return the measures on which there are several dated figures in one unit.

    A figure told twice (same year and value) counts once. A measure belongs to the noun
    that it shares with the most others of its unit; names of actors are no such nouns.
    """
    by_unit: dict[tuple[str, str], list[tuple[Entry, float]]] = defaultdict(list)
    for claim in catalogue.of("claims"):
        if claim.number is not None and claim.year is not None and claim.measure:
            by_unit[claim.kind, claim.unit].append((claim, claim.number))
    found = [s for key in sorted(by_unit) for s in _by_noun(key[1], by_unit[key])]
    return tuple(sorted(found, key=lambda s: (-len(s.figures), s.unit, s.name)))


def _by_noun(unit: str, claims: Sequence[tuple[Entry, float]]) -> Iterable[Series]:
    """Take out the largest group that shares a noun, then the next, as long as one is large."""
    left = list(claims)
    while True:
        groups: dict[str, dict[tuple[int | None, float], Entry]] = defaultdict(dict)
        for claim, value in left:
            for noun in _nouns(claim.measure):
                groups[noun].setdefault((claim.year, value), claim)
        weights = Counter({noun: len(group) for noun, group in groups.items()})
        names = _first(weights, 1)
        if not names or weights[names[0]] < FEWEST_IN_SERIES:
            return
        left = [(c, value) for c, value in left if names[0] not in _nouns(c.measure)]
        group = sorted(groups[names[0]].items(), key=lambda item: (item[0], item[1].row_id))
        if group[0][0][0] != group[-1][0][0]:
            yield Series(names[0], unit, tuple((claim, value) for (_, value), claim in group))


def _nouns(measure: str) -> frozenset[str]:
    """Return the words of ``measure`` that can name a series.

    Names, numerals, pronouns and whatever follows a preposition other than *of* cannot.

    >>> sorted(_nouns("trade turnover of the five states with China in the region"))
    ['state', 'trade', 'turnover']
    """
    phrase, nouns = re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", measure), set()
    for word in phrase:
        if word in _prepositions():
            break
        if len(word) >= SHORTEST_NOUN and word.islower() and word.isalpha():
            nouns.add(word.removesuffix("s"))
    return frozenset(nouns - _not_nouns())


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(row["word"] for row in vocabulary.read("function_words")) - _WITHIN


@cache
def _not_nouns() -> frozenset[str]:
    pronouns = (r["word"] for r in vocabulary.read("event_words") if r["group"] in _PRONOUNS)
    forms = (row["forms"] for row in vocabulary.read("numerals"))
    numerals = (form for cell in forms for form in cell.split(LIST_SEPARATOR))
    return _WITHIN.union(pronouns, numerals)
