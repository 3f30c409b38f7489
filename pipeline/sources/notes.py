"""Footnotes and endnotes, and the markers that they hang on.

A note is one only if its number stands as a marker in the running text, glued to a word
or a full stop. Markers are told from numbers by the order in which notes count.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.sources.lines import Line, Page

NOTE_START = re.compile(r"(?P<open>\[\^?|\^)?(?P<number>\d{1,3})(?P<close>\]:?|[./)])?\s+(?=\S)")
STYLES = (
    ("[^", "]:"),
    ("[", "]"),
    ("[", "]:"),
    ("^", ""),
    ("", ""),
    ("", "."),
    ("", ")"),
    ("", "/"),
)
"""What may stand around a note's number: Markdown's notes, those of the web, those of print."""
SEPARATOR = 2  # blank lines before the notes of a page; a paragraph has one
CONTEXT = 16  # code points beside a number that can tell what it is
RUN = 3  # bare numbers that count on as markers do, where no notes prove them
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
CANDIDATE = re.compile(
    r"(?<=\S)(?P<open>\[\^?|<sup>\[?)?(?P<number>(?<!\d)\d{1,3}(?!\d)|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
    r"(?P<close>\]?</sup>|\])?(?P<stroke>/(?!\S))?(?!\w)"
)
YEAR_BEFORE = re.compile(r"(?:^|\D)\d{4}[.,]$")
EDITORIAL = re.compile(r"(?<=\S)\[(?:citation needed|edit|note \d{1,3}|[a-z])\]")
UNIT_BEFORE = re.compile(r"(?:^|[^a-z])(?:[kcmd]?m|mi|ft|in|yd)$")
UNIT_AFTER = re.compile(r"\s*(?:%|per\s?cent|percent|million|billion|trillion|°|km|m\b)")
GLUE = frozenset(".,;:!?)]”’\"'»…")


class Marker(NamedTuple):
    """A number that may be a note's, where it stands, and how surely it is one.

    ``rank``: 0 glued to a mark or raised, 1 to a lower-case word, 2 to a capital (*G20*).
    """

    start: int
    end: int
    number: int
    rank: int
    bare: bool


@dataclass(slots=True)
class Note:
    """A note: its number, its lines, where its text begins and where its marker stands."""

    number: int
    text_start: int
    marker: Marker
    lines: list[int] = field(default_factory=list)


def candidates(line: Line) -> Iterator[Marker]:
    """Yield the numbers in ``line`` that may be markers.

    >>> line = Line(0, 36, "in 2011.150 If 5.6 km² of a G20 rail", 0, False)
    >>> [(m.number, m.rank) for m in candidates(line)]
    [(150, 0), (20, 2)]
    """
    for match in EDITORIAL.finditer(line.text):
        yield Marker(line.start + match.start(), line.start + match.end(), 0, 0, bare=False)
    for match in CANDIDATE.finditer(line.text):
        before = line.text[max(0, match.start() - CONTEXT) : match.start()]
        after = line.text[match.end() : match.end() + CONTEXT]
        raised = not match["number"].isascii() or (match["open"] or "").startswith("<")
        if bool(match["open"]) != bool(match["close"]) or (raised and UNIT_BEFORE.search(before)):
            continue
        bare = not (raised or match["open"])
        rank = _rank(before, after) if bare else 0
        if rank is not None:
            number = int(match["number"].translate(SUPERSCRIPTS))
            start, end = line.start + match.start(), line.start + match.end()
            yield Marker(start, end, number, rank, bare)


def _rank(before: str, after: str) -> int | None:
    last = before[-1:]
    if last in ".," and before[-2:-1].isdigit():
        if UNIT_AFTER.match(after):
            return None
        whole = YEAR_BEFORE.search(before) or not after.strip() or _starts_sentence(after)
        return 0 if whole else None
    if last in GLUE:
        return 0
    if last.isalpha():
        return 1 if last.islower() else 2
    return None


def _starts_sentence(after: str) -> bool:
    return after[:1].isspace() and not after.lstrip()[:1].islower()


def find_notes(page: Page, skipped: set[int]) -> tuple[list[Note], list[Marker]]:
    """Return the notes of the page, and all markers in its running text, in order.

    ``skipped`` holds the lines that are furniture.
    """
    finders = [_Finder(page, skipped, style) for style in _styles(page)]
    for each in finders:
        each.run()
    finder = max(finders, key=lambda each: len(each.notes))
    proved = {note.marker for note in finder.notes}
    orphans = [m for m in finder.seen if m not in proved]
    found = proved | {m for m in orphans if not m.bare}
    if not proved:
        found |= set(_counting(m for m in orphans if m.bare and m.rank == 0))
    return finder.notes, sorted(found)


def _styles(page: Page) -> list[tuple[str, str]]:
    """Return the styles in which lines of the page are numbered, print's plain one always."""
    starts = (NOTE_START.match(line.text) for line in page.lines)
    used = {(start["open"] or "", start["close"] or "") for start in starts if start}
    return [style for style in STYLES if style in used or style == ("", "")]


