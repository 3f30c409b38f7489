"""Documents of every kind in, their canonical text out: the text that rows point into.

Here belongs what concerns formats: HTML, PDF, DOCX, ODT, EPUB. A reader is a pure
function of the document's bytes; it opens no file and no network, and what it cannot
read it says in words. What the text means (regions, sentences) is not known here.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import PurePath

from pipeline import vocabulary
from pipeline.sources.formats.model import Canonical, Metadata, Place, UnreadableError

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
READERS: Mapping[str, str] = {
    "text/html": "webpage.read_page",
    "application/pdf": "print.read_print",
    DOCX: "word.read_word",
    "application/vnd.oasis.opendocument.text": "opendocument.read_opendocument",
    "application/epub+zip": "ebook.read_ebook",
}
"""The readers of formats, loaded when one is needed; text and Markdown need none."""


def derive(content: bytes, media_type: str) -> Canonical:
    """Return the canonical text of a document that is no text itself.

    Raises:
        UnreadableError: the bytes are no such document; says why and what to do.
        KeyError: there is no reader for ``media_type``.
    """
    module, function = READERS[media_type].split(".")
    reader: Callable[[bytes], Canonical]
    reader = getattr(import_module(f"{__name__}.{module}"), function)
    try:
        return reader(content)
    except RecursionError as error:
        raise UnreadableError("is nested too deeply; save its text as plain text") from error
    except (ValueError, LookupError, AttributeError, TypeError, OSError) as error:
        # what fuzzing still finds in the libraries behind the readers
        raise UnreadableError(
            f"is damaged ({type(error).__name__}: {error}); save it anew with the program it "
            "came from, or save its text"
        ) from error


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


def media_type_of(name: str, content: bytes, declared: str | None = None) -> str:
    """Return the media type of a file: by its first bytes, else as ``declared`` or by ``name``.

    >>> media_type_of("a.txt", b"%PDF-1.7"), media_type_of("a.md", b"# A")
    ('application/pdf', 'text/markdown')
    """
    head = content[:4096]
    if head.lstrip()[:5] == b"%PDF-":
        return "application/pdf"
    suffix = PurePath(name).suffix.lower()
    named = [m for m, row in media_types().items() if suffix in row["suffixes"].split("|")]
    if content.startswith(b"PK"):
        for packed in ("application/epub+zip", "application/vnd.oasis.opendocument.text"):
            if f"mimetype{packed}".encode() in head:
                return packed
        return named[0] if named and not is_text(named[0]) else DOCX
    if declared is not None and (is_text(declared) or declared == "text/html"):
        # servers call a page of Markdown plain text
        return named[0] if named and declared == "text/plain" else declared
    if not named and re.search(rb"<(?:!doctype\s+html|html)\b", head, re.IGNORECASE):
        return "text/html"
    return named[0] if named else "text/plain"
