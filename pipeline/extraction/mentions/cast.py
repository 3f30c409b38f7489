"""Who is who in one document: new names, their short forms and acronyms.

Zhou Yongkang … Zhou; Regional Development Agency (RDA) … RDA
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.extraction.mentions.found import Found
from pipeline.extraction.mentions.register import ActorRegister, key, surnames_of
from pipeline.extraction.spans import Actor

_PREFIX = {"person": "person", "people": "people", "region": "region"}


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
        self._surnames: dict[str, set[str]] = defaultdict(set)
        self.acronyms: dict[str, str | None] = {}

    def add(self, found: Found) -> str:
        """Take ``found`` in and return the id of its actor."""
        actor_id = found.actor_id or self._identify(found)
        if actor_id is None:
            actor_id = self._create(found)
        elif actor_id in self._new:
            new = self._new[actor_id]
            new.aliases.update(dict.fromkeys((found.name, *found.aliases)))
        if actor_id.startswith("person:") and found.form == "name":
            actor = self._register.by_id.get(actor_id)
            for surname in surnames_of(actor.name if actor else self._new[actor_id].name):
                self._surnames[surname].add(actor_id)
            if " " not in found.name and not found.actor_id:
                self._surnames[found.name].add(actor_id)
        return actor_id

    def define(self, acronym: str, actor_id: str | None) -> None:
        """Let ``acronym`` mean ``actor_id`` in this document, or no actor at all."""
        if self.acronyms.get(acronym) is None:
            self.acronyms[acronym] = actor_id
        if actor_id in self._new:
            self._new[actor_id].aliases[acronym] = None

    def persons(self, surname: str) -> tuple[str, ...]:
        """Return whom ``surname`` can mean: the document's persons, else the register's."""
        here = self._surnames.get(surname)
        return tuple(sorted(here or self._register.surnames.get(surname, frozenset())))

    def is_here(self, surname: str) -> bool:
        """Tell whether the document gives the full name of a person so called."""
        return surname in self._surnames

    def place(self, actor_id: str, country: str | None) -> None:
        """Let a body without a state of its own belong to ``country`` (an actor id)."""
        new = self._new.get(actor_id)
        if new and country and new.country is None and new.actor_type == "government_body":
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
        if found.actor_type == "person" and " " not in found.name:
            persons = self.persons(found.name)
            return persons[0] if len(persons) == 1 else None
        return None

    def _create(self, found: Found) -> str:
        prefix = _PREFIX.get(found.actor_type, "org")
        name = (
            re.sub(r"(?<=[a-z])(?=[A-Z][a-z]+$)", " ", found.name)
            if (prefix == "person" and " " not in found.name)
            else found.name
        )
        actor_id = f"{prefix}:{slug(name)}"
        self._new[actor_id] = _New(
            actor_id, name, found.actor_type, found.country, dict.fromkeys(found.aliases)
        )
        for each in (found.name, name, *found.aliases):
            self._by_key[key(each)] = actor_id
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
    """Return ``found`` with its identity settled."""
    return replace(found, actor_id=actor_id)
