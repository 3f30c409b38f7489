"""Counts in, pictures out, each drawn wide and narrow with a table of the same numbers.

Altair describes a picture and vl-convert draws it (``svg``) when the site is built; the style
sheet shows the width that fits the screen.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.site.counts import EARLIER, Grid, Series, in_periods
from pipeline.site.entries import Entry
from pipeline.site.links import document_link, search_link
from pipeline.site.svg import HERE, INK, LINE, MUTED, ON_STEPS, STEPS, draw
from pipeline.site.words import quantity

if TYPE_CHECKING:
    import altair as alt

WIDE, NARROW = 1000, 360
"""Widths in pixels of the pictures with their labels."""
BOUNDS = (1, 2, 4, 8)
"""The largest counts of the first four steps of colour."""
ROOM_FOR_NUMBER = 18
"""Pixels from which on a cell shows its count."""
WIDE_RANGE = 50
"""From which ratio of the largest to the smallest figure on the scale is logarithmic."""

Labeller = Callable[[str, int], str]
"""Gives a name of at most so many characters."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; ``link`` is empty where it leads nowhere."""

    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its text alternative.

    Attributes:
        says: in a sentence or two, what it shows.
        is_stepped: colours tell fewer from more.
        wide, narrow: SVG; the same where one fits all screens.
        header, rows: the table of the same numbers.
    """

    name: str
    title: str
    says: str
    wide: str
    narrow: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_stepped: bool = False


@dataclass(frozen=True, slots=True)
class _Frame:
    """Sizes in pixels of a grid: labels at the left, labels at the top, a row."""

    width: int
    left: int
    top: int
    row: int
    letters: int

    @property
    def room(self) -> int:
        return self.width - self.left - 8


_WIDE_YEARS = _Frame(WIDE, left=150, top=26, row=24, letters=24)
_NARROW_YEARS = _Frame(NARROW, left=104, top=92, row=26, letters=16)
_WIDE_MATRIX = _Frame(WIDE, left=200, top=176, row=30, letters=28)
_NARROW_MATRIX = _Frame(NARROW, left=112, top=112, row=23, letters=17)


def step(count: int) -> int:
    """Return the step of colour of a count, from 0.

    >>> [step(count) for count in (1, 2, 3, 8, 9)]
    [0, 1, 2, 3, 4]
    """
    return sum(count > bound for bound in BOUNDS)


def grid_picture(
    name: str, title: str, says: str, grids: tuple[Grid, Grid], label: Labeller, parameter: str
) -> Picture:
    """Return counts by row and year; on a narrow screen years are joined into periods.

    ``grids`` are those of the wide and the narrow picture, by year. ``parameter`` of the
    search is what the rows are.
    """
    wide, narrow = grids[0], in_periods(grids[1])
    table = in_periods(wide)

    def link(row: str, column: str) -> str:
        return search_link(table="events", **{parameter: row}, **_span(column))

    rows = [
        (
            Cell(label(row, 99), search_link(table="events", **{parameter: row})),
            *(Cell(str(table.counts.get((row, column)) or "")) for column in table.columns),
            Cell(str(table.total(row))),
        )
        for row in table.rows
    ]
    return Picture(
        name,
        title,
        says,
        _cells(wide, _WIDE_YEARS, label, _as_it_is, link),
        _cells(narrow, _NARROW_YEARS, label, _as_it_is, link),
        ("", *table.columns, "all"),
        tuple(rows),
        is_stepped=True,
    )


def _as_it_is(column: str, letters: int) -> str:
    return column


def matrix_picture(grid: Grid, most: tuple[int, int], label: Labeller, says: str) -> Picture:
    """Return who acts on whom; ``most`` are the numbers of actors, wide and narrow."""

    def link(row: str, column: str) -> str:
        return search_link(table="events", actor=row, other=column)

    wide, narrow = (Grid(grid.rows[:n], grid.rows[:n], grid.counts) for n in most)
    pairs = sorted(grid.counts.items(), key=lambda item: (-item[1], item[0]))
    return Picture(
        "matrix",
        "Who acts on whom",
        says,
        _cells(wide, _WIDE_MATRIX, label, label, link),
        _cells(narrow, _NARROW_MATRIX, label, label, link),
        ("who", "on or with whom", "events"),
        tuple(
            (Cell(label(a, 99)), Cell(label(b, 99)), Cell(str(number), link(a, b)))
            for (a, b), number in pairs
            if number > 1
        ),
        is_stepped=True,
    )


def _span(column: str) -> dict[str, str]:
    """Return the first and last year of a column, for the search."""
    if column == EARLIER:
        return {}
    first, _, last = column.partition("–")
    return {"from": first, "to": first[:2] + last if last else first}


def _cells(
    grid: Grid,
    frame: _Frame,
    label: Labeller,
    column_label: Labeller,
    link: Callable[[str, str], str],
) -> str:
    """Draw a grid of counts as coloured cells; each leads to its rows."""
    data = [
        {
            "row": row,
            "column": column,
            "count": count,
            "step": step(count),
            "says": f"{label(row, 99)}, {column_label(column, 99)}: {count}",
            "href": HERE + link(row, column),
        }
        for (row, column), count in sorted(grid.counts.items())
        if row in grid.rows and column in grid.columns
    ]
    cell = frame.room / max(1, len(grid.columns))
    return draw(
        _coloured(data, grid, frame, (label, column_label), has_numbers=cell >= ROOM_FOR_NUMBER),
        width=frame.room,
        height=frame.row * len(grid.rows),
        padding={"left": frame.left, "right": 8, "top": frame.top, "bottom": 4},
    )


def _coloured(
    data: Sequence[Mapping[str, Any]],
    grid: Grid,
    frame: _Frame,
    labels: tuple[Labeller, Labeller],
    *,
    has_numbers: bool,
) -> "alt.LayerChart | alt.FacetChart":
    import altair as alt

    quiet: dict[str, Any] = {"domain": False, "ticks": False, "title": None, "labelOverlap": False}
    x = alt.X(
        "column:N",
        sort=list(grid.columns),
        scale=alt.Scale(domain=list(grid.columns), paddingInner=0.12, paddingOuter=0),
        axis=alt.Axis(
            orient="top",
            labelAngle=-90 if frame.top > _WIDE_YEARS.top else 0,
            labelExpr=_names(grid.columns, labels[1], frame.letters),
            labelLimit=0,
            labelPadding=6,
            labelColor=MUTED,
            values=_named(grid.columns),
            **quiet,
        ),
    )
    y = alt.Y(
        "row:N",
        sort=list(grid.rows),
        scale=alt.Scale(domain=list(grid.rows), paddingInner=0.14, paddingOuter=0),
        axis=alt.Axis(
            labelExpr=_names(grid.rows, labels[0], frame.letters),
            labelLimit=0,
            labelPadding=8,
            labelColor=INK,
            grid=True,
            gridColor=LINE,
            zindex=0,
            **quiet,
        ),
    )
    base = alt.Chart(alt.InlineData(values=list(data))).encode(x=x, y=y)
    layers = [
        base.mark_rect().encode(color=_steps(STEPS), href="href:N", description="says:N"),
        base.mark_text(fontSize=11, aria=False).encode(text="count:Q", color=_steps(ON_STEPS)),
    ]
    layered = alt.layer(*layers[: 1 + has_numbers])
    independent: alt.LayerChart = layered.resolve_scale(color="independent")
    return independent


def _steps(colours: Sequence[str]) -> "alt.Color":
    import altair as alt

    scale = alt.Scale(domain=list(range(len(colours))), range=list(colours))
    return alt.Color("step:O", scale=scale, legend=None)


def _named(columns: Sequence[str]) -> list[str]:
    """Return the columns to name: all of them, but of single years every fifth."""
    return [c for c in columns if not c.isdigit() or int(c) % 5 == 0]


def _names(keys: Sequence[str], label: Labeller, letters: int) -> str:
    """Return a Vega expression that gives the name of an axis's value."""
    pairs = ",".join(f"{json.dumps(key)}:{json.dumps(label(key, letters))}" for key in keys)
    return f"({{{pairs}}})[datum.value]"


