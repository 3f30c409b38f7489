"""What is fuzzed, and what must hold of each whatever comes in.

No target may raise, and no span may lie outside its text.
"""

import hashlib
import random
from collections.abc import Callable

from pipeline.extraction.calendar import bounds
from pipeline.extraction.claims.rules import Context
from pipeline.extraction.claims.scan import scan
from pipeline.extraction.claims.sentences import sentence
from pipeline.extraction.dates.finder import expressions
from pipeline.extraction.parsing import language
from pipeline.sources import formats
from pipeline.sources.formats import UnreadableError
from pipeline.sources.model import Document
from pipeline.sources.reading import canonical_text
from pipeline.sources.segmentation import sentences_of
from pipeline.sources.splitting import MOST, boundaries
from tests.hostile.documents import GOOD, book, document, printed, zipped

# fmt: off
ATOMS = (
    "a", "A", "1", "12 ", "a ", "A ", "Ab ", "ab ", "1,", "1.", "1-", "a-", "A.", "A. ", ". ",
    ".", "...", " ", "\n", "\t", "\r\n", "(", "[", "{", "<", "“", '"', "'", "’", "[a](", "![",
    "**", "_a", "`", "#", "-", "–", "$", "$1 ", "%", "/", "//", "http://", "www.", "@", "\\",
    "&amp;", "US$", "June ", "2012 ", "June 2012 ", "1990s ", "3 May ", "and ", "or ", "to ",
    "million ", "billion", "1 000 ", "1,000,", "more than ", "between ", "from ", "per cent ",
    "Xi Jinping ", "Mr. ", "(1) ", "¹", "-\n", "é", "中", "。", "\u200b", "\u202e", "ﬁ", "\xad",
    "IV ", "p. 1, ", "ibid., ", "U.S. ", "No. 1 ", "half ", "one ", "twenty-", "hundred ",
    "the ", "’s ", "since ", "by ", "until ", "late ", "mid-", "early ", "last year",
    "two years later", "a decade", "quarter of ", "5 km", "3.5 ", "0", "00", "٢٠", "²", "½",
    "31 ", "29 February ", "99", "/2012", "2012-", ":", ";", "?", "!", "spring", "fiscal ", "BC",
    "century", "fold ", "double ", "dozens ", "about ", "yuan", "RMB ", "cubic metres", "some ",
    "up to ", "at least ", "between 5 and ", "kilometre", "°", "\x0c", "\x0b", "\u2028", "𝟚",
)
# fmt: on


def text(random_: random.Random, most: int = 40) -> str:
    """Return a text of atoms, now and then one of them many times."""
    parts = random_.choices(ATOMS, k=random_.randint(1, most))
    if random_.random() < 0.05:
        parts.insert(random_.randrange(len(parts)), random_.choice(ATOMS) * random_.randint(2, 99))
    return "".join(parts)


def mutated(random_: random.Random, content: bytes) -> bytes:
    """Return ``content`` with some of its bytes altered, doubled or cut."""
    changed = bytearray(content)
    for _ in range(random_.randint(1, 8)):
        at = random_.randrange(len(changed))
        kind = random_.random()
        if kind < 0.6:
            changed[at] = random_.randrange(256)
        elif kind < 0.8:
            changed[at:at] = changed[at : at + random_.randint(1, 40)]
        else:
            del changed[at : at + random_.randint(1, 40)]
        changed = changed or bytearray(b"\0")
    return bytes(changed)


def dates(words: str) -> None:
    """The grammar of dates."""
    end = 0
    for token in expressions(words):
        assert end <= token.start < token.end <= len(words)
        end = token.end


def quantities(words: str) -> None:
    """The grammar of quantities."""
    cut = sentence(language().make_doc(words), "body", [], [])
    for found in scan(cut, Context(frozenset())):
        assert 0 <= found.start < found.end <= len(words)
        low, high = found.bounds
        assert low is None or high is None or low <= high


def reader(words: str, media_type: str = "text/plain") -> None:
    """Regions, lines, hyphens, notes and sentences of a text."""
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    read = Document(
        document_id="d", source_id="d", title="T", authors=("A. B",), publisher="",
        published="2014", url=None, language="en", genre="x", licence="CC-BY-4.0",
        raw_path="d", raw_sha256=sha256,
        media_type=media_type, raw=words, start=0, end=len(words), text_sha256=sha256,
    )  # fmt: skip
    for one in sentences_of(read):
        assert one.text.strip()
        assert len(one.text) == len(one.starts) == len(one.ends)
        assert all(0 <= a < b <= len(words) for a, b in zip(one.starts, one.ends, strict=True))


def markdown(words: str) -> None:
    """The same for Markdown."""
    reader(words, "text/markdown")


def sentences(words: str) -> None:
    """Where sentences begin."""
    begins = boundaries(words)
    assert begins == sorted(set(begins))
    parts = [b - a for a, b in zip(begins, [*begins[1:], len(words)], strict=True)]
    assert max(parts) <= MOST


def calendar(words: str) -> None:
    """Dates as EDTF, read from corrections and registers."""
    try:
        first, last = bounds(words.strip())
    except ValueError:
        return
    assert first is None or last is None or first <= last


TEXTS: dict[str, Callable[[str], None]] = {
    "dates": dates,
    "quantities": quantities,
    "reader": reader,
    "markdown": markdown,
    "sentences": sentences,
}
PAGE = (
    f"<html><body><article><h1>A</h1><p>{GOOD}</p><ul><li>b<a href='#n'>1</a></li></ul></article>"
)
SEEDS: dict[str, bytes] = {
    "text/plain": GOOD.encode(),
    "text/html": PAGE.encode(),
    "application/pdf": printed(GOOD),
    formats.DOCX: document("", GOOD),
    "application/epub+zip": book("a.xhtml"),
    "application/vnd.oasis.opendocument.text": zipped({"content.xml": f"<a><b>{GOOD}</b></a>"}),
}


def format_of(media_type: str, content: bytes) -> None:
    """A reader of a format: a text, or a word on why there is none."""
    try:
        canonical = canonical_text(content, media_type)
    except UnreadableError as error:
        assert str(error)
        return
    canonical.text.encode()
    assert all(0 <= place.start <= len(canonical.text) for place in canonical.places)
