"""What the extractors find: spans of a sentence with their values.

A span's ``start`` and ``end`` are offsets into the clean text of sentence number
``sentence`` (its index in ``ParsedDocument.sentences``), end exclusive. ``rule`` names
the rule that made it, in the grammar's own words (``day-month-year``).
"""

import datetime
from dataclasses import dataclass

from pipeline.extraction.calendar import bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where something was found, and by which rule."""

    sentence: int
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Span):
    """A calendar expression; ``leans_on`` is the date it was resolved against."""

    edtf: str
    mod: str | None
    basis: str
    leans_on: "Date | None" = None

    @property
    def bounds(self) -> tuple[datetime.date | None, datetime.date | None]:
        """First and last day; None where open."""
        return bounds(self.edtf, self.mod)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Span):
    """A name; ``form`` says which kind of name, ``actor_id`` whom it means."""

    form: str
    actor_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Span):
    """A number with what it measures; ``date`` is the time it is about.

    ``date_edtf`` and ``date_mod`` repeat the date's unless a ruling changes them.
    """

    kind: str
    value: float | None
    value_min: float | None
    value_max: float | None
    unit: str
    modifier: str | None
    direction: str | None
    measure: str | None
    date: Date | None
    date_edtf: str | None
    date_mod: str | None
    attributed_to: str | None
    attribution: str | None = None
    value_base_min: float | None = None
    value_base_max: float | None = None
    unit_base: str | None = None
    actors: tuple[tuple[str, str], ...] = ()
    """(actor_id, role) with role of ``claim_role``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Span):
    """An occurrence; the span is its trigger word.

    ``date_edtf``, ``date_mod`` differ from the date's own where a ruling says so
    (an event *after* a dated one takes an open interval).
    """

    event_type: str
    date: Date
    date_edtf: str
    date_mod: str | None
    date_basis: str
    modality: str
    place: str | None
    place_country: str | None
    place_geonames_id: int | None
    attributed_to: str | None
    actors: tuple[tuple[str, str], ...] = ()
    """(actor_id, role) with role of ``event_role``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Span):
    """What could not be resolved: a row for the ``issues`` table, not a guess."""

    table: str
    kind: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who can act; ``status`` is ``reviewed`` (register) or ``unreviewed``."""

    actor_id: str
    name: str
    actor_type: str
    country: str | None
    aliases: tuple[str, ...]
    wikidata: str | None
    status: str
