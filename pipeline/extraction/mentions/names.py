"""Names by their build: titles, heads, complements, and the nationality before a body.

Kyrgyz Prime Minister Jantoro Satybaldiev     a demonym, a title, a person
Ministry of Foreign Affairs of Kazakhstan     one body
SCO Convention on Counter-Terrorism           no mention: the head hides the name in it
Crisis Group Asia Report N°244                the organisation; the rest is its work
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from pipeline.extraction.mentions.bodies import (
    HEADS,
    PLACED,
    STATE_BODIES,
    Run,
    actor_types,
    body_of,
    expanded,
    head,
    known_body,
    last_head,
    of_its_state,
    owned_names,
    possessor,
    same_state,
    state_of,
)
from pipeline.extraction.mentions.found import Found
from pipeline.extraction.mentions.meaning import read_match
from pipeline.extraction.mentions.persons import is_person, without_roles
from pipeline.extraction.mentions.words import Line, Span, Unit, english, listed
from pipeline.vocabulary import read

_COMPLEMENT = re.compile(r" (?:of|for|on|against)(?: the)? ")
_SEATED = re.compile(r" in(?: the)? ")
_COORDINATED = re.compile(r",? and |, ")
_BARE_BODIES = 2  # units of a nationality and a head (Chinese Embassy)


@cache
def hidden_names() -> frozenset[str]:
    """Return names that hide what is in them (Belt and Road Initiative)."""
    return frozenset(row["name"] for row in read("hidden_names"))


def read_names(line: Line) -> Iterator[Found]:
    """Yield what the runs of capitals in ``line`` name; masks what a head hides."""
    for run in _composed(line):
        yield from _by_titles(line, run)


def _ends_in_head(line: Line, units: Run) -> int | None:
    """Return the place of a register body that words before it make another's.

    *National Security Council* is not the *Security Council* of the register.
    """
    for i, unit in enumerate(units[1:], start=1):
        if known_body(line, unit) and not same_state(line, units[i - 1], unit):
            return i
    return None


def _composed(line: Line) -> Iterator[Run]:
    """Yield the runs, joined where a complement or a coordination makes them one name."""
    runs = [list(run) for run in line.runs]
    while runs:
        run = runs.pop(0)
        while runs and _goes_on(line, run, runs[0]):
            run = run + runs.pop(0)
        yield run


def _goes_on(line: Line, run: Run, following: Run) -> bool:
    """Tell whether ``following`` belongs to the name that ``run`` begins."""
    between = line.text[run[-1].end : following[0].start]
    kind, _ = head(run[-1])
    plain_words = not run[-1].match and not following[0].match
    has_complement = any(_COMPLEMENT.search(line.text[a.end : b.start]) for a, b in pairwise(run))
    if _COMPLEMENT.fullmatch(between):
        may_end = has_complement or bool(known_body(line, run[-1]))
        return kind in ("name", "hidden", "work") or (
            may_end
            and (plain_words or (len(following) == 1 and bool(state_of(line, following[0]))))
        )
    if _SEATED.fullmatch(between):
        return any(unit.text in listed("name_stops", "seated") for unit in run)
    if not (_COORDINATED.fullmatch(between) and plain_words):
        return False
    if not has_complement and line.text[: run[0].start].endswith(", "):  # the end of a list
        return False
    if has_complement:
        second = head(following[-1])[0] == "name" and len(following) > 1
        return between == " and " and not second and not is_person(line, following)
    return (
        between == " and "
        and not any(unit.match or head(unit)[0] for unit in run[1:])
        and not kind
        and head(following[-1])[0] in ("name", "hidden", "legal")
        and len(following) > 1
        and not is_person(line, run)
    )


def _by_titles(line: Line, run: Run) -> Iterator[Found]:
    """Split ``run`` at its titles: before them names, after them a person."""
    if not run:
        return
    at = next((i for i, unit in enumerate(run) if _is_title(unit)), None)
    if at is None:
        after_title = _follows_title(line, run)
        yield from _piece(line, run[after_title:], titled=after_title > 0)
        return
    first = at
    while first and not run[first - 1].match and run[first - 1].text in _office_words():
        first -= 1
    last = at
    while last + 1 < len(run) and _is_title(run[last + 1]):
        last += 1
    yield from _piece(line, run[:first])
    rest = run[last + 1 :]
    if rest and line.text[run[last].end : rest[0].start] in (" ", ". "):
        if any(_is_title(unit) for unit in rest):
            yield from _by_titles(line, rest)
        else:
            yield from _piece(line, rest, titled=True)
    elif rest:
        yield from _by_titles(line, _without_portfolio(rest))


@cache
def _office_words() -> frozenset[str]:
    """Return what may stand in a title beside its head (*Deputy Oil & Gas Minister*)."""
    return listed("titles", "modifier") | listed("titles", "portfolio")


def _is_title(unit: Unit) -> bool:
    return not unit.match and unit.text in listed("titles", "head")


def _follows_title(line: Line, run: Run) -> int:
    """Return how many words of ``run`` are the portfolio of a title *of* before it."""
    before = re.search(r"(\w+) of (?:the )?(?:[A-Z]\w+,? (?:and )?)*$", line.text[: run[0].start])
    if not before or before[1] not in listed("titles", "head"):
        return 0
    return len(run) - len(_without_portfolio(run))


def _without_portfolio(run: Run) -> Run:
    """Drop *Foreign Affairs* of *Minister of Foreign Affairs Wang Yi*."""
    rest = list(run)
    while rest and not rest[0].match and rest[0].text in _office_words():
        rest.pop(0)
    return rest


def _piece(line: Line, units: Run, titled: bool = False) -> Iterator[Found]:
    """Yield what a run without titles names, by its head."""
    if not units:
        return
    if len(units) == 1 and units[0].match:
        yield from _known(line, units[0])
        return
    at = _head_index(line, units)
    kind, actor_type = HEADS.get(_head_word(units[at]), ("", "")) if at is not None else ("", "")
    if at is None or (kind == "hidden" and line.is_titled):
        yield from _loose(line, units, titled)
        return
    end = len(units) if kind == "leading" else _name_end(line, units, at)
    if kind in ("hidden", "leading"):
        line.masks.append(Span(units[0].start, units[end - 1].end))
    elif kind == "work":
        yield from _issuer(line, units[:end])
    else:
        yield from _organisation(line, _without_series(units[:end]), at, actor_type)
    yield from _piece(line, units[end:])


def _head_word(unit: Unit) -> str:
    """Return the word that makes ``unit`` the head of a name."""
    return unit.text if not unit.match else last_head(unit) or unit.text.split()[-1]


def _head_index(line: Line, units: Run) -> int | None:
    """Return the place of the head: before the first complement, else the last there is."""
    for i, unit in enumerate(units[:-1]):
        between = line.text[unit.end : units[i + 1].start]
        joined = _COMPLEMENT.fullmatch(between) or _SEATED.fullmatch(between)
        if joined and (head(unit)[0] or known_body(line, unit)):
            return i
    if head(units[0])[0] == "leading":
        return 0
    heads = [i for i, unit in enumerate(units) if head(unit)[0] not in ("", "leading")]
    return heads[-1] if heads else _ends_in_head(line, units)


def _name_end(line: Line, units: Run, at: int) -> int:
    """Return where the name ends whose head is ``units[at]``: after its complements."""
    if at + 1 < len(units) and line.text[units[at].end : units[at + 1].start] not in (" ", "-"):
        return len(units)
    return at + 1


def _without_series(units: Run) -> Run:
    """Drop *Discussion Paper* from the end of an organisation's name."""
    rest = list(units)
    while len(rest) > 1 and head(rest[-1])[0] == "work":
        rest.pop()
    return rest


