"""The Markdown pages of a release as parts of the site."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

_NOT_IN_ID = re.compile(r"[^\w.-]+")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/|#", re.IGNORECASE)
SCROLLED = '<div class="scroll" tabindex="0" role="region" aria-label="{}"><table>\n'
"""A wide table scrolls by itself, by the keyboard too."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a page, for its table of contents."""

    level: int
    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A Markdown page as HTML, without its title."""

    html: Markup
    sections: tuple[Section, ...]


def prose(markdown: str, folder: str, prefix: str = "", deeper: int = 0) -> Prose:
    """Return ``markdown`` as HTML; markup in it stays text.

    Args:
        markdown: the page.
        folder: what a relative link is relative to, as an address within the site.
        prefix: of the anchors, where several pages are shown as one.
        deeper: by how many levels the headings go down.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.add_render_rule("table_open", _scrolled)
    parser.add_render_rule("table_close", _scrolled_end)
    tokens = _without_title(parser.parse(markdown))
    sections = []
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            title = tokens[number + 1].content.replace("`", "")
            level = _level(token, deeper)
            anchor = prefix + _NOT_IN_ID.sub("-", title).strip("-").lower()
            sections.append(Section(level, title, anchor))
            token.attrSet("id", anchor)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{_level(token, deeper)}"
        for child in token.children or ():
            _relink(child, folder)
    html = parser.renderer.render(tokens, parser.options, {})
    return Prose(Markup(html), tuple(sections))  # html is off: all text is escaped


def _level(token: Token, deeper: int) -> int:
    """Return the level of a heading; the first is the page's own."""
    return max(2, min(6, int(token.tag[1:]) + deeper))


def _without_title(tokens: list[Token]) -> list[Token]:
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        return tokens[3:]
    return tokens


def _relink(token: Token, folder: str) -> None:
    target = str(token.attrGet("href") or "") if token.type == "link_open" else ""
    if target and not _ELSEWHERE.match(target):
        token.attrSet("href", f"{folder}/{target}")


def _scrolled(
    renderer: RendererHTML, tokens: Sequence[Token], number: int, options: Any, env: Any
) -> str:
    return SCROLLED.format(f"Table {sum(t.type == 'table_open' for t in tokens[: number + 1])}")


def _scrolled_end(
    renderer: RendererHTML, tokens: Sequence[Token], number: int, options: Any, env: Any
) -> str:
    return "</table></div>\n"
