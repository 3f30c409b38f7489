"""The machinery of the grammar: patterns over tokens, applied stage by stage.

A cascade of finite-state stages (Abney 1996): in each stage the longest match at each
place, from left to right, becomes one token, which the next stage can build on. Each
pattern is bounded, so a stage takes time linear in the number of tokens.

A pattern is a row of elements between spaces. An element is a kind in capitals or a
word in lower case, or several with ``|`` between them; ``?`` after it makes it optional.
What stands before ``<`` or after ``>`` must be there but is not part of the expression.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.extraction.dates.tokens import Constant, Token
from pipeline.extraction.dates.values import Value


class Example(NamedTuple):
    """What a rule is for; published on Monday, 15 June 2020 as far as that matters."""

    text: str
    span: str
    edtf: str
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens ``first`` to ``last`` (exclusive) of ``tokens``, with what stands around them."""

    tokens: Sequence[Token]
    first: int
    last: int
    text: str

    @property
    def own(self) -> Sequence[Token]:
        """The tokens of the expression."""
        return self.tokens[self.first : self.last]

    def get(self, kind: str, nth: int = 0) -> Constant:
        """Return the value of the ``nth`` token of ``kind``, None if there is none."""
        found = [t.kinds[kind] for t in self.own if kind in t.kinds]
        return found[nth] if nth < len(found) else None

    def number(self, kind: str, nth: int = 0) -> int:
        """Return the ``nth`` value of ``kind``, which the pattern says is a number."""
        value = self.get(kind, nth)
        if not isinstance(value, int):
            raise TypeError(f"{kind} is no number here: {value!r}")
        return value

    def value(self, nth: int = 0) -> Value:
        """Return the value of the ``nth`` expression within this one."""
        return [t.value for t in self.own if t.value is not None][nth]

    def has(self, *words: str) -> bool:
        """Tell whether one of ``words`` (or kinds) is among the tokens."""
        return any(t.text in words or not t.kinds.keys().isdisjoint(words) for t in self.own)

    def before(self, distance: int = 1) -> Token | None:
        """Return the token so many before the expression."""
        at = self.first - distance
        return self.tokens[at] if at >= 0 else None

    def after(self, distance: int = 1) -> Token | None:
        """Return the token so many after the expression."""
        at = self.last + distance - 1
        return self.tokens[at] if at < len(self.tokens) else None


Builder = Callable[[Match], Value | None]


class _Element(NamedTuple):
    options: frozenset[str]
    optional: bool

    def fits(self, token: Token) -> bool:
        return token.text in self.options or not self.options.isdisjoint(token.kinds)


class _Pattern(NamedTuple):
    before: tuple[_Element, ...]
    body: tuple[_Element, ...]
    after: tuple[_Element, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule: what it matches, what it makes of it, and an example of both."""

    name: str
    patterns: tuple[_Pattern, ...]
    build: Builder
    examples: tuple[Example, ...]


class Stage:
    """Rules that are tried together; the longest match wins, then the rule declared first."""

    def __init__(self, makes: str) -> None:
        self.rules: list[Rule] = []
        self._makes = makes
        self._starts: dict[str, list[tuple[int, _Pattern]]] = {}

    def rule(
        self, name: str, *patterns: str, examples: Sequence[Example]
    ) -> Callable[[Builder], Builder]:
        """Declare the decorated builder as a rule; it may refuse a match with None."""

        def declare(build: Builder) -> Builder:
            self._add(Rule(name, tuple(_compile(p) for p in patterns), build, tuple(examples)))
            return build

        return declare

    def _add(self, rule: Rule) -> None:
        """Remember the rule by each word or kind that it can begin with."""
        for pattern in rule.patterns:
            for element in pattern.body:
                for option in element.options:
                    self._starts.setdefault(option, []).append((len(self.rules), pattern))
                if not element.optional:
                    break
        self.rules.append(rule)

    def joined(self, other: "Stage") -> "Stage":
        """Return a stage that tries the rules of both together."""
        both = Stage(self._makes)
        for rule in (*self.rules, *other.rules):
            both._add(rule)
        return both

    def apply(self, tokens: Sequence[Token], text: str) -> list[Token]:
        """Return ``tokens`` with each longest match replaced by one token."""
        out: list[Token] = []
        at = 0
        while at < len(tokens):
            made = self._longest(tokens, at, text)
            if made:
                token, at = made
                out.append(token)
            else:
                out.append(tokens[at])
                at += 1
        return out

    def _longest(self, tokens: Sequence[Token], at: int, text: str) -> tuple[Token, int] | None:
        token = tokens[at]
        if not token.text:
            return None
        starts = {s for key in (token.text, *token.kinds) for s in self._starts.get(key, ())}
        found = [
            (end, -number)
            for number, pattern in starts
            if (end := _match(pattern, tokens, at)) is not None
        ]
        for end, number in sorted(found, reverse=True):
            rule = self.rules[-number]
            value = rule.build(Match(tokens, at, end, text))
            if value is not None:
                start, stop = tokens[at].start, tokens[end - 1].end
                kinds = {self._makes: None}
                words = text[start:stop].lower()
                return Token(start, stop, words, kinds, False, value, rule.name), end
        return None


def _compile(pattern: str) -> _Pattern:
    before, found, rest = pattern.rpartition(" < ")
    body, _, after = (rest if found else pattern).partition(" > ")
    return _Pattern(_elements(before), _elements(body), _elements(after))


def _elements(row: str) -> tuple[_Element, ...]:
    return tuple(
        _Element(frozenset(element.removesuffix("?").split("|")), element.endswith("?"))
        for element in row.split()
    )


def _match(pattern: _Pattern, tokens: Sequence[Token], at: int) -> int | None:
    """Return where the body ends, if the pattern fits with its body beginning at ``at``."""
    size = len(pattern.before)
    if size > at or not all(
        e.fits(t) for e, t in zip(pattern.before, tokens[at - size : at], strict=True)
    ):
        return None
    return _run(pattern.body, tokens, at, pattern.after)


def _run(
    elements: tuple[_Element, ...], tokens: Sequence[Token], at: int, after: tuple[_Element, ...]
) -> int | None:
    if not elements:
        return at if not after or _run(after, tokens, at, ()) is not None else None
    head, rest = elements[0], elements[1:]
    if at < len(tokens) and tokens[at].text and head.fits(tokens[at]):
        end = _run(rest, tokens, at + 1, after)
        if end is not None:
            return end
    return _run(rest, tokens, at, after) if head.optional else None
