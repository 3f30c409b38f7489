"""The proof that words stand in the raw file where a row says they do.

Two proofs that trust different things. ``first_unfounded`` follows the reader's own
offsets, character by character. ``stands_in`` trusts no reader: it takes the raw slice
apart by itself and lets nothing pass but what reading may drop (white space, hyphens,
markup, note markers; across line breaks also what the page interposes).
"""

import html
import re
import unicodedata

from pipeline.sources.model import Sentence

_MARKUP = re.compile(r"\]\([^)]*\)|</?(?!https?:)[a-zA-Z][^>]*>|[*_`\\#>!|\[\]]")
"""Markdown's links, emphasis, escapes and table bars; HTML tags."""
_DROPPED = re.compile(r"[\s\u00ad\u0002\u200b-\u200d\u2060\ufeff‐-―-]+")
"""White space, hyphens and dashes, and marks without width."""
_LINE_BREAK = re.compile(r"[\n\r\f\v\u2028\u2029]")


def first_unfounded(raw: str, sentence: Sentence) -> str | None:
    """Return the first character of ``sentence`` that its raw offsets do not hold, in words.

    None means that every character but spaces is there, each not before the last.
    """
    last = 0
    for char, start, end in zip(sentence.text, sentence.starts, sentence.ends, strict=True):
        if start < last or end < start:
            return f"{char!r} at {start}-{end} stands before {last}"
        if not char.isspace() and char not in _plain(raw[start:end]):
            return f"{char!r} is not in the raw text at {start}-{end}, {raw[start:end]!r}"
        last = start
    return None


def stands_in(text: str, raw: str) -> bool:
    r"""Whether ``text`` is what reads clean from the slice ``raw``.

    >>> stands_in("September 2012", "Sep-\ntember 2012")
    True
    >>> stands_in("in 2012", "in 2013")
    False
    """
    said, there = _squeezed(text), _squeezed(raw)
    if said == there:
        return True
    if not said:  # nothing but what is dropped elsewhere
        return bool(text) and _occurs_in_order(text.replace(" ", ""), raw)
    if not there or said[0] != there[0] or said[-1] != there[-1]:
        return False
    if _LINE_BREAK.search(raw) or _MARKUP.search(raw):
        return _occurs_in_order(said, there)
    return _occurs_in_order(said, there) and _letters(said) == _letters(there)


def begins_in(text: str, raw: str) -> bool:
    """Whether ``raw`` reads as ``text``, cut short as licences ask, and what follows it.

    >>> begins_in("a loan of", "a loan of $5 million")
    True
    """
    return bool(text) and _occurs_in_order(_squeezed(text), _squeezed(raw))


def _plain(text: str) -> str:
    """The characters of ``text`` with entities resolved and compatibility forms too."""
    unescaped = html.unescape(text)
    return unescaped + unicodedata.normalize("NFKC", unescaped)


def _squeezed(text: str) -> str:
    """What of ``text`` has to be equal, in a clean text (which may hold brackets) and a raw."""
    unmarked = html.unescape(_MARKUP.sub("", text))
    return _DROPPED.sub("", unicodedata.normalize("NFKC", unmarked))


def _letters(text: str) -> str:
    return "".join(char for char in text if not char.isdigit())


def _occurs_in_order(text: str, within: str) -> bool:
    remaining = iter(within)
    return all(char in remaining for char in text)
