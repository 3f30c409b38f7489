"""What a name is by its head, and bodies of a state by the state named with them.

Ministry of Commerce of the PRC     the register's Ministry of Commerce of China
National Security Council           not the Security Council of the register
"""

import re
from collections.abc import Iterator

from pipeline.extraction.mentions.found import Found
from pipeline.extraction.mentions.words import Line, Unit
from pipeline.vocabulary import read

PLACED = {"country", "region"}
HEADS = {row["word"]: (row["kind"], row["actor_type"]) for row in read("name_heads")}
STATE_BODIES = {row["words"]: row["name"] for row in read("state_bodies")}

Run = list[Unit]


def head(unit: Unit) -> tuple[str, str]:
    """Return kind and actor type of the name that ``unit`` is the head of, or blanks."""
    return ("", "") if unit.match else HEADS.get(unit.text, ("", ""))


def actor_types(line: Line, unit: Unit) -> set[str]:
    """Return the types of the actors that ``unit`` can mean."""
    if not unit.match:
        return set()
    return {line.register.by_id[m.actor_id].actor_type for m in unit.match.meanings}


def last_head(unit: Unit) -> str:
    """Return the word of ``unit`` that can be the head of a name: its last, or before *of*."""
    word = re.split(r" (?:of|for) ", unit.text)[0].split()[-1]
    return word if HEADS.get(word, ("",))[0] == "name" else ""


def same_state(line: Line, place: Unit, body: Unit) -> bool:
    """Tell whether the register knows ``body`` as one of the state that ``place`` names."""
    state = state_of(line, place)
    if body.match is None or state is None:
        return place.match is not None and state is None
    country = line.register.by_id[state].country
    return any(line.register.by_id[m.actor_id].country == country for m in body.match.meanings)


def known_body(line: Line, unit: Unit) -> str:
    """Return the head of a register body, to which *of* a state may be added."""
    if unit.match and not actor_types(line, unit) & (PLACED | {"people", "person"}):
        return last_head(unit)
    return ""


def of_its_state(line: Line, units: Run) -> str | None:
    """*State Council of China* is the register's body that leaves the state out."""
    first = units[0]
    if first.match and len(units) > 1 and same_state(line, units[-1], first):
        return first.match.meanings[0].actor_id
    return None


def state_of(line: Line, unit: Unit) -> str | None:
    """Return the id of the country that ``unit`` names, if it does."""
    if unit.match:
        for meaning in unit.match.meanings:
            if line.register.by_id[meaning.actor_id].actor_type == "country":
                return meaning.actor_id
    return None


def body_of(line: Line, start: int, end: int, country: str, pattern: str) -> Found:
    """Return the mention of the body of ``country`` whose name ``pattern`` gives."""
    name = pattern.format(country=line.register.by_id[country].name)
    return Found(
        start,
        end,
        "state-body",
        "name",
        line.register.named(name),
        name,
        "government_body",
        (line.text[start:end],),
        country,
    )


def possessor(line: Line, start: int) -> str | None:
    """Return the state that owns the body at ``start`` (*Kazakhstan's Ministry of Energy*)."""
    owner = next(
        (m for m in line.matches if line.text[m.end : start] in ("'s ", "' ") and m.start < start),
        None,
    )
    return state_of(line, Unit(owner.start, owner.end, "", owner)) if owner else None


def owned_names(line: Line, text: str, country: str) -> Iterator[str]:
    """Yield what the body ``text`` of ``country`` is called with its state."""
    name = line.register.by_id[country].name
    if pattern := STATE_BODIES.get(text.casefold()):
        yield pattern.format(country=name)
    yield f"{text} of {name}"


def expanded(line: Line, units: Run, text: str, state: set[str]) -> Iterator[str]:
    """Yield names that the words imply: acronyms written out, the state behind the body."""
    country = state_of(line, units[0]) if state else None
    if country:
        rest = text[units[1].start - units[0].start :]
        name = line.register.by_id[country].name
        yield f"{rest} of {name}"
        if pattern := STATE_BODIES.get(rest.casefold()):
            yield pattern.format(country=name)
    written_out = text
    for unit in reversed(units):
        if not unit.match:
            continue
        actor = line.register.by_id[unit.match.meanings[0].actor_id]
        if unit.match.meanings[0].form in ("acronym", "demonym") or actor.actor_type == "country":
            a, b = unit.start - units[0].start, unit.end - units[0].start
            written_out = written_out[:a] + actor.name + written_out[b:]
    if written_out != text:
        yield written_out
        yield written_out.replace(" the ", " ")
