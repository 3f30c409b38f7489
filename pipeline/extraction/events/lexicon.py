"""What the vocabularies say of a word: the event type it takes, the class of a verb."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from pipeline import vocabulary

NOMINAL = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A row of ``triggers.csv``: one sense of a word that names an occurrence."""

    event_type: str
    kind: str
    particle: str
    objects: frozenset[str]


def lemma(token: Token) -> str:
    """Return the lemma in lower case; names keep theirs, so their plural is cut off.

    Of a hyphenated word the parser's last part stands for all: *re-evaluation*, *cease-fire*.
    """
    word = str(token.lemma_.lower())
    first = first_part(token)
    if first != token:
        for whole in (f"{first.lower_}-{word}", f"{first.lower_}{word}"):
            if _is_trigger(whole):
                return whole
    if token.pos_ == "PROPN" and token.tag_ == "NNPS":
        return word.removesuffix("s")
    if token.pos_ == "VERB" and not _is_known(word) and _is_known(f"{word}e"):
        return f"{word}e"  # the lemmatizer takes *staged* for *stag*
    return word


def first_part(token: Token) -> Token:
    """Return where a hyphenated word begins that the vocabulary knows as a whole."""
    if token.i < 2 or token.nbor(-1).text != "-" or token.nbor(-1).whitespace_:
        return token
    first, last = token.nbor(-2), str(token.lemma_.lower())
    whole = (f"{first.lower_}-{last}", f"{first.lower_}{last}")
    return first if any(map(_is_trigger, whole)) else token


def _is_trigger(word: str) -> bool:
    return (word, "NOUN") in _triggers() or (word, "VERB") in _triggers()


@cache
def _is_known(verb: str) -> bool:
    return (verb, "VERB") in _triggers() or verb in _classes()


@cache
def _triggers() -> Mapping[tuple[str, str], tuple[Trigger, ...]]:
    senses: dict[tuple[str, str], list[Trigger]] = defaultdict(list)
    for row in vocabulary.read("triggers"):
        objects = frozenset(row["objects"].lower().split("|")) - {""}
        senses[row["lemma"], row["pos"]].append(
            Trigger(row["event_type"], row["kind"], row["particle"], objects)
        )
    # the sense with the most conditions is tried first
    return {
        key: tuple(sorted(found, key=lambda t: (not t.particle, not t.objects)))
        for key, found in senses.items()
    }


@cache
def _classes() -> Mapping[str, frozenset[str]]:
    classes: dict[str, set[str]] = defaultdict(set)
    for row in vocabulary.read("verb_classes"):
        classes[row["lemma"]].add(row["class"])
    return {verb: frozenset(found) for verb, found in classes.items()}


def verb_classes(token: Token) -> frozenset[str]:
    """Return the classes of a verb: light, aspectual, outcome, state, measure, cite."""
    return _classes().get(lemma(token), frozenset())


def sense(token: Token, beside: Collection[str] = ()) -> Trigger | None:
    """Return the sense that ``token`` has with the lemmas ``beside`` it, if it is a trigger.

    *open* beside *base* is CONSTRUCT, beside *fire* ASSAULT.
    """
    pos = "NOUN" if token.pos_ in NOMINAL else "VERB"
    for trigger in _triggers().get((lemma(token), pos), ()):
        if trigger.particle and trigger.particle not in beside:
            continue
        if trigger.objects and trigger.objects.isdisjoint(beside):
            continue
        return trigger
    return None


@cache
def cues(position: str) -> Mapping[str, str]:
    """Return the modality that each cue word has in ``position`` (aux, head, adverb, …)."""
    return {
        row["cue"]: row["modality"]
        for row in vocabulary.read("modality_cues")
        if row["position"] == position
    }


@cache
def words(group: str) -> frozenset[str]:
    """Return the words of ``event_words.csv`` that belong to ``group``."""
    return frozenset(row["word"] for row in vocabulary.read("event_words") if row["group"] == group)
