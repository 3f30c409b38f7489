"""Documents and sentences as the rest of the pipeline sees them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.sources.formats.model import Place


@dataclass(frozen=True, slots=True)
class Document:
    """One dated text with its own metadata; a raw file holds one or several.

    Attributes:
        published: EDTF, or None where the document gives no date.
        licence: SPDX identifier, or ``all-rights-reserved``.
        raw_path: relative to ``raw/`` (``documents/NAME.txt``).
        raw: the canonical text that offsets count in: of a text file, the whole file decoded
            as UTF-8 without newline translation; of another, what its reader derived.
        start, end: the part of ``raw`` that is this document, in code points.
        text_sha256: of ``raw`` in UTF-8; that of the file where the file is text.
        places: pages and elements by offset in ``raw``; none where the file is text.
    """

    document_id: str
    source_id: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    published: str | None
    url: str | None
    language: str
    genre: str
    licence: str
    raw_path: str
    raw_sha256: str
    media_type: str
    raw: str = field(repr=False)
    start: int
    end: int
    text_sha256: str = ""
    places: Sequence[Place] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one region, read clean, with the way back to the raw characters.

    Attributes:
        ordinal: position among the sentences of the document, from 0, in reading order.
        section: the heading it stands under, or None.
        text: hyphenation undone, white space folded, markup and note markers removed.
        starts, ends: for each character of ``text`` the raw offsets where it begins and
            ends (end exclusive; the end of a marked-up character includes its markup).
        hangs_on: for a footnote, the ``sentence_id`` that carries its marker.
        paragraph: ordinal of the paragraph (or footnote) within the document.
        page, element: where it begins in a document that is no text, as in ``Place``.
    """

    sentence_id: str
    document_id: str
    ordinal: int
    section: str | None
    region: str
    text: str
    starts: Sequence[int] = field(repr=False)
    ends: Sequence[int] = field(repr=False)
    hangs_on: str | None
    paragraph: int
    page: int | None = None
    element: str | None = None

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw offsets of ``text[start:end]``, which must not be empty."""
        return self.starts[start], self.ends[end - 1]
