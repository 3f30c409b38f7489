"""Whether an unknown run of capitals is a person's name."""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.extraction.mentions.register import is_pinyin
from pipeline.extraction.mentions.words import Line, Unit, listed
from pipeline.tables import LIST_SEPARATOR
from pipeline.vocabulary import read

_LONGEST = 5  # words of a name (Joseph Y. S. Cheng has four)


def is_person(line: Line, units: Sequence[Unit], titled: bool = False) -> bool:
    """Tell whether ``units`` name a person.

    Evidence, any of which is enough: a title (*Prime Minister Jantoro Satybaldiev*), a
    small role word (*spokesman Dmitry Peskov*), a Chinese surname and Pinyin (*Pan
    Zhiping*), the model's label. A single word needs a title.
    """
    words = [unit.text for unit in units]
    if not 1 <= len(words) <= _LONGEST or any(unit.match for unit in units):
        return False
    name = line.text[units[0].start : units[-1].end]
    if any(c.isdigit() for c in name) or any(word.isupper() and len(word) > 3 for word in words):
        return False
    if titled:
        offices = listed("titles", "modifier") | listed("titles", "portfolio")
        if all(word in offices for word in words):
            return False
        return words[0].casefold() not in line.common or len(words) > 1
    if len(words) == 1 or (line.region == "heading" and len(line.text) > len(name) + 2):
        return False
    if " " not in name:  # a hyphenated word: Issyk-Kul
        return False
    if is_pinyin(name) or _has_role(line, units[0].start):
        return True
    labels = line.labels(units[0].start, units[-1].end)
    common = [word for word in words if word.casefold() in line.common]
    return (
        labels <= {"PERSON"}
        and len(common) < len(words)
        and (bool(labels) or _speaks(line, units))
        and not _qualifies(line, units)
    )


def _has_role(line: Line, start: int) -> bool:
    """Tell whether a role precedes (*spokesman Dmitry Peskov*; *the mayor of Osh, …*)."""
    before = re.search(r"([\w-]+)(?: of (?:[A-Z][\w-]* ?)+)?,? $", line.text[:start])
    return before is not None and before[1].casefold() in listed("name_stops", "role")


def _speaks(line: Line, units: Sequence[Unit]) -> bool:
    """Tell whether ``units`` are the subject of a verb of saying (*Alexei Arbatov noted*)."""
    token = line.token(units[-1].end - 1)
    return token.dep_ == "nsubj" and token.head.lemma_ in _attributing()


def _qualifies(line: Line, units: Sequence[Unit]) -> bool:
    """Tell whether ``units`` stand before a noun as what it is called (*the X Y mine*)."""
    token = line.token(units[-1].end - 1)
    return token.dep_ in ("compound", "amod", "nmod") and token.head.idx >= units[-1].end


@cache
def _attributing() -> frozenset[str]:
    """Return the verbs of saying, by lemma."""
    return frozenset(
        verb
        for row in read("attribution_verbs")
        if row["role"] == "verb"
        for verb in row["forms"].split(LIST_SEPARATOR)
    )
