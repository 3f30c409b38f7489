"""Small questions about a dependency parse (ClearNLP labels, as spaCy's English models)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from pipeline.extraction.events.lexicon import NOMINAL, lemma, words
from pipeline.extraction.spans import Date, Mention
from pipeline.sources.model import Sentence

MODIFIERS = frozenset({"compound", "nmod", "amod", "nummod", "poss"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "attr", "oprd", "dative"})
LOOK_BACK = 80
"""How many sentences of notes may interrupt a paragraph."""
COMPLEMENTS = OBJECTS | {"ccomp", "xcomp", "acomp"}
RELATIVES = frozenset({"that", "which", "who", "whom", "whose"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its parse and what was found in it."""

    index: int
    sentence: Sentence
    doc: Doc = field(repr=False)
    dates: Sequence[tuple[Date, Span]]
    mentions: Sequence[tuple[Mention, Span]]
    published: str | None = None

    def mentions_at(self, token: Token) -> list[Mention]:
        """Return the mentions that ``token`` is part of; *U.S./NATO* is one token of two."""
        return [m for m, span in self.mentions if span.start <= token.i < span.end]

    def mention_at(self, token: Token) -> Mention | None:
        """Return the first mention that ``token`` is part of."""
        return next(iter(self.mentions_at(token)), None)

    def date_at(self, token: Token) -> Date | None:
        """Return the date that ``token`` is part of."""
        for date, span in self.dates:
            if span.start <= token.i < span.end:
                return date
        return None


def before(passage: Passage, passages: Sequence[Passage]) -> Passage | None:
    """Return the neighbour that ``passage`` continues.

    It is the sentence before in its paragraph, whatever notes stand between; for the
    first sentence of a note it is the sentence that the note hangs on.
    """
    here = passage.sentence
    for other in reversed(passages[max(0, passage.index - LOOK_BACK) : passage.index]):
        if other.sentence.paragraph == here.paragraph:
            return other
    if here.hangs_on is None:
        return None
    return next((p for p in passages if p.sentence.sentence_id == here.hangs_on), None)


def is_verb(token: Token) -> bool:
    """Whether the token is a verb or an auxiliary that stands for one."""
    return token.pos_ == "VERB" or (token.pos_ == "AUX" and not token.dep_.startswith("aux"))


def is_noun(token: Token) -> bool:
    """Whether the token is a common or proper noun."""
    return token.pos_ in NOMINAL


def objects(verb: Token) -> list[Token]:
    """Return direct and indirect objects and predicate nouns, coordinated ones too."""
    own = [t for child in verb.children if child.dep_ in OBJECTS for t in coordinated(child)]
    if not own and verb.dep_ == "relcl" and any(_is_other(c) for c in verb.children):
        return [verb.head]
    return own


def _is_other(child: Token) -> bool:
    """A subject of a relative clause that is not its pronoun: *the offer it made*."""
    return child.dep_ == "nsubj" and child.lower_ not in RELATIVES


def coordinated(token: Token) -> list[Token]:
    """Return ``token`` and what is coordinated to its right."""
    return [token, *(t for t in token.conjuncts if t.i > token.i)]


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """Yield each preposition below ``token`` with each of its objects.

    Chains (*in the wake of*) are followed by their parts; *between A and B* yields both.
    """
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.pos_ in {"ADP", "SCONJ", "VERB"}:
            for preposition in coordinated(child):
                yield from _objects_of(preposition)


