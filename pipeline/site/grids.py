"""Counts by two things at once, drawn as coloured cells: events by year, who acts on whom.

Altair describes a picture and vl-convert draws it (``svg``) when the site is built; the style
sheet shows the width that fits the screen.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.site.counts import Grid, in_periods
from pipeline.site.links import period, search_link
from pipeline.site.picture import NARROW, WIDE, Cell, Picture
from pipeline.site.svg import HERE, INK, LINE, MUTED, ON_STEPS, STEPS, draw

if TYPE_CHECKING:
    import altair as alt

BOUNDS = (1, 2, 4, 8)
"""The largest counts of the first four steps of colour."""
ROOM_FOR_NUMBER = 18
"""Pixels from which on a cell shows its count."""

Labeller = Callable[[str, int], str]
"""Gives a name of at most so many characters."""


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
        return search_link(table="events", **{parameter: row}, **period(column))

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
        (parameter, *table.columns, "all"),
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
