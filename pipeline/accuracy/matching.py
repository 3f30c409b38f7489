"""Which row answers which annotation, and whether it says the same.

A row and an annotation can be paired when their spans overlap; each is paired once,
pairs of equal value first, then the longer overlap.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
TOLERANCE = 1e-6
SAME_WORDS = 0.5
"""How much of their words two names of one source share at least."""
_NO_WORD = re.compile(r"[^\w\s]|\b(?:a|an|the)\b")


@dataclass(frozen=True, slots=True)
class Pair:
    """An annotation, the row that answers it, and whether their values are equal."""

    gold: Row
    found: Row
    equal: bool


@dataclass(frozen=True, slots=True)
class Matched:
    """The outcome for one table of one window."""

    pairs: tuple[Pair, ...]
    missed: tuple[Row, ...]
    false: tuple[Row, ...]


def same_value(table: str, gold: Row, found: Row) -> bool:
    """Say whether two overlapping rows mean the same.

    Dates and events: the same first and last day. Claims: the same bounds and unit.
    Mentions: a name of the actor in common.
    """
    if table in ("dates", "events"):
        return all(gold[key] == found[key] for key in ("date_start", "date_end"))
    if table == "claims":
        bounds = ("value_min", "value_max")
        return gold["unit"] == found["unit"] and all(_close(gold[k], found[k]) for k in bounds)
    return bool(gold["names"] & found["names"])


def same_source(gold: Row, found: Row) -> bool:
    """Say whether two claims name the same source: an actor in common, or mostly the same words."""
    if not gold["source"] or not found["source"]:
        return False
    named = bool(gold["attributed_to"] & found["attributed_to"])
    return named or token_f1(gold["source"], found["source"]) > SAME_WORDS


def _close(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def match(table: str, gold: Sequence[Row], found: Sequence[Row]) -> Matched:
    """Pair annotations with rows, greedily."""
    candidates = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            overlap = min(g["char_end"], f["char_end"]) - max(g["char_start"], f["char_start"])
            if overlap > 0:
                candidates.append((not same_value(table, g, f), -overlap, i, j))
    pairs, used_gold, used_found = [], set(), set()
    for differs, _, i, j in sorted(candidates):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append(Pair(gold[i], found[j], not differs))
    return Matched(
        tuple(pairs),
        tuple(g for i, g in enumerate(gold) if i not in used_gold),
        tuple(f for j, f in enumerate(found) if j not in used_found),
    )


def token_f1(a: str | None, b: str | None) -> float:
    """Return the F1 of the words that two phrases share.

    Case, punctuation, articles and order do not count, as in SQuAD (Rajpurkar et al. 2016).

    >>> token_f1("the Chinese workers,", "workers")
    0.6666666666666666
    """
    left, right = (set(_NO_WORD.sub(" ", (phrase or "").casefold()).split()) for phrase in (a, b))
    if not left and not right:
        return 1.0
    return 2 * len(left & right) / (len(left) + len(right))
