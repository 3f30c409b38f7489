"""A document's raw text in, its sentences with regions out."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.ids import Occurrences
from pipeline.sources import formats, markdown
from pipeline.sources.blocks import LIST_ITEM, Block, paragraphs
from pipeline.sources.furniture import furniture
from pipeline.sources.joining import Joiner
from pipeline.sources.lines import split_lines
from pipeline.sources.model import Document, Sentence
from pipeline.sources.notes import Marker, find_notes
from pipeline.sources.regions import CAPTION_WORDS, region_of
from pipeline.sources.splitting import boundaries
from pipeline.sources.text import Text

EDGE = 4  # paragraphs at either end where publishers print who the author is
BYTE_ORDER_MARK = "\ufeff"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """Clean text of one region, with the note markers that stood in it.

    Attributes:
        note: its number, for a note.
        markers: index of the character before each marker, and the number of its note.
    """

    text: Text
    region: str
    note: int | None
    markers: Sequence[Span]


def sentences_of(document: Document, asides: Sequence[Span] = ()) -> tuple[Sentence, ...]:
    """Return the sentences of ``document`` in reading order.

    ``asides`` are parts of the raw text around it that belong to no document: boilerplate.
    """
    passages = _Reader(document).passages()
    for start, end in asides:
        aside = replace(document, start=start, end=end)
        passages += [replace(p, region="boilerplate") for p in _Reader(aside).passages()]
    passages = [p for p in passages if p.text.chars]
    passages.sort(key=lambda p: p.text.starts[0])
    cut = _cut(document.document_id, passages)
    return tuple(_placed(s, document.places) for s in cut) if document.places else cut


def _placed(sentence: Sentence, places: Sequence[formats.Place]) -> Sentence:
    """Return ``sentence`` with the page and the element that it begins in."""
    at = bisect_right(places, sentence.starts[0], key=lambda place: place.start)
    place = places[max(0, at - 1)]
    return replace(sentence, page=place.page, element=place.element)


class _Reader:
    """Reads one document; holds what every step needs."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.raw = document.raw
        part = self.raw[document.start : document.end]
        self.is_markdown = markdown.is_markdown(part, formats.derived_as(document.media_type))
        self.joiner = Joiner(self.raw, part)
        self.markers: list[Marker] = []

    def passages(self) -> list[Passage]:
        """Return the passages of every region; order is the caller's."""
        start, found = self._front_matter()
        page = split_lines(self.raw, start, self.document.end)
        skipped = furniture(page, self.document.title)
        notes, self.markers = find_notes(page, skipped)
        noted = {n for note in notes for n in note.lines}
        flow = [x for n, x in enumerate(page.lines) if n not in skipped and n not in noted]
        for number in sorted(skipped):
            line = page.lines[number]
            found.append(self._passage(Block([line]), line.start, "boilerplate", None))
        for note in notes:
            block = Block([page.lines[n] for n in note.lines])
            found.append(self._passage(block, note.text_start, "footnote", note.number))
        blocks = paragraphs(page, flow)
        previous: Block | None = None
        for number, block in enumerate(blocks):
            edge = number < EDGE or number >= len(blocks) - EDGE
            found += self._running(block, previous, edge)
            previous = block
        return found

    def _front_matter(self) -> tuple[int, list[Passage]]:
        """Return where the text begins, and what stands before it."""
        start, end = self.document.start, self.document.end
        if self.raw.startswith(BYTE_ORDER_MARK, start):
            start += 1
        front = markdown.FRONT_MATTER.match(self.raw, start, end) if self.is_markdown else None
        if not front:
            return start, []
        text = Text.of(self.raw, start, front.end()).folded()
        return front.end(), [Passage(text, "boilerplate", None, ())]

    def _running(self, block: Block, previous: Block | None, at_edge: bool) -> Iterator[Passage]:
        """Yield the block's passage, and before it a heading that runs into it."""
        first, region = block.lines[0], None
        start = first.start
        item = LIST_ITEM.match(first.text)
        if item:
            start, region = start + item.end(), "body"
        if self.is_markdown:
            if first.text.startswith("|"):
                yield from self._cells(block)
                return
            prefix = markdown.PREFIX.match(first.text)
            start += prefix.end() if prefix and not item else 0
            region = self._marked_region(block, previous) or region
            run_in = markdown.run_in_heading(self.raw[start : first.end])
            if run_in and region != "heading":
                heading = markdown.plain(Text.of(self.raw, start, start + run_in)).folded()
                yield Passage(heading, "heading", None, ())
                start, region = start + run_in, "body"
        passage = self._passage(block, start, region or "body", None)
        if region is None:
            title, authors = self.document.title, self.document.authors
            region = region_of(passage.text.chars, title, authors, at_edge)
        yield replace(passage, region=region)

    def _marked_region(self, block: Block, previous: Block | None) -> str | None:
        """Return the region that Markdown's marks settle."""
        first = block.lines[0].text
        if len(block.lines) == 1 and (first.startswith("#") or markdown.is_bold(first)):
            return "heading"
        pictured = previous is not None and markdown.is_image(previous.text)
        short = len(block.text.split()) <= CAPTION_WORDS
        return "caption" if pictured and short and markdown.is_italic(block.text) else None

    def _cells(self, block: Block) -> Iterator[Passage]:
        """Yield the cells of a table row."""
        at = block.lines[0].start
        for cell in block.lines[0].text.split("|"):
            text = markdown.plain(Text.of(self.raw, at, at + len(cell))).folded()
            if any(char.isalnum() for char in text.chars):
                yield Passage(text, "body", None, ())
            at += len(cell) + 1

    def _passage(self, block: Block, start: int, region: str, note: int | None) -> Passage:
        text = self.joiner.join(block.lines, start)
        if self.is_markdown:
            text = markdown.plain(text)
        text, markers = _without_markers(text.folded(), self.markers)
        return Passage(text, region, note, markers)


