"""Sentence text to tokens: numbers, words and signs, each knowing what it is glued to.

The tokens are finer than the parser's (*2,800km* is a number and a word), because the
grammar of quantities needs what stands inside the parser's words.
"""

import re
from dataclasses import dataclass

_NUMBER = (
    r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"  # Indian grouping: 12,34,567
    r"|\d{1,3}(?:,[ ]?\d{3})+(?!\d)(?:\.\d+)?"  # 2,800 (or broken after the comma)
    r"|\d{1,3}(?:[ \u00a0\u202f\u2009']\d{3})+(?!\d)(?:\.\d+)?"  # 2 800
    r"|\d+(?:[.,]\d+)?"  # 2800; 3.7; 3,7
    r"|(?<![\w.)])\.\d+"  # .5
)
_TOKEN = re.compile(
    rf"(?P<number>(?:{_NUMBER}))"
    r"|(?P<word>[A-Z]{1,2}[$€£¥]|(?:km|cm|mm|m)(?:[23](?!\w)|\^[23]|<sup>[23]</sup>)|c\.(?=\s?\d)"
    r"|(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?)"
    r"|(?P<sign>[^\s\w]|_)"
)
_RAISED = re.compile(r"</?sup>|\^")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\s?\S+(?:(?<=[/._=-])\s\S*[\d/.]\S*)?"
    r"|(?<!\S)(?:[^\s@]++@\S+|\S+\.(?:html?|pdf|php|aspx?)\b)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A number, word or sign of a sentence; ``key`` is how vocabularies spell it.

    Attributes:
        spaced: white space (or the start of the text) stands before it.
    """

    kind: str
    text: str
    start: int
    end: int
    spaced: bool

    @property
    def low(self) -> str:
        """The text, case folded."""
        return self.text.casefold()

    @property
    def key(self) -> str:
        """The text as vocabularies have it: up to three letters keep their case; no mark-up."""
        text = _RAISED.sub("", self.text)
        return text if len(text) <= 3 else text.casefold()

    @property
    def decimal_comma(self) -> bool:
        """Whether a comma may be the decimal sign (*3,7*): true only beside a unit."""
        return bool(re.fullmatch(r"\d+,(?:\d{1,2}|\d{4,})", self.text))

    @property
    def number(self) -> float:
        """The value of a number token."""
        text = re.sub(r"[\s']", "", self.text)
        return float(text.replace(",", ".") if self.decimal_comma else text.replace(",", ""))


def lex(text: str) -> list[Token]:
    """Return the tokens of ``text`` in order; time grows linearly with its length."""
    tokens = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        start, end = match.span()
        spaced = start == 0 or text[start - 1].isspace()
        tokens.append(Token(kind, match.group(), start, end, spaced))
    return tokens


def addresses(text: str) -> list[tuple[int, int]]:
    """Return the spans of web and mail addresses, whose digits count nothing."""
    return [match.span() for match in _ADDRESS.finditer(text)]


_TITLE = re.compile(r"“[^”]{3,200}(?:”(?=,|\s[(\[])|,”)|\"[^\"]{3,200}(?:\"(?=,)|,\")")


def titles(text: str) -> list[tuple[int, int]]:
    """Return the spans of works cited in a note: quoted, with a comma and the source after."""
    return [match.span() for match in _TITLE.finditer(text)]
