"""Which of its meanings a register string has where it stands.

Kazakh authorities → Kazakhstan         ethnic Kazakhs, Kyrgyz diaspora → the people
they speak Russian; Russian-speaking → a language, no mention
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extraction.mentions.metonymy import is_government
from pipeline.extraction.mentions.register import Match, Meaning
from pipeline.extraction.mentions.words import Line, cities, listed

_PREFERENCE = (
    "country",
    "region",
    "igo",
    "government_body",
    "people",
    "armed_group",
    "political_group",
    "organisation",
    "company",
    "person",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a match means; ``actor_id`` is None if it is no mention, ``rivals`` if unclear."""

    actor_id: str | None
    form: str = "name"
    rule: str = ""
    rivals: tuple[str, ...] = ()


NO_MENTION = Reading(None)


def read_match(line: Line, match: Match) -> Reading:
    """Return what ``match`` means in ``line``."""
    if line.text[match.start : match.end].casefold() == "western" and not _is_political(
        line, match
    ):
        return NO_MENTION
    forms = {meaning.form for meaning in match.meanings}
    if "metonym" in forms:
        if not is_government(line, match.start, match.end):
            return NO_MENTION
        return _choose(line, [m for m in match.meanings if m.form == "metonym"], "metonym")
    if "demonym" in forms or _is_people(line, match):
        if is_language(line, match):
            return NO_MENTION
        return _nationality(line, match)
    acronyms = [m for m in match.meanings if m.form == "acronym"]
    names = [m for m in match.meanings if m.form == "name"]
    if names:
        if all(_type(line, m) == "person" for m in names) and _is_city(line, match):
            return NO_MENTION
        primary = [m for m in names if m.primary]
        return _choose(line, primary or names, "register-name")
    return _choose(line, acronyms, "register-acronym")


def _is_political(line: Line, match: Match) -> bool:
    """*western powers*, *anti-western* are the West; *western China* is a direction."""
    after = line.text[match.end :]
    if any(m.start == match.end + 1 and _is_place(line, m) for m in line.matches):
        return False
    if line.text[match.start] == "W":
        return True
    if re.search(r"(?:north|south|mid|far)-?$", line.text[: match.start], re.IGNORECASE):
        return False
    following = re.findall(r"^ ([\w-]+)(?: ([\w-]+))?", after)
    return not any(
        word in listed("name_stops", "direction") or word[:1].isupper()
        for words in following
        for word in words
    )


def _is_city(line: Line, match: Match) -> bool:
    """Tell whether a person's by-name is a city's here (*a refinery in Turkmenbashi*)."""
    name = line.text[match.start : match.end]
    dep = line.token(match.start).dep_
    return name in cities() and dep not in ("nsubj", "nsubjpass", "poss", "agent")


def _is_place(line: Line, match: Match) -> bool:
    return any(m.form == "name" and _type(line, m) in ("country", "region") for m in match.meanings)


def _type(line: Line, meaning: Meaning) -> str:
    return line.register.by_id[meaning.actor_id].actor_type


def _is_people(line: Line, match: Match) -> bool:
    return all(_type(line, meaning) == "people" for meaning in match.meanings)


def _choose(line: Line, meanings: Sequence[Meaning], rule: str) -> Reading:
    """Take the one meaning, or the one of the foremost type; else name the rivals."""
    actors = list(dict.fromkeys(meaning.actor_id for meaning in meanings))
    if len(actors) > 1:
        rank = {a: _PREFERENCE.index(line.register.by_id[a].actor_type) for a in actors}
        best = [a for a in actors if rank[a] == min(rank.values())]
        if len(best) > 1:
            return Reading(None, rule=rule, rivals=tuple(best))
        actors = best
    form = next(m.form for m in meanings if m.actor_id == actors[0])
    return Reading(actors[0], form, rule)


