"""The order in which the lines of a page are read: columns, bands, running heads left out."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from pipeline.sources.formats.glyphs import Piece, shown
from pipeline.sources.furniture import PAGE_MARK

EDGE_ROWS = 2  # rows at the top and at the bottom of a page that may be a running head
SPANNING = -1  # the column of what stands in none
HEAD_LETTERS = 3
SAME_HEIGHT = 6.0  # points: running heads stand as high on every page
CROSSING = 0.15  # of the rows of a page may cross a gutter: titles, pictures' captions
COLUMN_ROWS = 4  # a column has as many
COLUMN_WIDTH = 8.0  # of the type's size: a narrower column is one of a table
GUTTER = 3.0  # points: narrower gaps come from uneven margins


@dataclass(slots=True)
class Row:
    """Pieces that stand on one line of one column, from left to right."""

    pieces: list[Piece] = field(default_factory=list)
    column: int = 0

    @property
    def text(self) -> str:
        """The words; a space between pieces unless they touch."""
        main = self.main
        said = ""
        for before, piece in zip([None, *self.pieces], self.pieces, strict=False):
            apart = before and piece.left - before.right >= 0.15 * max(before.size, piece.size)
            said += (" " if apart else "") + shown(piece.text, piece, main.size, main.base)
        return said

    @property
    def main(self) -> Piece:
        """The piece that has most of its text."""
        return max(self.pieces, key=lambda piece: len(piece.text))

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.pieces[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(piece.right for piece in self.pieces)


def without_running_heads(pages: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Return the pages without the rows at their edges that come back on other pages.

    Numbers count as equal: that is how page numbers go.
    """
    edges = [_edges(_rows(pieces)) for pieces in pages]
    heights: defaultdict[str, list[float]] = defaultdict(list)
    for rows in edges:
        for row in rows:
            heights[_key(row)].append(row.main.base)
    for some in heights.values():
        some.sort()
    kept = []
    for pieces, rows in zip(pages, edges, strict=True):
        dropped = {
            id(piece)
            for row in rows
            if _near(heights[_key(row)], row.main.base) > 1
            for piece in row.pieces
        }
        kept.append([piece for piece in pieces if id(piece) not in dropped])
    return kept


def in_reading_order(pieces: Sequence[Piece]) -> list[Row]:
    """Return the rows of a page, column after column; what spans columns parts them."""
    gutters = _gutters(pieces)
    columns: defaultdict[int, list[Piece]] = defaultdict(list)
    spanning = []
    for piece in pieces:
        if any(piece.left < left and piece.right > right for left, right in gutters):
            spanning.append(piece)
        else:
            columns[sum(piece.left >= left for left, _ in gutters)].append(piece)
    waiting = [row for number in columns for row in _rows(columns[number], number)]
    waiting.sort(key=lambda row: row.main.base)
    ordered: list[Row] = []
    for band in [*_rows(spanning, SPANNING), None]:
        above: list[Row] = []
        while waiting and (band is None or waiting[-1].main.base > band.main.base):
            above.append(waiting.pop())
        ordered += sorted(above, key=lambda row: row.column)
        ordered += [] if band is None else [band]
    return ordered


def _rows(pieces: Sequence[Piece], column: int = 0) -> list[Row]:
    """Put pieces together whose lines are the same, from top to bottom."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.base, piece.left)):
        if rows and _same_line(rows[-1].main, piece):
            rows[-1].pieces.append(piece)
        else:
            rows.append(Row([piece], column))
    for row in rows:
        row.pieces.sort(key=lambda piece: piece.left)
    return rows


def _same_line(a: Piece, b: Piece) -> bool:
    """Whether half of the lower of both stands beside the other."""
    low, high = max(a.base, b.base), min(a.top, b.top)
    return high - low > 0.5 * 0.75 * min(a.size, b.size)


def _edges(rows: list[Row]) -> list[Row]:
    return rows[:EDGE_ROWS] + rows[EDGE_ROWS:][-EDGE_ROWS:]


def _near(heights: list[float], at: float) -> int:
    """Return how many of the ordered ``heights`` are that of ``at``."""
    return bisect_right(heights, at + SAME_HEIGHT) - bisect_left(heights, at - SAME_HEIGHT)


def _key(row: Row) -> str:
    """Return what a running head has in common on all pages; rows of figures have nothing."""
    key = re.sub(r"\d+|\b[ivxl]+\b", "#", row.text.casefold())
    if sum(char.isalpha() for char in key) >= HEAD_LETTERS or PAGE_MARK.fullmatch(row.text):
        return key
    return row.text


def _gutters(pieces: Sequence[Piece]) -> list[tuple[float, float]]:
    """Return the gaps between columns of prose, from left to right."""
    if not pieces:
        return []
    most = CROSSING * len(_rows(pieces))
    return [gap for gap in _gaps(pieces, most) if gap[1] - gap[0] >= GUTTER and _parts(pieces, gap)]


def _gaps(pieces: Sequence[Piece], most: float) -> Iterator[tuple[float, float]]:
    """Yield the stretches of the page's width that at most ``most`` pieces cover."""
    steps = sorted([(p.left, 1) for p in pieces] + [(p.right, -1) for p in pieces])
    covering, since = 0, steps[0][0]
    for at, step in steps:
        before, covering = covering, covering + step
        if before <= most < covering:
            yield since, at
        elif covering <= most < before:
            since = at


def _parts(pieces: Sequence[Piece], gap: tuple[float, float]) -> bool:
    """Whether columns of prose stand on both sides of ``gap``."""
    middle = (gap[0] + gap[1]) / 2
    sides = (
        [piece for piece in pieces if piece.right <= middle],
        [piece for piece in pieces if piece.left >= middle],
    )
    return all(
        len(side) >= COLUMN_ROWS
        and median(piece.right - piece.left for piece in side)
        >= COLUMN_WIDTH * median(piece.size for piece in side)
        for side in sides
    )
