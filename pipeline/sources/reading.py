"""Files in, documents with their sentences out, and what was wrong said in words.

Bad data never raises here: it comes back as a problem that names the file and the remedy.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.isolation.limits import LIMITS, MEGABYTE
from pipeline.sources import formats
from pipeline.sources.formats import Canonical, UnreadableError
from pipeline.sources.language import ENGLISH, language_of
from pipeline.sources.model import Document, Sentence
from pipeline.sources.register import ALL_RIGHTS_RESERVED, DocumentEntry, Source
from pipeline.sources.segmentation import Span, sentences_of

CONTROL = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\v\x02")
BINARY_SHARE = 0.01  # control characters in what calls itself text


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a source, for a person to mend.

    Attributes:
        kind: an ``issue_kind`` of ``codes.csv``.
        message: names the file and the remedy.
        missing: the file is not there, so that its rows may be carried forward.
    """

    kind: str
    source_id: str
    path: str
    message: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document with its sentences, boilerplate too, in reading order."""

    document: Document
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class SourceReading:
    """What reading a source gave; documents are none where it could not be read."""

    documents: tuple[ReadDocument, ...]
    problems: tuple[Problem, ...]


def read_source(source: Source, raw: Path) -> SourceReading:
    """Read the file of ``source`` below the folder ``raw``."""
    path, shown = raw / source.file, f"raw/{source.file}"  # no path of this machine in a row
    missing = not path.is_file()
    try:
        if not path.resolve().is_relative_to(raw.resolve()):
            raise UnreadableError("is a link that leads out of raw/; copy the file in")
        content = _bytes(path)
        canonical = canonical_text(content, source.media_type)
    except UnreadableError as error:
        message = f"{shown}: {error}"
        problem = Problem("unreadable_document", source.id, source.file, message, missing)
        return SourceReading((), (problem,))
    problems = []
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 != source.sha256:
        message = (
            f"{shown}: its SHA-256 is {sha256}, the register says {source.sha256}; it was read as "
            "it is. Restore the file, or enter the new hash in the register"
        )
        problems.append(Problem("altered_document", source.id, source.file, message))
    documents = []
    entries = source.documents or (DocumentEntry(id=source.id, title=source.title),)
    for entry, parts in _territories(entries, canonical.text):
        if parts is None:
            message = (
                f"{shown}: no line begins with {entry.begins!r} or {entry.ends!r} where the "
                f"document {entry.id} should begin or end; correct the register"
            )
            problems.append(Problem("unreadable_document", source.id, source.file, message))
            continue
        (start, end), asides = parts
        document = _document(source, entry, canonical, sha256, start, end)
        read = _recognised(document, sentences_of(document, asides))
        problems += _complaints(read.document)
        documents.append(read)
    return SourceReading(tuple(documents), tuple(problems))


def read_file(path: Path, published: str | None, title: str | None = None) -> SourceReading:
    """Read a document that is not in the register, in any format.

    ``published`` is EDTF, or None where it is unknown; ``title`` defaults to the document's
    own where it is no text, else to the file's name.
    """
    try:
        content = _bytes(path)
        media_type = formats.media_type_of(path.name, content)
        canonical = canonical_text(content, media_type)
    except UnreadableError as error:
        missing, message = not path.is_file(), f"{path}: {error}"
        problem = Problem("unreadable_document", path.stem, path.name, message, missing)
        return SourceReading((), (problem,))
    document = Document(
        document_id=path.stem,
        source_id=path.stem,
        title=title or canonical.metadata.title or path.stem,
        authors=canonical.metadata.authors,
        publisher=canonical.metadata.publisher or "",
        published=published,
        url=canonical.metadata.url,
        language=ENGLISH,
        genre="text",
        licence=ALL_RIGHTS_RESERVED,
        raw_path=path.name,
        raw_sha256=hashlib.sha256(content).hexdigest(),
        media_type=media_type,
        raw=canonical.text,
        start=0,
        end=len(canonical.text),
        text_sha256=_text_sha256(canonical),
        places=canonical.places,
    )
    read = _recognised(document, sentences_of(document))
    return SourceReading((read,), tuple(_complaints(read.document)))


def canonical_text(content: bytes, media_type: str) -> Canonical:
    """Return the text that rows point into, of a document of any format.

    Raises:
        UnreadableError: the bytes are no such document; says why and what to do.
    """
    is_text = formats.is_text(media_type)
    canonical = Canonical(_decode(content)) if is_text else formats.derive(content, media_type)
    if len(canonical.text) > LIMITS.characters.value:
        raise UnreadableError(
            f"holds {len(canonical.text):,} characters; at most {LIMITS.characters} are read: "
            f"{LIMITS.characters.remedy}"
        )
    return canonical


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LIMITS.size.value * MEGABYTE:
            raise UnreadableError(
                f"holds {size / MEGABYTE:,.0f} MB; at most {LIMITS.size} are read: "
                f"{LIMITS.size.remedy}"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError("there is no such file; put it there") from error
    except OSError as error:
        raise UnreadableError(f"cannot be read ({error.strerror})") from error


def _decode(content: bytes) -> str:
    """Return ``content`` as text, line ends as they stand."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError("is UTF-16; convert it to UTF-8 (iconv -f UTF-16)")
    head = content.lstrip()[:8]
    if head.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\x1f\x8b")) or b"\0" in content:
        raise UnreadableError("is binary, not text; export its text as UTF-8")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"byte {error.start} is not UTF-8; convert it (iconv -f WINDOWS-1252 -t UTF-8)"
        ) from error
    if not text.strip():
        raise UnreadableError("is empty; put the document's text there")
    if sum(map(text.count, CONTROL)) > BINARY_SHARE * len(text):
        raise UnreadableError("is binary, not text; export its text as UTF-8")
    return text