def _objects_of(preposition: Token) -> Iterator[tuple[str, Token]]:
    for below in preposition.children:
        if below.dep_ in {"pobj", "pcomp", "dobj"}:
            for token in coordinated(below):
                yield lemma(preposition), token
        elif below.dep_ == "prep":
            yield from _objects_of(below)


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive: *was signed*, *talks held in May*."""
    if any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children):
        return True
    if verb.tag_ != "VBN" or any(c.dep_ in {"nsubj", "aux"} for c in verb.children):
        return False
    return verb.dep_ == "acl" or (verb.dep_ == "conj" and is_passive(verb.head))


def is_past_passive(verb: Token) -> bool:
    """Whether the verb is *was signed* or *were held*, not *has been* or *will be*."""
    return any(c.dep_ == "auxpass" and c.tag_ == "VBD" for c in verb.children)


def is_past(verb: Token) -> bool:
    """Whether the verb is in the simple past, active or passive."""
    return verb.tag_ == "VBD" or is_past_passive(verb)


def subjects(verb: Token) -> list[Token]:
    """Return the subjects, through coordination, control, participles and relative clauses."""
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        own = [c for c in verb.children if c.dep_ in SUBJECTS] or [
            c for a in verb.children if a.dep_ == "auxpass" for c in a.children if c.dep_ == "nsubj"
        ]
        if own:
            return [t for c in own for t in coordinated(_antecedent(c, verb))]
        if verb.dep_ in {"acl", "relcl"} and is_noun(verb.head):
            if verb.tag_ != "VB":
                return [verb.head]
            verb = _governing_verb(verb.head) or verb
        elif verb.dep_ in {"conj", "xcomp", "advcl", "ccomp", "parataxis", "dep"} and is_verb(
            verb.head
        ):
            verb = verb.head
        elif verb.dep_ == "pcomp":
            verb = _governing_verb(verb) or verb
        elif verb.head.pos_ == "ADJ":
            if is_noun(verb.head.head):
                return [verb.head.head]
            verb = verb.head.head
        elif verb.tag_ in {"VB", "VBG"}:
            verb = _governing_verb(verb) or verb
    return []


def _antecedent(subject: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for."""
    if subject.lower_ in RELATIVES and verb.dep_ == "relcl":
        return verb.head
    return subject


def _governing_verb(token: Token) -> Token | None:
    for above in token.ancestors:
        if is_verb(above):
            return above
    return None


def governing_verb(token: Token) -> Token | None:
    """Return the nearest verb above ``token``."""
    return _governing_verb(token)


def companions(token: Token) -> set[str]:
    """Return the lemmas beside a word that may decide its sense, and marks of its frame.

    The marks: ``=none`` no complement, ``=passive``, ``=object`` a direct object,
    ``=predicate`` an object predicate (*called it a crime*), ``=to-name`` *to* with a name.
    """
    near: list[Token] = []
    found = set(_frame(token)) if is_verb(token) else set()
    for child in token.children:
        if child.dep_ in {"prt", "acomp", "advmod", "agent"} or (
            child.dep_ == "prep" and not any(t.ent_type_ == "DATE" for t in child.children)
        ):
            found.add(lemma(child))
        if child.dep_ in OBJECTS | MODIFIERS | {"ccomp", "xcomp", "acomp", "npadvmod"}:
            near += coordinated(child)
    near += [below for p, below in prepositions(token) if p not in words("after")]
    if is_verb(token) and token.dep_ in {"acl", "relcl"}:
        near.append(token.head)
    if is_verb(token) and not any(c.dep_ == "dobj" for c in token.children):
        near += subjects(token)
    for noun in near:
        found.add(lemma(noun))
        found.update(lemma(c) for c in noun.children if c.dep_ in MODIFIERS | {"ccomp", "acomp"})
        found.update(lemma(b) for p, b in prepositions(noun) if p == "of")
    return found


def _frame(verb: Token) -> Iterator[str]:
    kinds = {child.dep_ for child in verb.children}
    if is_passive(verb):
        yield "=passive"
    elif not kinds & COMPLEMENTS:
        yield "=none"
    if "dobj" in kinds:
        yield "=object"
    if "oprd" in kinds:
        yield "=predicate"
    if any(p == "to" and t.pos_ == "PROPN" for p, t in prepositions(verb)):
        yield "=to-name"


def quotation(doc: Doc, char: int) -> int | None:
    """Return where the quotation around the character begins, or None outside of one."""
    before = doc.text[:char]
    opened = max(before.rfind("“"), before.rfind("«"))
    closed = max(before.rfind("”"), before.rfind("»"))
    if opened > closed:
        return opened
    if "“" not in doc.text and before.count('"') % 2:
        return before.rfind('"')
    return None
