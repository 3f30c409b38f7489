"""The flat tables: one row an event or claim, with everything joined that analysts join.

They are declared as the tables are and hold nothing that those do not: each column is one
of a declared table, or a name in the place of an identifier. ``release.flat`` fills them.
"""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.tables import (
    CLAIMS,
    DOCUMENTS,
    EVENTS,
    LIST_SEPARATOR,
    SENTENCES,
    Column,
    Table,
)

OF_DOCUMENT = {
    "document_title": "title",
    "document_publisher": "publisher",
    "document_published": "published",
    "document_url": "url",
    "document_licence": "licence",
    "document_path": "raw_path",
}
"""The columns of the row's document, by their names in a flat table."""
_DATE = ("date_edtf", "date_mod", "date_start", "date_end")


def _taken(table: Table, *names: str) -> Iterator[Column]:
    """Columns of ``table``; the key refers to the row that the flat row is made of."""
    columns = {column.name: column for column in table.columns}
    for name in names:
        is_key = table.key == (name,)
        yield replace(columns[name], references=f"{table.name}.{name}") if is_key else columns[name]


def _actors(name: str, who: str) -> tuple[Column, ...]:
    """The names of some actors of a row and, in the same order, their identifiers."""
    joined = f"separated by {LIST_SEPARATOR}"
    return (
        Column(name, "string", f"Names of {who}, {joined}.", required=False),
        Column(f"{name}_ids", "string", f"Their actor_id, {joined}.", required=False),
    )


def _attributed(to: str) -> Column:
    return Column("attributed_to", "string", f"Name of whom the words name for {to}.", None, False)


def _source() -> Iterator[Column]:
    """What the row stands in: its sentence and its document."""
    of_sentence = {column.name: column for column in SENTENCES.columns}
    yield replace(of_sentence["text"], name="sentence")
    yield of_sentence["region"]
    of_document = {column.name: column for column in DOCUMENTS.columns}
    for name, column in OF_DOCUMENT.items():
        yield replace(of_document[column], name=name)
    yield from _taken(EVENTS, "document_id", "sentence_id", "char_start", "char_end")
    yield from _taken(EVENTS, "rule", "confidence")


EVENTS_FLAT = Table(
    "events_flat",
    "Events, flat",
    "The events with actors joined and names spelled out: one row an event.",
    ("event_id",),
    (
        *_taken(EVENTS, "event_id", "event_cluster_id", "event_type", "trigger", "modality"),
        *_taken(EVENTS, *_DATE, "date_basis"),
        *_actors("sources", "those who do it"),
        *_actors("targets", "those it is done to or with"),
        *_taken(EVENTS, "place", "place_country"),
        _attributed("the report"),
        *_source(),
    ),
    "Joined from events, event_actors, actors, sentences and documents.",
)
CLAIMS_FLAT = Table(
    "claims_flat",
    "Claims, flat",
    "The claims with actors joined and names spelled out: one row a claim.",
    ("claim_id",),
    (
        *_taken(CLAIMS, "claim_id", "claim_cluster_id", "text", "kind"),
        *_taken(CLAIMS, "value", "value_min", "value_max", "unit", "modifier", "direction"),
        *_taken(CLAIMS, "measure", *_DATE),
        *_actors("about", "those it is about"),
        *_actors("holders", "those the figure belongs to"),
        *_actors("counterparts", "those it relates the holder to"),
        _attributed("the figure"),
        *_source(),
    ),
    "Joined from claims, claim_actors, actors, sentences and documents.",
)

VIEWS: tuple[Table, ...] = (EVENTS_FLAT, CLAIMS_FLAT)