def _territories(
    entries: tuple[DocumentEntry, ...], text: str
) -> Iterator[tuple[DocumentEntry, tuple[Span, list[Span]] | None]]:
    """Yield where each document stands, with what stands before it (and after the last).

    None where a marker of the register is not in the text.
    """
    at = 0
    for number, entry in enumerate(entries):
        start = at if entry.begins is None else _line_starting(text, entry.begins, at)
        end = len(text) if entry.ends is None else _line_starting(text, entry.ends, start or at)
        if start is None or end is None:
            yield entry, None
            continue
        asides = [(at, start)]
        if number == len(entries) - 1:
            asides.append((end, len(text)))
        yield entry, ((start, end), [span for span in asides if span[0] < span[1]])
        at = end


def _line_starting(text: str, words: str, after: int) -> int | None:
    """Return where the first line at or behind ``after`` that begins with ``words`` begins."""
    at = text.find(words, after)
    while at != -1:
        line = text.rfind("\n", 0, at) + 1
        if not text[line:at].strip("# *\t\u00a0"):
            return max(line, after)
        at = text.find(words, at + 1)
    return None


def _document(
    source: Source,
    entry: DocumentEntry,
    canonical: Canonical,
    sha256: str,
    start: int,
    end: int,
) -> Document:
    several = bool(source.documents)
    return Document(
        document_id=f"{source.id}/{entry.id}" if several else source.id,
        source_id=source.id,
        title=entry.title,
        authors=entry.authors or source.authors,
        publisher=entry.publisher or source.publisher or "",
        published=entry.published or source.published,
        url=entry.url or source.url,
        language=source.language,
        genre=entry.genre or source.genre,
        licence=source.licence,
        raw_path=source.file,
        raw_sha256=sha256,
        media_type=source.media_type,
        raw=canonical.text,
        start=start,
        end=end,
        text_sha256=_text_sha256(canonical),
        places=canonical.places,
    )


def _text_sha256(canonical: Canonical) -> str:
    return hashlib.sha256(canonical.text.encode()).hexdigest()


def _recognised(document: Document, sentences: Sequence[Sentence]) -> ReadDocument:
    """Return the document under the language that its sentences are in, where that is plain."""
    language = language_of(sentences) or document.language
    return ReadDocument(replace(document, language=language), tuple(sentences))


def _complaints(document: Document) -> Iterator[Problem]:
    """Yield what keeps the document's rows from being found."""
    if document.published is None:
        yield _undated(document)
    if document.language != ENGLISH:
        yield Problem(
            "unsupported_language",
            document.source_id,
            document.raw_path,
            f"{document.raw_path}: the document {document.document_id} is written in the language "
            f"{document.language!r}; only English is extracted from, so that it gives sentences "
            "and no other rows. Register an English version, if there is one",
        )


def _undated(document: Document) -> Problem:
    return Problem(
        "undated_document",
        document.source_id,
        document.raw_path,
        f"{document.raw_path}: the document {document.document_id} has no date of publication; "
        "its relative dates stay unresolved. Give the date",
    )