def years_picture(events: Sequence[Entry], columns: Sequence[str], says: str) -> Picture:
    """Return how many events began in each year, as bars."""
    counts = dict.fromkeys((c for c in columns if c != EARLIER), 0)
    for event in events:
        if str(event.year) in counts:
            counts[str(event.year)] += 1
    return Picture(
        "years",
        "Events by year",
        says,
        _bars(counts, width=WIDE, height=150, every=5),
        _bars(counts, width=NARROW, height=130, every=10),
        ("year", "events"),
        tuple(
            (Cell(year, search_link(table="events", **_span(year))), Cell(str(number)))
            for year, number in counts.items()
            if number
        ),
    )


def _bars(counts: Mapping[str, int], *, width: int, height: int, every: int) -> str:
    import altair as alt

    data = [
        {
            "year": year,
            "count": number,
            "says": f"{year}: {number}",
            "href": HERE + search_link(table="events", **_span(year)),
        }
        for year, number in counts.items()
    ]
    quiet: dict[str, Any] = {
        "title": None,
        "ticks": False,
        "labelColor": MUTED,
        "labelOverlap": False,
    }
    x = alt.X(
        "year:N",
        sort=list(counts),
        scale=alt.Scale(domain=list(counts), paddingInner=0.25, paddingOuter=0),
        axis=alt.Axis(
            labelAngle=0,
            labelPadding=6,
            domainColor=LINE,
            values=[year for year in counts if int(year) % every == 0],
            **quiet,
        ),
    )
    y = alt.Y("count:Q", axis=alt.Axis(domain=False, gridColor=LINE, tickCount=3, **quiet))
    bars = alt.Chart(alt.InlineData(values=data)).mark_bar(color=STEPS[4])
    return draw(
        alt.layer(bars.encode(x=x, y=y, href="href:N", description="says:N")),
        width=width - 44,
        height=height,
        padding={"left": 34, "right": 10, "top": 10, "bottom": 26},
    )


