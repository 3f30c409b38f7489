"""Names without a head of their own: what stands beside them says what they are.

the newspaper Kommersant; a company named “Full Gold”     a noun before the name
the Freedom Now human rights group                        a noun after it
Renault, Toyota and Hyundai; Ineximbank said              the model's label
"""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from pipeline.extraction.mentions.bodies import HEADS, head
from pipeline.extraction.mentions.found import Found
from pipeline.extraction.mentions.persons import is_given_name, is_person
from pipeline.extraction.mentions.words import Line, Unit, cities, english, listed, towns

_BEFORE = re.compile(
    r"(?P<noun>[\w-]+),? (?:(?:named|called|titled|dubbed|known as) )?(?:the )?"
    r"[“\"'‘«]?(?:NC )?[“\"«]?$"
)
_AFTER = re.compile(r"[”\"'’]?(?: \([^()]{3,60}\))?(?P<words>(?: [a-z][\w'-]*){1,5})")
_LIST_OF_BODIES = re.compile(
    r"\b(?:companies|firms|banks|giants|brands|media|outlets|newspapers|agencies|groups),? "
    r"(?:such as|like|including) [^.;]*$"
)
_PLACING = {
    "in",
    "at",
    "near",
    "to",
    "into",
    "from",
    "around",
    "outside",
    "through",
    "via",
    "towards",
}
_ADJECTIVAL = {"giant", "private", "joint"}
_APPOSED = re.compile(
    r", (?:an?|the|one of the) (?:[\w'’-]+ ){0,5}?(?P<noun>[a-z][\w-]*)"
    r"(?= (?:of|in|from|for|that|which|based|with|under|owned|run)\b|[,.;)]|$)"
)
_CALLED_PLACE = re.compile(
    r", (?:an?|the|its|their) (?:[\w'’-]+ ){0,5}?(?:town|city|village|settlement|capital|district|"
    r"region|valley|river|lake|port|pass|mine|field|mountain|base|crossing|station|hub|plant)\b"
)
_LAND = re.compile(
    r" (?:autonomous )?(?:region|province|oblast|district|county|prefecture|raion|rayon|krai|"
    r"governorate|viloyat|velayat|valley)\b"
)
_ACTING = {"nsubj", "nsubjpass", "agent", "poss", "appos", "conj", "dobj", "pobj"}


def read_typed_names(line: Line) -> Iterator[Found]:
    """Yield the names that a noun beside them types."""
    if line.region == "heading":
        return
    for run in line.runs:
        yield from _apposed(line, run)
        for units in _free_stretches(run):
            yield from _land(line, units)
            if noun := _noun_before(line, units) or _noun_after(line, units):
                start, end = units[0].start, units[-1].end
                name = line.text[start:end]
                kind = _actor_type(noun)
                yield Found(
                    start,
                    end,
                    "typed-by-noun",
                    "name",
                    line.register.named(name),
                    name,
                    kind,
                )


def _apposed(line: Line, run: Sequence[Unit]) -> Iterator[Found]:
    """Yield a name that an apposition types (*Henan Lide, a Chinese poultry company*)."""
    found = _APPOSED.match(line.text[run[-1].end :])
    if not found or found["noun"] not in listed("name_stops", "body") or head(run[-1])[0]:
        return
    plain = [unit for unit in run if not unit.match]
    if not plain or run[-1].match:
        return
    if len(run) == 1 and (english(run[0].text) or run[0].text in cities()):
        return
    start, end = run[0].start, run[-1].end
    name = line.text[start:end]
    kind = _actor_type([found["noun"]])
    yield Found(start, end, "typed-by-apposition", "name", line.register.named(name), name, kind)


def _land(line: Line, units: Sequence[Unit]) -> Iterator[Found]:
    """Yield an unlisted region whose head is written small (*Ala-Buka district*)."""
    found = _LAND.match(line.text[units[-1].end :])
    words = [unit.text for unit in units]
    if not found or all(english(word) or word.casefold() in line.common for word in words):
        return
    start, end = units[0].start, units[-1].end + len(found[0])
    name = line.text[start:end]
    if not line.opens(start) or not english(words[0]):
        known = line.register.named(name)
        yield Found(start, end, "land", "name", known, name.title().replace("'S", "'s"), "region")


