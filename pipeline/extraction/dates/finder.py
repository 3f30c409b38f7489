"""Finds the dates of a parsed document: grammar first, then resolution in reading order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from pipeline.extraction.calendar import bounds
from pipeline.extraction.dates import arithmetic, compound, days, evidence, relative, years
from pipeline.extraction.dates.resolution import Scope, resolve
from pipeline.extraction.dates.tense import is_perfect_at, speaks_at, tense_at, tense_of
from pipeline.extraction.dates.tokens import Token, tokenise
from pipeline.extraction.dates.values import (
    DayOfMonth,
    Fixed,
    Modified,
    Part,
    SamePeriod,
    Shifted,
    Value,
    Yearless,
    is_fixed,
)
from pipeline.extraction.parsing import ParsedDocument
from pipeline.extraction.spans import Date, Issue
from pipeline.sources.model import Sentence

STAGES = (
    days.stage.joined(years.stage).joined(relative.stage),
    compound.parts,
    compound.modifiers,
    compound.ranges,
    compound.signals,
)
_EVENT_WORDS = 6
"""How many words after its signal an event may be named."""
REACH = 12
"""How many sentences back a date still governs what leans on it."""
_PUBLISHED = re.compile(r"\d{4}(-\d\d){0,2}")


def expressions(text: str, region: str = "body") -> list[Token]:
    """Return the expressions of time in a sentence, in order, each with its value."""
    tokens = evidence.mark_years(tokenise(text, evidence.masks(text, region)))
    for stage in STAGES:
        tokens = stage.apply(tokens, text)
    return [t for t in tokens if t.value is not None]


def find_dates(text: ParsedDocument) -> tuple[list[Date], list[Issue]]:
    """Return the dates of ``text`` by (sentence, start), and what could not be resolved.

    A date leans on dates of its own channel: the running text, a caption, or one
    footnote, which goes on to the sentence it hangs on.
    """
    found = [expressions(s.text, s.region) for s in text.sentences]
    reader = _Reader(text, found, _day_first(found))
    notes = [i for i, s in enumerate(text.sentences) if s.region == "footnote"]
    for index in [i for i in range(len(found)) if text.sentences[i].region != "footnote"] + notes:
        reader.read(index)
    dates = [date for row in reader.dates for date in row]
    issues = sorted(reader.issues, key=lambda issue: (issue.sentence, issue.start))
    return dates, issues


def _day_first(found: Sequence[Sequence[Token]]) -> bool | None:
    """Return the order of day and month that the document's unambiguous digits agree on."""
    votes = set()
    for token in (t for row in found for t in row):
        digits = re.findall(r"\d+", token.text)
        told = token.rule == "numeric-date" and isinstance(token.value, Fixed)
        if told and len(digits[0]) < 3 and digits[0] != digits[1]:
            votes.add(int(digits[0]) > 12)
    return votes.pop() if len(votes) == 1 else None


@dataclass
class _Reader:
    """Reads sentence after sentence, remembering what was dated before."""

    text: ParsedDocument
    found: Sequence[Sequence[Token]]
    day_first: bool | None
    dates: list[list[Date]] = field(init=False)
    issues: list[Issue] = field(default_factory=list)

    def __post_init__(self) -> None:
        published = self.text.document.published or ""
        plain = _PUBLISHED.match(published)
        self.published = plain.group() if plain else None
        self.dates = [[] for _ in self.text.sentences]
        self.places = {s.sentence_id: i for i, s in enumerate(self.text.sentences)}

    def read(self, index: int) -> None:
        """Resolve the expressions of a sentence; those of a list lean on what follows."""
        row = self.found[index]
        placed: dict[int, Date] = {}
        for at in (*self._lenders(index), *range(len(row))):
            if at in placed:
                continue
            before = [placed[k] for k in sorted(placed) if k < at]
            date = self._place(index, at, before, placed.get(at + 1))
            if date is not None:
                placed[at] = date
        self.dates[index] = [placed[k] for k in sorted(placed)]

    def _lenders(self, index: int) -> list[int]:
        """Return which expressions, last first, the one before them may lean on."""
        row, text = self.found[index], self.text.sentences[index].text
        return [
            at + 1
            for at in range(len(row) - 2, -1, -1)
            if _leans_forward(row, at, text)
            or (_is_event(row[at].value) and is_fixed(row[at + 1].value))
        ]

    def _place(
        self, index: int, at: int, before: list[Date], following: Date | None
    ) -> Date | None:
        token, sentence = self.found[index][at], self.text.sentences[index]
        value, parse = token.value, self.text.parses[index]
        if value is None or _means_nowadays(value, parse, token):
            return None
        end, near = _event_end(value, parse, token)
        earlier = [*reversed(before), *self._before(sentence, index)]
        if following is not None and _counts_from(value, following, sentence.text, end):
            earlier = [following]
            end = end if end < following.start else token.end
        elif near:
            earlier = self._of_event(near, earlier)
        elif _restates(value, earlier, index, sentence.text[: token.start]):
            earlier = earlier[1:]
        scope = Scope(
            self.published,
            earlier,
            self._narrative(index, earlier)
            and not (is_perfect_at(parse, token.start, token.end) and earlier[0].sentence != index),
            following if _leans_forward(self.found[index], at, sentence.text) else None,
            tense_at(parse, token.start, token.end),
            self.day_first,
        )
        try:
            answer = resolve(value, scope)
            bounds(answer.edtf, answer.mod)
        except ValueError as reason:
            self._report(index, token, str(reason))
            return None
        return Date(
            sentence=index,
            start=token.start,
            end=end,
            rule=token.rule,
            edtf=answer.edtf,
            mod=answer.mod,
            basis=answer.basis,
            leans_on=answer.leans_on,
        )

    def _report(self, index: int, token: Token, reason: str) -> None:
        self.issues.append(
            Issue(
                sentence=index,
                start=token.start,
                end=token.end,
                rule=token.rule,
                table="dates",
                kind="unresolved_date",
                detail=reason,
            )
        )

    def _before(self, sentence: Sentence, index: int) -> Iterator[Date]:
        """Yield the dates of earlier sentences that can govern this one, nearest first."""
        note = sentence.region == "footnote"
        for i in range(index - 1, max(-1, index - REACH - 1), -1):
            other = self.text.sentences[i]
            if note and other.paragraph != sentence.paragraph:
                break
            if (other.region == "footnote") == note:
                yield from reversed(self.dates[i])
        host = self.places.get(sentence.hangs_on or "") if note else None
        if host is not None:
            yield from reversed(self.dates[host])
            yield from self._before(self.text.sentences[host], host)

    def _narrative(self, index: int, earlier: Sequence[Date]) -> bool:
        """Tell whether the nearest date still sets the time.

        It does in its own paragraph, and in later ones until a sentence in the present
        tense returns to the time of writing.
        """
        if not earlier:
            return False
        from_ = earlier[0].sentence
        here = self.text.sentences[index]
        if here.region == "caption":
            return self.text.sentences[from_].region == "caption"
        if from_ > index or self.text.sentences[from_].paragraph == here.paragraph:
            return True
        if here.region == "footnote":
            return True
        between = range(from_ + 1, index)
        return not any(
            tense_of(self.text.parses[i]) == "present"
            for i in between
            if self.text.sentences[i].region == "body"
        )

    def _of_event(self, near: str, earlier: Sequence[Date]) -> list[Date]:
        """Put first the dates of sentences that name the event."""
        naming = [
            d
            for d in earlier
            if any(t.lemma_.lower() == near for t in self.text.parses[d.sentence])
        ]
        return naming or list(earlier)