def _known(line: Line, unit: Unit) -> Iterator[Found]:
    """Yield the mention that a register match is, if it is one."""
    if unit.match is None:
        return
    reading = read_match(line, unit.match)
    if reading.actor_id or reading.rivals:
        yield Found(
            unit.start,
            unit.end,
            reading.rule,
            reading.form,
            reading.actor_id,
            name=unit.text,
            rivals=reading.rivals,
        )


def _issuer(line: Line, units: Run) -> Iterator[Found]:
    """Yield the organisation in front of a work, and hide the rest of its title."""
    first = units[0]
    if first.match and not actor_types(line, first) & (PLACED | {"people"}):
        yield from _known(line, first)
        units = units[1:]
    elif not first.match and first.text.isupper():  # an acronym, perhaps the document's own
        units = units[1:]
    line.masks.append(Span(units[0].start, units[-1].end))


def _organisation(line: Line, units: Run, at: int, actor_type: str) -> Iterator[Found]:
    """Yield the one name that ``units`` are, or what is in them if the head stands bare."""
    start, end = units[0].start, units[-1].end
    text = line.text[start:end]
    state = actor_types(line, units[0]) & PLACED
    small = text[units[at].start - start :] if at == 0 else text[units[min(1, at)].start - start :]
    if len(units) == 1 and text in listed("name_stops", "alone") and line.region != "heading":
        yield Found(start, end, "organisation-head", "name", None, text, actor_type)
    elif len(units) == 1 or (at == 0 and actor_type in ("region", "")):
        yield from _loose(line, units, titled=False)
    elif (
        state
        and at == _BARE_BODIES - 1
        and len(units) == _BARE_BODIES
        and (actor_type != "company" or line.region == "heading")
    ):
        yield from _bare_body(line, units, small)
    elif (actor_type == "region" and any(u.match for u in units)) or (
        line.region == "heading" and not _is_named_in_heading(line, units)
    ):
        yield from _loose(line, units, titled=False)
    else:
        yield _as_organisation(line, units, actor_type, state)


