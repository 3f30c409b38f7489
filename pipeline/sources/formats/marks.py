"""Blocks of a document written as Markdown, the canonical text of formats with structure.

Only what reading the text later needs is marked: headings, items, table rows, captions,
notes, and bold words that open a paragraph, for they may be a heading that runs into it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pipeline.sources.formats.model import Place

Kind = Literal["text", "heading", "item", "row", "caption", "note"]

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SPECIAL = re.compile(
    r"[\\](?=[\\`*_{}\[\]()#+.!|~<>-])|[*`]|_|\](?=\()|<(?=[A-Za-z/!]|https?:)"
    r"|&(?=#\d{1,7};|[A-Za-z]{2,10};)"
)
AT_START = re.compile(r"#{1,6}\s|[|>]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of some kind; its ``text`` is escaped and holds what marks it needs.

    Attributes:
        element: address of the element in the document, as in ``Place``.
        number: level of a heading, number of a note; else 0.
        label: what stands before an item: ``-`` or ``1.``.
        is_aside: it is mostly links, or stands in navigation, an aside or a footer.
    """

    kind: Kind
    text: str
    element: str | None = None
    number: int = 0
    label: str = "-"
    is_aside: bool = False


def escape(text: str) -> str:
    r"""Return ``text`` so that reading it as Markdown gives it back.

    >>> escape("a * b [c](d) AT&amp;T")
    'a \\* b [c\\](d) AT&amp;amp;T'
    """
    return SPECIAL.sub(lambda match: "&amp;" if match[0] == "&" else f"\\{match[0]}", text)


def escape_line(text: str) -> str:
    r"""Return a line of plain ``text`` escaped, what would mark it at its start too.

    >>> escape_line("# 4 of 7")
    '\\# 4 of 7'
    """
    return f"\\{escape(text)}" if AT_START.match(text) else escape(text)


def write(blocks: Iterable[Block]) -> tuple[str, tuple[Place, ...]]:
    """Return the canonical text of ``blocks``, a blank line between any two, and its places."""
    parts: list[str] = []
    places: list[Place] = []
    at = 0
    for block in blocks:
        places.append(Place(at, None, block.element))
        parts.append(f"{_marked(block)}\n\n")
        at += len(parts[-1])
    return "".join(parts)[:-1], tuple(places)


def _marked(block: Block) -> str:
    text = f"\\{block.text}" if AT_START.match(block.text) and block.kind == "text" else block.text
    match block.kind:
        case "heading":
            return f"{'#' * min(block.number, 6)} {text}"
        case "item":
            return f"{block.label} {text}"
        case "caption":
            return f"![]()\n\n*{text}*"
        case "note":
            return f"[^{block.number}]: {text}"
        case _:
            return text
