"""From a parsed document to its mentions: every rule over every sentence, then linking."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from pipeline.extraction.mentions.bodies import HEADS, STATE_BODIES
from pipeline.extraction.mentions.cast import Cast, as_known
from pipeline.extraction.mentions.citations import (
    read_bodies,
    read_citations,
    read_publishers,
)
from pipeline.extraction.mentions.found import Found
from pipeline.extraction.mentions.names import hidden_names, read_names
from pipeline.extraction.mentions.references import read_references
from pipeline.extraction.mentions.register import ActorRegister, plain
from pipeline.extraction.mentions.typed import read_labelled_names, read_typed_names
from pipeline.extraction.mentions.words import (
    Line,
    Span,
    Unit,
    cities,
    listed,
    lower_case_words,
)
from pipeline.extraction.mentions.works import masks
from pipeline.extraction.parsing import ParsedDocument
from pipeline.extraction.spans import Actor, Issue, Mention

_ACRONYM_AFTER = re.compile(
    r" ?\((?:the |hereafter )?[“\"']?(?P<acronym>[A-Z][A-Za-z&/+-]{1,9})[”\"']?(?:\)|[,;] )"
)
_ACRONYM = re.compile(r"(?P<words>(?:[\w'-]+ ){2,8})\((?P<acronym>[A-Z]{2,8})s?\)")
_INVERTED = re.compile(r", [A-Z][\w.]*(?: [A-Z]\.)?(?: ?\(|,)")  # Smith, John (2012)
_CITED_AGAIN = re.compile(r"(?: (?:and|&) [A-Z]\w+)?, (?:op\. cit|ibid)")
_PLACE_RULES = {"register-name", "demonym", "people", "person"}
_ACRONYM_CAPITALS = 2
_NEVER_SHORTENED = ("country:", "region:", "people:", "person:")
_NEIGHBOURHOOD = 15  # sentences on either side that tell whose body is meant


def find_mentions(
    text: ParsedDocument, register: ActorRegister
) -> tuple[list[Mention], list[Actor], list[Issue]]:
    """Return the mentions of ``text``, its actors that the register lacks, and what is unclear.

    Mentions are in order and do not overlap; each new actor has a mention.
    """
    lines = _lines(text, register)
    cast = Cast(register)
    first = [_by_build(line) for line in lines]
    for whole in (True, False):  # full names first: they tell whom a surname means
        for line, found in zip(lines, first, strict=True):
            _take_in(line, [f for f in found if (" " in f.name) == whole], cast)
    for line in lines:
        _define_nothing(line, cast)
    settled = [_settled(line, found, cast) for line, found in zip(lines, first, strict=True)]
    settled = _place_bodies(settled, cast, register, _title_countries(text, register))
    mentions = [
        Mention(sentence=i, start=f.start, end=f.end, rule=f.rule, form=f.form, actor_id=f.actor_id)
        for i, found in enumerate(settled)
        for f in found
        if f.actor_id
    ]
    issues = [_ambiguous(i, f) for i, found in enumerate(settled) for f in found if f.rivals]
    return mentions, cast.actors(m.actor_id for m in mentions), issues


def _ambiguous(sentence: int, found: Found) -> Issue:
    return Issue(
        sentence=sentence,
        start=found.start,
        end=found.end,
        rule=found.rule,
        table="mentions",
        kind="ambiguous_actor",
        detail=f"{found.name}: {' or '.join(found.rivals)}",
    )


def _lines(text: ParsedDocument, register: ActorRegister) -> list[Line]:
    common = lower_case_words([s.text for s in text.sentences])
    lines = []
    for index, (sentence, doc) in enumerate(zip(text.sentences, text.parses, strict=True)):
        line = Line(index, sentence.region, plain(sentence.text), doc, register, common)
        line.masks += masks(sentence.text, sentence.region)
        line.masks += _hidden(line.text, register)
        lines.append(line)
    return lines


def _hidden(text: str, register: ActorRegister) -> Iterator[Span]:
    """Yield names that are no mentions, unless they are part of one (*Silk Road Fund*)."""
    spans = [
        Span(*m.span())
        for name in hidden_names()
        for m in re.finditer(rf"\b{re.escape(name)}\b", text)
    ]
    if not spans:
        return
    longer = register.matches(text)
    for span in spans:
        following = re.match(r" ([A-Z]\w+)", text[span.end :])
        goes_on = following and HEADS.get(following[1], ("",))[0] == "name"
        covered = any(m.start <= span.start and span.end < m.end for m in longer)
        if not goes_on and not covered:
            yield span


def _by_build(line: Line) -> list[Found]:
    """Return what the rules find in ``line``; of two that overlap the earlier rule's."""
    taken: list[Found] = []
    for rule in (read_bodies, read_citations, read_references, read_typed_names, read_names):
        for found in rule(line):
            if not _overlaps(taken, found.start, found.end):
                taken.append(found)
    for publisher in read_publishers(line):
        inside = [f for f in taken if f.start < publisher.end and publisher.start < f.end]
        if all(f.rule in _PLACE_RULES for f in inside):
            taken = [f for f in taken if f not in inside] + [publisher]
    kept = [f for f in taken if not line.masked(f.start, f.end)]
    return sorted(kept, key=lambda f: f.start)


