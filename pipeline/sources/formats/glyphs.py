"""The characters of a PDF page, put together to pieces of lines with their boxes.

PDFium gives characters in the order in which the page draws them, with line ends and
spaces where the page leaves some. A piece is what stands on one line without a wide gap.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from statistics import median
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.sources.formats.marks import SUPERSCRIPTS

WIDE = 1.2  # of the type's size: a wider gap parts pieces, in a table or between columns
RAISED_SIZE = 0.85  # of the line's size: a smaller digit above the line is raised
RAISED = 0.12  # of the line's size above its base line
SHIFT = 0.6  # of the type's size: a character that stands more above or below begins a line
LINE_ENDS = frozenset("\r\n")
NO_TEXT = frozenset(map(chr, [*range(32), 0x7F, 0xFFFE, 0xFFFF])) - {"\x02", "\t"}
BROKEN = "\x02"  # PDFium's mark for a hyphen at a line's end


class Glyph(NamedTuple):
    """A character with its box, in points from the lower left corner; ``base``: its line."""

    char: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one line with no wide gap between them.

    Attributes:
        size: of the type, in points; the height of its box.
    """

    text: str
    left: float
    right: float
    base: float
    size: float

    @property
    def top(self) -> float:
        """Where its tallest letters end."""
        return self.base + 0.75 * self.size


def pieces(page: pypdfium2.PdfTextPage) -> list[Piece]:
    """Return the pieces of lines of ``page`` in the order in which they are drawn."""
    found = (_piece(run) for run in _runs(_glyphs(page)))
    return [piece for piece in found if piece is not None]


def _glyphs(page: pypdfium2.PdfTextPage) -> Iterator[Glyph | None]:
    """Yield the characters; None at a line's end."""
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(page.count_chars()):
        char = _char(pdfium.FPDFText_GetUnicode(page, index))
        if char in LINE_ENDS:
            yield None
        elif char not in NO_TEXT and pdfium.FPDFText_GetLooseCharBox(page, index, box):
            pdfium.FPDFText_GetCharOrigin(page, index, x, y)
            size = abs(box.top - box.bottom)
            if all(map(isfinite, (box.left, box.right, y.value, size))):
                yield Glyph(char, box.left, box.right, y.value, size)


def _char(code: int) -> str:
    """Return the character of ``code``; U+FFFD for what is none by itself."""
    return chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"


def _runs(glyphs: Iterator[Glyph | None]) -> Iterator[list[Glyph]]:
    """Yield the characters of each piece."""
    run: list[Glyph] = []
    drawn: Glyph | None = None  # the last that is no space
    for glyph in glyphs:
        if glyph is None or (drawn and not glyph.char.isspace() and _parts(drawn, glyph)):
            if run:
                yield run
            run, drawn = [], None
        if glyph is not None:
            run.append(glyph)
            drawn = drawn if glyph.char.isspace() else glyph
    if run:
        yield run


def _parts(a: Glyph, b: Glyph) -> bool:
    """Whether ``b`` stands too far from ``a`` to be of the same piece."""
    size = max(a.size, b.size)
    return not -size <= b.left - a.right <= WIDE * size or abs(b.base - a.base) > SHIFT * size


def _piece(run: list[Glyph]) -> Piece | None:
    drawn = [glyph for glyph in run if not glyph.char.isspace()]
    if not drawn:
        return None
    size = median(glyph.size for glyph in drawn)
    base = median(glyph.base for glyph in drawn if glyph.size >= RAISED_SIZE * size)
    text = "".join(
        "-" if glyph.char == BROKEN else shown(glyph.char, glyph, size, base) for glyph in run
    )
    return Piece(
        text=" ".join(text.split()),
        left=min(glyph.left for glyph in drawn),
        right=max(glyph.right for glyph in drawn),
        base=base,
        size=size,
    )


def shown(text: str, drawn: Glyph | Piece, size: float, base: float) -> str:
    """Return ``text``, its digits raised where it is drawn so on a line of ``size`` at ``base``."""
    is_raised = drawn.size < RAISED_SIZE * size and drawn.base > base + RAISED * size
    return text.translate(SUPERSCRIPTS) if is_raised else text