def series_picture(name: str, series: Series, titles: Mapping[str, str]) -> Picture:
    """Return the figures on one measure over time; ``titles`` are those of the documents.

    A measure may be as long as a licence allows: in no place is it followed or preceded by
    other words of the same sentence.
    """
    values = [value for _, value in series.figures]
    years = [claim.year or 0 for claim, _ in series.figures]
    low, high = (quantity(value, value, series.unit, None) for value in (min(values), max(values)))
    picture = _points(series)
    return Picture(
        name,
        series.name + (f", {series.unit}" if series.unit != "1" else ""),
        f"{len(values)} figures, {min(years)} to {max(years)}: from {low} to {high}",
        picture,
        picture,
        ("when", "figure", "told in", "of what"),
        tuple(
            (
                Cell(claim.when),
                Cell(claim.value, document_link(claim)),
                Cell(titles[claim.document_id]),
                Cell(claim.measure),
            )
            for claim, _ in series.figures
        ),
    )


def _points(series: Series) -> str:
    import altair as alt

    data = [
        {
            "year": claim.year,
            "value": value,
            "says": f"{claim.when}: {claim.value}; measure: {claim.measure}",
            "href": HERE + document_link(claim),
        }
        for claim, value in series.figures
    ]
    values = [value for _, value in series.figures]
    powers = _powers(min(values), max(values))
    first, last = series.figures[0][0].year or 0, series.figures[-1][0].year or 0
    quiet: dict[str, Any] = {
        "title": None,
        "ticks": False,
        "labelColor": MUTED,
        "labelOverlap": False,
    }
    x = alt.X(
        "year:Q",
        scale=alt.Scale(domain=[first - 1, last + 1], nice=False),
        axis=alt.Axis(
            format="d", values=[first, last], grid=False, domainColor=LINE, labelPadding=6, **quiet
        ),
    )
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(type="log", domain=[powers[0], powers[-1]])
        if powers
        else alt.Scale(zero=True, nice=True),
        axis=alt.Axis(
            tickCount=4,
            domain=False,
            gridColor=LINE,
            labelExpr="replace(replace(format(datum.value, '~s'), 'G', ' bn'), 'M', ' mn')",
            **quiet | ({"values": powers} if powers else {}),
        ),
    )
    points = alt.Chart(alt.InlineData(values=data)).mark_circle(
        size=90, color=STEPS[4], opacity=0.8
    )
    return draw(
        alt.layer(points.encode(x=x, y=y, href="href:N", description="says:N")),
        width=262,
        height=130,
        padding={"left": 56, "right": 14, "top": 10, "bottom": 26},
    )


def _powers(low: float, high: float) -> list[float]:
    """Return the powers of ten to name on a logarithmic scale; none where it is a linear one.

    >>> _powers(3e6, 1e10)
    [1000000.0, 100000000.0, 10000000000.0]
    >>> _powers(20.0, 90.0)
    []
    """
    if low <= 0 or high / low <= WIDE_RANGE:
        return []
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    every = 1 + (last - first) // 4
    last += -(last - first) % every
    return [10.0**power for power in range(first, last + 1, every)]