def _counting(markers: Iterable[Marker]) -> Iterator[Marker]:
    """Yield the markers that count on from one another, three or more in a row."""
    run: list[Marker] = []
    for marker in markers:
        if run and marker.number != run[-1].number + 1:
            if len(run) >= RUN:
                yield from run
            run = []
        run.append(marker)
    if len(run) >= RUN:
        yield from run


class _Finder:
    """Walks down the lines and knows which note must come next."""

    def __init__(self, page: Page, skipped: set[int], style: tuple[str, str]) -> None:
        self.page, self.skipped, self.style = page, skipped, style
        self.notes: list[Note] = []
        self.seen: list[Marker] = []
        self.index: defaultdict[tuple[int, int], list[Marker]] = defaultdict(list)
        self.inside = False

    def run(self) -> None:
        for number, line in enumerate(self.page.lines):
            if number in self.skipped:
                self.inside = False
                continue
            below_rule = number - 1 in self.skipped
            note = self._opened(line, self.inside or below_rule)
            self.inside = self.inside and not self._ends(line, note)
            if note:
                self.notes.append(note)
                self.inside = True
            elif not self.inside and self._resumes(number):
                self.inside = True
            if self.inside:
                self.notes[-1].lines.append(number)
            else:
                self._index(line)

    def _index(self, line: Line) -> None:
        for marker in candidates(line):
            self.seen.append(marker)
            self.index[marker.number, marker.rank].append(marker)

    def _opened(self, line: Line, inside: bool) -> Note | None:
        """Return the note that begins here, if the next one does."""
        match = NOTE_START.match(line.text)
        if not match or (match["open"] or "", match["close"] or "") != self.style:
            return None
        if not (inside or line.gap):
            return None
        number = int(match["number"])
        if self.notes and number != self.notes[-1].number + 1:
            return None
        marker = self._marker(number)
        if marker is None or (marker.bare and line.text[match.end()].islower()):
            return None
        return Note(number, line.start + match.end(), marker)

    def _marker(self, number: int) -> Marker | None:
        """Return the surest marker of note ``number`` since the marker before it."""
        after = self.notes[-1].marker.end if self.notes else 0
        for rank in range(3):
            known = self.index[number, rank]
            at = bisect_left(known, after, key=lambda m: m.start)
            if at < len(known):
                return known[at]
        return None

    def _ends(self, line: Line, opened: Note | None) -> bool:
        """Whether the block of notes is over before this line."""
        if line.page_start:
            return True
        return line.gap > 0 and not (opened or self._last.is_open)

    def _resumes(self, number: int) -> bool:
        """Whether the note that a page end cut goes on here, with the next note below it."""
        line = self.page.lines[number]
        if not self.notes or line.gap < SEPARATOR or line.page_start:
            return False
        if self._last.is_open and NOTE_START.match(line.text) is None:
            return True
        return any(self._opened(below, inside=True) for below in self._touching(number))

    def _touching(self, number: int) -> Iterator[Line]:
        """Yield the lines below that no blank line parts from this one."""
        lines = self.page.lines
        for at in range(number + 1, len(lines)):
            if lines[at].gap or lines[at].page_start:
                return
            yield lines[at]

    @property
    def _last(self) -> Line:
        return self.page.lines[self.notes[-1].lines[-1]]
