"""Documents of every kind in, their canonical text out: the text that rows point into.

Here belongs what concerns formats: HTML, PDF, DOCX, ODT, EPUB. A reader is a pure
function of the document's bytes; it opens no file and no network, and what it cannot
read it says in words. What the text means (regions, sentences) is not known here.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import PurePath

from pipeline import vocabulary
from pipeline.sources.formats.ebook import read_ebook
from pipeline.sources.formats.model import Canonical, Metadata, Place, UnreadableError
from pipeline.sources.formats.opendocument import read_opendocument
from pipeline.sources.formats.print import read_print
from pipeline.sources.formats.webpage import read_page
from pipeline.sources.formats.word import read_word

__all__ = [
    "Canonical",
    "Metadata",
    "Place",
    "UnreadableError",
    "derive",
    "derived_as",
    "is_text",
    "media_type_of",
    "media_types",
]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READERS: Mapping[str, Callable[[bytes], Canonical]] = {
    "text/html": read_page,
    "application/pdf": read_print,
    DOCX: read_word,
    "application/vnd.oasis.opendocument.text": read_opendocument,
    "application/epub+zip": read_ebook,
}
"""The readers of formats; text and Markdown need none."""


def derive(content: bytes, media_type: str) -> Canonical:
    """Return the canonical text of a document that is no text itself.

    Raises:
        UnreadableError: the bytes are no such document; says why and what to do.
        KeyError: there is no reader for ``media_type``.
    """
    try:
        return READERS[media_type](content)
    except RecursionError as error:
        raise UnreadableError("is nested too deeply; save its text as plain text") from error


@cache
def media_types() -> Mapping[str, Mapping[str, str]]:
    """Return the rows of ``media_types.csv`` by media type."""
    return {row["media_type"]: row for row in vocabulary.read("media_types")}


def is_text(media_type: str) -> bool:
    """Whether a file of this type is its own canonical text."""
    return media_type not in READERS


def derived_as(media_type: str) -> str:
    """Return the media type that the canonical text of such a document is written in.

    >>> derived_as("application/pdf"), derived_as("text/plain")
    ('text/markdown', 'text/plain')
    """
    return media_types()[media_type]["derived_as"]


def media_type_of(name: str, content: bytes) -> str:
    """Return the media type of a file from what its first bytes and its ``name`` say.

    >>> media_type_of("a.txt", b"%PDF-1.7"), media_type_of("a.md", b"# A")
    ('application/pdf', 'text/markdown')
    """
    if content.lstrip()[:5] == b"%PDF-":
        return "application/pdf"
    suffix = PurePath(name).suffix.lower()
    named = [m for m, row in media_types().items() if suffix in row["suffixes"].split("|")]
    if content.startswith(b"PK"):
        head = content[:4096]
        if b"mimetypeapplication/epub+zip" in head:
            return "application/epub+zip"
        if b"mimetypeapplication/vnd.oasis.opendocument.text" in head:
            return "application/vnd.oasis.opendocument.text"
        if b"word/" in content and suffix not in (".odt", ".epub"):
            return DOCX
    if not named and b"<html" in content[:2048].lower():
        return "text/html"
    return named[0] if named else "text/plain"
