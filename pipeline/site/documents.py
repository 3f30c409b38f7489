"""What the page of a document shows: its text where it may, and every row of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.dataset.rows import Row
from pipeline.site.entries import SHOWN, Catalogue, Entry
from pipeline.site.links import slug
from pipeline.site.text import Block
from pipeline.tables import LIST_SEPARATOR


@dataclass(frozen=True, slots=True)
class RowView:
    """A row as a line of a document's table."""

    entry: Entry
    facts: tuple[str, ...]
    in_text: bool
    """Whether its words are highlighted in the text above."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as its page shows it; without ``blocks`` its text is withheld."""

    document_id: str
    slug: str
    title: str
    authors: str
    publisher: str
    published: str
    url: str
    licence: str
    raw_path: str
    raw_sha256: str
    is_open: bool
    blocks: tuple[Block, ...]
    rows: tuple[RowView, ...]
    counts: tuple[tuple[str, int], ...]


def document_view(
    catalogue: Catalogue, row: Row, entries: Sequence[Entry], blocks: tuple[Block, ...]
) -> DocumentView:
    """Return the view of the document ``row`` with its ``entries``, given its ``blocks``."""
    shown = {entry.row_id for entry in _entries_in(blocks)}
    return DocumentView(
        document_id=row["document_id"],
        slug=slug(row["document_id"]),
        title=row["title"],
        authors=(row["authors"] or "").replace(LIST_SEPARATOR, ", "),
        publisher=row["publisher"] or "",
        published=row["published"] or "",
        url=row["url"] if _is_web_address(row["url"]) else "",
        licence=row["licence"],
        raw_path=row["raw_path"],
        raw_sha256=row["raw_sha256"],
        is_open=catalogue.is_open(row["document_id"]),
        blocks=blocks,
        rows=tuple(RowView(e, facts(e, catalogue), e.row_id in shown) for e in entries),
        counts=tuple((table, sum(e.table == table for e in entries)) for table in SHOWN),
    )


def _is_web_address(url: Any) -> bool:
    return str(url or "").startswith(("https://", "http://"))


def _entries_in(blocks: Iterable[Block]) -> Iterable[Entry]:
    for block in blocks:
        for passage in block.passages:
            for piece in passage.pieces:
                yield from piece.entries


def facts(entry: Entry, catalogue: Catalogue) -> tuple[str, ...]:
    """Return what a row says beside its words, in short phrases.

    A measure comes last and says that it is one, so that the words of a restricted
    document are not followed by more of them.
    """
    found = [entry.value, entry.when, _who(entry, catalogue), entry.place]
    if entry.modality not in ("", "actual"):
        found.append(entry.modality)
    if entry.attributed_to:
        found.append(f"according to {catalogue.name(entry.attributed_to)}")
    if entry.measure:
        found.append(f"measure: {entry.measure}")
    return tuple(fact for fact in found if fact)


def _who(entry: Entry, catalogue: Catalogue) -> str:
    sources = ", ".join(map(catalogue.name, entry.sources))
    targets = ", ".join(map(catalogue.name, entry.targets))
    return f"{sources or '…'} → {targets}" if targets else sources