def _leans_forward(row: Sequence[Token], at: int, text: str) -> bool:
    """Tell whether the expression shares the year of the next: ``April and in June 2012``."""
    value, following = row[at].value, row[at + 1].value if at + 1 < len(row) else None
    if not isinstance(value, Yearless | DayOfMonth) or following is None:
        return False
    if isinstance(value, Yearless) and value.by is not None:
        return False
    joint = re.sub(r"\b(?:in|on|of)$", "", text[row[at].end : row[at + 1].start].strip()).strip()
    if joint not in (",", "and", "or", "&", ", and", ", or", "/", ";"):
        return False
    if isinstance(value, DayOfMonth):
        return True
    plain = following
    if isinstance(plain, Part) and plain.unit in ("quarter", "half"):
        return is_fixed(plain.of)
    while isinstance(plain, Modified | Part | SamePeriod):
        plain = plain.of
    same = isinstance(plain, Fixed) and len(plain.edtf) >= 7 and "/" not in plain.edtf
    return (same and is_fixed(following)) or (
        isinstance(plain, Yearless | DayOfMonth) and _leans_forward(row, at + 1, text)
    )


def _is_event(value: Value | None) -> bool:
    return isinstance(value, Shifted) and value.near is not None


def _counts_from(value: Value, following: Date, text: str, end: int) -> bool:
    """Tell whether the event is dated right there: ``a year after the 2005 revolt``."""
    joint = text[end : following.start].strip()
    return _is_event(value) and joint in ("", "in", "of", "on", "the")


def _restates(value: Value, earlier: Sequence[Date], index: int, before: str) -> bool:
    """Tell whether the words only say again, after a comma, how far the date before them is.

    *War came in 1992. Peace was signed in June 1997, five years later*: from 1992.
    """
    if not isinstance(value, Shifted) or value.anchor != "context" or not value.by:
        return False
    if len(earlier) < 2 or earlier[0].sentence != index:
        return False
    if before[earlier[0].end :].strip() not in (",", "–", "—", "("):
        return False
    here, there = (arithmetic.ends(date.edtf)[1] for date in earlier[:2])
    moved = arithmetic.move(there, value.unit, value.by)
    return moved is not None and moved == arithmetic.truncate(here, value.unit)


def _means_nowadays(value: Value, parse: Doc, token: Token) -> bool:
    """Tell words for these times, or for any year, from a date, by the tense of their verb.

    *Today* is the day of publication beside a past or a future, or where somebody speaks
    (*I rise today*); *in winter* of a present is every winter.
    """
    today = token.text == "today" and isinstance(value, Shifted)
    if not today and token.rule != "season":
        return False
    if today and speaks_at(parse, token.start, token.end):
        return False
    return tense_at(parse, token.start, token.end) == "present"


def _event_end(value: Value, parse: Doc, token: Token) -> tuple[int, str]:
    """Return where ``a year after X`` ends, X included, and the lemma that names X."""
    if not isinstance(value, Shifted) or value.near is None:
        return token.end, ""
    span = parse.char_span(token.start, token.end, alignment_mode="expand")
    signal = span[-1] if span is not None and len(span) else None
    objects = [c for c in signal.children if c.dep_ == "pobj"] if signal is not None else []
    far = not objects or signal is None or objects[0].i > signal.i + _EVENT_WORDS
    if far or objects[0].pos_ not in ("NOUN", "PROPN"):
        return token.end, ""
    noun = objects[0]
    return noun.idx + len(noun), noun.lemma_.lower()
