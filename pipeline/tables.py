"""Every published table, declared once.

The Arrow schema, the structural expectations, the codebook page, ``datapackage.json``,
the CSV column order and Dagster's table schemas all derive from ``TABLES``. Column
order is part of the contract; a column that changes name, type or meaning is a new
MAJOR version of the dataset.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import pyarrow as pa

Type = Literal["string", "integer", "number", "date"]

ARROW_TYPES: Mapping[Type, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
}
LIST_SEPARATOR = "|"
"""Between the values of a cell that holds several."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it means, what it may hold, what it refers to.

    Attributes:
        unit: of a number, as a UCUM code or in words.
        required: null is not allowed.
        codes: name of the closed vocabulary (``vocabulary/codes.csv``) of its values.
        references: ``table.column`` whose values it takes.
        source_text: holds words of the source, so its licence bounds the length.
    """

    name: str
    type: Type
    description: str
    unit: str | None = None
    required: bool = True
    codes: str | None = None
    references: str | None = None
    source_text: bool = False


@dataclass(frozen=True)
class Table:
    """A published table; ``key`` names the columns that identify a row."""

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema, in the order of the contract."""
        return pa.schema(
            [pa.field(c.name, ARROW_TYPES[c.type], nullable=not c.required) for c in self.columns]
        )

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The column names, in the order of the contract."""
        return tuple(c.name for c in self.columns)

    def arrow(self, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
        """Build the table from ``rows``.

        Raises:
            ValueError: a row has a column that is not declared, or lacks one that is.
            pyarrow.ArrowInvalid: a value does not fit its column's type.
        """
        rows = list(rows)
        for row in rows:
            if row.keys() != set(self.names):
                raise ValueError(
                    f"{self.name}: columns {sorted(row.keys() ^ set(self.names))} "
                    f"are missing or not declared in {dict(row)}"
                )
        return pa.Table.from_pylist(rows, schema=self.schema)


def _located(key: str, what: str) -> tuple[Column, ...]:
    """The columns that every extracted table starts with."""
    return (
        Column(key, "string", f"Identifies the {what}: a hash of what it is, not where."),
        Column("document_id", "string", "The document.", references="documents.document_id"),
        Column("sentence_id", "string", "The sentence.", references="sentences.sentence_id"),
        *_SPAN,
    )


_SPAN = (
    Column(
        "char_start",
        "integer",
        "Where the span begins in the document's text (documents.text_sha256).",
        "code points",
    ),
    Column("char_end", "integer", "Where the span ends (exclusive).", "code points"),
)
_REVIEW = (
    Column("review_status", "string", "Whether a person looked at it.", codes="review_status"),
    Column(
        "reviewed_by",
        "string",
        f"Who did (raw/corrections.csv), separated by {LIST_SEPARATOR}.",
        required=False,
    ),
    Column("reason", "string", "What they found, in their words.", required=False),
)
UNREVIEWED: Mapping[str, str | None] = {
    "review_status": "unreviewed",
    "reviewed_by": None,
    "reason": None,
}
"""What an extractor says of a row's review."""
_MADE_BY = (
    Column("rule", "string", "The rule of the extractor that made the row."),
    Column(
        "confidence",
        "number",
        "How often rows of this rule were right on annotated windows (0 to 1), "
        "by Laplace's rule of succession.",
    ),
    *_REVIEW,
)


def _when(of: str, required: bool) -> tuple[Column, ...]:
    """The columns that say when something was."""
    return (
        Column(
            "date_id",
            "string",
            f"The date that governs the {of}.",
            required=required,
            references="dates.date_id",
        ),
        Column("date_edtf", "string", f"Time of the {of}, EDTF.", required=required),
        Column("date_mod", "string", "TIMEX3 modifier.", required=False, codes="mod"),
        Column("date_start", "date", "First day; null where open.", required=False),
        Column("date_end", "date", "Last day; null where open.", required=False),
    )


