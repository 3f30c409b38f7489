"""Reading and extraction of one document, bounded: whatever it holds, an answer comes back.

The work is done in the worker process of ``pipeline.isolation``. A document that exceeds a
limit or breaks a reader is a ``Problem`` like any other: it is said, and the rest goes on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from pipeline import isolation
from pipeline.isolation import DocumentError
from pipeline.sources import reading
from pipeline.sources.formats import Canonical, UnreadableError
from pipeline.sources.reading import Problem, SourceReading, read_file, read_source
from pipeline.sources.register import Source


@dataclass(frozen=True, slots=True)
class Extraction:
    """The rows of a file (none where it could not be worked on), and what was wrong.

    Attributes:
        texts: what the rows point into, of each document.
        exceeds_limit: it could be worked on if a limit were raised.
    """

    tables: Mapping[str, pa.Table]
    problems: tuple[Problem, ...]
    texts: tuple[str, ...] = ()
    exceeds_limit: bool = False


def read(source: Source, raw: Path) -> SourceReading:
    """Return what ``read_source`` does, or the limit that ``source`` exceeds as a problem.

    Raises:
        SetupError: this machine lacks what reading needs.
    """
    try:
        return isolation.call(read_source, source, raw)
    except DocumentError as error:
        return SourceReading((), (_problem(source.id, source.file, f"raw/{source.file}", error),))


def canonical_text(content: bytes, media_type: str) -> Canonical:
    """Return what ``reading.canonical_text`` does.

    Raises:
        UnreadableError: the bytes are no such document, or exceed a limit.
        SetupError: this machine lacks what reading needs.
    """
    try:
        answer = isolation.call(_text_or_reason, content, media_type)
    except DocumentError as error:
        raise UnreadableError(str(error)) from error
    if isinstance(answer, str):
        raise UnreadableError(answer)
    return answer


def _text_or_reason(content: bytes, media_type: str) -> Canonical | str:
    """Runs in the worker."""
    try:
        return reading.canonical_text(content, media_type)
    except UnreadableError as error:
        return str(error)


def extract_source(source: Source, raw: Path) -> Extraction:
    """Return the rows of the file of ``source`` below the folder ``raw``.

    Raises:
        SetupError: this machine lacks what extraction needs.
    """
    try:
        return isolation.call(_extract, read_source, source, raw)
    except DocumentError as error:
        return _failed(_problem(source.id, source.file, f"raw/{source.file}", error), error)


def extract_file(path: Path, published: str | None) -> Extraction:
    """Return the rows of a file that is not in the register.

    Raises:
        SetupError: this machine lacks what extraction needs.
    """
    try:
        return isolation.call(_extract, read_file, path.absolute(), published)
    except DocumentError as error:
        return _failed(_problem(path.stem, path.name, str(path), error), error)


def _extract(read_: Callable[..., SourceReading], *arguments: object) -> Extraction:
    """Runs in the worker."""
    from pipeline.extraction.extract import extract  # loads the language model's libraries

    found = read_(*arguments)
    tables = extract([(d.document, d.sentences) for d in found.documents], found.problems)
    return Extraction(tables, found.problems, tuple(d.document.raw for d in found.documents))


def _of_problem(problem: Problem) -> SourceReading:
    """Runs in the worker, in the place of a reader."""
    return SourceReading((), (problem,))


def _failed(problem: Problem, error: DocumentError) -> Extraction:
    extraction = isolation.call(_extract, _of_problem, problem)
    return replace(extraction, exceeds_limit=error.exceeds_limit)


def _problem(source_id: str, path: str, shown: str, error: DocumentError) -> Problem:
    return Problem("unreadable_document", source_id, path, f"{shown}: {error}")
