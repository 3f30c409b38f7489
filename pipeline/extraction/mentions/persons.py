"""Whether an unknown run of capitals is a person's name.

spokesman Dmitry Peskov; her brother, Rahmat      a role or a relative before it
Pan Zhiping; Asyla Bekova; Carl Dean              Pinyin, a surname's ending, a given name
Olim Umar, a farmer; Olim Umar, who fled          what stands in apposition
"""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.extraction.mentions.register import actor_register, is_pinyin
from pipeline.extraction.mentions.words import Line, Unit, cities, english, listed
from pipeline.tables import LIST_SEPARATOR
from pipeline.vocabulary import read

_LONGEST = 5  # words of a name (Joseph Y. S. Cheng has four)
_ACRONYM = 4  # letters from which a word in capitals is no part of a name
_APPOSED = re.compile(r",? (?:\(?(?:aged )?\d\d\)?\b|who\b|whose\b)")
_APPOSITION = re.compile(
    r", (?:(?:an?|the|his|her|its|their|our|then|former|currently|now|also|one of the) )?"
    r"(?P<words>(?:[\w'’.-]+ ){0,6}?[\w'’-]+)"
    r"(?= (?:of|at|in|for|from|to|with|who|and|on|under|based)\b|[,.;)]|$)"
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+")
_SAYS_BEFORE = re.compile(r"\b(?:said|says|added|adds|explained|noted|recalled|complained|wrote) $")
_ROLE_BEFORE = re.compile(r"(?P<role>[\w-]+)(?: of (?:the )?(?:[A-Z][\w-]* ?)+)?,? $")


def is_person(line: Line, units: Sequence[Unit], titled: bool = False) -> bool:
    """Tell whether ``units`` name a person.

    Evidence, any of which is enough: a title (*Prime Minister Jantoro Satybaldiev*), a
    small role word (*spokesman Dmitry Peskov*), the build of the name, an apposition, the
    model's label. A single word needs a title or a relative.
    """
    words = [unit.text for unit in units]
    if not 1 <= len(words) <= _LONGEST or any(unit.match for unit in units):
        return False
    name = line.text[units[0].start : units[-1].end]
    if any(c.isdigit() for c in name) or (
        not titled
        and any(
            word.isupper() and len(word.strip(".")) >= _ACRONYM and "." not in word
            for word in words
        )
    ):
        return False
    if titled:
        offices = listed("titles", "modifier") | listed("titles", "portfolio")
        if all(word in offices for word in words):
            return False
        return words[0].casefold() not in line.common or len(words) > 1
    if len(words) == 1:
        return _is_relative(line, units[0])
    if " " not in name and "." not in name:  # a hyphenated word: Issyk-Kul
        return False
    if line.region == "heading" and len(line.text) > len(name) + 2:
        return is_pinyin(name) or is_built_as_person(words)
    if is_pinyin(name) or _has_role(line, units[0].start) or _is_apposed(line, units[-1].end):
        return True
    if _qualifies(line, units):
        return False
    return is_built_as_person(words) or _is_labelled(line, units) or _speaks(line, units)


def without_roles(units: Sequence[Unit]) -> tuple[list[Unit], bool]:
    """Drop titles and roles before a name; tell whether there were any (*Lawmaker Olim Umar*)."""
    rest = list(units)
    while len(rest) > 1 and _is_role(rest[0].text.removesuffix("s")):
        rest.pop(0)
    return rest, len(rest) < len(units) and not all(english(unit.text) for unit in rest)


def is_built_as_person(words: Sequence[str]) -> bool:
    """Tell whether ``words`` begin with a given name or end like a surname.

    >>> is_built_as_person(["Asyla", "Bekova"]), is_built_as_person(["Steppe", "Minerals"])
    (True, False)
    """
    last = words[-1].casefold()
    if len(words) < 2 or words[-1] in cities() or last in _plain_words():
        return False
    ended = any(last.endswith(end) and len(last) >= letters for end, letters in _endings())
    return words[0] in _given_names() or (
        (ended or bool(_INITIALS.fullmatch(words[0]))) and not english(last)
    )


def is_given_name(word: str) -> bool:
    """Tell whether ``word`` is a given name that we know."""
    return word in _given_names()


def _is_labelled(line: Line, units: Sequence[Unit]) -> bool:
    """Tell whether the model sees a person and no word is one of the document's common ones."""
    labels = line.labels(units[0].start, units[-1].end)
    common = [unit for unit in units if unit.text.casefold() in line.common]
    return labels == {"PERSON"} and len(common) < len(units)


def _is_relative(line: Line, unit: Unit) -> bool:
    """Tell whether a relative precedes a single name (*his son Serdar*)."""
    before = re.search(r"([\w-]+),? $", line.text[: unit.start])
    if before is None or english(unit.text) or unit.text.casefold() in line.common:
        return False
    return before[1] in listed("name_stops", "relative") or (
        _is_role(before[1]) and is_given_name(unit.text)
    )


def _has_role(line: Line, start: int) -> bool:
    """Tell whether a role precedes (*spokesman Dmitry Peskov*; *the mayor of Osh, …*)."""
    before = _ROLE_BEFORE.search(line.text[:start])
    return before is not None and _is_role(before["role"])


def _is_role(word: str) -> bool:
    roles, small = listed("name_stops", "role"), word.casefold()
    return small in roles or small.split("-")[-1] in roles


def _is_apposed(line: Line, end: int) -> bool:
    """Tell whether an apposition says that a person was named (*X Y, a farmer from Osh*)."""
    after = line.text[end:]
    if _APPOSED.match(after):
        return True
    found = _APPOSITION.match(after)
    if not found:
        return False
    words = found["words"].split()
    return _is_role(words[-1]) or any(word.endswith("-year-old") for word in words)


def _speaks(line: Line, units: Sequence[Unit]) -> bool:
    """Tell whether ``units`` are who says something (*Alexei Arbatov noted*)."""
    words = [unit.text for unit in units]
    if all(english(word) or word.casefold() in line.common for word in words):
        return False
    if _SAYS_BEFORE.search(line.text[: units[0].start]):
        return True
    labels = line.labels(units[0].start, units[-1].end)
    token = line.token(units[-1].end - 1)
    human = _attributing() | listed("name_stops", "human")
    return labels <= {"PERSON"} and token.dep_ == "nsubj" and token.head.lemma_ in human


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


@cache
def _given_names() -> frozenset[str]:
    """Return given names: those listed and those of the register's persons."""
    registered = {
        actor.name.split()[0]
        for actor in actor_register().actors
        if actor.actor_type == "person" and " " in actor.name and not is_pinyin(actor.name)
    }
    known = {name for name in registered if name.isalpha() and not english(name)}
    return frozenset(known | {row["name"] for row in read("given_names")})


@cache
def _endings() -> tuple[tuple[str, int], ...]:
    return tuple((row["ending"], int(row["letters"])) for row in read("surname_endings"))


@cache
def _plain_words() -> frozenset[str]:
    """Return words that end a name of something else, whatever begins it."""
    return frozenset(row["word"].casefold() for row in read("name_heads"))
