"""What a page is given of a picture: how it is drawn, and the same as a table."""

from dataclasses import dataclass

WIDE, NARROW = 1000, 360
"""Widths in pixels of the pictures with their labels."""


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
