"""Stable identifiers: a hash of what identifies a row, never of its position."""

import hashlib
from collections import Counter

LENGTH = 16  # hex digits: 64 bits, a collision among 10^6 rows has odds of 1 in 10^7


def stable_id(*parts: str) -> str:
    """Return 16 hex digits of the SHA-256 of ``parts``, joined unambiguously."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:LENGTH]


class Occurrences:
    """Numbers equal keys in the order they come, so that twins get different ids."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, ...]] = Counter()

    def id(self, *parts: str) -> str:
        """Return the stable id of ``parts`` and of how often they came before."""
        self._seen[parts] += 1
        return stable_id(*parts, str(self._seen[parts]))