def is_language(line: Line, match: Match) -> bool:
    """Tell whether a nationality names a language (*in Kazakh*, *Russian-speaking*)."""
    after = line.after(match.end).casefold()
    if after.split("-")[0] in listed("name_stops", "language"):
        return True
    if _among_languages(line, match) or (
        re.match(r": ?\S", line.text[match.end :]) and (line.text[: match.start].endswith("("))
    ):
        return True
    token = line.token(match.start)
    modifies = token.dep_ in ("amod", "compound", "nmod") and token.head.i > token.i
    if token.i + 1 < len(token.doc) and token.nbor().pos_ in ("CCONJ", "PUNCT", "ADP"):
        modifies = False
    bare = not modifies and line.text[match.end :][:1] != "-"
    before = line.before(match.start).casefold()
    if before in listed("name_stops", "speaking"):
        return bare
    return (
        bare
        and before in ("in", "into", "from", "and")
        and token.head.lower_
        in (
            "in",
            "into",
            "from",
            "speak",
            "speaking",
        )
        and line.text[match.start : match.end][-1] != "s"
    )


_PEOPLE = re.compile(
    r",? (?:are |were )?,? ?(?:an?|the|one of the) (?:[\w-]+ ){0,3}"
    r"(?:people|peoples|group|minority|tribe|nomads)\b"
)
_LANGUAGES = re.compile(
    r"\b(?P<cue>[\w-]+)(?: (?:both|good|only|standard|modern|literary))? "
    r"(?:(?:in |into |from |the )?[A-Z]\w+(?:,? (?:and|or|as well as) |, ))*(?:in |into )?$"
)


def _among_languages(line: Line, match: Match) -> bool:
    """Tell whether a list of languages is being told (*fluent in Kazakh, Chinese and English*)."""
    after = line.text[match.end :]
    listed_on = re.match(
        r"(?:,? (?:and|or) |, )(?:in )?[A-Z]|[.,;:)]|$| (?:and|or) (?!\w+s\b)", after
    )
    found = _LANGUAGES.search(line.text[: match.start])
    if not listed_on or not found or line.text[match.end - 1] == "s":
        return False
    words = line.text[: match.start].split()
    cue = found["cue"] if found["cue"] not in ("in", "into", "from") else ""
    earlier = words[-6:] if not cue else [cue]
    return any(word.strip(",.") in listed("name_stops", "speaking") for word in earlier)


def _nationality(line: Line, match: Match) -> Reading:
    """Decide between a country and the people of the same name."""
    people = [m for m in match.meanings if _type(line, m) == "people"]
    others = [m for m in match.meanings if _type(line, m) != "people" and m.form == "demonym"]
    as_noun = is_noun(line, match)
    if people and (not others or _means_people(line, match, as_noun)):
        reading = _choose(line, people, "people")
        return Reading(reading.actor_id, "name" if as_noun else "demonym", "people", reading.rivals)
    if others:
        return _choose(line, others, "demonym")
    names = [m for m in match.meanings if m.form == "name"]
    return _choose(line, names or match.meanings, "register-name")


def is_noun(line: Line, match: Match) -> bool:
    """Tell whether a nationality is a noun by itself (*the Uzbeks*), not before one."""
    token = line.token(match.end - 1)
    return token.pos_ in ("PROPN", "NOUN") and token.dep_ not in ("amod", "compound", "nmod")


def _beside_people(line: Line, match: Match) -> bool:
    """Tell whether a people's plural is coordinated with it (*between the Kyrgyz and Uzbeks*)."""
    token = line.token(match.end - 1)
    partners = [child for child in token.children if child.dep_ == "conj"]
    if token.dep_ == "conj":
        partners.append(token.head)
    return any(
        m.start <= partner.idx < m.end and line.text[m.end - 1] == "s" and _has_people(line, m)
        for partner in partners
        for m in line.matches
    ) and all(partner.nbor(-1).lower_ != "the" for partner in partners if partner.i)


def _has_people(line: Line, match: Match) -> bool:
    return any(_type(line, meaning) == "people" for meaning in match.meanings)


def _means_people(line: Line, match: Match, as_noun: bool) -> bool:
    """*ethnic X*, *X diaspora*, and a plural without the article mean the people.

    *The Russians understand* means the state; *Kazakhs from Xinjiang* are people.
    """
    before, after = line.before(match.start).casefold(), line.after(match.end).casefold()
    if before in listed("name_stops", "ethnic") or after in listed("name_stops", "kin"):
        return True
    if as_noun and (_beside_people(line, match) or _PEOPLE.match(line.text[match.end :])):
        return True
    plural = line.text[match.start : match.end].endswith("s") and as_noun
    if not plural:
        return False
    token = line.token(match.end - 1)
    if any(child.lower_ in ("of", "in", "from") for child in token.children):
        return True  # the Uzbeks of Osh
    return before != "the"
