"""The search index: every row, compact, as a script that a page can load from a file."""

import json
from collections.abc import Mapping

from pipeline.site.entries import SHOWN, Catalogue, Entry
from pipeline.site.links import slug
from pipeline.site.text import sought
from pipeline.tables import LIST_SEPARATOR

FIELDS = (
    *("table", "id", "document", "start", "end", "words", "kind", "value", "when", "first", "last"),
    *("sources", "targets", "attributed", "measure", "modality", "place", "sentence", "at"),
)
"""What a row of the index holds, in order; ``static/search.js`` reads it by these names.

``measure`` stands between actors and codes: words of a sentence never follow each other.
"""


def search_index(catalogue: Catalogue) -> bytes:
    """Return the script; no row holds more of a restricted document than its table does."""
    documents, actors = list(catalogue.documents), list(catalogue.actors)
    sentences = [s for s in catalogue.sentences.values() if s["text"] is not None]
    places = {s["sentence_id"]: place for place, s in enumerate(sentences)}
    known = {actor: place for place, actor in enumerate(actors)}
    content = {
        "fields": FIELDS,
        "tables": SHOWN,
        "documents": [_document(catalogue, name) for name in documents],
        "actors": [_actor(catalogue, name) for name in actors],
        "sentences": [s["text"] for s in sentences],
        "rows": [
            _row(entry, documents.index(entry.document_id), known, places, catalogue)
            for entry in sorted(catalogue.entries, key=_order)
        ],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"window.khorgos={text.replace('<', chr(92) + 'u003c')};\n".encode()


def _order(entry: Entry) -> tuple[int, str, str, int, str]:
    """By table, then time, undated last; then place."""
    day = entry.first_day or entry.last_day
    when = day.isoformat() if day else "~"
    return SHOWN.index(entry.table), when, entry.document_id, entry.start, entry.row_id


def _document(catalogue: Catalogue, document_id: str) -> list[object]:
    row = catalogue.documents[document_id]
    is_open = int(catalogue.is_open(document_id))
    return [slug(document_id), row["title"], row["publisher"] or "", row["published"], is_open]


def _actor(catalogue: Catalogue, actor_id: str) -> list[str]:
    row = catalogue.actors[actor_id]
    return [actor_id, row["name"], (row["aliases"] or "").replace(LIST_SEPARATOR, " ")]


def _row(
    entry: Entry,
    document: int,
    actors: Mapping[str, int],
    sentences: Mapping[str, int],
    catalogue: Catalogue,
) -> list[object]:
    sentence = sentences.get(entry.sentence_id, -1)
    at = -1
    if sentence >= 0:
        start, end = sought(catalogue.sentences[entry.sentence_id], entry)
        at = start if end > start else -1
    return [
        SHOWN.index(entry.table),
        entry.row_id,
        document,
        entry.start,
        entry.end,
        entry.words,
        entry.kind,
        entry.value,
        entry.when,
        entry.first_day.isoformat() if entry.first_day else "",
        entry.last_day.isoformat() if entry.last_day else "",
        [actors[a] for a in entry.sources if a in actors],
        [actors[a] for a in entry.targets if a in actors],
        actors.get(entry.attributed_to, -1),
        entry.measure,
        entry.modality,
        entry.place,
        sentence,
        at,
    ]
