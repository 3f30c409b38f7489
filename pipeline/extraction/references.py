"""Dates that name a cited work, as in *(Crisis Group 2013)*: they date nothing told.

Such a year is a row of ``dates`` (the codebook: the date of a cited publication is a
date), but it governs neither an event nor a claim.
"""

import re
from functools import cache

from pipeline import vocabulary

_NAME = r"(?:[^\W\d_a-z][\w.’'&-]*|&)"
_LINK = r"(?:and|et al\.?|of|for|the|on|de|von|van)"
_YEAR = r"\d{4}[a-z]?"
_PAGES = r"(?:\s?[,:]\s?(?:pp?\.\s?)?\d[\d–-]*)?"
_WORK = (
    rf"(?:(?:see|cf\.)\s)?{_NAME}(?:,?\s(?:{_NAME}|{_LINK}))*,?\s"
    rf"{_YEAR}(?:,\s?{_YEAR})*{_PAGES}"
)
_CITATION = re.compile(rf"[(\[]\s?{_WORK}(?:\s?;\s?{_WORK})*\s?[)\]]")


def citations(text: str) -> list[tuple[int, int]]:
    """Return where the sentence ``text`` cites works by author and year, in brackets.

    >>> text = "The line was opened in 2009 (Lee and Park 2013, p. 4; Ministry of Roads, 2011)."
    >>> [text[start:end] for start, end in citations(text)]
    ['(Lee and Park 2013, p. 4; Ministry of Roads, 2011)']
    >>> citations("The war (August 2008) was short, and the talks (in Astana, 2009) long.")
    []
    """
    return [
        match.span()
        for match in _CITATION.finditer(text)
        if not any(word in _calendar() for word in re.findall(r"\w+", match.group().casefold()))
    ]


@cache
def _calendar() -> frozenset[str]:
    """The words with which a date, and not a name, begins: *(August 2008)*."""
    return frozenset(row["word"] for name in ("months", "seasons") for row in vocabulary.read(name))
