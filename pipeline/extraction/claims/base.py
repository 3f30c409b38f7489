"""Values in coherent SI units, where the conversion is exact.

A researcher who sums or compares kilometres with metres, or gigawatt hours with joules, uses
these; the unit of the text stays beside them. Money, counts, percentages, months and years
have none: no factor between them is exact.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from pipeline.vocabulary import read


class Base(NamedTuple):
    """Bounds in ``unit``; all None where nothing exact can be said."""

    low: float | None = None
    high: float | None = None
    unit: str | None = None


@cache
def _factors() -> Mapping[str, tuple[str, Fraction]]:
    """UCUM code to its base unit and the exact factor to it."""
    return {row["unit"]: (row["base"], Fraction(row["factor"])) for row in read("base_units")}


def in_base_unit(unit: str, low: float | None, high: float | None) -> Base:
    """Return the bounds ``low``, ``high`` of ``unit`` (UCUM) in its base unit, if it has one.

    >>> in_base_unit("GW.h", 3, 3)
    Base(low=10800000000000.0, high=10800000000000.0, unit='J')
    >>> in_base_unit("USD", 1, 1).unit is None
    True
    """
    found = _factors().get(unit)
    if found is None:
        return Base()
    base, factor = found
    return Base(_times(low, factor), _times(high, factor), base)


def _times(value: float | None, factor: Fraction) -> float | None:
    return None if value is None else float(Fraction(str(value)) * factor)
