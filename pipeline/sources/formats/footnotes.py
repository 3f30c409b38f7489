"""The footnotes of an HTML tree: links to them, the notes themselves, links back.

A reference is a link to a place further down whose words are a number or a sign; the
block at that place is the note. So do word processors, Pandoc, wikis, EPUB and most
publishers write notes, whatever they call their classes.
"""

import re

from lxml import html

from pipeline import vocabulary

REFERENCE = re.compile(r"[\[(]?\s?(?:\d{1,4}|[*†‡§¶]{1,3}|note\s\d{1,3})\s?[\])]?", re.IGNORECASE)
LETTERS = re.compile(r"[\[(]?(?:[a-z]{1,2}|[ivxlc]{1,6})[\])]?")
"""A reference only where it is raised: letters and small Roman numbers."""
BACK = re.compile(
    r"[\s\[(]*(?:\d{1,4}[.)]?|[*†‡§¶]{1,3}|[↩↑⇑⤴⮌^]\ufe0e?|back|return|[a-z])[\s\])]*",
    re.IGNORECASE,
)
NO_NOTES = frozenset({"body", "html", "h1", "h2", "h3", "h4", "h5", "h6"})


def elements(kind: str) -> frozenset[str]:
    """Return the names of the HTML elements of a kind: ``block``, ``inline``, ``skipped``."""
    return frozenset(r["element"] for r in vocabulary.read("html_elements") if r["kind"] == kind)


INLINE = elements("inline")


class Footnotes:
    """References and notes of one tree, numbered in the order of the references."""

    def __init__(self, root: html.HtmlElement) -> None:
        # nodes as keys: lxml keeps an element's object as long as something refers to it
        self._references: dict[html.HtmlElement, int] = {}
        self._notes: dict[html.HtmlElement, int] = {}
        self._labels: dict[int, str] = {}
        self._backlinks: set[html.HtmlElement] = set()
        nodes = [node for node in root.iter() if isinstance(node.tag, str)]
        order = {node: place for place, node in enumerate(nodes)}
        named = {name: node for node in reversed(nodes) for name in _names(node)}
        for node in nodes:
            address = node.get("href") or ""
            target = named.get(address[1:]) if node.tag == "a" and address[:1] == "#" else None
            if target is None:
                continue
            words = "".join(node.itertext()).strip()
            if order[target] < order[node]:
                if BACK.fullmatch(words) or not words:
                    self._backlinks.add(node)
            elif REFERENCE.fullmatch(words) or (_is_raised(node) and LETTERS.fullmatch(words)):
                self._refer(node, _block(target), words)

    def _refer(self, node: html.HtmlElement, note: html.HtmlElement, words: str) -> None:
        if note.tag not in NO_NOTES:
            number = self._notes.setdefault(note, len(self._notes) + 1)
            self._references[node] = number
            self._labels[number] = words.strip("[]() ")

    def reference(self, node: html.HtmlElement) -> int:
        """Return the number of the note that ``node`` refers to, or 0."""
        return self._references.get(node, 0)

    def note(self, node: html.HtmlElement) -> int:
        """Return the number of the note that ``node`` is, or 0."""
        return self._notes.get(node, 0)

    def is_backlink(self, node: html.HtmlElement) -> bool:
        """Whether ``node`` leads from a note back to its reference."""
        return node in self._backlinks

    def without_label(self, text: str, node: html.HtmlElement) -> str:
        """Return the ``text`` of a note without the number that it may begin with itself."""
        label = re.escape(self._labels[self._notes[node]])
        return text if node.tag == "li" else re.sub(rf"^[\[(]?{label}[\])]?[.:)]?\s+", "", text)


def _names(node: html.HtmlElement) -> list[str]:
    """Return what a link may call ``node``."""
    return [name for name in (node.get("id"), node.tag == "a" and node.get("name")) if name]


def _is_raised(node: html.HtmlElement) -> bool:
    parent = node.getparent()
    return (parent is not None and parent.tag == "sup") or any(c.tag == "sup" for c in node)


def _block(node: html.HtmlElement) -> html.HtmlElement:
    """Return the block that ``node`` stands in, which may be itself."""
    while node.tag in INLINE and node.getparent() is not None:
        node = node.getparent()
    return node