def _take_in(line: Line, found: Sequence[Found], cast: Cast) -> None:
    """Add what is named to the cast, with the acronyms that the text gives."""
    for name in sorted(found, key=lambda f: -len(f.name)):
        if not name.rivals:
            _define(line, name, cast.add(name), cast)


def _overlaps(taken: Sequence[Found], start: int, end: int) -> bool:
    return any(f.start < end and start < f.end for f in taken)


def _define(line: Line, name: Found, actor_id: str, cast: Cast) -> None:
    """Take in the acronym in brackets after a name."""
    found = _ACRONYM_AFTER.match(line.text, name.end)
    if (
        not found
        or name.form != "name"
        or sum(c.isupper() for c in found["acronym"]) < _ACRONYM_CAPITALS
    ):
        return
    if actor_id.startswith(_NEVER_SHORTENED) and not _is_initials(found["acronym"], name.name):
        cast.define(found["acronym"], None)  # a Turkmenistan-India pipeline (TIP)
    else:
        cast.define(found["acronym"], actor_id)


def _is_initials(acronym: str, name: str) -> bool:
    """Tell whether ``acronym`` is made of the first letters of the words of ``name``."""
    capitals = [word[0] for word in re.findall(r"\w+", name) if word[0].isupper()]
    return [c for c in acronym if c.isupper()] == capitals


def _define_nothing(line: Line, cast: Cast) -> None:
    """Take in acronyms that stand for no actor (*excess defence articles (EDA)*)."""
    for found in _ACRONYM.finditer(line.text):
        initials = "".join(word[0] for word in re.split(r"[ -]", found["words"].strip()) if word)
        if initials.casefold().endswith(found["acronym"].casefold()):
            cast.acronyms.setdefault(found["acronym"], None)


def _settled(line: Line, found: Sequence[Found], cast: Cast) -> list[Found]:
    """Give every name its actor, and add short forms that the document explains."""
    result: list[Found] = []
    for each in found:
        if each.form == "acronym" and each.name in cast.acronyms:
            actor_id = cast.acronyms[each.name]
            result += [as_known(each, actor_id)] if actor_id else []
        elif each.rivals:
            result.append(each)
        else:
            result.append(as_known(each, cast.add(each)))
    for unit in line.units:
        short = _short_form(line, unit, cast)
        if short and not _overlaps(result, unit.start, unit.end):
            result.append(short)
    for labelled in read_labelled_names(line):
        if not _overlaps(result, labelled.start, labelled.end) and (
            labelled.name not in cast.acronyms
        ):
            result.append(as_known(labelled, cast.add(labelled)))
    return sorted(result, key=lambda f: f.start)