def _free_stretches(run: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Yield the stretches of ``run`` that no register name and no head is part of."""
    stretch: list[Unit] = []
    for unit in [*run, None]:
        if unit is not None and unit.match is None and unit.text not in HEADS:
            stretch.append(unit)
            continue
        if stretch and not (unit is not None and head(unit)[0]):
            yield stretch
        stretch = []


def _is_name(line: Line, units: Sequence[Unit]) -> bool:
    """Tell whether ``units`` can be a name here: not only words of the language."""
    first = units[0]
    if any(unit.text in listed("titles", "head") for unit in units):
        return False
    if len(units) == 1 and (first.text in cities() or line.opens(first.start)):
        return False
    return not (line.opens(first.start) and english(first.text) and len(units) < 2)


def _noun_before(line: Line, units: Sequence[Unit]) -> tuple[str, ...]:
    """Return the noun that types the name it precedes (*the newspaper Oasis Today*)."""
    before = line.text[: units[0].start]
    found = _BEFORE.search(before)
    if not found or not _is_name(line, units):
        return ()
    if HEADS.get(found["noun"], ("",))[0] == "legal" and found[0][-1] in '“"«':
        return ("company",)
    if found["noun"] in listed("name_stops", "body"):
        if _qualifies(line, units) or (
            found["noun"] in _ADJECTIVAL and not _is_noun(before, found)
        ):
            return ()
        return () if "," in found[0] and found[0][-1] not in "“\"'‘" else (found["noun"],)
    if _LIST_OF_BODIES.search(before) and "ORG" in line.labels(units[0].start, units[-1].end):
        return ("company",)
    return ()


def _qualifies(line: Line, units: Sequence[Unit]) -> bool:
    """Tell whether a noun follows that the name qualifies (*the giant Kashagan oilfield*)."""
    token = line.token(units[-1].end - 1)
    return token.dep_ in ("compound", "amod", "nmod") and token.head.idx >= units[-1].end


def _is_noun(before: str, found: re.Match[str]) -> bool:
    """Tell whether *giant* is a noun here, another noun before it (*the internet giant X*)."""
    word = re.search(r"([\w'-]+) $", before[: found.start("noun")])
    return word is not None and (
        "-" in word[1] or word[1] in listed("name_stops", "sector") | listed("name_stops", "body")
    )


def _noun_after(line: Line, units: Sequence[Unit]) -> tuple[str, ...]:
    """Return the nouns that type the name they follow (*the Freedom Now rights group*)."""
    found = _AFTER.match(line.text[units[-1].end :])
    if not found or not _is_name(line, units):
        return ()
    words = found["words"].split()
    bodies = listed("name_stops", "body") - listed("name_stops", "before")
    for at, word in enumerate(words):
        if word in bodies:
            labelled = "ORG" in line.labels(units[0].start, units[-1].end)
            several = len(units) > 1 and not is_person(line, units)
            return tuple(words[: at + 1]) if labelled or several else ()
        if word not in listed("name_stops", "sector"):
            return ()
    return ()


def _actor_type(nouns: Sequence[str]) -> str:
    """Return the type of actor that ``nouns`` call a name.

    >>> _actor_type(["newspaper"]), _actor_type(["militant", "group"]), _actor_type(["firm"])
    ('organisation', 'armed_group', 'company')
    """
    last = nouns[-1]
    if last == "militia" or set(nouns) & listed("name_stops", "fighting"):
        return "armed_group"
    if last in listed("name_stops", "political"):
        return "political_group"
    if last in listed("name_stops", "medium") | listed("name_stops", "civil"):
        return "organisation"
    return "company"


def read_labelled_names(line: Line) -> Iterator[Found]:
    """Yield single names for which there is the model's label and the part they play.

    No word of the language, no city, and more than an acronym: the label of a name so
    short is right where the name acts, owns or is acted on.
    """
    if line.region != "body":
        return
    for run in line.runs:
        if len(run) != 1 or not _may_stand_alone(line, run[0]):
            continue
        unit = run[0]
        label = line.labelled(unit.start, unit.end)
        token = line.token(unit.start)
        if label not in ("PERSON", "ORG") or token.dep_ not in _ACTING or _is_where(token):
            continue
        if _CALLED_PLACE.match(line.text[unit.end :]):
            continue
        given = is_given_name(unit.text)
        kind = "person" if label == "PERSON" or given else "organisation"
        if kind == "organisation" and unit.text in towns():
            continue
        yield Found(unit.start, unit.end, f"model-{kind}", "name", None, unit.text, kind)


def _is_where(token: Token) -> bool:
    """Tell whether a preposition of place governs ``token``, alone or in a list."""
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    return token.dep_ == "pobj" and token.head.lower_ in _PLACING


def _may_stand_alone(line: Line, unit: Unit) -> bool:
    word = unit.text
    return not (
        unit.match
        or word in HEADS
        or word in cities()
        or len(word) < 3
        or word.casefold() in line.common
        or english(word)
        or "." in word
        or word in listed("titles", "head") | listed("titles", "modifier")
    )
