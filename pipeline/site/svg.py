"""An Altair chart drawn as SVG that belongs to its page: colours, links, titles.

The sizes are fixed and no word is measured, so that fonts do not move anything: the same
chart gives the same bytes. What a mark says when it is pointed at is its ``<title>``.
"""

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import altair as alt

HERE = "https://site.invalid/"
"""Vega leaves an absolute address as it is; cut off again, the address is relative."""
INK, MUTED, LINE, ACCENT = "#1d2528", "#566267", "#dcd8ce", "#0b5563"
STEPS = ("#d7e6e6", "#a9cccf", "#6fa8b0", "#25727f", "#0b5563")
"""From few to many."""
ON_STEPS = (INK, INK, INK, "#ffffff", "#ffffff")
"""What can be read on each step."""
VARIABLES: Mapping[str, str] = {
    INK: "ink",
    MUTED: "muted",
    LINE: "line",
    "#ffffff": "paper",
    **{colour: f"step-{number}" for number, colour in enumerate(STEPS, start=1)},
}
"""The style sheet's variable for each colour, so that dark pages have dark pictures."""
FONT = "Roboto"
"""Comes with vl-convert, so that words are measured alike on every machine."""
_MARK = re.compile(
    r'<(path|text|circle|rect|line) aria-label="([^"]*)" role="graphics-symbol"'
    r' aria-roledescription="[^"]*"([^>]*?)(?:/>|></\1>)'
)
_LEFT_OUT = (
    (re.compile(r' (?:role|aria-[a-z]+|font-family|pointer-events|xmlns:xlink)="[^"]*"'), ""),
    (re.compile(r' (?:opacity|stroke-width)="1"'), ""),
    (re.compile(r' font-size="12px"'), ""),
    (re.compile(r'<path class="(?:back|fore)ground"[^>]*/>'), ""),
    (
        re.compile(rf'<a xlink:href="{re.escape(HERE)}([^"]*)"[^>]*>'),
        r'<a tabindex="-1" href="\1">',
    ),
)
"""Said by the style sheet, or of no use beside a title and a table."""
_GEOMETRY = re.compile(r' (?:d|transform|[xyr][12]?|c[xy]|width|height|viewBox)="[^"]*"')
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")


def draw(
    chart: "alt.LayerChart | alt.FacetChart",
    *,
    width: float,
    height: float,
    padding: Mapping[str, int],
) -> str:
    """Return the SVG of ``chart``; sizes in pixels, without the padding.

    The data's ``href`` begin with ``HERE``, and each mark has a ``description``.
    """
    import vl_convert

    spec = (
        chart.properties(
            width=round(width),
            height=round(height),
            padding=dict(padding),
            background="transparent",
        )
        .configure(
            font=FONT, autosize={"type": "none"}, axis={"labelFontSize": 12, "labelFont": FONT}
        )
        .configure_view(stroke=None)
        .to_dict()
    )
    return _for_the_page(vl_convert.vegalite_to_svg(spec))


def _for_the_page(svg: str) -> str:
    svg = _MARK.sub(_titled, svg)
    for pattern, instead in _LEFT_OUT:
        svg = pattern.sub(instead, svg)
    svg = _GEOMETRY.sub(_rounded, svg)
    for colour, name in VARIABLES.items():
        svg = svg.replace(f'="{colour}"', f'="var(--{name}, {colour})"')
    return svg


def _rounded(match: re.Match[str]) -> str:
    """Return where something stands, to a hundredth of a pixel."""
    return _LONG_NUMBER.sub(
        lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), match[0]
    )


def _titled(match: re.Match[str]) -> str:
    """Return a mark with its description as a title; what is markup in a name stays text."""
    tag, says, rest = match.groups()
    return f"<{tag}{rest}><title>{escape(unescape(says))}</title></{tag}>"
