"""PDF: the lines of every page in reading order, a form feed after each page.

What text extracted from print carries (hyphens at line ends, notes at the foot of a
page, paragraphs that go on overleaf) is left to the reader of plain text, which knows it;
here belongs what only the page shows: columns, running heads, gaps, headings, raised digits.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

import pypdfium2

from pipeline.sources.formats.glyphs import pieces
from pipeline.sources.formats.layout import Row, in_reading_order, without_running_heads
from pipeline.sources.formats.marks import escape, escape_line
from pipeline.sources.formats.metadata import authors_of, edtf_of, text_of
from pipeline.sources.formats.model import Canonical, Metadata, Place, UnreadableError

GAP = 1.3  # of the usual distance of lines: a wider one parts paragraphs
HEADING_GAP = 1.9  # of the type's size: no lines of one heading are farther apart
HEADING_WORDS = 25
OTHER_SIZE = 1.08  # times larger or smaller: not the same paragraph
INDENT = 0.8  # of the type's size: the first line of a paragraph stands so far in
ITEM = re.compile(r"[-–—*•▪‣◦]|\(?(?:\d{1,3}|[a-z])[.)]\s")
NUMBER = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹\d]{1,3}")
RAISED_START = re.compile(r"^([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})\s*(?=\S)")
DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
UNMAPPED = 0.2  # share of characters without a meaning: the fonts do not tell it


def read_print(content: bytes) -> Canonical:
    """Return the text of a PDF.

    Raises:
        UnreadableError: it is damaged or encrypted, or holds no text.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise UnreadableError("is encrypted; save it without a password") from error
        raise UnreadableError("is no PDF or a damaged one; fetch it again") from error
    try:
        pages, heights = _pages(document)
        metadata = _metadata(document)
    finally:
        document.close()
    text, places = _written(pages, heights)
    if not text.strip():
        raise UnreadableError(
            "holds pictures of pages and no text; recognise it first (ocrmypdf IN OUT)"
        )
    if text.count("\ufffd") > UNMAPPED * len(text):
        raise UnreadableError(
            "has fonts that do not tell their letters; recognise it (ocrmypdf --force-ocr IN OUT)"
        )
    return Canonical(text, places, metadata)


def _pages(document: pypdfium2.PdfDocument) -> tuple[list[list[Row]], list[float]]:
    """Return the rows of each page in reading order, and the heights of the pages."""
    drawn, heights = [], []
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
            drawn.append(pieces(text))
            heights.append(page.get_height())
            text.close()
            page.close()
        except pypdfium2.PdfiumError as error:
            raise UnreadableError(f"page {number + 1} is damaged; fetch the file again") from error
    return [in_reading_order(page) for page in without_running_heads(drawn)], heights


def _written(
    pages: Sequence[Sequence[Row]], heights: Sequence[float]
) -> tuple[str, tuple[Place, ...]]:
    """Return the text of the pages with the place of every line."""
    parts: list[str] = []
    places: list[Place] = []
    at = 0
    type_ = _Type([row for rows in pages for row in rows])
    for number, (rows, height) in enumerate(zip(pages, heights, strict=True), start=1):
        for line, row, blank in type_.lines(rows):
            places.append(Place(at + blank, number, _view(row, height)))
            parts.append("\n" * blank + f"{line}\n")
            at += len(parts[-1])
        parts.append("\f")
        at += 1
    return "".join(parts), tuple(places)


