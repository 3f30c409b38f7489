"""What an expression of time means before it is placed in time.

The grammar builds these values from words; ``resolution`` turns them into EDTF. They
follow TIMEX3's division: a ``Fixed`` value stands for itself, the others lean on a date
of the text or on the day of publication. ``rest`` of an EDTF is what follows its year.
"""

from dataclasses import dataclass
from typing import Literal

from pipeline.extraction.calendar import bounds

Unit = Literal["day", "week", "month", "year", "decade", "century"]
Anchor = Literal["context", "publication", "either"]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A complete calendar expression: ``27 February 2013`` is ``Fixed("2013-02-27")``."""

    edtf: str


@dataclass(frozen=True, slots=True)
class Yearless:
    """A part of a year whose year the text gives elsewhere: ``July 3`` is ``("07-03")``.

    ``by`` counts from the nearest one: -1 for ``last October``, 1 for ``next March``.
    """

    rest: str
    by: int | None = None
    anchor: Anchor = "either"


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day whose month follows in the same list: the ``3`` of ``3 and 5 November 2001``."""

    day: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday 1; ``by`` as for ``Yearless``."""

    number: int
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Numeric:
    """Digits whose order of day and month only the document can tell: ``03/04/2012``."""

    first: int
    second: int
    year: int


@dataclass(frozen=True, slots=True)
class Shifted:
    """``by`` units from the anchor: ``last year``, ``two years later``, ``that month``.

    ``near`` names what the anchor happened with: the ``speech`` of ``a year after the speech``.
    """

    unit: Unit
    by: int
    anchor: Anchor
    approximate: bool = False
    near: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """The units that run up to the anchor or on from it: ``over the past two years``."""

    unit: Unit
    by: int
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Onwards:
    """All that comes after the anchor's period: ``over the following years``."""

    unit: Unit


@dataclass(frozen=True, slots=True)
class Then:
    """The governing date, as in ``since then``."""


@dataclass(frozen=True, slots=True)
class SamePeriod:
    """The period last spoken of, moved to the year ``of``."""

    of: "Value"


@dataclass(frozen=True, slots=True)
class Part:
    """Pieces ``first`` to ``last`` of a period cut into ``unit``: ``first nine months of 2012``.

    Counted from 1, or from -1 backwards; ``unit`` may also be ``half`` or ``quarter``.
    """

    of: "Value"
    unit: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class InYear:
    """A part of a year that is itself relative: ``November last year``."""

    rest: str
    year: "Value"


@dataclass(frozen=True, slots=True)
class Modified:
    """A period seen through a TIMEX3 ``mod`` that leaves its bounds as they are."""

    of: "Value"
    mod: str


@dataclass(frozen=True, slots=True)
class Between:
    """A closed interval."""

    first: "Value"
    last: "Value"


@dataclass(frozen=True, slots=True)
class Open:
    """A half-open interval from (``since``) or up to (``until``) a period."""

    of: "Value"
    side: Literal["since", "until"]
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class Unplaceable:
    """A date in words that the table cannot hold, with the reason."""

    reason: str


Value = (
    Fixed | Yearless | DayOfMonth | Weekday | Numeric | Shifted | Stretch | Onwards | Then
    | SamePeriod | Part | InYear | Modified | Between | Open | Unplaceable
)  # fmt: skip


def is_fixed(value: Value | None) -> bool:
    """Tell whether the words name the time by themselves."""
    match value:
        case Fixed() | Numeric():
            return True
        case Modified(of) | Part(of) | Open(of):
            return is_fixed(of)
        case Between(first, last):
            return is_fixed(first) or is_fixed(last)
        case _:
            return False


def fixed(edtf: str) -> Fixed | None:
    """Return the value of ``edtf`` if the calendar has it (there is no 30 February)."""
    try:
        bounds(edtf)
    except ValueError:
        return None
    return Fixed(edtf)