def _without_markers(text: Text, markers: Sequence[Marker]) -> tuple[Text, Sequence[Span]]:
    """Return ``text`` without note markers, and where they hung."""
    if not text.chars or not markers:
        return text, ()
    low = bisect_left(markers, text.starts[0], key=lambda m: m.start)
    high = bisect_left(markers, text.ends[-1], key=lambda m: m.start)
    found: list[Span] = []
    spans: list[Span] = []
    removed = 0
    for marker in markers[low:high]:
        start, end = bisect_left(text.starts, marker.start), bisect_left(text.starts, marker.end)
        if start < end:
            spans.append((start, end))
            found.append((max(0, start - removed - 1), marker.number))
            removed += end - start
    return text.without(spans), found


def _cut(document_id: str, passages: Sequence[Passage]) -> tuple[Sentence, ...]:
    """Cut the passages to sentences; each note hangs on the one that carries its marker."""
    ids = Occurrences()
    section: str | None = None
    cut: list[Sentence] = []
    carrier: dict[int, str] = {}  # number of a note -> sentence that carries its marker
    for paragraph, passage in enumerate(passages):
        heading = passage.region == "heading"
        section = passage.text.chars if heading else section
        begins = [0] if heading else boundaries(passage.text.chars)
        for start, end in zip(begins, [*begins[1:], len(passage.text.chars)], strict=True):
            text = passage.text[start:end].strip()
            if not text.chars:
                continue
            sentence = Sentence(
                sentence_id=ids.id(document_id, text.chars),
                document_id=document_id,
                ordinal=0,
                section=section,
                region=passage.region,
                text=text.chars,
                starts=array("l", text.starts),
                ends=array("l", text.ends),
                hangs_on=None,
                paragraph=paragraph,
            )
            cut.append(sentence)
            for at, number in passage.markers:
                if start <= at < end:
                    carrier.setdefault(number, sentence.sentence_id)
    cut.sort(key=lambda s: s.starts[0])
    notes = {n: p.note for n, p in enumerate(passages) if p.note is not None}
    return tuple(
        replace(s, ordinal=ordinal, hangs_on=carrier.get(notes.get(s.paragraph, -1)))
        for ordinal, s in enumerate(cut)
    )
