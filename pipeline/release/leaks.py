"""Whether words leave that a licence keeps: no file of a release gives a passage away.

A restricted document may be quoted with ``MOST_WORDS`` words at a time. Any run of one word
more that a file shares with it is a leak, whatever the file's format and wherever in it the
run stands. What the register says of a document (its title) is not its text.
"""

import csv
import html
import io
import json
import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dataset.rights import MOST_WORDS, may_copy
from pipeline.sources.model import Document, Sentence

EDGES = string.punctuation + "‘’“”«»„…–—·•"
TAG = re.compile(r"<[^>]*>")
Run = tuple[str, ...]


class Reading(Protocol):
    """A document that was read, with all its sentences."""

    @property
    def document(self) -> Document:
        """The document with its raw text."""

    @property
    def sentences(self) -> Iterable[Sentence]:
        """Its sentences in reading order."""


@dataclass(frozen=True, slots=True)
class Leak:
    """A file and the restricted document whose words it gives away; ``words`` begin them."""

    file: str
    document_id: str
    words: str


def find_leaks(files: Mapping[str, bytes], readings: Iterable[Reading]) -> list[Leak]:
    """Return the leaks of ``files`` by name, one for each document and file at most."""
    secrets = _secrets(readings)
    found: dict[tuple[str, str], Leak] = {}
    for name, content in files.items() if secrets else ():
        for text in dict.fromkeys(texts(name, content)):
            for run in _runs(_words(text)):
                if run in secrets:
                    leak = Leak(name, secrets[run], " ".join(run[:3]))
                    found.setdefault((name, leak.document_id), leak)
    return list(found.values())


def texts(name: str, content: bytes) -> Iterator[str]:
    """Yield the texts of a file that belong together: cells, values, or all of it."""
    suffix = PurePath(name).suffix
    if suffix == ".csv":
        reader = csv.reader(io.StringIO(content.decode("utf-8"), newline=""))
        yield from (cell for row in reader for cell in row)
    elif suffix == ".parquet":
        table = pq.read_table(io.BytesIO(content))
        for column in table.columns:
            if pa.types.is_string(column.type):
                yield from (value for value in column.to_pylist() if value)
    elif suffix in (".json", ".jsonld"):
        yield from _strings(json.loads(content))
    else:
        text = content.decode("utf-8", errors="ignore")
        yield text
        if suffix in (".html", ".svg"):  # a tag stands inside a word, or between two
            yield from (html.unescape(TAG.sub(between, text)) for between in ("", " "))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield key
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _secrets(readings: Iterable[Reading]) -> dict[Run, str]:
    """Return each run of words of a restricted document with the document's id."""
    secrets: dict[Run, str] = {}
    for reading in readings:
        document = reading.document
        if may_copy(document.licence):
            continue
        known = {run for text in _known(document) for run in _runs(_words(text))}
        clean = " ".join(sentence.text for sentence in reading.sentences)
        for text in (clean, document.raw[document.start : document.end]):
            secrets |= {
                run: document.document_id for run in _runs(_words(text)) if run not in known
            }
    return secrets


def _known(document: Document) -> Iterator[str]:
    """What the register says of a document."""
    yield from (value for value in (document.title, document.publisher) if value)
    yield from document.authors


def _words(text: str) -> list[str]:
    """Return the words without case and marks; one that is all marks stays as it is."""
    return [word.strip(EDGES).casefold() or word for word in text.split()]


def _runs(words: list[str]) -> Iterator[Run]:
    length = MOST_WORDS + 1
    return (tuple(words[n : n + length]) for n in range(len(words) - length + 1))
