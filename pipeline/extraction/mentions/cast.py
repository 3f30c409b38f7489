"""Who is who in one document: new names, their short forms and acronyms.

Zhou Yongkang … Zhou; Regional Development Agency (RDA) … RDA
Serikzhan Bilash … Serikzhan; Joomart Otorbaev … Djoomart Otorbayev; M. Bell, Mary Bell
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.extraction.mentions.bodies import HEADS
from pipeline.extraction.mentions.found import Found
from pipeline.extraction.mentions.register import (
    ActorRegister,
    is_pinyin,
    key,
    skeleton,
    surnames_of,
)
from pipeline.extraction.mentions.words import cities, english
from pipeline.extraction.spans import Actor

_INITIAL = 2  # letters; a given name has more
_INITIALS = re.compile(r"((?:[^\W\d_]{1,2}\.[- ]?)+)(\S{2,})")
_PREFIX = {"person": "person", "people": "people", "region": "region"}


_SHORTENED = {"company", "organisation"}


def _short_name(name: str) -> str:
    """Return the one word that is left of a company's name without what kind it is.

    >>> _short_name("Allur Group"), _short_name("Steppe Bank"), _short_name("Golden Camel Group")
    ('Allur', '', '')
    """
    words = name.split()
    while len(words) > 1 and words[-1].strip(".") in HEADS:
        words.pop()
    alone = len(words) == 1 < len(name.split())
    return words[0] if alone and not english(words[0]) and words[0] not in cities() else ""


def slug(name: str) -> str:
    """Return ``name`` as the readable part of an id.

    >>> slug("Sébastien Peyrouse")
    'sebastien-peyrouse'
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", "-", plain).strip("-_")


@dataclass
class _New:
    """An actor that the register lacks, as far as the document tells."""

    actor_id: str
    name: str
    actor_type: str
    country: str | None
    aliases: dict[str, None]


class Cast:
    """The actors that a document names, and what their short forms mean in it."""

    def __init__(self, register: ActorRegister) -> None:
        self._register = register
        self._new: dict[str, _New] = {}
        self._by_key: dict[str, str] = {}
        self._by_skeleton: dict[str, str] = {}
        self._surnames: dict[str, set[str]] = defaultdict(set)
        self._given: dict[str, set[str]] = defaultdict(set)
        self.acronyms: dict[str, str | None] = {}
        self.short_names: dict[str, str] = {}

    def add(self, found: Found) -> str:
        """Take ``found`` in and return the id of its actor."""
        actor_id = found.actor_id or self._identify(found)
        if actor_id is None:
            actor_id = self._create(found)
        elif actor_id in self._new:
            new = self._new[actor_id]
            new.aliases.update(dict.fromkeys((found.name, *found.aliases)))
        if actor_id.startswith("person:") and found.form == "name":
            self._name_parts(found, actor_id)
        return actor_id

    def _name_parts(self, found: Found, actor_id: str) -> None:
        """Remember by which words of it the person ``found`` may be called."""
        actor = self._register.by_id.get(actor_id)
        for name in (actor.name if actor else self._new[actor_id].name, found.name):
            surnames = surnames_of(name)
            for surname in surnames:
                self._surnames[surname].add(actor_id)
            for word in name.split():
                if surnames and word not in surnames and word.isalpha() and len(word) > _INITIAL:
                    self._given[word].add(actor_id)
        if " " not in found.name and not found.actor_id:
            self._surnames[found.name].add(actor_id)

    def define(self, acronym: str, actor_id: str | None) -> None:
        """Let ``acronym`` mean ``actor_id`` in this document, or no actor at all."""
        if self.acronyms.get(acronym) is None:
            self.acronyms[acronym] = actor_id
        if actor_id in self._new:
            self._new[actor_id].aliases[acronym] = None

    def persons(self, surname: str) -> tuple[str, ...]:
        """Return whom ``surname`` can mean: the document's persons, else the register's."""
        if here := self._surnames.get(surname):
            return tuple(sorted(here))
        return tuple(sorted(self._register.surnames.get(surname, frozenset())))

    def given(self, name: str) -> tuple[str, ...]:
        """Return whom ``name`` can mean as a given name: the document's persons first."""
        if here := self._given.get(name):
            return tuple(sorted(here))
        return tuple(sorted(self._register.given.get(name, frozenset())))

    def is_here(self, surname: str) -> bool:
        """Tell whether the document gives the full name of a person so called."""
        return surname in self._surnames

    def place(self, actor_id: str, country: str | None) -> None:
        """Let a body without a state of its own belong to ``country`` (an actor id)."""
        new = self._new.get(actor_id)
        if new and country and new.country is None:
            new.country = country
            new.aliases[f"{new.name} of {self._register.by_id[country].name}"] = None

    def actors(self, used: Iterable[str]) -> list[Actor]:
        """Return the new actors among ``used``, in the order of their ids."""
        return [self._actor(self._new[i]) for i in sorted(set(used) & self._new.keys())]

    def _identify(self, found: Found) -> str | None:
        """Return the actor that the name or what its words imply already has."""
        for name in (found.name, *found.aliases):
            if actor_id := self._register.named(name) or self._by_key.get(key(name)):
                return actor_id
        return self._known_person(found.name) if found.actor_type == "person" else None

    def _known_person(self, name: str) -> str | None:
        """Return whom a surname, a surname with initials or another spelling means."""
        persons: tuple[str, ...] = ()
        if " " not in name and "." not in name:
            if self.is_here(name) or not english(name):  # a Smith is not the register's Smith
                persons = self.persons(name)
        elif initials := _INITIALS.fullmatch(name):
            persons = tuple(p for p in self.persons(initials[2]) if self._begins(p, initials[1]))
        elif bones := skeleton(name):
            return self._register.person(name) or self._by_skeleton.get(bones)
        return persons[0] if len(persons) == 1 else None

    def _begins(self, person: str, initials: str) -> bool:
        """Tell whether the first letter of ``person``'s name is the first of ``initials``."""
        actor = self._register.by_id.get(person)
        return (actor.name if actor else self._new[person].name)[0] == initials[0]

    def _create(self, found: Found) -> str:
        prefix = _PREFIX.get(found.actor_type, "org")
        parted = re.sub(r"(?<=[a-z])(?=[A-Z][a-z]+$)", " ", found.name)
        name = parted if prefix == "person" and is_pinyin(parted) else found.name
        actor_id = f"{prefix}:{slug(name)}"
        self._new[actor_id] = _New(
            actor_id, name, found.actor_type, found.country, dict.fromkeys(found.aliases)
        )
        for each in (found.name, name, *found.aliases):
            self._by_key[key(each)] = actor_id
        if short := _short_name(name) if found.actor_type in _SHORTENED else "":
            self.short_names.setdefault(short, actor_id)
        if prefix == "person":
            self._by_skeleton.setdefault(skeleton(name), actor_id)
        return actor_id

    def _actor(self, new: _New) -> Actor:
        state = self._register.by_id.get(new.country or "")
        return Actor(
            actor_id=new.actor_id,
            name=new.name,
            actor_type=new.actor_type,
            country=state.country if state else None,
            aliases=tuple(alias for alias in new.aliases if alias != new.name),
            wikidata=None,
            status="unreviewed",
        )


def as_known(found: Found, actor_id: str) -> Found:
    """Return ``found`` with its identity settled, if it has one."""
    return replace(found, actor_id=actor_id or None)
