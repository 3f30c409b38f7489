"""Whom a pronoun or a plain description means: the nearest fitting subject before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.extraction.events.lexicon import words
from pipeline.extraction.events.syntax import MODIFIERS, SUBJECTS, Passage, before
from pipeline.extraction.spans import Mention

ACTING = frozenset(
    {
        "country",
        "igo",
        "company",
        "organisation",
        "government_body",
        "armed_group",
        "political_group",
    }
)
ADJECTIVAL = frozenset({"compound", "amod", "nmod"})
PHRASAL = ADJECTIVAL | {"poss", "conj", "appos"}


@dataclass(frozen=True, slots=True)
class Antecedents:
    """The passages of a document, looked back through from a pronoun."""

    passages: Sequence[Passage]
    actor_types: Mapping[str, str]

    def of(self, pronoun: Token, passage: Passage) -> list[str]:
        """Return the actors that ``pronoun`` means, none where that is not plain."""
        word = pronoun.lower_
        ahead = self._ahead(pronoun, passage) if pronoun.tag_ == "PRP$" else []
        if ahead:
            return ahead
        here = [(m, s.root) for m, s in passage.mentions if s.end <= pronoun.i]
        earlier = self._before(passage)
        if word in words("person"):
            return self._nearest(here, earlier, frozenset({"person"}))
        if word in words("thing"):
            return self._nearest(here, earlier, ACTING)
        if word in words("plural"):
            return self._group(here, earlier, ACTING | {"person", "people"})
        if word in words("pair"):
            return self._group(here, earlier, ACTING | {"person"})[:2]
        return []

    def _ahead(self, pronoun: Token, passage: Passage) -> list[str]:
        """The subject that a possessive before it means: *In his speech, Xi proposed …*."""
        fitting = {"person"} if pronoun.lower_ in words("person") else ACTING
        root = next((t for t in passage.doc if t.dep_ == "ROOT"), pronoun)
        for subject in (c for c in root.lefts if c.dep_ in SUBJECTS and c.i > pronoun.i):
            return [m.actor_id for m in passage.mentions_at(subject) if self._type(m) in fitting]
        return []

    def body(self, passage: Passage) -> list[str]:
        """Return the organisation of states whose *the summit* it plainly is."""
        here = [(m, s.root) for m, s in passage.mentions]
        for group in (here, self._before(passage)):
            bodies = [m.actor_id for m, _ in group if self._type(m) == "igo"]
            if bodies:
                return bodies[:1]
        return []

    def state(self, noun: Token, passage: Passage) -> list[str]:
        """Return the country that *the government* means: the last one named before it."""
        here = [(m, s.root) for m, s in passage.mentions if s.end <= noun.i]
        for group in (here, self._before(passage)):
            countries = [(m, t) for m, t in group if self._type(m) == "country"]
            heads = [m for m, t in countries if t.dep_ not in MODIFIERS]
            if countries:
                return [(heads or [m for m, _ in countries])[-1].actor_id]
        return []

    def _before(self, passage: Passage) -> list[tuple[Mention, Token]]:
        """Mentions of the sentence that this one continues."""
        previous = before(passage, self.passages)
        if previous and previous.sentence.region == "footnote" and not _is_told(previous):
            hanging = previous.sentence.hangs_on
            carrier = (p for p in self.passages if p.sentence.sentence_id == hanging)
            previous = next(carrier, previous)
        return [(m, s.root) for m, s in previous.mentions] if previous else []

    def _nearest(
        self,
        here: list[tuple[Mention, Token]],
        earlier: list[tuple[Mention, Token]],
        types: frozenset[str],
    ) -> list[str]:
        groups = [[(m, t) for m, t in g if self._type(m) in types] for g in (here, earlier)]
        for group in groups:
            subjects = [m for m, t in group if _is_subject(t)]
            if subjects:
                return [subjects[-1].actor_id]
        named = [m for group in groups for m, t in group if t.dep_ not in ADJECTIVAL]
        return [m.actor_id for m in named[:1]]

    def _group(
        self,
        here: list[tuple[Mention, Token]],
        earlier: list[tuple[Mention, Token]],
        types: frozenset[str],
    ) -> list[str]:
        for group in (here, earlier):
            fitting = [(m, t) for m, t in group if self._type(m) in types and _is_subject(t)]
            if fitting:
                return list(dict.fromkeys(m.actor_id for m, _ in fitting))
        return []

    def _type(self, mention: Mention) -> str:
        return self.actor_types.get(mention.actor_id, mention.actor_id.partition(":")[0])


def _is_told(passage: Passage) -> bool:
    """Whether a note is a sentence with a subject, and not only a cited work."""
    return any(t.dep_ in SUBJECTS and t.head.dep_ == "ROOT" for t in passage.doc)


def _is_subject(token: Token) -> bool:
    """Whether the name is a subject, or stands in its noun phrase: *the depth of China's worry*."""
    while token.dep_ in PHRASAL or (token.dep_ == "pobj" and token.head.lower_ == "of"):
        token = token.head.head if token.dep_ == "pobj" else token.head
    return token.dep_ in SUBJECTS
