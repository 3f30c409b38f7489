"""The proof that no page quotes more of a restricted document than its licence lets it."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.dataset.rights import MOST_WORDS

_INLINE_TAG = re.compile(r"</?(?:a|b|code|em|i|mark|span|strong)(?:\s[^>]*)?>")
_TAG = re.compile(r"<[^>]*>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\[nrt]")
_NO_LETTER = re.compile(r"[\W_]+")
_LINE_END_HYPHEN = re.compile(r"[-\u00ad\u0002]\r?\n\s*")


@dataclass(frozen=True, slots=True)
class Quotation:
    """More words of a restricted document in a row than are allowed, and where."""

    file: str
    document_id: str
    words: str


def quotations(
    files: Mapping[str, bytes], documents: Mapping[str, str], most: int = MOST_WORDS
) -> Iterator[Quotation]:
    """Yield where a file holds more than ``most`` consecutive words of a document.

    Args:
        files: the files of a site (or any text files) by name.
        documents: text of each restricted document by id, raw or read clean.
        most: how many words in a row are allowed.

    Tags, entities, JSON's escapes, case, punctuation and white space do not hide a
    quotation; neither does a word hyphenated at a line's end. At most one quotation is
    told for each file and document.
    """
    known = {
        name: {tuple(run) for run in _runs(_words(_LINE_END_HYPHEN.sub("", text)), most + 1)}
        for name, text in documents.items()
    }
    for file, content in sorted(files.items()):
        runs = [tuple(run) for run in _runs(_words(_plain(content)), most + 1)]
        for name, told in known.items():
            for run in runs:
                if run in told:
                    yield Quotation(file, name, " ".join(run))
                    break


def _plain(content: bytes) -> str:
    """Return the words of a page or a script without what surrounds them."""
    text = content.decode("utf-8", errors="replace")
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else " ", text)
    return html.unescape(_TAG.sub(" ", _INLINE_TAG.sub("", text)))


def _words(text: str) -> list[str]:
    """Words as ``rights`` counts them, by white space; what has no letter or digit is none."""
    bare = (_NO_LETTER.sub("", word).casefold() for word in text.split())
    return [word for word in bare if word]


def _runs(words: list[str], length: int) -> Iterator[list[str]]:
    for start in range(len(words) - length + 1):
        yield words[start : start + length]
