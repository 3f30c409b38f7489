"""The text of a document cut into blocks, sentences and pieces that know their rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.dataset.rows import Row
from pipeline.site.entries import SHOWN, Entry
from pipeline.sources.model import Sentence

Span = tuple[int, int]
_GAP = 2
"""Raw characters between two sentences from which on they are of different paragraphs."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that the same rows cover; ``begins`` are those whose span begins with them."""

    words: str
    entries: tuple[Entry, ...]
    begins: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence as it is shown."""

    sentence_id: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, caption, note or piece of furniture."""

    region: str
    passages: tuple[Passage, ...]


def pieces(text: str, placed: Iterable[tuple[Span, Entry]]) -> tuple[Piece, ...]:
    """Cut ``text`` wherever one of the half-open spans begins or ends.

    Spans may nest, overlap or be equal; no character is lost or told twice.
    """
    spans = [(span, entry) for span, entry in placed if 0 <= span[0] < span[1] <= len(text)]
    cuts = sorted({0, len(text), *(end for span, _ in spans for end in span)})
    found = []
    for start, end in pairwise(cuts):
        covering = [(span, entry) for span, entry in spans if span[0] <= start and end <= span[1]]
        covering.sort(key=lambda item: (item[0][1] - item[0][0], SHOWN.index(item[1].table)))
        found.append(
            Piece(
                text[start:end],
                tuple(entry for _, entry in covering),
                tuple(entry for span, entry in covering if span[0] == start),
            )
        )
    return tuple(found)


def released_blocks(sentences: Iterable[Row], entries: Iterable[Entry]) -> tuple[Block, ...]:
    """Return the blocks of a document whose sentences a release holds with their text.

    A release knows where a span stands in the raw file and what the sentence says read
    clean; where the two differ in length, the span is sought near its place.
    """
    by_sentence = _grouped(entries)
    shown, paragraph, last_end = [], 0, 0
    for row in sorted(sentences, key=lambda row: row["ordinal"]):
        if row["text"] is None:
            continue
        paragraph += row["char_start"] - last_end >= _GAP
        last_end = row["char_end"]
        placed = [(sought(row, entry), entry) for entry in by_sentence.get(row["sentence_id"], ())]
        passage = Passage(row["sentence_id"], pieces(row["text"], placed))
        shown.append((paragraph, row["region"], passage))
    return _blocks(shown)


def sought(sentence: Row, entry: Entry) -> Span:
    """Return where the words of ``entry`` stand in a sentence's clean text.

    (0, 0) means nowhere; of several places the one nearest to where the raw file has it.
    """
    text, offset = sentence["text"], entry.start - sentence["char_start"]
    if text[offset : offset + len(entry.words)] == entry.words:
        return offset, offset + len(entry.words)
    found, at = list[int](), text.find(entry.words)
    while at != -1:
        found.append(at)
        at = text.find(entry.words, at + 1)
    if not found:
        return 0, 0
    start = min(found, key=lambda place: abs(place - offset))
    return start, start + len(entry.words)


def read_blocks(
    sentences: Sequence[Sentence], entries: Iterable[Entry]
) -> tuple[tuple[Block, ...], int]:
    """Return the blocks of a document that was read, and how many rows found no place in it.

    Every sentence knows the raw offsets of its characters, so a row is placed exactly.
    """
    by_sentence = _grouped(entries)
    shown, placed_rows = [], 0
    for sentence in sentences:
        placed = []
        for entry in by_sentence.get(sentence.sentence_id, ()):
            span = _exactly(sentence, entry)
            if span is not None:
                placed.append((span, entry))
        placed_rows += len(placed)
        passage = Passage(sentence.sentence_id, pieces(sentence.text, placed))
        shown.append((sentence.paragraph, sentence.region, passage))
    return _blocks(shown), sum(map(len, by_sentence.values())) - placed_rows


def _exactly(sentence: Sentence, entry: Entry) -> Span | None:
    starts = [at for at, start in enumerate(sentence.starts) if start == entry.start]
    ends = [at + 1 for at, end in enumerate(sentence.ends) if end == entry.end]
    return (starts[0], ends[-1]) if starts and ends else None


def _grouped(entries: Iterable[Entry]) -> Mapping[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.sentence_id, []).append(entry)
    return groups


def _blocks(shown: Iterable[tuple[int, str, Passage]]) -> tuple[Block, ...]:
    return tuple(_joined(shown))


def _joined(shown: Iterable[tuple[int, str, Passage]]) -> Iterator[Block]:
    """Join the sentences of one paragraph and region that follow each other."""
    last: tuple[int, str] | None = None
    passages: list[Passage] = []
    for paragraph, region, passage in shown:
        if last is not None and last != (paragraph, region):
            yield Block(last[1], tuple(passages))
            passages = []
        last = (paragraph, region)
        passages.append(passage)
    if last is not None:
        yield Block(last[1], tuple(passages))
