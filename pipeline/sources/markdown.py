"""Markdown's marks: found by their features, and taken out of the text."""

import re
from html import unescape

from pipeline.sources.text import Text, concatenate

FEATURES = re.compile(
    r"^#{1,6}[ \t]+\S|^(?:\*\*|__)\S|\]\([^()\s]*\)|\*\*[^*\n]{2,200}\*\*"
    r"|</?(?:sup|sub|em|strong|br|p|a)\b"
    r"|&(?:amp|nbsp|quot|[lr][sd]quo|[nm]dash|#\d{1,7});",
    re.MULTILINE,
)
FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\n(?:(?:[\w-]{1,40}:|[ \t#\]-])[^\n]*\n){0,80}?---[ \t]*(?:\n|$)"
)
PREFIX = re.compile(r"#{1,6}\s+")
BLOCK_TAG = re.compile(r"</?(?:br|p|div|li|tr|t[dh]|h[1-6]|[ou]l|fig\w*)\b", re.IGNORECASE)
RUN_IN = re.compile(
    r"(\*\*|__)[^*_\n]{1,120}[.:]\1(?=\s+\S)|(\*\*|__)[^*_\n]{1,120}\2[.:](?=\s+\S)"
)
BOLD_LINE = re.compile(r"(\*\*|__)([^*\n]{2,200})\1[:.]?$")
ITALIC = re.compile(r"([*_])(?![*_]).{1,600}\1")
IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\([^()\s]{0,2000}(?:\s\"[^\"\n]{0,300}\")?\)")
INLINE = re.compile(
    rf"(?P<image>{IMAGE.pattern})"
    r"|(?P<link>\[(?P<label>(?:[^\[\]\\\n]|\\.){1,2000})\]\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\))"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>\n]{0,500})?/?>|<!--.{0,2000}?-->)"
    r"|(?P<auto><(?P<address>https?://[^<>\s]{1,2000})>)"
    r"|(?P<escape>\\(?P<char>[\\`*_{}\[\]()#+.!|~<>-]))"
    r"|(?P<entity>&(?:#\d{1,7}|[A-Za-z]{2,10});)"
    r"|(?P<bold>\*{2,3}|__)"
    r"|(?P<emphasis>(?<![\w*])[*_](?=\S)|(?<=\S)[*_](?![\w*]))"
    r"|(?P<code>`{1,2})",
    re.DOTALL,
)


def is_markdown(raw: str, media_type: str) -> bool:
    """Whether the text is Markdown: it is named so, or has its marks."""
    return media_type == "text/markdown" or FEATURES.search(raw) is not None


def plain(text: Text) -> Text:
    """Return ``text`` without inline marks; what they enclose keeps its offsets.

    >>> plain(Text.of("a **b** [c](d) 5 km<sup>2</sup>", 0, 31)).chars
    'a b c 5 km2'
    """
    parts: list[Text] = []
    at = 0
    for match in INLINE.finditer(text.chars):
        parts.append(text[at : match.start()])
        parts.append(_kept(text, match))
        at = match.end()
    parts.append(text[at:])
    return concatenate(parts)


def _kept(text: Text, match: re.Match[str]) -> Text:
    """Return what remains of a mark."""
    if match["link"]:
        return plain(text[match.start("label") : match.end("label")])
    if match["auto"]:
        return text[match.start("address") : match.end("address")]
    if match["escape"]:
        return _one(text, match, match["char"])
    if match["entity"]:
        char = unescape(match["entity"])
        return _one(text, match, char) if len(char) == 1 else text[match.start() : match.end()]
    if match["tag"] and BLOCK_TAG.match(match["tag"]):
        return _one(text, match, " ")
    return Text()


def _one(text: Text, match: re.Match[str], char: str) -> Text:
    """Return ``char`` standing for all of ``match``."""
    return Text(char, [text.starts[match.start()]], [text.ends[match.end() - 1]])


def run_in_heading(text: str) -> int:
    """Return where the text after a bold heading on the same line begins, or 0."""
    match = RUN_IN.match(text)
    if not match or text[match.end() :].lstrip()[:1].islower():
        return 0
    return match.end()


def is_bold(text: str) -> bool:
    """Whether all of a line is bold: a heading in all but name."""
    return BOLD_LINE.fullmatch(text) is not None


def is_image(text: str) -> bool:
    """Whether a line is nothing but pictures."""
    return bool(text) and not IMAGE.sub("", text).strip()


def is_italic(text: str) -> bool:
    """Whether all of a paragraph is emphasised, as captions are."""
    return ITALIC.fullmatch(text) is not None
