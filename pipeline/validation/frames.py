"""The tables as the checks see them: each row with what it must be held against.

To the declared columns come others, named after where they are from:

    document.licence, document.status          of the row's document
    sentence.region, sentence.char_start, …    of the row's sentence
    date.date_start, date.date_end             of the date that it refers to
    reading.…                                  what the raw document says there; null where
                                               the document is not on this machine
    previous.share_of_claims, …                rows of a document for each it had in the
                                               previous release; null where it had few
    rows.…                                     counted or looked up in this dataset
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from pipeline.dataset.rows import Rows
from pipeline.validation.evidence import Evidence

SPAN_TEXT = {"dates": "text", "mentions": "text", "claims": "text", "events": "trigger"}
"""The tables of spans and the column that holds a span's words."""
COUNTED = ("sentences", *SPAN_TEXT)
FEW = 10
"""Of fewer rows in the previous release none is expected to stay."""

Context = dict[str, Any]


def frames(rows: Rows, evidence: Evidence, previous: Rows | None) -> Rows:
    """Return ``rows`` with the columns that the suites compare them to."""
    documents = {row["document_id"]: row for row in rows["documents"]}
    framed = {name: [row | _document(row, documents) for row in rows[name]] for name in rows}
    for row in framed["sentences"]:
        row["reading.text"], row["reading.raw"] = evidence.sentence_as_read(row), evidence.raw(row)
    sentences = {row["sentence_id"]: row for row in rows["sentences"]}
    dates = {row["date_id"]: row for row in rows["dates"]}
    for name, column in SPAN_TEXT.items():
        for row in framed[name]:
            row |= _sentence(row, sentences) | _date(row, dates)
            row["reading.text"] = evidence.span_text(row, row[column])
            row["reading.raw"] = evidence.raw(row)
            row["reading.sentence"] = evidence.sentence_text(row)
        _mark_overlaps(framed[name])
    _count(framed, rows, evidence, previous)
    return framed


def _document(row: Context, documents: Mapping[str, Context]) -> Context:
    document = documents.get(row.get("document_id", ""), {})
    return {f"document.{column}": document.get(column) for column in ("licence", "status")}


def _sentence(row: Context, sentences: Mapping[str, Context]) -> Context:
    sentence = sentences.get(row["sentence_id"], {})
    columns = ("document_id", "region", "char_start", "char_end")
    return {f"sentence.{column}": sentence.get(column) for column in columns}


def _date(row: Context, dates: Mapping[str, Context]) -> Context:
    date = dates.get(row.get("date_id") or "", {})
    return {f"date.{column}": date.get(column) for column in ("date_start", "date_end")}


def _mark_overlaps(rows: list[Context]) -> None:
    """Set ``rows.overlaps`` to the words of the earlier span of the sentence that it cuts.

    Spans of different sentences may: a footnote stands inside the sentence it interrupts.
    """
    last: dict[str, Context] = {}
    for row in sorted(rows, key=lambda row: (row["char_start"], row["char_end"])):
        before = last.get(row["sentence_id"])
        is_cut = before is not None and row["char_start"] < before["char_end"]
        row["rows.overlaps"] = before["reading.raw"] or "yes" if before and is_cut else None
        if before is None or row["char_end"] > before["char_end"]:
            last[row["sentence_id"]] = row


def _count(framed: Rows, rows: Rows, evidence: Evidence, previous: Rows | None) -> None:
    """Add what is known of whole documents and actors."""
    now = {name: Counter(row["document_id"] for row in rows[name]) for name in COUNTED}
    before = {
        name: Counter(row["document_id"] for row in previous[name]) if previous else Counter()
        for name in COUNTED
    }
    named = Counter(row["actor_id"] for row in rows["mentions"])
    for row in framed["documents"]:
        key = row["document_id"]
        read = evidence.documents.get(key)
        row["rows.mentions"] = now["mentions"][key] if read else None
        row["reading.raw_sha256"] = read.raw_sha256 if read else None
        row["reading.text_sha256"] = read.text_sha256 if read else None
        for name in COUNTED:
            had = before[name][key]
            row[f"previous.share_of_{name}"] = now[name][key] / had if had >= FEW else None
    for row in framed["actors"]:
        row["rows.mentions"] = named[row["actor_id"]]
    _place_in_order(framed["sentences"])


def _place_in_order(sentences: list[Context]) -> None:
    """Set ``rows.ordinal`` to the place that a sentence has among those of its document."""
    places: defaultdict[str, int] = defaultdict(int)
    for row in sorted(sentences, key=lambda row: (row["document_id"], row["ordinal"])):
        row["rows.ordinal"] = places[row["document_id"]]
        places[row["document_id"]] += 1