class _Type:
    """The type that a document is set in, and where in it paragraphs begin.

    Attributes:
        size: of its running text.
        pitches: usual distance of lines by size of type.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        sizes: Counter[int] = Counter()
        distances: defaultdict[int, list[float]] = defaultdict(list)
        for a, b in zip(rows, [*rows[1:], None], strict=False):
            sizes[round(a.main.size)] += len(a.text)
            if b and a.column == b.column and a.main.base > b.main.base and _are_alike(a, b):
                distances[round(a.main.size)].append(a.main.base - b.main.base)
        self.size = sizes.most_common(1)[0][0] if sizes else 0
        self.pitches = {size: median(some) for size, some in distances.items()}

    def lines(self, rows: Sequence[Row]) -> Iterator[tuple[str, Row, int]]:
        """Yield the lines of a page, each with its first row and the blank lines before it."""
        number = 0
        for group, blank in self._grouped(rows):
            said = " ".join(row.text for row in group)
            if _is_title(said) and group[0].main.size > OTHER_SIZE * self.size:
                yield f"# {escape(said)}", group[0], max(blank, min(number, 1))
            else:
                for place, row in enumerate(group):
                    # a note's number is raised too, but is no marker
                    text = RAISED_START.sub(lambda m: f"{m[1].translate(DIGITS)} ", row.text)
                    yield escape_line(text), row, blank if place == 0 else 0
            number += len(group)

    def _grouped(self, rows: Sequence[Row]) -> Iterator[tuple[list[Row], int]]:
        """Yield the rows one by one, but those of a heading together, with the blanks before."""
        group: list[Row] = []
        blank = 0
        for before, row, after in zip([None, *rows], rows, [*rows[1:], None], strict=False):
            if before is None:
                gap = 0
            elif _shrinks(before, row) and NUMBER.match(row.text):
                gap = 2  # the notes of the page
            else:
                gap = int(self._begins(before, row, after))
            is_large = row.main.size > OTHER_SIZE * self.size
            if group and is_large and gap == 0 and before is group[-1]:
                group.append(row)
                continue
            if group:
                yield group, blank
            group, blank = [row], gap
        if group:
            yield group, blank

    def _begins(self, a: Row, b: Row, after: Row | None) -> bool:
        """Whether a paragraph begins with row ``b`` that follows row ``a``."""
        if a.column != b.column or not _are_alike(a, b):
            return True
        pitch = self.pitches.get(round(b.main.size), 0.0)
        usual = GAP * max(pitch, b.main.size)
        if b.main.size > OTHER_SIZE * self.size:  # headings are few, so that no pitch is known
            usual = HEADING_GAP * b.main.size
        if a.main.base - b.main.base > usual:
            return True
        if round(b.main.size) != self.size or ITEM.match(a.text):
            return False
        is_in = b.left - a.left > INDENT * b.main.size
        return is_in and (after is None or after.column != b.column or after.left < b.left - 1)


def _is_title(text: str) -> bool:
    """Whether words in large type are a title rather than a quotation or an initial."""
    last = text.rstrip("”’\"')")[-1:]
    letters = sum(char.isalpha() for char in text)
    return letters > 1 and len(text.split()) <= HEADING_WORDS and last not in ".;,"


def _are_alike(a: Row, b: Row) -> bool:
    return not _shrinks(a, b) and not _shrinks(b, a)


def _shrinks(a: Row, b: Row) -> bool:
    return a.main.size > OTHER_SIZE * b.main.size


def _view(row: Row, height: float) -> str:
    """Return the box of a line as the fragment identifier that PDF viewers take (RFC 8118)."""
    low = min(piece.base - 0.25 * piece.size for piece in row.pieces)
    top = max(piece.top for piece in row.pieces)
    box = (row.left, height - top, row.right - row.left, top - low)
    return "viewrect=" + ",".join(f"{value:.0f}" for value in box)


def _metadata(document: pypdfium2.PdfDocument) -> Metadata:
    return Metadata(
        title=text_of(_said(document, "Title")),
        authors=authors_of(_said(document, "Author")),
        published=edtf_of(_said(document, "CreationDate")),
    )


def _said(document: pypdfium2.PdfDocument, key: str) -> str | None:
    try:
        value: str = document.get_metadata_value(key)
    except UnicodeDecodeError:
        return None
    return value.encode("utf-8", "ignore").decode()
