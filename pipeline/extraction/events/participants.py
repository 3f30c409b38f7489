"""Who takes part in an event, and in which role, from the syntax around its trigger."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extraction.events.lexicon import lemma, words
from pipeline.extraction.events.naming import NAMING, Reader
from pipeline.extraction.events.places import city_country
from pipeline.extraction.events.syntax import (
    RELATIVES,
    SUBJECTS,
    Passage,
    coordinated,
    is_noun,
    is_passive,
    is_verb,
    objects,
    prepositions,
    subjects,
)
from pipeline.extraction.events.triggers import nominal
from pipeline.extraction.mentions import actor_register

SYMMETRIC = frozenset({"AGREE", "CONSULT", "COOPERATE"})
BODIES = frozenset({"igo", "government_body", "organisation", "company", "armed_group"})
INNER = frozenset({"xcomp", "ccomp", "acl"})
GROUND = frozenset({"country", "region"})
HYPHENS = re.compile(r"\s*[-–—]\s*")
Role = tuple[str, str]
Slot = tuple[str, Token]


@dataclass(frozen=True, slots=True)
class Cast:
    """Finds the participants of one event of type ``event_type``."""

    trigger: Token
    verb: Token | None
    event_type: str
    passage: Passage
    reader: Reader

    def roles(self, reach: tuple[int, int] | None = None) -> tuple[Role, ...]:
        """Return (actor, role) of the event, each actor once.

        ``reach`` bounds, in characters, what right of the trigger belongs to this event,
        where its trigger has several dates: *signed with A in May and with B in June*.
        """
        found: list[Role] = []
        for role, token in self._slots():
            if reach and token.idx > self.trigger.idx and not reach[0] <= token.idx < reach[1]:
                continue
            actors = self.reader.actors(token, self.passage) or self._destination(token)
            found += [(actor, role) for actor in actors]
        if not found and lemma(self.trigger) in words("convened"):
            bodies = self._in_its_name() or self.reader.antecedents.body(self.passage)
            found = [(actor, "source") for actor in bodies]
        if self.event_type in SYMMETRIC and lemma(self.trigger) not in words("travel"):
            found = [(actor, "source") for actor, _ in found]
        once: dict[str, str] = {}
        for actor, role in found:
            once.setdefault(actor, role)
        return tuple(once.items())

    def _in_its_name(self) -> list[str]:
        """The parties that the name of a meeting is made of: *the Peru-Andes Summit*."""
        start = self.trigger.i
        while start and self.trigger.doc[start - 1].pos_ in {"PROPN", "PUNCT", "ADJ"}:
            start -= 1
        parts = HYPHENS.split(self.trigger.doc[start : self.trigger.i].text)
        named = [actor_register().named(part) for part in parts if part.strip()]
        return [actor for actor in named if actor and self.reader.type_of(actor) in GROUND]

    def _slots(self) -> Iterator[Slot]:
        trigger = self.trigger
        if is_noun(trigger):
            yield from self._of_noun(trigger)
        teller = self.verb if self.verb is not None else (trigger if is_verb(trigger) else None)
        if teller is not None:
            yield from self._of_verb(teller)

    def _of_verb(self, verb: Token) -> Iterator[Slot]:
        """Subject, agent, objects, complements and prepositional phrases of the verb."""
        passive = is_passive(verb)
        received = lemma(verb) in words("receiving")
        for subject in subjects(verb):
            if subject.i != self.trigger.i and not self._holds(subject):
                yield ("target" if passive or received else "source"), subject
            if passive and self.event_type in SYMMETRIC:
                yield from self._inside(subject)
                yield from self._complement(subject)
        for token in objects(verb):
            if token.i != self.trigger.i:
                yield ("source" if passive else "target"), token
                yield from self._inside(token)
        for preposition, token in prepositions(verb):
            role = self._role(preposition, token, passive)
            if role and token.i != self.trigger.i:
                yield role, token
        if received:
            yield from (("source", t) for t in self._givers(verb))
        yield from self._complement(verb)

    def _givers(self, verb: Token) -> Iterator[Token]:
        """From whom something is received: *a loan from Peru*, *money Peru offered*."""
        for given in objects(verb):
            for below in given.subtree:
                if below.dep_ == "relcl":
                    yield from subjects(below)
        for preposition, token in prepositions(verb):
            if preposition == "from":
                yield token

    def _holds(self, subject: Token) -> bool:
        """Whether a subject is part of the nominal trigger: *the war in X, which began*."""
        return is_noun(self.trigger) and self.trigger in subject.ancestors

    def _complement(self, verb: Token) -> Iterator[Slot]:
        """Who is to act in what the verb says or commits to: *agreed to let Washington use*."""
        for child in verb.children:
            if child.dep_ not in INNER or child.i < verb.i or not is_verb(child):
                continue
            if child.dep_ == "xcomp" or self.event_type != "STATE":
                yield from (("target", o) for o in objects(child) if o != self.trigger)
            own = [c for c in child.children if c.dep_ in SUBJECTS and self.event_type != "STATE"]
            yield from (("target", t) for c in own for t in coordinated(c))
            yield from self._complement(child)

    def _inside(self, noun: Token) -> Iterator[Slot]:
        """Parties within the object: *signed an agreement with the SCO*."""
        for preposition, token in prepositions(noun):
            party = preposition in words("with") | {"to", "against", "by"}
            if party or self._is_in(preposition, noun) or self._is_member_of(preposition, token):
                yield "target", token
        if self.event_type == "AID":
            for below in noun.subtree:
                given = below.dep_ == "pobj" and below.head.lower_ == "to"
                if given and not any(_is_other_deed(a) for a in _between(below, noun)):
                    yield "target", below

    def _is_in(self, preposition: str, noun: Token) -> bool:
        return preposition == "in" and lemma(noun) in words("in-target")

    def _is_member_of(self, preposition: str, token: Token) -> bool:
        """Whether a body is where it happened: *observer status in the Assembly*."""
        if preposition not in words("place"):
            return False
        actors = self.reader.actors(token, self.passage)
        return bool(actors) and all(self.reader.type_of(a) in BODIES for a in actors)

    def _role(self, preposition: str, token: Token, passive: bool) -> str:
        if lemma(token) in words("link") or self.passage.date_at(token):
            return ""
        if preposition in words("by"):
            return "source" if passive or is_noun(self.trigger) else ""
        if preposition in words("with") and nominal(token, self.passage):
            return ""
        if preposition in words("with"):
            return "source" if self.event_type in SYMMETRIC else "target"
        if nominal(token, self.passage) and preposition not in {"to", "against", "from"}:
            return ""
        if self._is_ground(preposition, token):
            return ""
        if self._is_in(preposition, self.trigger) or self._is_member_of(preposition, token):
            return "target"
        if self.event_type == "STATE":
            return "target" if preposition in {"to", "against", "at"} else ""
        if preposition == "from" and (passive or self._is_receiving()):
            return ""
        known = preposition in words("target") and self.event_type != "OTHER"
        return "target" if known else ""

    def _is_receiving(self) -> bool:
        return self.verb is not None and lemma(self.verb) in words("receiving")

    def _is_ground(self, preposition: str, token: Token) -> bool:
        """Whether a country is only the ground that is left: *withdrew from Afghanistan*."""
        if self.event_type != "RETREAT" or preposition != "from":
            return False
        actors = self.reader.actors(token, self.passage)
        return all(self.reader.type_of(a) in GROUND for a in actors)

    def _of_noun(self, noun: Token) -> Iterator[Slot]:
        """Possessor, modifiers and prepositional phrases of a nominal event."""
        for child in noun.children:
            if child.dep_ in NAMING:
                for token in coordinated(child):
                    yield "source", token
                    yield from (("source", c) for c in token.children if c.dep_ in NAMING)
        if noun.dep_ == "pobj" and lemma(noun.head.head) in words("victim"):
            yield from (("target", t) for t in subjects(noun.head.head.head))
        if noun.dep_ == "nsubj" and lemma(noun.head) == "be":
            yield from (("source", o) for o in objects(noun.head))
        for preposition, token in prepositions(noun):
            if preposition == "of":
                yield ("source" if lemma(noun) in words("of-source") else "target"), token
            elif preposition in words("by") | words("with") or (
                lemma(token) in words("gathering") and preposition in words("during")
            ):
                yield "source", token
            elif self._is_ground(preposition, token):
                continue
            elif preposition in words("target") or self._is_in(preposition, noun):
                yield "target", token

    def _destination(self, token: Token) -> list[str]:
        """The country of a city that is travelled to: *sent an envoy to Kabul*."""
        travels = lemma(self.trigger) in words("travel") and token.dep_ in {"pobj", "dobj"}
        country = city_country(token, self.passage) if travels else None
        actor = f"country:{country.lower()}" if country else None
        named = {m.actor_id for m, _ in self.passage.mentions}
        return [actor] if actor in named else []


def _is_other_deed(clause: Token) -> bool:
    """Whether a relative clause tells what somebody else does: *money Peru offered to …*."""
    return clause.dep_ == "relcl" and any(
        c.dep_ == "nsubj" and c.lower_ not in RELATIVES for c in clause.children
    )


def _between(token: Token, top: Token) -> Iterator[Token]:
    """The words above ``token`` and below ``top``."""
    for above in token.ancestors:
        if above == top:
            return
        yield above
