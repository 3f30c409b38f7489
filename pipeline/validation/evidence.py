"""What the documents themselves say, read again to be held against the rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from pipeline.sources.model import Document, Sentence
from pipeline.validation.proofs import first_unfounded

Row = Mapping[str, Any]


class Reading(Protocol):
    """A document that was read, with all its sentences."""

    @property
    def document(self) -> Document:
        """The document with its raw text."""

    @property
    def sentences(self) -> Sequence[Sentence]:
        """Its sentences in reading order, boilerplate too."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The documents and sentences on this machine, by id, and the texts kept of others."""

    documents: Mapping[str, Document]
    sentences: Mapping[str, Sentence]
    texts: Mapping[str, str]
    _positions: dict[str, tuple[dict[int, list[int]], dict[int, list[int]]]] = field(
        default_factory=dict, repr=False
    )

    @classmethod
    def of(cls, readings: Iterable[Reading], texts: Mapping[str, str] = {}) -> "Evidence":
        """Return the evidence that ``readings`` give, and ``texts`` by document id."""
        readings = list(readings)
        return cls(
            {reading.document.document_id: reading.document for reading in readings},
            {s.sentence_id: s for reading in readings for s in reading.sentences},
            texts,
        )

    def raw(self, row: Row) -> str | None:
        """Return the raw slice of ``row``; None where neither document nor text is here."""
        document = self.documents.get(row["document_id"])
        text = self.texts.get(row["document_id"]) if document is None else document.raw
        return None if text is None else text[row["char_start"] : row["char_end"]]

    def sentence_text(self, row: Row) -> str | None:
        """Return the clean text of the sentence of ``row``; None where it is not here."""
        sentence = self.sentences.get(row["sentence_id"])
        return None if sentence is None else sentence.text

    def span_text(self, row: Row, claimed: str) -> str | None:
        """Return what the sentence of ``row`` says between the row's offsets.

        Several clean characters may share a raw offset (a ligature); of the readings that
        this allows the one that equals ``claimed`` is returned. An empty string means that
        no span of that sentence begins and ends there; None that the document is not here.
        """
        if row["document_id"] not in self.documents:
            return None
        sentence = self.sentences.get(row["sentence_id"])
        if sentence is None:
            return ""
        starts, ends = self._offsets(sentence)
        texts = [
            sentence.text[start : end + 1]
            for start in starts.get(row["char_start"], [])
            for end in ends.get(row["char_end"], [])
        ]
        return claimed if claimed in texts else max(texts, key=len, default="")

    def sentence_as_read(self, row: Row) -> str | None:
        """Return the text of the sentence that ``row`` of ``sentences`` describes.

        An empty string means that the document has no such sentence at these offsets, or
        one with characters that the raw text there does not hold.
        """
        document = self.documents.get(row["document_id"])
        if document is None:
            return None
        sentence = self.sentences.get(row["sentence_id"])
        if sentence is None or sentence.document_id != row["document_id"]:
            return ""
        whole = sentence.raw_span(0, len(sentence.text))
        is_founded = first_unfounded(document.raw, sentence) is None
        return sentence.text if is_founded and whole == _span(row) else ""

    def _offsets(self, sentence: Sentence) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """Return where in the clean text each raw start and each raw end is found."""
        if sentence.sentence_id not in self._positions:
            starts: dict[int, list[int]] = {}
            ends: dict[int, list[int]] = {}
            for position, (start, end) in enumerate(
                zip(sentence.starts, sentence.ends, strict=True)
            ):
                starts.setdefault(start, []).append(position)
                ends.setdefault(end, []).append(position)
            self._positions[sentence.sentence_id] = starts, ends
        return self._positions[sentence.sentence_id]


def _span(row: Row) -> tuple[int, int]:
    return row["char_start"], row["char_end"]
