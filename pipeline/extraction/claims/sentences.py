"""A sentence as the scanner needs it: its tokens, its parse, and where nothing may be read."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc
from spacy.tokens import Token as Parsed

from pipeline.extraction.claims.lexer import Token, addresses, lex, titles
from pipeline.extraction.claims.words import forms

_SIGNS = "$€£¥₸₽"


@dataclass(frozen=True)
class Sentence:
    """A sentence as the scanner needs it.

    Attributes:
        blocked: for each token, whether no quantity may begin there (name, address, term).
        dated: for each token (and one past the last), whether a date covers it.
        dates: the spans of the dates in the sentence.
    """

    tokens: Sequence[Token]
    parse: Doc
    region: str
    blocked: Sequence[bool]
    dated: Sequence[bool]
    dates: Sequence[tuple[int, int]]
    _starts: list[int] = field(default_factory=list)

    def parsed(self, at: int) -> Parsed:
        """The parser's token that covers the beginning of token ``at``."""
        if not self._starts:
            self._starts.extend(token.idx for token in self.parse)
        return self.parse[max(0, bisect_right(self._starts, self.tokens[at].start) - 1)]


def sentence(
    parse: Doc,
    region: str,
    dates: Sequence[tuple[int, int]],
    names: Sequence[tuple[int, int]],
) -> Sentence:
    """Cut a parsed sentence; ``dates`` and ``names`` are spans of its characters."""
    tokens = lex(parse.text)
    dated = covered(tokens, dates)
    cited = titles(parse.text) if region == "footnote" else []
    named = [
        inside and token.text[-1] not in _SIGNS  # the *US* of *US$5* is no name
        for inside, token in zip(covered(tokens, names), tokens, strict=True)
    ]
    kept_out = covered(tokens, [*addresses(parse.text), *cited])
    terms = _terms(tokens)
    blocked = [any(marks) for marks in zip(dated, named, kept_out, terms, strict=True)]
    return Sentence(tokens, parse, region, blocked, [*dated, False], dates)


def covered(tokens: Sequence[Token], spans: Sequence[tuple[int, int]]) -> list[bool]:
    """For each token whether one of ``spans`` overlaps it."""
    found = [False] * len(tokens)
    starts = [token.start for token in tokens]
    for start, end in spans:
        at = max(0, bisect_right(starts, start) - 1)
        while at < len(tokens) and tokens[at].start < end:
            found[at] = found[at] or tokens[at].end > start
            at += 1
    return found


@cache
def _fixed() -> dict[tuple[str, ...], int]:
    return {
        tuple(token.low for token in lex(form)): 1 for form in forms("number_terms", "role", "term")
    }


def _terms(tokens: Sequence[Token]) -> list[bool]:
    """Mark the tokens of fixed terms (*three evils*)."""
    found = [False] * len(tokens)
    longest = max(map(len, _fixed()))
    for at in range(len(tokens)):
        for end in range(at + 2, min(len(tokens), at + longest) + 1):
            if tuple(t.low for t in tokens[at:end]) in _fixed():
                found[at:end] = [True] * (end - at)
    return found
