"""An HTML tree in, the blocks of its text out: paragraphs, headings, items, tables, notes.

It says how a page reads, not which part of it is the article.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lxml import etree, html

from pipeline.sources.formats.footnotes import Footnotes, elements
from pipeline.sources.formats.marks import SUPERSCRIPTS, Block, Kind, escape

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS, SKIPPED = elements("block"), elements("skipped")
ASIDES = frozenset({"aside", "footer", "menu", "nav"})
LINKED = 0.6  # share of a block in links: more makes a list of links of it
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
BREAK = "\v"  # stands for a line break until the paragraph is put together
SPACE = re.compile(r"[ \t\n\r\f]+")
BREAKS = re.compile(r" ?\v ?")
CELL_WORDS = 60  # a table with a longer cell sets out a page rather than data
CELL_BLOCKS = 3

Locate = Callable[[html.HtmlElement], str | None]


def blocks_of(root: html.HtmlElement, locate: Locate) -> list[Block]:
    """Return the blocks of the tree below ``root`` in its order; ``locate`` gives addresses.

    Raises:
        RecursionError: it is nested deeper than Python allows.
    """
    walker = _Walker(Footnotes(root), locate)
    walker.visit(root)
    walker.flush()
    return walker.blocks


class _Walker:
    """Walks the tree; a block ends where an element of a block's kind begins or ends."""

    def __init__(self, notes: Footnotes, locate: Locate) -> None:
        self.notes, self.locate = notes, locate
        self.blocks: list[Block] = []
        self.buffer: list[str] = []
        self.kind: Kind = "text"
        self.number, self.label = 0, "-"
        self.counts: list[int] = []  # items so far of each list that is open; -1: no numbers
        self.home: html.HtmlElement | None = None
        self.asides = self.links = 0  # how many of them are open
        self.linked = 0  # code points of the block that stand in links

    def visit(self, node: html.HtmlElement) -> None:
        """Take in ``node`` and what is below it."""
        tag = node.tag if isinstance(node.tag, str) else ""
        if not tag or tag in SKIPPED or _is_hidden(node) or self.notes.is_backlink(node):
            return
        if tag == "br":
            self.buffer.append(BREAK)
        elif number := self.notes.reference(node):
            self.buffer.append(f"[^{number}]")
        elif tag in BLOCKS:
            self._block(node, tag)
        elif tag in ("sup", "sub"):
            self._raised(node, tag)
        elif tag in ("b", "strong") and self.kind in ("text", "item") and not self._has_text():
            self._bold(node)
        elif tag == "a" and node.get("href"):
            self.links += 1
            self._inside(node)
            self.links -= 1
        else:
            self._inside(node)

    def flush(self) -> None:
        """End the block, if any text is waiting for one."""
        text = SPACE.sub(" ", "".join(self.buffer))
        is_aside = self.asides > 0 or self.linked > LINKED * len(text)
        self.buffer.clear()
        self.linked = 0
        text = BREAKS.sub(BREAK, text).strip(f" {BREAK}")
        if not text.strip("* \u00a0\v"):
            return
        one_line = self.kind in ("heading", "item", "caption", "note")
        for part in [text] if one_line else re.split(f"{BREAK}{{2,}}", text):
            said = re.sub(f"{BREAK}+", " " if one_line else "\n", part)
            where = None if self.home is None else self.locate(self.home)
            self.blocks.append(Block(self.kind, said, where, self.number, self.label, is_aside))
        if self.kind == "item":
            self.kind = "text"  # what follows in the same item is a paragraph of its own

    def _has_text(self) -> bool:
        return any(part.strip() for part in self.buffer)

    def _inside(self, node: html.HtmlElement, preserved: bool = False) -> None:
        self._text(node.text, preserved)
        for child in node:
            self.visit(child)
            self._text(child.tail, preserved)

    def _text(self, text: str | None, preserved: bool = False) -> None:
        if text:
            plain = escape(text.replace(BREAK, " "))
            self.linked += len(plain) if self.links else 0
            self.buffer.append(plain.replace("\n", BREAK) if preserved else plain)

    def _block(self, node: html.HtmlElement, tag: str) -> None:
        self.flush()
        if number := self.notes.note(node):
            self._note(node, number)
        elif tag == "table" and (rows := _data_rows(node)):
            self._table(node, rows)
        else:
            with self._context(node, tag):
                self._inside(node, preserved=tag == "pre")
                self.flush()

    @contextmanager
    def _context(self, node: html.HtmlElement, tag: str) -> Iterator[None]:
        before = self.kind, self.number, self.label, self.home
        self.home, depth = node, len(self.counts)
        self.asides += tag in ASIDES
        if tag in ("ol", "ul"):
            self.counts.append(_first(node) - 1 if tag == "ol" else -1)
        elif tag in HEADINGS:
            self.kind, self.number = "heading", HEADINGS[tag]
        elif tag in ("figcaption", "caption") or (
            tag == "p" and "caption" in (node.get("class") or "")
        ):
            self.kind = "caption"
        elif tag in ("li", "dd"):
            self.kind, self.label = "item", self._next_label() if tag == "li" else "-"
        elif tag == "dt" or (tag == "p" and self.kind == "heading"):
            self.kind = "text"
        yield
        after = self.kind
        del self.counts[depth:]
        self.asides -= tag in ASIDES
        self.kind, self.number, self.label, self.home = before
        if before[0] == "item" and after == "text":
            self.kind = "text"  # its label is given away

    def _note(self, node: html.HtmlElement, number: int) -> None:
        """Take all that a note holds as one block."""
        said = self.notes.without_label(self._in_one_line(node), node)
        if said:
            self.blocks.append(Block("note", said, self.locate(node), number))

    def _table(self, node: html.HtmlElement, rows: list[list[html.HtmlElement]]) -> None:
        for caption in node.iterchildren("caption"):
            self.visit(caption)
        for cells in rows:
            said = [self._cell(cell) for cell in cells]
            if any(said):
                line = f"| {' | '.join(said)} |"
                self.blocks.append(Block("row", line, self.locate(cells[0].getparent())))

    def _cell(self, cell: html.HtmlElement) -> str:
        return self._in_one_line(cell).replace("|", "¦").replace("**", "")

    def _in_one_line(self, node: html.HtmlElement) -> str:
        inner = _Walker(self.notes, self.locate)
        inner._inside(node)
        inner.flush()
        return " ".join(block.text.replace("\n", " ") for block in inner.blocks)

    def _raised(self, node: html.HtmlElement, tag: str) -> None:
        text = "".join(node.itertext()).strip()
        if tag == "sup" and text.isascii() and text.isdigit():
            self.buffer.append(text.translate(SUPERSCRIPTS))
        else:
            self._inside(node)

    def _next_label(self) -> str:
        """Return what stands before an item: a bullet, or its number in an ordered list."""
        if not self.counts or self.counts[-1] < 0:
            return "-"
        self.counts[-1] += 1
        return f"{self.counts[-1]}."

    def _bold(self, node: html.HtmlElement) -> None:
        """Mark bold words that open a paragraph, unless blocks stand inside them."""
        if any(child.tag in BLOCKS or child.tag == "br" for child in node.iterdescendants()):
            self._inside(node)
            return
        at = len(self.buffer)
        self._inside(node)
        text = "".join(self.buffer[at:])
        said = text.strip()
        if said:
            self.buffer[at:] = [text[: text.index(said)], f"**{said}**", text[len(text.rstrip()) :]]