def _short_form(line: Line, unit: Unit, cast: Cast) -> Found | None:
    """Return the mention that an acronym or a surname of the document is."""
    if unit.match or line.masked(unit.start, unit.end) or not unit.text[0].isupper():
        return None
    if acronym := cast.acronyms.get(unit.text):
        return Found(unit.start, unit.end, "document-acronym", "acronym", acronym, unit.text)
    if unit.text in HEADS or unit.text in listed("name_stops", "never"):
        return None
    if company := cast.short_names.get(unit.text):
        return Found(unit.start, unit.end, "short-name", "name", company, unit.text)
    if len(unit.text) < 2 or (unit.text.casefold() in line.common and not cast.is_here(unit.text)):
        return None
    given = () if cast.persons(unit.text) else cast.given(unit.text)
    if len(given) == 1 and _stands_alone(line, unit) and unit.text not in cities():
        return Found(unit.start, unit.end, "given-name", "name", given[0], unit.text)
    persons = cast.persons(unit.text)
    if not persons or not (cast.is_here(unit.text) or _stands_alone(line, unit)):
        return None
    if _is_inside(line, unit):
        return None
    rivals = persons if len(persons) > 1 else ()
    actor_id = None if rivals else persons[0]
    return Found(unit.start, unit.end, "surname", "name", actor_id, unit.text, rivals=rivals)


def _is_inside(line: Line, unit: Unit) -> bool:
    """Tell whether a plain word of capitals goes on the name (*Khan Shatyr* is no Khan)."""
    run = next((r for r in line.runs if unit in r), [unit])
    after = [u for u in run if u.start == unit.end + 1 and line.text[unit.end] == " "]
    return any(not (u.match or u.text in HEADS) for u in after)


def _stands_alone(line: Line, unit: Unit) -> bool:
    """Tell whether a surname of the register is nothing but that here."""
    run = next((r for r in line.runs if unit in r), [unit])
    if _INVERTED.match(line.text[unit.end :]):
        return False
    if _CITED_AGAIN.match(line.text[unit.end :]):
        return True
    return len(run) == 1 and line.labels(unit.start, unit.end) <= {"PERSON", "ORG"}


def _place_bodies(
    settled: Sequence[Sequence[Found]],
    cast: Cast,
    register: ActorRegister,
    subjects: Set[str],
) -> list[list[Found]]:
    """Give a body named without its state one of ``subjects``, else the one most named near."""
    known: dict[str, str] = {}
    for index, found in enumerate(settled):
        for each in found:
            if not each.actor_id or not _is_state_body(each) or each.actor_id in known:
                continue
            country = _country_around(settled, index, register, subjects)
            body = _body_of(each, country, register) if country else None
            cast.place(each.actor_id, country)
            if body:
                known[each.actor_id] = body
    return [
        [as_known(each, known.get(each.actor_id or "", each.actor_id or "")) for each in found]
        for found in settled
    ]


def _body_of(found: Found, country: str, register: ActorRegister) -> str | None:
    """Return the register's body of ``country`` that ``found`` names without the state."""
    name = register.by_id[country].name
    pattern = STATE_BODIES.get(found.name.casefold(), "")
    return register.named(f"{found.name} of {name}") or (
        register.named(pattern.format(country=name)) if pattern else None
    )


def _title_countries(text: ParsedDocument, register: ActorRegister) -> frozenset[str]:
    """Return the states in the document's title."""
    return frozenset(
        meaning.actor_id
        for match in register.matches(text.document.title)
        for meaning in match.meanings
        if register.by_id[meaning.actor_id].actor_type == "country"
    )


def _is_state_body(found: Found) -> bool:
    """*State Council*, *Ministry of Trade*: a body of a state that its name leaves out."""
    first = found.name.split()[0] if found.name else ""
    return (
        found.rule == "organisation-head"
        and not found.country
        and found.actor_type in ("government_body", "company")
        and (first in listed("titles", "modifier") or first in listed("name_stops", "state"))
    )


def _country_around(
    settled: Sequence[Sequence[Found]], index: int, register: ActorRegister, subjects: Set[str]
) -> str | None:
    counts: Counter[str] = Counter(_countries(settled, index, register))
    if named := {country: n for country, n in counts.items() if country in subjects}:
        counts = Counter(named)
    return max(sorted(counts), key=lambda c: counts[c]) if counts else None


def _countries(
    settled: Sequence[Sequence[Found]], index: int, register: ActorRegister
) -> Iterator[str]:
    for found in settled[max(0, index - _NEIGHBOURHOOD) : index + _NEIGHBOURHOOD + 1]:
        for each in found:
            actor = register.by_id.get(each.actor_id or "")
            if actor and actor.actor_type == "country":
                yield actor.actor_id
