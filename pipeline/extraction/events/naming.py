"""Whom a noun phrase names or plainly means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extraction.events.lexicon import lemma, words
from pipeline.extraction.events.reference import Antecedents
from pipeline.extraction.events.syntax import SUBJECTS, Passage, coordinated, prepositions
from pipeline.extraction.spans import Mention

NAMING = frozenset({"compound", "amod", "nmod", "poss"})
TITULAR = frozenset({"appos", "conj"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the actors of noun phrases; ``actor_types`` knows those new in the document."""

    antecedents: Antecedents
    actor_types: Mapping[str, str]

    def type_of(self, actor_id: str) -> str:
        """Return the type of an actor; its id begins with its kind where it is registered."""
        return self.actor_types.get(actor_id, actor_id.partition(":")[0])

    def actors(self, token: Token, passage: Passage) -> list[str]:
        """Return the actors of the noun phrase that ``token`` heads.

        A name is itself; *Chinese troops* and *members of the SCO* are theirs whom they
        name; a person named beside a title is the person alone; a pronoun and *the
        government* are whom they plainly mean.
        """
        mentions = passage.mentions_at(token)
        if mentions:
            return _ids(mentions)
        if token.pos_ == "PRON" or token.lower_ in words("pair") or token.tag_ == "PRP$":
            return self.antecedents.of(token, passage)
        named = self._titled(token, passage)
        if named:
            return _ids(named)
        of = [a for p, t in prepositions(token) if p == "of" for a in self.actors(t, passage)]
        if of and lemma(token) in words("of-name"):
            return of
        modifiers = [m for c in token.children if c.dep_ in NAMING for m in self._own(c, passage)]
        apposed = [m for c in token.children if c.dep_ == "appos" for m in self._own(c, passage)]
        if modifiers or apposed or of:
            return _ids(modifiers) or _ids(apposed) or of
        meant = self._meant(token, passage)
        member = token.dep_ == "pobj" and token.head.lower_ == "of"
        if meant or not (member or token.dep_ in SUBJECTS):
            return meant
        return [a for p, t in prepositions(token) if p == "from" for a in self.actors(t, passage)]

    def _titled(self, token: Token, passage: Passage) -> list[Mention]:
        """The name beside a title or description: *its security chief, Zhou Yongkang*."""
        beside = [c for c in token.children if c.dep_ in TITULAR and c.i > token.i]
        if token.i + 1 < len(token.doc) and token.nbor(1).head == token:
            beside.append(token.nbor(1))
        beside = list(dict.fromkeys(beside))
        found = [m for c in beside for m in passage.mentions_at(c)]
        kinds = {"person"} if len(beside) > 1 or any(c.dep_ == "conj" for c in beside) else None
        return [
            m
            for m in found
            if (kind := self.type_of(m.actor_id)) not in {"country", "region", "people"}
            and (kinds is None or kind in kinds)
        ]

    def _own(self, token: Token, passage: Passage) -> list[Mention]:
        """Mentions in a modifier and in what modifies it: *Kazakh oil workers*."""
        found = [m for t in coordinated(token) for m in passage.mentions_at(t)]
        if found:
            return found
        return [m for c in token.children if c.dep_ in NAMING for m in self._own(c, passage)]

    def _meant(self, token: Token, passage: Passage) -> list[str]:
        for child in token.children:
            if child.dep_ == "poss" and child.tag_ == "PRP$":
                return self.antecedents.of(child, passage)
        if lemma(token) in words("authority"):
            return self.antecedents.state(token, passage)
        return []


def _ids(mentions: Sequence[Mention]) -> list[str]:
    return list(dict.fromkeys(m.actor_id for m in mentions))