def _as_organisation(line: Line, units: Run, actor_type: str, state: set[str]) -> Found:
    """Return the organisation that ``units`` name, with the names that their words imply."""
    start, end = units[0].start, units[-1].end
    text = line.text[start:end]
    known = line.register.named(text) or of_its_state(line, units)
    country = next((c for unit in units if (c := state_of(line, unit))), None)
    names = [text, *expanded(line, units, text, state)]
    plain = re.sub(r"(?:,? (?:Co|Ltd|Limited|Inc|Corp|LLC|LLP|JSC|PLC)\b\.?)+$", "", text)
    if plain != text:
        known = known or line.register.named(plain)
        names.append(plain)
    if not country and actor_type == "government_body" and (owner := possessor(line, start)):
        known, country = None, owner
        names = [*owned_names(line, text, owner), text]
    return Found(
        start,
        end,
        "organisation-head",
        "name",
        known,
        names[0],
        actor_type,
        tuple(names[1:]),
        country,
    )


def _is_named_in_heading(line: Line, units: Run) -> bool:
    """Tell whether a heading names an organisation; its capitals alone do not say so.

    *New Partners* is a heading's way of writing new partners.
    """
    text = line.text[units[0].start : units[-1].end]
    own = [u for u in units if u.match or not (u.text.casefold() in line.common or english(u.text))]
    return bool(
        own or line.register.named(text) or line.labelled(units[0].start, units[-1].end) == "ORG"
    )


def _bare_body(line: Line, units: Run, small: str) -> Iterator[Found]:
    """*Uzbek Parliament* is the body; *Kyrgyz Government*, *Russian Navy* are the country."""
    country = state_of(line, units[0])
    pattern = STATE_BODIES.get(small.casefold())
    if country is None or pattern is None:
        yield from _loose(line, units, titled=False)
        return
    yield body_of(line, units[0].start, units[-1].end, country, pattern)


def _loose(line: Line, units: Run, titled: bool) -> Iterator[Found]:
    """Yield register names and persons in a run that no head makes one name."""
    if _is_unlisted_organisation(line, units):
        start, end = units[0].start, units[-1].end
        yield Found(
            start, end, "model-organisation", "name", None, line.text[start:end], "organisation"
        )
        return
    pending: Run = []
    for unit in [*_whole_names(line, units), None]:
        if unit is not None and not unit.match:
            pending.append(unit)
            continue
        pending, called = without_roles(pending)
        if pending and is_person(line, pending, titled or called):
            start, end = pending[0].start, pending[-1].end
            rule = "person-title" if titled else "person"
            text = line.text[start:end]
            name = text.title() if text.isupper() and "." not in text else text
            yield Found(start, end, rule, "name", None, name, "person")
        pending = []
        if unit is not None:
            yield from _known(line, unit)


def _whole_names(line: Line, units: Run) -> Run:
    """Take a register surname for a plain word beside one (*Deng Jianling* is not Deng)."""
    names = list(units)
    for i, unit in enumerate(units):
        beside = units[max(0, i - 1) : i] + units[i + 1 : i + 2]
        short = " " not in unit.text and actor_types(line, unit) == {"person"}
        if _is_given_name(line, units, i):
            names[i] = Unit(unit.start, unit.end, unit.text)
        if short and any(_continues(line, unit, other) for other in beside):
            names[i] = Unit(unit.start, unit.end, unit.text)
    return names


def _is_given_name(line: Line, units: Run, i: int) -> bool:
    """*Nursultan Nazarbayev*: a city's name that a person bears."""
    unit, after = units[i], units[i + 1] if i + 1 < len(units) else None
    if unit.match is None or after is None or not _continues(line, unit, after):
        return False
    city = all(meaning.form == "metonym" for meaning in unit.match.meanings)
    return city and "PERSON" in line.labels(after.start, after.end)


def _continues(line: Line, unit: Unit, other: Unit) -> bool:
    """Tell whether ``other`` is one more word of the name that ``unit`` is part of."""
    between = line.text[min(unit.end, other.end) : max(unit.start, other.start)]
    return other.match is None and between == " " and head(other)[0] == ""


def _is_demonym(unit: Unit) -> bool:
    return unit.match is not None and unit.match.meanings[0].form == "demonym"


def _is_unlisted_organisation(line: Line, units: Sequence[Unit]) -> bool:
    """*Central Asia Barometer*: the model sees one organisation where a place leads."""
    return (
        len(units) > 1
        and line.region != "heading"
        and units[0].match is not None
        and bool(actor_types(line, units[0]) & PLACED)
        and all(unit.match is None for unit in units[1:])
        and units[-1].text not in listed("name_stops", "bare")
        and not (_is_demonym(units[0]) and head(units[-1])[1] == "government_body")
        and not all(unit.text in _office_words() for unit in units[1:])
        and line.labelled(units[0].start, units[-1].end) == "ORG"
    )
