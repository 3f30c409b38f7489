"""HTML: the article of a page, told from its furniture, as blocks with their XPath.

Trafilatura says which text is the article and what the page tells of itself; the tree
says how it reads, so that headings, items, tables and footnotes keep what they are.
"""

import re
from collections.abc import Sequence

import trafilatura
from lxml import html
from trafilatura.settings import Document as Extracted

from pipeline.sources.formats.dom import blocks_of, paths
from pipeline.sources.formats.marks import Block, write
from pipeline.sources.formats.metadata import authors_of, edtf_of, iso_language
from pipeline.sources.formats.model import Canonical, Metadata, UnreadableError

LONG = 40  # letters: a block of so many is the article's if the article has its words
LEAST = 0.2  # share of a page's letters that an article has at least
NOTE_LINK = re.compile(r"\[\^(\d+)\]")
LETTERS = re.compile(r"[\W\d_]+")


def read_page(content: bytes) -> Canonical:
    """Return the article of an HTML page.

    Raises:
        UnreadableError: there is no text in it, or it cannot be parsed.
    """
    tree = trafilatura.load_html(content)
    if tree is None:
        raise UnreadableError("is no HTML page; save the page anew from the browser")
    blocks = blocks_of(tree, paths(tree).get)
    if not blocks:
        raise UnreadableError(
            "holds no text; the page may need scripts. Print it to PDF from a browser"
        )
    extracted = trafilatura.bare_extraction(
        trafilatura.load_html(content),
        favor_recall=True,
        include_comments=False,
        with_metadata=True,
    )
    metadata = _metadata(tree, extracted)
    text, places = write(_article(blocks, extracted, metadata.title))
    return Canonical(text, places, metadata)


def _article(blocks: Sequence[Block], extracted: object, title: str | None) -> list[Block]:
    """Return the ``blocks`` that belong to the article; all where none was made out."""
    said = (extracted.text if isinstance(extracted, Extracted) else None) or ""
    letters = [_letters(block.text) for block in blocks]
    whole, lines = _letters(said), {_letters(line) for line in said.splitlines()}
    if len(whole) < LEAST * sum(map(len, letters)):
        return list(blocks)
    titles = {_letters(title)} if title else set()
    kept = [
        bool(own) and (own in lines or own in titles or (len(own) >= LONG and _said(own, whole)))
        for own in letters
    ]
    first, last = kept.index(True) if True in kept else 0, len(kept) - 1 - kept[::-1].index(True)
    for number in range(last - 1, first, -1):
        block, after = blocks[number], blocks[number + 1]
        heads = block.kind == "heading" and kept[number + 1] and _heads(block, after)
        kept[number] |= heads or block.kind == "caption"
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


def _heads(heading: Block, block: Block) -> bool:
    """Whether ``block`` stands in the same element as a heading, or deeper."""
    around = (heading.element or "").rpartition("/")[0]
    return (block.element or "").startswith(f"{around}/")


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