def _is_hidden(node: html.HtmlElement) -> bool:
    return (
        node.get("hidden") is not None
        or node.get("aria-hidden") == "true"
        or HIDDEN.search(node.get("style") or "") is not None
    )


def _first(ordered: html.HtmlElement) -> int:
    """Return the number of the first item of an ordered list."""
    start = ordered.get("start") or "1"
    return int(start) if re.fullmatch(r"\d{1,6}", start, re.ASCII) else 1


def paths(root: etree._Element) -> dict[etree._Element, str]:
    """Return the XPath of every element of a tree below its ``root``, in one pass."""
    found = {root: f"/{_step(root)}"}
    for node in root.iter(etree.Element):
        children = list(node.iterchildren(etree.Element))
        all_of, seen = Counter(child.tag for child in children), Counter[str]()
        for child in children:
            seen[child.tag] += 1
            place = f"[{seen[child.tag]}]" if all_of[child.tag] > 1 else ""
            found[child] = f"{found[node]}/{_step(child)}{place}"
    return found


def _step(node: etree._Element) -> str:
    name = str(node.tag).rpartition("}")[2]
    return f"{node.prefix}:{name}" if node.prefix else name


def _data_rows(table: html.HtmlElement) -> list[list[html.HtmlElement]]:
    """Return the cells of a table of data by row; none where it sets out a page."""
    rows = []
    for row in table.iterdescendants("tr"):
        cells = list(row.iterchildren("td", "th"))
        for cell in cells:
            inner = [child for child in cell.iterdescendants() if child.tag in BLOCKS]
            if any(child.tag == "table" for child in inner) or (
                len(inner) > CELL_BLOCKS and len("".join(cell.itertext()).split()) > CELL_WORDS
            ):
                return []
        if cells:
            rows.append(cells)
    return rows if any(len(cells) > 1 for cells in rows) else []