DOCUMENTS = Table(
    "documents",
    "Documents",
    "One row a dated text. A source file holds one or several.",
    ("document_id",),
    (
        Column("document_id", "string", "Identifies the document."),
        Column("source_id", "string", "The entry of the register, raw/sources.yaml."),
        Column("title", "string", "Title."),
        Column("authors", "string", f"Authors, separated by {LIST_SEPARATOR}.", required=False),
        Column("publisher", "string", "Publisher.", required=False),
        Column("published", "string", "Date of publication, EDTF.", required=False),
        Column("url", "string", "Where it was published.", required=False),
        Column("language", "string", "ISO 639-1 code."),
        Column("genre", "string", "Kind of text (report, article, brief)."),
        Column("licence", "string", "SPDX identifier, or all-rights-reserved."),
        Column("raw_path", "string", "The file, relative to raw/."),
        Column("raw_sha256", "string", "SHA-256 of the file's bytes, in hex."),
        Column("media_type", "string", "IANA media type."),
        Column("characters", "integer", "Length of its text.", "code points"),
        Column("words", "integer", "Words outside boilerplate.", "words"),
        Column("status", "string", "Whether the file was read.", codes="document_status"),
        Column(
            "text_sha256",
            "string",
            "SHA-256 of the text that offsets count in, as UTF-8, in hex: of a text file the file "
            "itself, of any other what its reader derived; null for rows older than this column.",
            required=False,
        ),
    ),
)
SENTENCES = Table(
    "sentences",
    "Sentences",
    "Every sentence of every document with its region, boilerplate too.",
    ("sentence_id",),
    (
        Column("sentence_id", "string", "Identifies the sentence."),
        Column("document_id", "string", "The document.", references="documents.document_id"),
        *_SPAN,
        Column("ordinal", "integer", "Place in reading order, from 0."),
        Column(
            "section",
            "string",
            "The heading it stands under (shortened to 15 words where the licence asks).",
            required=False,
            source_text=True,
        ),
        Column("region", "string", "Kind of text.", codes="region"),
        Column("words", "integer", "Length.", "words"),
        Column(
            "text",
            "string",
            "The sentence, read clean; null where the licence forbids.",
            required=False,
            source_text=True,
        ),
        Column(
            "page", "integer", "The page it begins on, from 1; null without pages.", "pages", False
        ),
        Column(
            "element",
            "string",
            "Where it begins: in HTML and ODT an XPath, in EPUB a CFI, in PDF the box of the line "
            "(viewrect, RFC 8118); null in text and DOCX.",
            required=False,
        ),
    ),
)
DATES = Table(
    "dates",
    "Dates",
    "Every expression of the calendar, explicit or resolved against the document.",
    ("date_id",),
    (
        *_located("date_id", "date"),
        Column("text", "string", "The words.", source_text=True),
        Column("edtf", "string", "The date, EDTF (ISO 8601-2:2019)."),
        Column("mod", "string", "TIMEX3 modifier.", required=False, codes="mod"),
        Column("date_start", "date", "First day; null where open.", required=False),
        Column("date_end", "date", "Last day; null where open.", required=False),
        Column("basis", "string", "What it was resolved against.", codes="basis"),
        Column(
            "leans_on",
            "string",
            "The date it was resolved against, where basis is context.",
            required=False,
            references="dates.date_id",
        ),
        *_MADE_BY,
    ),
)
MENTIONS = Table(
    "mentions",
    "Mentions",
    "Every name of somebody or something that can act or be acted on.",
    ("mention_id",),
    (
        *_located("mention_id", "mention"),
        Column("text", "string", "The words.", source_text=True),
        Column("form", "string", "Kind of name.", codes="form"),
        Column("actor_id", "string", "Who is meant.", references="actors.actor_id"),
        *_MADE_BY,
    ),
)
CLAIMS = Table(
    "claims",
    "Claims",
    "Every number with what it counts or measures.",
    ("claim_id",),
    (
        *_located("claim_id", "claim"),
        Column("text", "string", "The words.", source_text=True),
        Column("kind", "string", "Kind of quantity.", codes="kind"),
        Column("value", "number", "Point value, scale applied; null for a range.", required=False),
        Column("value_min", "number", "Lower bound; null where open.", required=False),
        Column("value_max", "number", "Upper bound; null where open.", required=False),
        Column("unit", "string", "ISO 4217 (money), % or UCUM; 1 for counts and multiples."),
        Column("modifier", "string", "How the value bounds.", required=False, codes="modifier"),
        Column("direction", "string", "Rise or fall.", required=False, codes="direction"),
        Column(
            "measure", "string", "What is measured or counted.", required=False, source_text=True
        ),
        *_when("claim", required=False),
        Column(
            "attributed_to",
            "string",
            "Whom the words name as the source of the figure.",
            required=False,
            references="actors.actor_id",
        ),
        Column("claim_cluster_id", "string", "Equal for rows that state the same figure."),
        *_MADE_BY,
    ),
)
CLAIM_ACTORS = Table(
    "claim_actors",
    "Actors of claims",
    "Whom a claim is about.",
    ("claim_id", "actor_id", "role"),
    (
        Column("claim_id", "string", "The claim.", references="claims.claim_id"),
        Column("actor_id", "string", "The actor.", references="actors.actor_id"),
        Column("role", "string", "Its part.", codes="claim_role"),
    ),
)
EVENTS = Table(
    "events",
    "Events",
    "Every dated event: one row an occurrence and date.",
    ("event_id",),
    (
        *_located("event_id", "event"),
        Column("trigger", "string", "The one word that names it.", source_text=True),
        Column("event_type", "string", "PLOVER's sixteen types and ours.", codes="event_type"),
        *_when("event", required=True),
        Column("date_basis", "string", "How the date was found.", codes="basis"),
        Column("modality", "string", "Whether it happened.", codes="modality"),
        Column("place", "string", "The most specific place named.", required=False),
        Column("place_country", "string", "Its country, ISO 3166-1 alpha-3.", required=False),
        Column("place_geonames_id", "integer", "Its GeoNames id.", required=False),
        Column(
            "attributed_to",
            "string",
            "Whom the words name as the source of the report.",
            required=False,
            references="actors.actor_id",
        ),
        Column("event_cluster_id", "string", "Equal for rows that tell the same occurrence."),
        *_MADE_BY,
    ),
)
EVENT_ACTORS = Table(
    "event_actors",
    "Actors of events",
    "Who took part in an event.",
    ("event_id", "actor_id", "role"),
    (
        Column("event_id", "string", "The event.", references="events.event_id"),
        Column("actor_id", "string", "The actor.", references="actors.actor_id"),
        Column("role", "string", "Its part.", codes="event_role"),
    ),
)
ACTORS = Table(
    "actors",
    "Actors",
    "Everybody and everything that a mention, claim or event refers to.",
    ("actor_id",),
    (
        Column("actor_id", "string", "Readable identifier: type:name."),
        Column("name", "string", "Canonical English name."),
        Column("actor_type", "string", "Kind of actor.", codes="actor_type"),
        Column("country", "string", "ISO 3166-1 alpha-3 of its state.", required=False),
        Column("aliases", "string", f"Other names, separated by {LIST_SEPARATOR}.", required=False),
        Column("wikidata", "string", "Wikidata item; null where not verified.", required=False),
        Column("status", "string", "Whether a person reviewed it.", codes="actor_status"),
        Column("mentions", "integer", "How many mentions name it.", "rows"),
    ),
)
ISSUES = Table(
    "issues",
    "Issues",
    "What could not be resolved, with the reason: never a guess, never lost.",
    ("table", "row_id", "kind"),
    (
        Column("table", "string", "The table it concerns."),
        Column("row_id", "string", "The row, or an id of the span where there is none."),
        Column(
            "document_id",
            "string",
            "The document.",
            required=False,
            references="documents.document_id",
        ),
        Column("char_start", "integer", "Where it begins.", "code points", required=False),
        Column("char_end", "integer", "Where it ends (exclusive).", "code points", required=False),
        Column("kind", "string", "What is the matter.", codes="issue_kind"),
        Column("detail", "string", "In words.", source_text=True),
    ),
)

TABLES: tuple[Table, ...] = (
    DOCUMENTS,
    SENTENCES,
    DATES,
    MENTIONS,
    CLAIMS,
    CLAIM_ACTORS,
    EVENTS,
    EVENT_ACTORS,
    ACTORS,
    ISSUES,
)
REVIEWED: tuple[Table, ...] = (DATES, MENTIONS, CLAIMS, EVENTS)
"""The tables whose rows a person may look at one by one."""
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
