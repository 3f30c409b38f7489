"""Sentences in, quantitative claims out.

Here belong the grammar of quantities and what is read around each: what it measures, when,
who said it. Dates and names are found before, and their digits count nothing here.

    lexer, words     tokens; vocabularies as tables
    numerals         cardinal numbers and ranges
    rules            what a rule is; currencies and modifiers
    grammar          the rules, each with its example
    money, shares    its rules for money; for parts, multiples and open numbers
    sentences        a sentence as the scanner needs it
    counting         what the codebook excludes
    scan             a sentence to its quantities
    phrases          where the phrases of a sentence begin and end
    series           figures that leave out what the one before said
    beside           what stands beside a figure
    measure          what is measured
    circumstances    date, direction, actors
    attribution      who said it
    base             values in base units
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from pipeline.extraction.claims.attribution import Source, quoted, source_of, speaker
from pipeline.extraction.claims.base import in_base_unit
from pipeline.extraction.claims.circumstances import (
    LEVEL_KINDS,
    concerned,
    date_of,
    direction,
    placed,
)
from pipeline.extraction.claims.measure import measured
from pipeline.extraction.claims.phrases import words_of
from pipeline.extraction.claims.rules import Context
from pipeline.extraction.claims.scan import Found, scan
from pipeline.extraction.claims.sentences import Sentence, sentence
from pipeline.extraction.parsing import ParsedDocument
from pipeline.extraction.spans import Claim, Date, Issue, Mention, Span

S = TypeVar("S", bound=Span)
_ASIDE = frozenset({"caption", "footnote"})
_UNMAPPED = "no currency or several have this name here"
_UNMEASURED = "neither this sentence nor the one before says what it measures"
NEAR = 3
"""How many quantities back a measure that is left out may stand."""


def find_claims(
    text: ParsedDocument, dates: Sequence[Date], mentions: Sequence[Mention]
) -> tuple[list[Claim], list[Issue]]:
    """Return the claims of a document, sorted and without overlap, and what had no unit.

    A quantity whose currency could be several (*rupees*) is an issue ``unmapped_unit``,
    not a claim; a claim that measures nothing that is said is an issue ``unmeasured_claim``, too.
    """
    claims: list[Claim] = []
    issues: list[Issue] = []
    own_dates, own_mentions = _by_sentence(dates), _by_sentence(mentions)
    voices = Voices(text, own_mentions)
    for at, (source, parse) in enumerate(zip(text.sentences, text.parses, strict=True)):
        if len(parse) == 0:
            continue
        here, names = own_dates.get(at, []), own_mentions.get(at, [])
        cut = sentence(
            parse,
            source.region,
            [(d.start, d.end) for d in here],
            [(m.start, m.end) for m in names],
        )
        earlier = _earlier(text, at, own_dates)
        countries = frozenset(
            m.actor_id.removeprefix("country:") for m in names if m.actor_id.startswith("country:")
        )
        quantities = scan(cut, Context(countries))
        for ordinal, found in enumerate(quantities):
            if found.quantity.unit is None:
                issues.append(_issue(at, source.text, found, "unmapped_unit", _UNMAPPED))
            else:
                before = quantities[max(0, ordinal - NEAR) : ordinal]
                claim = _claim(at, cut, found, before, here, earlier, names)
                if claim.attribution is None:
                    voice = voices.at(at, found.start)
                    claim = replace(claim, attributed_to=voice.actor_id, attribution=voice.words)
                if claim.measure is None and claims and _levels(claims[-1], claim):
                    claim = replace(claim, measure=claims[-1].measure)  # it fell to 5%
                claims.append(claim)
                if claim.measure is None:
                    issues.append(_issue(at, source.text, found, "unmeasured_claim", _UNMEASURED))
    return claims, issues


class Voices:
    """Who speaks in the quotations of a document."""

    def __init__(self, text: ParsedDocument, mentions: Mapping[int, Sequence[Mention]]) -> None:
        self._text, self._mentions = text, mentions

    def at(self, at: int, start: int) -> Source:
        """Return who says what stands at ``start`` of sentence ``at``, if it is a quotation.

        It is the last who was told to say something, up to ``NEAR`` sentences before.
        """
        sentences = self._text.sentences
        same = (s for s in sentences[max(0, at - 9) : at] if s.paragraph == sentences[at].paragraph)
        if quoted(" ".join([*(s.text for s in same), sentences[at].text[:start]])):
            for other in range(at - 1, max(-1, at - 1 - NEAR), -1):
                source = speaker(self._text.parses[other], self._mentions.get(other, ()))
                if source.words:
                    return source
        return Source()


def _by_sentence(spans: Iterable[S]) -> dict[int, list[S]]:
    """Spans by the number of their sentence."""
    found: dict[int, list[S]] = {}
    for span in spans:
        found.setdefault(span.sentence, []).append(span)
    return found


def _earlier(text: ParsedDocument, at: int, dates: Mapping[int, Sequence[Date]]) -> Sequence[Date]:
    """The dates of the nearest sentence before in the paragraph that has any.

    The last sentence of the paragraph before counts with it: in news a paragraph is a
    sentence. Captions and notes that stand between do not count.
    """
    here = text.sentences[at]
    passed = 0
    for before in range(at - 1, -1, -1):
        other = text.sentences[before]
        if other.region in _ASIDE and other.region != here.region:
            continue
        if passed == NEAR or other.region == "heading":
            break
        if other.paragraph != here.paragraph and passed:
            break
        if before in dates:
            return dates[before]
        passed += 1
    return ()


def _levels(before: Claim, claim: Claim) -> bool:
    """Two levels of a thing, in one sentence or the next (*trade doubled; it reached $3 m*)."""
    near = claim.sentence - before.sentence <= 1
    return near and before.kind in LEVEL_KINDS and claim.kind in LEVEL_KINDS


def _issue(at: int, text: str, found: Found, kind: str, detail: str) -> Issue:
    return Issue(
        sentence=at,
        start=found.start,
        end=found.end,
        rule=found.quantity.rule,
        table="claims",
        kind=kind,
        detail=f"{text[found.start : found.end]}: {detail}",
    )


def _claim(
    at: int,
    cut: Sentence,
    found: Found,
    before: Sequence[Found],
    dates: Sequence[Date],
    earlier: Sequence[Date],
    mentions: Sequence[Mention],
) -> Claim:
    """Join a quantity with what surrounds it."""
    pieces = measured(cut, found, before)
    date = date_of(cut, found, dates, earlier)
    edtf, mod = placed(cut, found, date) if date else (None, None)
    low, high = found.bounds
    unit = found.quantity.unit or ""
    source = source_of(cut, found, mentions)
    base = in_base_unit(unit, low, high)
    return Claim(
        sentence=at,
        start=found.start,
        end=found.end,
        rule=found.quantity.rule,
        kind=found.quantity.kind,
        value=found.value,
        value_min=low,
        value_max=high,
        unit=unit,
        modifier=found.modifier,
        direction=direction(cut, found),
        measure=words_of(cut, pieces),
        date=date,
        date_edtf=edtf,
        date_mod=mod,
        attributed_to=source.actor_id,
        attribution=source.words,
        value_base_min=base.low,
        value_base_max=base.high,
        unit_base=base.unit,
        actors=concerned(cut, found, pieces, mentions),
    )
