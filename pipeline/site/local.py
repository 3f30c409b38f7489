"""The highlighted pages of a reader's own copies; they stay on the reader's machine."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.dataset.rows import Rows
from pipeline.site.build import static_files, write
from pipeline.site.documents import document_view
from pipeline.site.entries import catalogue
from pipeline.site.pages import render
from pipeline.site.text import read_blocks

if TYPE_CHECKING:
    from pipeline.sources.reading import ReadDocument


def view(rows: Rows, readings: Iterable["ReadDocument"], folder: Path) -> tuple[str, ...]:
    """Write a page for each document that was read, every row highlighted in its text.

    Returns messages: of which documents some rows were not found in the text that is here.
    """
    known = catalogue(rows)
    views, messages = [], []
    for reading in readings:
        row = known.documents.get(reading.document.document_id)
        if row is None:
            messages.append(
                f"{reading.document.document_id}: not in the dataset yet; run khorgos run"
            )
            continue
        entries = [e for e in known.entries if e.document_id == row["document_id"]]
        blocks, lost = read_blocks(reading.sentences, entries)
        views.append(document_view(known, row, entries, blocks))
        if lost:
            messages.append(
                f"{row['document_id']}: {lost} rows are not in the text that is here; "
                "it changed since it was extracted, run khorgos run"
            )
    shared = {"version": "", "page": "documents", "is_local": True}
    pages = {"index.html": render("local", **shared, root="", documents=views)}
    pages |= {
        f"documents/{v.slug}.html": render("document", **shared, root="../", document=v)
        for v in views
    }
    needed = {name: content for name, content in static_files().items() if name != "search.js"}
    write(needed | pages, folder)
    return tuple(messages)
