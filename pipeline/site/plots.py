"""Bars, points and intervals: events by year, figures over time, the accuracy card."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.site.counts import EARLIER, Series
from pipeline.site.entries import Entry
from pipeline.site.links import document_link, period, search_link
from pipeline.site.picture import NARROW, WIDE, Cell, Picture
from pipeline.site.svg import HERE, INK, LINE, MUTED, STEPS, draw
from pipeline.site.words import quantity

SHORT_NUMBER = (
    "replace(replace(replace(format(datum.value, '~s'), 'T', ' tn'), 'G', ' bn'), 'M', ' mn')"
)
"""A Vega expression: the International System's prefixes as people say them of money."""
WIDE_RANGE = 50
"""From which ratio of the largest to the smallest figure on the scale is logarithmic."""


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
            (Cell(year, search_link(table="events", **period(year))), Cell(str(number)))
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
            "href": HERE + search_link(table="events", **period(year)),
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
    margin = max(1.0, (last - first) / 10)
    x = alt.X(
        "year:Q",
        scale=alt.Scale(domain=[first - margin, last + margin], nice=False),
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
            labelExpr=SHORT_NUMBER,
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


def accuracy_shares(card: Mapping[str, Any]) -> list[tuple[str, str, Mapping[str, float]]]:
    """Return table, name and share (``value``, ``low``, ``high``) of each figure on values.

    ``card`` is ``accuracy.json``; the figures are those of the windows kept aside.
    """
    return [
        (figure["table"], name, figure[key])
        for figure in card["kept_aside"]["figures"]
        if figure["measure"] == "value" and figure["by"] is None
        for key, name in (("precision", "precision"), ("recall", "recall"), ("f1", "F1"))
        if figure[key] is not None
    ]


def accuracy_picture(card: Mapping[str, Any]) -> Picture | None:
    """Return precision, recall and F1 of each table with their intervals; None without any."""
    sample, shares = card["kept_aside"], accuracy_shares(card)
    if not shares:
        return None
    level = card["method"]["level"]
    return Picture(
        "accuracy",
        "How often rows say what the text says",
        f"On {sample['windows']} windows that were kept aside while the rules were written. "
        f"Lines are {level:.0%} intervals.",
        _intervals(shares, width=WIDE, left=150),
        _intervals(shares, width=NARROW, left=124),
        ("table", "figure", "value", "from", "to"),
        tuple(
            (
                Cell(table),
                Cell(name),
                *(Cell(f"{share[key]:.3f}") for key in ("value", "low", "high")),
            )
            for table, name, share in shares
        ),
    )


def _intervals(
    shares: Sequence[tuple[str, str, Mapping[str, float]]], *, width: int, left: int
) -> str:
    import altair as alt

    names = [f"{table} {name}" for table, name, _ in shares]
    data = [
        {
            "name": label,
            **share,
            "says": f"{label}: {share['value']:.3f} ({share['low']:.3f} to {share['high']:.3f})",
        }
        for label, (_, _, share) in zip(names, shares, strict=True)
    ]
    quiet: dict[str, Any] = {"title": None, "ticks": False, "labelOverlap": False}
    y = alt.Y(
        "name:N",
        sort=names,
        scale=alt.Scale(domain=names),
        axis=alt.Axis(domain=False, labelLimit=0, labelPadding=8, labelColor=INK, **quiet),
    )
    scale = alt.Scale(domain=[0, 1], nice=False)
    axis = alt.Axis(domain=False, gridColor=LINE, tickCount=5, labelColor=MUTED, **quiet)
    base = alt.Chart(alt.InlineData(values=data))
    lines = base.mark_rule(color=STEPS[2], strokeWidth=4, aria=False).encode(
        y=y, x=alt.X("low:Q", scale=scale, axis=axis), x2="high:Q"
    )
    points = base.mark_circle(color=STEPS[4], size=80, opacity=1).encode(
        y=y, x=alt.X("value:Q", scale=scale, axis=axis), description="says:N"
    )
    return draw(
        alt.layer(lines, points),
        width=width - left - 16,
        height=22 * len(names),
        padding={"left": left, "right": 16, "top": 8, "bottom": 26},
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
