"""From spans to the rows of the declared tables: ids, raw offsets, confidence."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from pipeline import vocabulary
from pipeline.extraction.calendar import bounds
from pipeline.extraction.spans import Actor, Claim, Date, Event, Issue, Mention, Span
from pipeline.ids import Occurrences
from pipeline.sources.model import Document, Sentence
from pipeline.tables import LIST_SEPARATOR

Row = dict[str, Any]
Place = tuple[int, int, int]


def laplace(right: int, seen: int) -> float:
    """Return Laplace's rule of succession: 0.5 where nothing was seen.

    >>> laplace(8, 8)
    0.9
    """
    return (right + 1) / (seen + 2)


@cache
def _precision() -> Mapping[tuple[str, str], float]:
    """What annotated windows said of each rule."""
    return {
        (row["table"], row["rule"]): laplace(int(row["right"]), int(row["seen"]))
        for row in vocabulary.read("confidence")
    }


def confidence(table: str, rule: str) -> float:
    """Return how far to trust a row of ``rule``: 0.5 where no window has tried it."""
    return round(_precision().get((table, rule), laplace(0, 0)), 3)


def document_row(document: Document, sentences: Sequence[Sentence]) -> Row:
    """Return the row of ``documents``."""
    return {
        "document_id": document.document_id,
        "source_id": document.source_id,
        "title": document.title,
        "authors": LIST_SEPARATOR.join(document.authors) or None,
        "publisher": document.publisher or None,
        "published": document.published,
        "url": document.url,
        "language": document.language,
        "genre": document.genre,
        "licence": document.licence,
        "raw_path": document.raw_path,
        "raw_sha256": document.raw_sha256,
        "media_type": document.media_type,
        "characters": document.end - document.start,
        "words": sum(_words(s) for s in sentences if s.region != "boilerplate"),
        "status": "present",
        "text_sha256": document.text_sha256 or document.raw_sha256,
    }


def sentence_rows(sentences: Iterable[Sentence]) -> list[Row]:
    """Return the rows of ``sentences``, with their text whatever the licence."""
    return [
        {
            "sentence_id": s.sentence_id,
            "document_id": s.document_id,
            "char_start": s.starts[0],
            "char_end": s.ends[-1],
            "ordinal": s.ordinal,
            "section": s.section,
            "region": s.region,
            "words": _words(s),
            "text": s.text,
            "page": s.page,
            "element": s.element,
        }
        for s in sentences
    ]


def _words(sentence: Sentence) -> int:
    return len(sentence.text.split())


class RowMaker:
    """Makes the rows of one document; ids repeat only for the same thing said again."""

    def __init__(self, document_id: str, sentences: Sequence[Sentence]) -> None:
        self._document_id = document_id
        self._sentences = sentences
        self._occurrences = Occurrences()
        self._date_ids: dict[Place, str] = {}

    def dates(self, dates: Sequence[Date]) -> list[Row]:
        """Return the rows of ``dates``; claims and events refer to them, so make them first."""
        located = [self._located("dates", "date_id", date) for date in dates]
        for date, row in zip(dates, located, strict=True):
            self._date_ids[_place(date)] = row["date_id"]
        return [
            row
            | {"text": self._text(date), "edtf": date.edtf, "mod": date.mod}
            | _days(date.edtf, date.mod)
            | {"basis": date.basis, "leans_on": self._date_id(date.leans_on)}
            | _made_by("dates", date)
            for date, row in zip(dates, located, strict=True)
        ]

    def mentions(self, mentions: Iterable[Mention]) -> list[Row]:
        """Return the rows of ``mentions``."""
        return [
            self._located("mentions", "mention_id", m)
            | {"text": self._text(m), "form": m.form, "actor_id": m.actor_id}
            | _made_by("mentions", m)
            for m in mentions
        ]

    def claims(self, claims: Iterable[Claim]) -> tuple[list[Row], list[Row]]:
        """Return the rows of ``claims`` and of ``claim_actors``."""
        rows, actors = [], []
        for claim in claims:
            row = self._located("claims", "claim_id", claim)
            row |= {
                "text": self._text(claim),
                "kind": claim.kind,
                "value": claim.value,
                "value_min": claim.value_min,
                "value_max": claim.value_max,
                "unit": claim.unit,
                "modifier": claim.modifier,
                "direction": claim.direction,
                "measure": claim.measure,
            }
            row |= self._when(claim.date, claim.date_edtf, claim.date_mod)
            row |= {"attributed_to": claim.attributed_to, "claim_cluster_id": row["claim_id"]}
            row |= {
                "attribution": claim.attribution,
                "value_base_min": claim.value_base_min,
                "value_base_max": claim.value_base_max,
                "unit_base": claim.unit_base,
            }
            rows.append(row | _made_by("claims", claim))
            actors += _roles("claim_id", row["claim_id"], claim.actors)
        return rows, actors

    def events(self, events: Iterable[Event]) -> tuple[list[Row], list[Row]]:
        """Return the rows of ``events`` and of ``event_actors``."""
        rows, actors = [], []
        for event in events:
            row = self._located("events", "event_id", event)
            row |= {"trigger": self._text(event), "event_type": event.event_type}
            row |= self._when(event.date, event.date_edtf, event.date_mod)
            row |= {
                "date_basis": event.date_basis,
                "modality": event.modality,
                "place": event.place,
                "place_country": event.place_country,
                "place_geonames_id": event.place_geonames_id,
                "attributed_to": event.attributed_to,
                "event_cluster_id": row["event_id"],
            }
            rows.append(row | _made_by("events", event))
            actors += _roles("event_id", row["event_id"], event.actors)
        return rows, actors

    def issues(self, issues: Iterable[Issue]) -> list[Row]:
        """Return the rows of ``issues``."""
        rows = []
        for issue in issues:
            located = self._located(f"issues:{issue.table}:{issue.kind}", "row_id", issue)
            del located["sentence_id"]
            rows.append(
                {"table": issue.table} | located | {"kind": issue.kind, "detail": issue.detail}
            )
        return rows

    def _located(self, table: str, key: str, span: Span) -> Row:
        sentence = self._sentences[span.sentence]
        start, end = sentence.raw_span(span.start, span.end)
        return {
            key: self._occurrences.id(self._document_id, table, sentence.text, self._text(span)),
            "document_id": self._document_id,
            "sentence_id": sentence.sentence_id,
            "char_start": start,
            "char_end": end,
        }

    def _text(self, span: Span) -> str:
        return self._sentences[span.sentence].text[span.start : span.end]

    def _date_id(self, date: Date | None) -> str | None:
        return None if date is None else self._date_ids[_place(date)]

    def _when(self, date: Date | None, edtf: str | None, mod: str | None) -> Row:
        return {"date_id": self._date_id(date), "date_edtf": edtf, "date_mod": mod} | _days(
            edtf, mod
        )


def _place(span: Span) -> Place:
    return span.sentence, span.start, span.end


def _days(edtf: str | None, mod: str | None) -> Row:
    start, end = bounds(edtf, mod) if edtf else (None, None)
    return {"date_start": start, "date_end": end}


def _made_by(table: str, span: Span) -> Row:
    return {"rule": span.rule, "confidence": confidence(table, span.rule)}


def _roles(key: str, row_id: str, actors: Iterable[tuple[str, str]]) -> list[Row]:
    return [{key: row_id, "actor_id": a, "role": role} for a, role in dict.fromkeys(actors)]


def actor_rows(tables: Mapping[str, Sequence[Row]], known: Mapping[str, Actor]) -> list[Row]:
    """Return a row for each actor that a row of ``tables`` refers to.

    Raises:
        KeyError: a row refers to an actor that is not ``known``.
    """
    counts = Counter(row["actor_id"] for row in tables["mentions"])
    referred = {
        row[column]
        for table, column in (
            ("claim_actors", "actor_id"),
            ("event_actors", "actor_id"),
            ("claims", "attributed_to"),
            ("events", "attributed_to"),
        )
        for row in tables[table]
        if row[column] is not None
    }
    return [
        {
            "actor_id": actor_id,
            "name": known[actor_id].name,
            "actor_type": known[actor_id].actor_type,
            "country": known[actor_id].country,
            "aliases": LIST_SEPARATOR.join(known[actor_id].aliases) or None,
            "wikidata": known[actor_id].wikidata,
            "status": known[actor_id].status,
            "mentions": counts[actor_id],
        }
        for actor_id in sorted(referred | counts.keys())
    ]
