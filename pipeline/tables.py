"""Every published table, declared once.

The Arrow schema, the structural expectations, the codebook page, ``datapackage.json``,
the CSV column order and Dagster's table schemas all derive from ``TABLES``. Column
order is part of the contract; a column that changes name, type or meaning is a new
MAJOR version of the dataset.
"""

from collections.abc import Mapping

from pipeline.schema import ARROW_TYPES, Column, Table, Type

LIST_SEPARATOR = "|"
"""Between the values of a cell that holds several."""
HASHED = "The first 16 hex digits of a SHA-256 of document, sentence, words and occurrence."
CLUSTERED = "Rows of equal content in different sentences or documents are given one id."


def _located(key: str, what: str) -> tuple[Column, ...]:
    """The columns that every extracted table starts with."""
    return (
        Column(
            key,
            "string",
            f"Identifies the {what}: a hash of what it is, not where.",
            made=HASHED,
        ),
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
        made="Counted for each rule on the annotated windows (vocabulary/confidence.csv).",
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
    made="Copied from the register (raw/sources.yaml); sizes are counted in the file.",
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
    made="The file is read into regions and split into sentences by the rules in pipeline/sources.",
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
    made="A grammar of dates finds the words and resolves them (pipeline/extraction/dates).",
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
    made="Names of the actor register and capitalised names are found and each is linked "
    "to one actor (pipeline/extraction/mentions).",
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
        Column(
            "claim_cluster_id",
            "string",
            "Equal for rows that state the same figure.",
            made=CLUSTERED,
        ),
        Column(
            "attribution",
            "string",
            "The words that name the source of the figure, an actor or not.",
            required=False,
            source_text=True,
        ),
        Column(
            "value_base_min",
            "number",
            "Lower bound in unit_base; null where open or where no conversion is exact.",
            required=False,
        ),
        Column(
            "value_base_max",
            "number",
            "Upper bound in unit_base; null where open or where no conversion is exact.",
            required=False,
        ),
        Column(
            "unit_base",
            "string",
            "Coherent SI unit (UCUM) of the base values; null where no conversion is exact.",
            required=False,
        ),
        *_MADE_BY,
    ),
    made="A grammar of quantities finds the words; the syntax of the sentence gives what "
    "is measured, for whom and when (pipeline/extraction/claims).",
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
    made="The mentions that the measured phrase or its governor holds "
    "(pipeline/extraction/claims).",
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
        Column(
            "event_cluster_id",
            "string",
            "Equal for rows that tell the same occurrence.",
            made=CLUSTERED,
        ),
        *_MADE_BY,
    ),
    made="A predicate that happens, the date that governs it and who takes part, by the "
    "syntax of the sentence (pipeline/extraction/events).",
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
    made="The mentions that are subject, object or party of the event's predicate "
    "(pipeline/extraction/events).",
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
        Column("mentions", "integer", "How many mentions name it.", "rows", made="Counted."),
    ),
    made="The actor register (pipeline/vocabulary) for reviewed actors; else what the text gives.",
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
    made="Whatever a step could not resolve, as that step reports it.",
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

__all__ = ["ARROW_TYPES", "BY_NAME", "LIST_SEPARATOR", "TABLES", "Column", "Table", "Type"]
