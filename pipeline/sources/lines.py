"""The lines of a document, and what its layout says of them.

Blank lines are not lines here: they are the ``gap`` before the next one. Nothing here
knows what the words mean.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

TERMINAL = frozenset(".!?…:。！？")
CLOSING = frozenset("”’\"'»›)]}）］】》」』*_")
HYPHENS = frozenset("-‐\u0002\u00ad")
"""What a word may be broken with; U+0002 and U+00AD are PDF extractors' marks."""

FULL = 0.75  # of the usual width: a line this long was broken by the margin
WRAPPED = 0.4  # share of line ends inside a sentence in text that is hard-wrapped
ADJACENT = 0.25  # share of lines that touch the one above, at least, in such text
WIDEST = 200  # code points: no margin is wider
LABEL = 20  # code points: a shorter line is a label rather than broken prose
QUOTED = re.compile(r"\s{0,3}>(?:\s?>)*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the white space at its edges.

    Attributes:
        start, end: raw offsets of ``text``.
        gap: blank lines before it.
        page_start: it is the first of a page.
    """

    start: int
    end: int
    text: str
    gap: int
    page_start: bool

    @property
    def is_open(self) -> bool:
        """Whether a sentence seems to go on after it; none does after a closing tag."""
        if self.text.endswith(">"):
            return False
        last = self.text.rstrip("".join(CLOSING))[-1:]
        return last not in TERMINAL

    @property
    def is_broken_word(self) -> bool:
        """Whether it ends inside a word."""
        return len(self.text) > 1 and self.text[-1] in HYPHENS and self.text[-2].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it is one capital letter, as the first of a chapter may be."""
        return len(self.text) == 1 and self.text.isupper()

    @property
    def starts_lower(self) -> bool:
        """Whether it begins as only the middle of a sentence does."""
        first = self.text.lstrip("“‘\"'([")[:1]
        return first.islower() or self.text[:1] in ",;"


@dataclass(frozen=True)
class Page:
    """All lines of a document with the measures of its layout."""

    lines: Sequence[Line]

    @cached_property
    def is_wrapped(self) -> bool:
        """Whether lines end at a margin rather than at the end of a paragraph."""
        pairs = [(a, b) for a, b in self._pairs if b.gap == 0 or self.is_double_spaced]
        inside = sum(a.is_open and len(a.text) > LABEL for a, _ in pairs)
        many = len(pairs) >= ADJACENT * len(self.lines)
        return many and self.width <= WIDEST and inside >= max(1, WRAPPED * len(pairs))

    @cached_property
    def is_double_spaced(self) -> bool:
        """Whether a blank line stands between any two lines, paragraph or not."""
        if len(self.lines) < 5:
            return False
        single = sum(line.gap == 1 for line in self.lines)
        inside = sum(a.is_open and b.starts_lower for a, b in self._pairs if b.gap == 1)
        return single > 0.8 * len(self.lines) and inside > 0.15 * len(self.lines)

    @cached_property
    def width(self) -> int:
        """The usual length of a full line, in code points."""
        lengths = sorted(len(line.text) for line in self.lines)
        return lengths[int(0.8 * (len(lengths) - 1))] if lengths else 0

    @cached_property
    def _pairs(self) -> list[tuple[Line, Line]]:
        return list(zip(self.lines, self.lines[1:], strict=False))

    def is_full(self, line: Line) -> bool:
        """Whether the margin ended the line."""
        return len(line.text) >= FULL * self.width


def split_lines(raw: str, start: int, end: int) -> Page:
    """Return the lines of ``raw[start:end]``."""
    found: list[tuple[int, int, int, bool, bool]] = []
    gap, at, new_page = 0, start, False
    for piece in raw[start:end].splitlines(keepends=True):
        quoted = QUOTED.match(piece)
        text = piece[quoted.end() if quoted else 0 :].strip()
        if text:
            left = at + piece.index(text, quoted.end() if quoted else 0)
            indented = piece[0] == " " and not piece[1].isspace()
            found.append((left, left + len(text), gap, new_page, indented))
            gap, new_page = 0, False
        elif piece.endswith(("\n", "\r")):
            gap += 1
        new_page |= piece.endswith("\f")
        at += len(piece)
    # text extractors leave one space where a page began; text that is indented does not tell
    indents = sum(indented for *_, indented in found)
    tells = 0 < indents <= 0.2 * len(found)
    return Page(
        [
            Line(left, right, raw[left:right], gap, new or (tells and indented))
            for left, right, gap, new, indented in found
        ]
    )
