"""A small text in, its sentences out: what the tests of reading share."""

from pathlib import Path

from pipeline.sources.model import Sentence
from pipeline.sources.reading import read_file


def read(folder: Path, text: str, name: str = "text.txt") -> tuple[Sentence, ...]:
    """Write ``text`` to a file and read it as ``khorgos extract`` would."""
    path = folder / name
    path.write_bytes(text.encode())
    (document,) = read_file(path, "2020").documents
    return document.sentences


def texts(sentences: tuple[Sentence, ...], region: str = "body") -> list[str]:
    """Return the texts of one region."""
    return [sentence.text for sentence in sentences if sentence.region == region]
