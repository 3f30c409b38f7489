"""HTML: the article of a page, told from its furniture, as blocks with their XPath.

Trafilatura says which text is the article and what the page tells of itself; the tree
says how it reads, so that headings, items, tables and footnotes keep what they are.
"""

import re
from collections.abc import Sequence
from contextlib import suppress

import trafilatura
from lxml import html
from trafilatura.settings import Document as Extracted

from pipeline.sources.formats.dom import blocks_of, paths
from pipeline.sources.formats.marks import Block, write
from pipeline.sources.formats.metadata import authors_of, edtf_of, iso_language
from pipeline.sources.formats.model import Canonical, Metadata, UnreadableError

HEAD = 2048  # bytes in which a page names its encoding
CHARSET = re.compile(
    rb"<(?:meta\s[^>]{0,200}?charset|\?xml\s[^>]{0,100}?encoding)=[\"']?([\w.:-]{1,40})",
    re.IGNORECASE,
)
LATIN = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252"}
LONG = 40  # letters: a block of so many is the article's if the article has its words
MOST_ELEMENTS = 50_000  # a larger page is no article, and telling takes time that grows squared
LEAST = 0.2  # share of a page's letters that an article has at least
NOTE_LINK = re.compile(r"\[\^(\d+)\]")
LETTERS = re.compile(r"[\W\d_]+")


def read_page(content: bytes) -> Canonical:
    """Return the article of an HTML page.

    Raises:
        UnreadableError: there is no text in it, or it cannot be parsed.
    """
    page = _decoded(content)
    tree = trafilatura.load_html(page)
    if tree is None:
        raise UnreadableError("is no HTML page; save the page anew from the browser")
    blocks = blocks_of(tree, paths(tree).get)
    if not blocks:
        raise UnreadableError(
            "holds no text that can be read; the page may need scripts, or is nested too deeply. "
            "Print it to PDF from a browser"
        )
    extracted = None
    if sum(1 for _ in tree.iter()) <= MOST_ELEMENTS:
        extracted = trafilatura.bare_extraction(
            trafilatura.load_html(page),
            favor_recall=True,
            include_comments=False,
            with_metadata=True,
        )
    metadata = _metadata(tree, extracted)
    text, places = write(_article(blocks, extracted, metadata.title))
    return Canonical(text, places, metadata)


def _decoded(content: bytes) -> bytes | str:
    """Return a page in the encoding that it names; as it is where Trafilatura has to tell."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    named = CHARSET.search(content[:HEAD])
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        name = named[1].decode().lower() if named else ""
        with suppress(LookupError):  # browsers take Latin-1 for Windows-1252, a superset of it
            return content.decode(LATIN.get(name, name), "replace") if name else content
    return content


def _article(blocks: Sequence[Block], extracted: object, title: str | None) -> list[Block]:
    """Return the ``blocks`` that belong to the article; where none was made out, all but asides."""
    said = (extracted.text if isinstance(extracted, Extracted) else None) or ""
    letters = [_letters(block.text) for block in blocks]
    whole, lines = _letters(said), {_letters(line) for line in said.splitlines()}
    if len(whole) < LEAST * sum(map(len, letters)):
        return [block for block in blocks if not block.is_aside] or list(blocks)
    titles = {_letters(title)} if title else set()
    kept = [
        bool(own) and (own in lines or own in titles or (len(own) >= LONG and _said(own, whole)))
        for own in letters
    ]
    _fill(kept, blocks)
    linked = {
        number
        for block, keep in zip(blocks, kept, strict=True)
        if keep
        for number in NOTE_LINK.findall(block.text)
    }
    return [
        block
        for block, keep in zip(blocks, kept, strict=True)
        if (str(block.number) in linked if block.kind == "note" else keep)
    ]


def _said(letters: str, whole: str) -> bool:
    """Whether a block's ``letters`` are in the article, links inside it left out or not."""
    return letters in whole or (letters[:LONG] in whole and letters[-LONG:] in whole)


def _fill(kept: list[bool], blocks: Sequence[Block]) -> None:
    """Keep also what was passed over: between kept blocks, and beside the first and the last."""
    if True not in kept:
        return
    first, last = kept.index(True), len(kept) - 1 - kept[::-1].index(True)
    for step, at in ((-1, first), (1, last)):
        around = _around(blocks[at])
        number = at + step
        while 0 <= number < len(blocks) and _around(blocks[number]) == around:
            kept[number] |= not blocks[number].is_aside
            number += step
    for number in range(first, last):
        kept[number] |= not blocks[number].is_aside


def _around(block: Block) -> str:
    """Return the path of the element that the block's own stands in."""
    return (block.element or "").rpartition("/")[0]


def _letters(text: str) -> str:
    return LETTERS.sub("", NOTE_LINK.sub("", text)).casefold()


def _metadata(tree: html.HtmlElement, extracted: object) -> Metadata:
    language = iso_language(tree.get("lang") or tree.get("xml:lang"))
    if not isinstance(extracted, Extracted):
        return Metadata(language=language)
    return Metadata(
        title=extracted.title or None,
        authors=authors_of(extracted.author),
        published=edtf_of(extracted.date),
        publisher=extracted.sitename or extracted.hostname or None,
        language=language,
        url=extracted.url or None,
    )
