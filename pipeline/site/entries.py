"""Rows as the site shows them: every table in one shape, names spelled out."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date

from pipeline.dataset.rights import may_copy
from pipeline.dataset.rows import Row, Rows
from pipeline.site.words import quantity, readable
from pipeline.tables import LIST_SEPARATOR

SHOWN = ("events", "claims", "dates", "mentions")
"""The tables whose rows the site shows, by weight."""
KINDS: Mapping[str, str] = {
    "events": "event_type",
    "claims": "kind",
    "dates": "basis",
    "mentions": "form",
}
"""Which column says what kind a row is of."""
_IDS = {"events": "event_id", "claims": "claim_id", "dates": "date_id", "mentions": "mention_id"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of one of the tables ``SHOWN``.

    Attributes:
        words: its span, as the table holds it.
        value: what it was normalised to, in English; empty for events.
        when: its date in English, empty where it has none; ``edtf`` is the same exactly.
        sources, targets: actor ids; of a claim those it is about, of a mention who is meant.
        cluster: equal for rows that tell or state the same.
        number, unit: of a claim; the number is its point value, or its only bound.
    """

    table: str
    row_id: str
    document_id: str
    sentence_id: str
    start: int
    end: int
    words: str
    kind: str
    value: str
    when: str
    edtf: str
    first_day: date | None
    last_day: date | None
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    cluster: str
    number: float | None = None
    unit: str = ""
    measure: str = ""
    modality: str = ""
    place: str = ""
    attributed_to: str = ""

    @property
    def actors(self) -> tuple[str, ...]:
        """Every actor of the row, each once."""
        attributed = (self.attributed_to,) if self.attributed_to else ()
        return tuple(dict.fromkeys((*self.sources, *self.targets, *attributed)))

    @property
    def year(self) -> int | None:
        """The year of its first day, or of its last where it has no first."""
        day = self.first_day or self.last_day
        return day.year if day else None

    @property
    def last_year(self) -> int | None:
        """The year of its last day, or of its first where it has no last."""
        day = self.last_day or self.first_day
        return day.year if day else None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The rows of a release in reading order, with what they refer to."""

    entries: tuple[Entry, ...]
    documents: Mapping[str, Row]
    actors: Mapping[str, Row]
    sentences: Mapping[str, Row]

    def of(self, table: str) -> tuple[Entry, ...]:
        """Return the rows of ``table``."""
        return tuple(entry for entry in self.entries if entry.table == table)

    def name(self, actor_id: str) -> str:
        """Return the name of an actor; its id where the table of actors lacks it."""
        actor = self.actors.get(actor_id)
        return str(actor["name"]) if actor else actor_id

    def short_name(self, actor_id: str, letters: int) -> str:
        """Return the name of an actor, its acronym where that alone fits, else cut short."""
        name = self.name(actor_id)
        if len(name) <= letters:
            return name
        aliases = (self.actors[actor_id]["aliases"] or "").split(LIST_SEPARATOR)
        acronyms = [a for a in aliases if a.isupper() and len(a) <= letters]
        return min(acronyms, key=len) if acronyms else name[: letters - 1].rstrip() + "…"

    def is_open(self, document_id: str) -> bool:
        """Whether the document's own words may be published."""
        return may_copy(self.documents[document_id]["licence"])


def catalogue(rows: Rows) -> Catalogue:
    """Return the catalogue of a dataset given as rows."""
    parts = _Parts(rows)
    open_documents = {d["document_id"] for d in rows["documents"] if may_copy(d["licence"])}
    ordinals = {s["sentence_id"]: s["ordinal"] for s in rows["sentences"]}
    entries = [_entry(table, row, parts) for table in SHOWN for row in rows[table]]
    entries.sort(
        key=lambda e: (
            e.document_id,
            ordinals.get(e.sentence_id, 0),
            e.start,
            e.end,
            SHOWN.index(e.table),
            e.row_id,
        )
    )
    return Catalogue(
        entries=tuple(entries),
        documents={row["document_id"]: row for row in rows["documents"]},
        actors={row["actor_id"]: row for row in rows["actors"]},
        sentences={
            row["sentence_id"]: _as_licensed(row, open_documents) for row in rows["sentences"]
        },
    )


def _as_licensed(sentence: Row, open_documents: Set[str]) -> Row:
    """Return a sentence without its text where the licence withholds it, whatever it holds."""
    return sentence if sentence["document_id"] in open_documents else sentence | {"text": None}


class _Parts:
    """Who takes which part in which row."""

    def __init__(self, rows: Rows) -> None:
        self._found: dict[tuple[str, bool], list[str]] = {}
        for table, key in (("event_actors", "event_id"), ("claim_actors", "claim_id")):
            for row in rows[table]:
                acted_on = row["role"] == "target"
                self._found.setdefault((row[key], acted_on), []).append(row["actor_id"])

    def of(self, row_id: str, *, acted_on: bool) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._found.get((row_id, acted_on), ())))


def _entry(table: str, row: Row, parts: _Parts) -> Entry:
    row_id = row[_IDS[table]]
    edtf, mod = row.get("date_edtf") or row.get("edtf"), row.get("date_mod") or row.get("mod")
    when = readable(edtf, mod) if edtf else ""
    is_mention = table == "mentions"
    return Entry(
        table=table,
        row_id=row_id,
        document_id=row["document_id"],
        sentence_id=row["sentence_id"],
        start=row["char_start"],
        end=row["char_end"],
        words=row["trigger"] if table == "events" else row["text"],
        kind=row[KINDS[table]],
        value=_value(table, row),
        when=when,
        edtf=edtf or "",
        first_day=row.get("date_start"),
        last_day=row.get("date_end"),
        sources=(row["actor_id"],) if is_mention else parts.of(row_id, acted_on=False),
        targets=parts.of(row_id, acted_on=True),
        cluster=row.get("event_cluster_id") or row.get("claim_cluster_id") or row_id,
        number=_number(row) if table == "claims" else None,
        unit=row.get("unit") or "",
        measure=row.get("measure") or "",
        modality=row.get("modality") or "",
        place=row.get("place") or "",
        attributed_to=row.get("attributed_to") or "",
    )


def _value(table: str, row: Row) -> str:
    if table != "claims":
        return ""
    return quantity(row["value_min"], row["value_max"], row["unit"], row["modifier"])


def _number(row: Row) -> float | None:
    """Return the one number that stands for a claim; None where it has two different bounds."""
    bounds = {row[name] for name in ("value", "value_min", "value_max")} - {None}
    return bounds.pop() if len(bounds) == 1 else None
