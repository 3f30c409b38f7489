"""What a reader of a format gives: the canonical text, where its parts stand, what it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class UnreadableError(Exception):
    """The bytes are no document that can be read; says why and what to do."""


class Place(NamedTuple):
    """Where a part of the canonical text stands in the document, for a person to find it.

    ``start``: offset in the canonical text where the part begins; it ends with the next.
    ``page``: number of the page, from 1, or None where the format has no pages.
    ``element``: HTML and ODT: XPath; EPUB: a canonical fragment identifier (EPUB CFI);
    PDF: ``viewrect=left,top,width,height`` of the line, points from the page's top left
    corner (RFC 8118); None where the format gives no such address.
    """

    start: int
    page: int | None
    element: str | None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; None and nothing where it does not.

    ``published`` is EDTF, ``language`` ISO 639-1.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Canonical:
    """The text that rows point into, derived from the bytes of a document.

    The same bytes and the same versions of the libraries give the same text.
    """

    text: str = field(repr=False)
    places: Sequence[Place] = field(default=(), repr=False)
    metadata: Metadata = Metadata()
