"""Small documents and datasets of our own, made by hand."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from pipeline.extraction.calendar import bounds
from pipeline.ids import Occurrences, stable_id
from pipeline.sources.model import Document, Sentence
from pipeline.tables import TABLES, UNREVIEWED

BY_HAND = {"rule": "by-hand", "confidence": 0.9, **UNREVIEWED}
ACTORS = {
    "country:chn": ("China", "country", "CHN"),
    "country:uzb": ("Uzbekistan", "country", "UZB"),
    "country:kaz": ("Kazakhstan", "country", "KAZ"),
    "org:example-bank": ("Example Bank", "company", None),
}
BRIEF = (
    "In June 2012 China and Uzbekistan signed a loan of $5.3 million for a road.\n"
    "Trade between China and Kazakhstan was worth $20 billion in 2010.\n"
    "Page 7\n"
)
PAPER = (
    "China and Uzbekistan signed a road loan in June 2012, Example Bank said.\n"
    "In 2010 China traded goods worth $20 billion with Kazakhstan, a figure that covers "
    "all of the goods which crossed the border by rail and by road that year.\n"
)


@dataclass(frozen=True)
class Reading:
    """A document as reading leaves it."""

    document: Document
    sentences: Sequence[Sentence]


def reading(document_id: str, text: str, **values: Any) -> Reading:
    """Return ``text`` as a document with a sentence a line; ``Page N`` is boilerplate."""
    document = Document(
        **{
            "document_id": document_id,
            "source_id": document_id,
            "title": document_id.title(),
            "authors": ("A. Author", "B. Author"),
            "publisher": "A publisher",
            "published": "2013-02",
            "url": None,
            "language": "en",
            "genre": "report",
            "licence": "CC-BY-4.0",
            "raw_path": f"documents/{document_id}.txt",
            "raw_sha256": hashlib.sha256(text.encode()).hexdigest(),
            "media_type": "text/plain",
            "raw": text,
            "start": 0,
            "end": len(text),
            "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        }
        | values
    )
    sentences, start = [], 0
    for ordinal, line in enumerate(text.splitlines()):
        places = range(start, start + len(line))
        sentences.append(
            Sentence(
                sentence_id=stable_id(document_id, line),
                document_id=document_id,
                ordinal=ordinal,
                section=None,
                region="boilerplate" if line.startswith("Page") else "body",
                text=line,
                starts=places,
                ends=range(start + 1, start + len(line) + 1),
                hangs_on=None,
                paragraph=ordinal,
            )
        )
        start += len(line) + 1
    return Reading(document, sentences)


@dataclass
class Extraction:
    """The rows of one document, added by hand; a span is found by its words."""

    read: Reading
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    ids: Occurrences = field(default_factory=Occurrences)

    def __post_init__(self) -> None:
        document = self.read.document
        self.rows = {table.name: [] for table in TABLES}
        names = [
            c for c in TABLES[0].names if c not in ("authors", "characters", "words", "status")
        ]
        self.rows["documents"] = [
            {name: getattr(document, name) for name in names}
            | {"authors": "|".join(document.authors), "characters": len(document.raw)}
            | {"words": len(document.raw.split()), "status": "present"}
        ]
        self.rows["sentences"] = [
            {
                "sentence_id": s.sentence_id,
                "document_id": s.document_id,
                "char_start": s.starts[0],
                "char_end": s.ends[-1],
                "ordinal": s.ordinal,
                "section": s.section,
                "region": s.region,
                "words": len(s.text.split()),
                "text": s.text,
                "page": s.page,
                "element": s.element,
            }
            for s in self.read.sentences
        ]

    def located(self, table: str, key: str, words: str, within: str) -> dict[str, Any]:
        """Return where ``words`` stand in the first sentence that contains ``within``."""
        sentence = next(s for s in self.read.sentences if within in s.text and words in s.text)
        start, end = sentence.raw_span(
            sentence.text.index(words), sentence.text.index(words) + len(words)
        )
        document_id = self.read.document.document_id
        return {
            key: self.ids.id(document_id, table, sentence.text, words),
            "document_id": document_id,
            "sentence_id": sentence.sentence_id,
            "char_start": start,
            "char_end": end,
        }

    def date(self, words: str, edtf: str, within: str = "") -> dict[str, Any]:
        """Add a date and return it."""
        row = self.located("dates", "date_id", words, within)
        row |= {"text": words, "edtf": edtf, "mod": None, "basis": "explicit", "leans_on": None}
        row |= _days(edtf) | BY_HAND
        self.rows["dates"].append(row)
        return row

    def mention(self, words: str, actor_id: str, within: str = "") -> None:
        """Add a mention of an actor of ``ACTORS``."""
        row = self.located("mentions", "mention_id", words, within)
        row |= {"text": words, "form": "name", "actor_id": actor_id}
        self.rows["mentions"].append(row | BY_HAND)

    def claim(
        self,
        words: str,
        value: float,
        date: Mapping[str, Any] | None,
        within: str = "",
        **more: Any,
    ) -> dict[str, Any]:
        """Add a claim of money in US dollars and return it."""
        row = self.located("claims", "claim_id", words, within)
        row |= {"text": words, "kind": "money", "value": value, "value_min": value}
        row |= {"value_max": value, "unit": "USD", "modifier": None, "direction": None}
        row |= {"measure": None} | _when(date)
        row |= {"attributed_to": None, "claim_cluster_id": row["claim_id"], "attribution": None}
        row |= {"value_base_min": None, "value_base_max": None, "unit_base": None}
        row |= BY_HAND | more
        self.rows["claims"].append(row)
        return row

    def event(
        self, words: str, date: Mapping[str, Any], *sources: str, within: str = "", **more: Any
    ) -> dict[str, Any]:
        """Add an agreement of ``sources`` and return it."""
        row = self.located("events", "event_id", words, within)
        row |= {"trigger": words, "event_type": "AGREE"} | _when(date)
        row |= {"date_basis": "explicit", "modality": "actual", "place": None}
        row |= {"place_country": None, "place_geonames_id": None, "attributed_to": None}
        row |= {"event_cluster_id": row["event_id"]} | BY_HAND | more
        self.rows["events"].append(row)
        self.rows["event_actors"] += [
            {"event_id": row["event_id"], "actor_id": actor, "role": "source"} for actor in sources
        ]
        return row

    def tables(self) -> dict[str, pa.Table]:
        """Return the rows as tables, with a row for each actor they refer to."""
        referred = [
            row["actor_id"]
            for name in ("mentions", "claim_actors", "event_actors")
            for row in self.rows[name]
        ]
        self.rows["actors"] = [
            {
                "actor_id": actor_id,
                "name": name,
                "actor_type": actor_type,
                "country": country,
                "aliases": None,
                "wikidata": None,
                "status": "reviewed",
                "mentions": sum(m["actor_id"] == actor_id for m in self.rows["mentions"]),
            }
            for actor_id, (name, actor_type, country) in ACTORS.items()
            if actor_id in referred
        ]
        return {table.name: table.arrow(self.rows[table.name]) for table in TABLES}


def _days(edtf: str) -> dict[str, Any]:
    start, end = bounds(edtf)
    return {"date_start": start, "date_end": end}


def _when(date: Mapping[str, Any] | None) -> dict[str, Any]:
    columns = ("date_id", "edtf", "mod", "date_start", "date_end")
    names = ("date_id", "date_edtf", "date_mod", "date_start", "date_end")
    if date is None:
        return dict.fromkeys(names)
    return {name: date[column] for name, column in zip(names, columns, strict=True)}


def brief() -> Extraction:
    """A document that may be copied."""
    made = Extraction(reading("brief", BRIEF))
    june, year = made.date("June 2012", "2012-06"), made.date("2010", "2010")
    for words, actor, within in (
        ("China", "country:chn", "loan"),
        ("Uzbekistan", "country:uzb", "loan"),
        ("China", "country:chn", "Trade"),
        ("Kazakhstan", "country:kaz", "Trade"),
    ):
        made.mention(words, actor, within)
    made.claim("$5.3 million", 5.3e6, june, measure="loan")
    made.claim("$20 billion", 20e9, year, measure="Trade between China and Kazakhstan")
    made.event("signed", june, "country:chn", "country:uzb")
    return made


def paper() -> Extraction:
    """A document that may not be copied and tells what the brief tells."""
    made = Extraction(reading("paper", PAPER, licence="all-rights-reserved"))
    june, year = made.date("June 2012", "2012-06"), made.date("2010", "2010")
    for words, actor, within in (
        ("China", "country:chn", "loan"),
        ("Uzbekistan", "country:uzb", "loan"),
        ("Example Bank", "org:example-bank", "loan"),
        ("China", "country:chn", "goods"),
        ("Kazakhstan", "country:kaz", "goods"),
    ):
        made.mention(words, actor, within)
    claim = made.claim(
        "$20 billion",
        20e9,
        year,
        measure="goods worth with Kazakhstan, that covers all of the goods which crossed the "
        "border by rail and by road",
    )
    made.rows["claim_actors"].append(
        {"claim_id": claim["claim_id"], "actor_id": "country:chn", "role": "holder"}
    )
    made.event("signed", june, "country:chn", "country:uzb", attributed_to="org:example-bank")
    made.rows["issues"].append(
        {
            "table": "dates",
            "row_id": "0123456789abcdef",
            "document_id": "paper",
            "char_start": 0,
            "char_end": 5,
            "kind": "unresolved_date",
            "detail": "that year",
        }
    )
    return made
