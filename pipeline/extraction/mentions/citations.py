"""Names by their place: in citations, in credits, and before a body written small.

Erica Marat, “A title”, The Monitor, 3 May 2010       an author, a publisher
潘志平 [Pan Zhiping], 《…》                             one author twice
Courtesy of Esetok / Wikimedia Commons                credits
the Chinese foreign ministry                          a body of the state before it
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.extraction.mentions.bodies import HEADS, STATE_BODIES, body_of
from pipeline.extraction.mentions.found import Found
from pipeline.extraction.mentions.meaning import Reading, read_match
from pipeline.extraction.mentions.register import Match
from pipeline.extraction.mentions.words import Line, cities, listed

_NAME = r"[^\W\d_a-z][\w'.-]*(?: (?:[^\W\d_a-z][\w'.-]*|de|von|van|der|al|bin|uulu|kyzy))"
_PERSON = re.compile(rf"{_NAME}{{1,4}}")
_IDEOGRAPH = r"[\u4e00-\u9fff]"
_HAN = rf"{_IDEOGRAPH}{{2,4}}"
_TRANSLITERATED = re.compile(
    rf"(?P<han>(?<!{_IDEOGRAPH}){_IDEOGRAPH}{{2,}}+(?:(?:[、，,] ?| ){_IDEOGRAPH}{{2,}}+)*+)"
    r"[、，,]? ?[\[［](?P<latin>[A-Z][^\]］“”\"]*)[\]］]"
)
_AUTHORS = re.compile(
    r"(?:^|[.;:)\]”\"] |\b(?:[Ss]ee|[Ss]ee also|in|cited in|by) )(?P<names>[^.;:“”\"]*"
    r"(?:\b[A-Z]\.[^.;:“”\"]*)*), ?$"
)
_OP_CIT = re.compile(rf"(?P<names>{_NAME}{{1,4}}), (?:op\. cit|ibid|loc\. cit)")
_SEGMENT = re.compile(
    r"^[”\"]?\]?[,.]? ?(?P<name>[^,;.()“”\"\d]+(?:\.(?:org|com|net|ru|kz|kg|uz)\b)?)"
)
_DATE_LATER = re.compile(r"\b(?:1[89]|20)\d\d\b")
_CREDIT = re.compile(
    r"(?:^Source:|(?i:\b(?:courtesy of|credits?:|(?:photo|image|picture)s?(?: by|:)))|©) "
    r"(?P<names>[^\W\d_a-z][^.;()]*)"
)
_UNDERTAKINGS = {"Project", "Program", "Programme", "Initiative"}  # they publish, too
_LICENCE = re.compile(r"^(?:CC|Public|Flickr\b.*licen)")


def read_citations(line: Line) -> Iterator[Found]:
    """Yield authors, publishers and credits of ``line``."""
    yield from _transliterations(line)
    for mask in list(line.masks):
        if line.text[mask.start] in '“”"《[':
            yield from _authors(line, mask.start)
    for found in _OP_CIT.finditer(line.text):
        yield from _people(line, found["names"], found.start("names"))
    yield from _credits(line)


def is_place(line: Line, match: Match) -> bool:
    """Tell whether ``match`` can be a state, a region or a people, as a part of a name."""
    types = {line.register.by_id[m.actor_id].actor_type for m in match.meanings}
    return bool(types & {"country", "region", "people"})


def read_publishers(line: Line) -> Iterator[Found]:
    """Yield unknown publishers right after titles; known ones are found by their names."""
    for mask in list(line.masks):
        if line.region == "footnote" and line.text[mask.start] in '“”"《[':
            yield from _publisher(line, mask.end)


def _free(line: Line, start: int, end: int) -> bool:
    """Tell whether no mask and no register name lies in ``start:end``."""
    return not line.masked(start, end) and not any(
        m.start < end and start < m.end for m in line.matches
    )


def _person(line: Line, start: int, end: int, name: str) -> Found:
    return Found(start, end, "citation-author", "name", line.register.named(name), name, "person")


def _people(line: Line, names: str, offset: int) -> Iterator[Found]:
    """Yield each person of a list of authors (*A. Bee, C. Dee and E. Eff*)."""
    for part in re.finditer(r"(?:(?!, | and | & | et al).)+", names):
        name = part[0].strip()
        name = re.sub(r"^(?:(?:, )?and |, |& )", "", name).strip(" ,")
        start = offset + part.start() + part[0].find(name)
        words = name.split()
        if (
            _PERSON.fullmatch(name)
            and not any(word in HEADS or word in listed("name_stops", "never") for word in words)
            and _free(line, start, start + len(name))
        ):
            yield _person(line, start, start + len(name), name)


def _authors(line: Line, title: int) -> Iterator[Found]:
    """Yield the authors named right before the title that begins at ``title``."""
    found = _AUTHORS.search(line.text[:title])
    if found:
        yield from _people(line, found["names"], found.start("names"))


def _publisher(line: Line, title_end: int) -> Iterator[Found]:
    """Yield the publisher named right after a title, where a date follows."""
    rest = line.text[title_end:]
    found = _SEGMENT.match(rest)
    if not found or not _DATE_LATER.search(rest):
        return
    words = found["name"].split()
    while words and (
        HEADS.get(words[-1], ("",))[0] == "work"
        or words[-1].casefold() in listed("name_stops", "series")
    ):
        words.pop()
    name = " ".join(words)
    start = title_end + found.start("name") + found["name"].find(name)
    end = start + len(name)
    if name and _may_publish(line, words, start, end):
        yield Found(
            start, end, "publisher", "name", line.register.named(name), name, "organisation"
        )


def _may_publish(line: Line, words: Sequence[str], start: int, end: int) -> bool:
    """Tell whether ``words`` can be a publisher: capitals, and neither a city nor a state."""
    name = line.text[start:end]
    first = words[1] if words[0] == "The" and len(words) > 1 else words[0]
    if line.masked(start, end) or first in listed("name_stops", "never") or name in cities():
        return False
    inside = [m for m in line.matches if m.start < end and start < m.end]
    if any((m.start <= start and end <= m.end) or not is_place(line, m) for m in inside):
        return False
    if HEADS.get(words[-1], ("",))[0] == "hidden" and words[-1] not in _UNDERTAKINGS:
        return False
    letters = re.fullmatch(r"[\w .&'/-]*\w", name) and re.search(r"[^\W\d_]{3}", name)
    return bool(letters) and ("." in name or name[0].isupper())


def _transliterations(line: Line) -> Iterator[Found]:
    """Yield authors in Chinese and the same in brackets in Pinyin, tied one to one."""
    for found in _TRANSLITERATED.finditer(line.text):
        latin = list(re.finditer(r"[^,、，]+", found["latin"]))
        han = list(re.finditer(_HAN, found["han"]))
        names = [" ".join(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", m[0]).split()) for m in latin]
        if not all(re.fullmatch(r"[A-Z]\w+(?: [A-Z][\w-]+){1,2}", name) for name in names):
            continue
        offset = found.start("latin")
        for match, name in zip(latin, names, strict=True):
            start = offset + match.start() + len(match[0]) - len(match[0].lstrip())
            yield _person(line, start, start + len(match[0].strip()), name)
        if len(han) == len(names):
            for match, name in zip(han, names, strict=True):
                start = found.start("han") + match.start()
                yield _person(line, start, start + len(match[0]), name)


def _credits(line: Line) -> Iterator[Found]:
    """Yield photographers and agencies of a credit line."""
    for found in _CREDIT.finditer(line.text):
        if found[0].startswith("Source") and line.region != "caption":
            continue
        for part in re.finditer(r"[^/|,]+", found["names"]):
            name = part[0].strip()
            start = found.start("names") + part.start() + part[0].find(name)
            if not name or any(c.isdigit() for c in name):
                continue
            if not _LICENCE.match(name) and _free(line, start, start + len(name)):
                agency = found[0].startswith("Source") or name.split()[-1] in HEADS
                kind = "organisation" if agency else "person"
                yield Found(
                    start,
                    start + len(name),
                    "credit",
                    "name",
                    line.register.named(name),
                    name,
                    kind,
                )


def read_bodies(line: Line) -> Iterator[Found]:
    """Yield bodies written small after a nationality (*Uzbek parliament*)."""
    for match in line.matches:
        reading = read_match(line, match)
        if not reading.actor_id or line.register.by_id[reading.actor_id].actor_type != "country":
            continue
        if reading.form in ("demonym", "acronym"):
            yield from _body_after(line, match, reading.actor_id)
        yield from _government(line, match, reading)


def _government(line: Line, match: Match, reading: Reading) -> Iterator[Found]:
    """Yield *Kyrgyz Government* or *Government of Kyrgyzstan*: the state."""
    before = re.search(r"\bGovernment of (?:the )?$", line.text[: match.start])
    after = re.match(r" Government\b(?! [A-Z])", line.text[match.end :])
    if reading.form == "name" and before:
        yield Found(before.start(), match.end, "government", "name", reading.actor_id)
    elif reading.form in ("demonym", "acronym") and after:
        end = match.end + after.end()
        yield Found(match.start, end, "government", "name", reading.actor_id)


def _body_after(line: Line, match: Match, country: str) -> Iterator[Found]:
    words = list(re.finditer(r" ([\w-]+)", line.text[match.end :]))[:5]
    for size in range(min(4, len(words)), 0, -1):
        end = match.end + words[size - 1].end()
        small = line.text[match.end : end].strip().casefold()
        if "".join(w[0] for w in words[:size]) != line.text[match.end : end]:
            continue
        if pattern := STATE_BODIES.get(small):
            yield _seated(line, match, end, country, pattern)
            return
    city = re.match(r" ([A-Z]\w+) (embassy|consulate)\b", line.text[match.end :], re.IGNORECASE)
    if city and city[1][0].isupper():
        name = f"{line.text[match.start : match.end]} {city[2].title()} in {city[1]}"
        end = match.end + city.end()
        yield Found(
            match.start,
            end,
            "state-body",
            "name",
            line.register.named(name),
            name,
            "government_body",
            (),
            country,
        )


def _seated(line: Line, match: Match, end: int, country: str, pattern: str) -> Found:
    """Return the body; an embassy takes the city or state where it is into its name."""
    seat = re.match(r" in ([A-Z]\w+(?:-[A-Z]\w+)?)", line.text[end:])
    if not seat:
        town = re.match(r" ([A-Z]\w+)", line.text[end:])
        seat = town if town and town[1] in cities() else None
    if seat and line.text[:end].casefold().endswith(("embassy", "consulate")):
        demonym, kind = line.text[match.start : match.end], line.text[:end].split()[-1].title()
        name = f"{demonym} {kind} in {seat[1]}"
        return Found(
            match.start,
            end + seat.end(),
            "state-body",
            "name",
            line.register.named(name),
            name,
            "government_body",
            (),
            country,
        )
    return body_of(line, match.start, end, country, pattern)
