"""The actor register, ready to be searched.

In: ``vocabulary/actors.csv``. Out: :class:`ActorRegister`, built once in a process: the
actors, what every string can mean, and one Aho-Corasick automaton over all strings.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.extraction.spans import Actor
from pipeline.tables import LIST_SEPARATOR
from pipeline.vocabulary import read

SPELLINGS = tuple((row["a"], row["b"]) for row in read("spellings"))
"""Pairs of spellings that name the same (``Organisation``, ``Organization``)."""
_PUNCTUATION = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "\u00a0": " "})
_PLACES = {"country", "region"}
_DIRECTION = re.compile(
    r"(?:central|inner|south|north|east|west|(?:south|north)(?:east|west)|sub)(?:ern)?[ -]"
    r"(?:and \w+ )?"
    r"(?:Asian?s?|Europe(?:an)?s?|Africa|America|Caucasus|Caucasian|Saharan Africa)$"
)
_LONG = 5  # letters from which a name in capitals is read as that name, not an acronym


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a string can mean; ``primary`` where it is the actor's own name."""

    actor_id: str
    form: str
    primary: bool


@dataclass(frozen=True, slots=True)
class Match:
    """An occurrence of a register string in a text, with everything it can mean."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]


def plain(text: str) -> str:
    """Return ``text`` with typographic apostrophes and hyphens made plain, length kept."""
    return text.translate(_PUNCTUATION)


def key(name: str) -> str:
    """Return what spellings of a name share: its letters, without case or diacritics.

    >>> key("Xu Yaqing") == key("XuYaqing")
    True
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in decomposed if c.isalnum())


_TRANSLITERATED = (
    ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("tch", "c"), ("ch", "c"),
    ("sch", "s"), ("sh", "s"), ("ts", "c"), ("ph", "f"), ("q", "k"), ("w", "v"), ("x", "ks"),
)  # fmt: skip
_FEWEST = 5  # consonants of a whole name; with fewer, different names would run together


def skeleton(name: str) -> str:
    """Return the consonants of a person's name, which its transliterations share.

    A final *a* stays, for it tells women's surnames from men's. Empty where too few are left
    and for Pinyin, which has one spelling.

    >>> skeleton("Gurbanguly Berdymukhamedov") == skeleton("Gurbanguly Berdimuhamedow")
    True
    >>> skeleton("Gulnara Karimova") == skeleton("Gulnara Karimov")
    False
    """
    if is_pinyin(name):
        return ""
    words = []
    for word in without_initials(name).split():
        letters = key(word)
        for old, new in _TRANSLITERATED:
            letters = letters.replace(old, new)
        bones = re.sub(r"[aeiouyäöüıəh]", "", letters[1:])
        bones = re.sub(r"(.)\1+", r"\1", letters[:1] + bones)
        words.append(bones + ("a" if letters.endswith("a") else ""))
    return " ".join(words) if len(words) > 1 and sum(map(len, words)) >= _FEWEST else ""


def without_initials(name: str) -> str:
    """Return ``name`` without the initials in its middle.

    >>> without_initials("Vladimir V. Putin")
    'Vladimir Putin'
    """
    words = name.split()
    inside = [word for word in words[1:-1] if not re.fullmatch(r"(?:[^\W\d_]\.-?)+", word)]
    return " ".join([*words[:1], *inside, *words[1:][-1:]])


def spelled(name: str) -> Iterator[str]:
    """Yield ``name`` and its other spellings by the pairs of ``spellings.csv``."""
    found = {name}
    for a, b in SPELLINGS:
        for old, new in ((a, b), (b, a)):
            found |= {re.sub(rf"\b{re.escape(old)}\b", new, each) for each in found if old in each}
    yield from sorted(found)


def bounded(text: str, start: int, end: int) -> bool:
    """Tell whether ``text[start:end]`` stands between word boundaries.

    A possessive *'s* ends a word, another apostrophe inside letters (*Xi'an*) does not.
    """
    if start and (text[start - 1].isalnum() or text[max(0, start - 2) : start] == "o'"):
        return False
    after = text[end : end + 3]
    if after[:1].isalnum():
        return False
    if after[:1] == "'" and after[1:2].isalpha():
        return after[1:2] in ("s", "S") and not after[2:3].isalpha()
    return True


def _same_case(found: str, string: str) -> bool:
    """Tell whether the case of ``found`` allows it to be ``string``.

    A name of several words may vary in case after its first letter; a single word only
    as a whole in capitals.
    """
    if found == string:
        return True
    if found.isupper() and len(found) >= _LONG:
        return not string.isupper()
    capitals = sum(word[0].isupper() for word in found.split())
    if found[0].islower() and found[0].upper() + found[1:] == string:  # central Asia
        return bool(_DIRECTION.match(found))
    return found[0] == string[0] and capitals > 1


class ActorRegister:
    """All actors known beforehand.

    Attributes:
        actors: in the order of the file; aliases are names and acronyms.
        by_id: the same by their ids.
        surnames: last word of a person's name (first of a Chinese one) to actor ids.
        given: given name in Pinyin, which hardly any two share, to actor ids.
    """

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        meanings: dict[str, set[Meaning]] = defaultdict(set)
        actors = []
        surnames: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            actors.append(_actor(row))
            for string, meaning in _strings(row):
                meanings[plain(string)].add(meaning)
            if row["actor_type"] == "person":
                for surname in surnames_of(row["name"]):
                    surnames[plain(surname)].add(row["actor_id"])
        self.actors: tuple[Actor, ...] = tuple(actors)
        self.by_id: Mapping[str, Actor] = {actor.actor_id: actor for actor in actors}
        self.surnames: Mapping[str, frozenset[str]] = {
            surname: frozenset(ids) for surname, ids in surnames.items()
        }
        self.given: Mapping[str, frozenset[str]] = _given_names(self.actors)
        self._by_skeleton: dict[str, set[str]] = defaultdict(set)
        for actor in self.actors:
            if actor.actor_type == "person":
                for name in (actor.name, *actor.aliases):
                    self._by_skeleton[skeleton(name)].add(actor.actor_id)
        self._strings = sorted(s for s in meanings if not _only_places(s, meanings, self.by_id))
        self._meanings = [
            tuple(sorted(meanings[s], key=lambda m: (not m.primary, m.actor_id, m.form)))
            for s in self._strings
        ]
        self._by_key: dict[str, set[str]] = defaultdict(set)
        for string, found in zip(self._strings, self._meanings, strict=True):
            self._by_key[key(string)] |= {m.actor_id for m in found if m.form == "name"}
        self._automaton = AhoCorasick(
            [s.casefold() for s in self._strings], matchkind=MatchKind.Standard
        )

    def named(self, name: str) -> str | None:
        """Return the id of the one actor that ``name`` spells, else None."""
        ids = self._by_key.get(key(name), set())
        return next(iter(ids)) if len(ids) == 1 else None

    def person(self, name: str) -> str | None:
        """Return the id of the one person whose name ``name`` transliterates, else None."""
        bones = skeleton(name)
        ids = self._by_skeleton.get(bones, set()) if bones else set()
        return next(iter(ids)) if len(ids) == 1 else None

    def matches(self, text: str) -> list[Match]:
        """Return the longest bounded occurrences in ``text``, in order, none overlapping."""
        haystack = plain(text)
        found: dict[tuple[int, int], list[Meaning]] = {}
        folded = haystack.casefold()
        if len(folded) != len(haystack):  # ß and the like: offsets would shift
            folded = haystack.lower() if len(haystack.lower()) == len(haystack) else haystack
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if bounded(haystack, start, end) and _same_case(
                haystack[start:end], self._strings[index]
            ):
                found.setdefault((start, end), []).extend(self._meanings[index])
        longest: list[Match] = []
        for (start, end), all_meanings in sorted(
            found.items(), key=lambda item: (item[0][0], -item[0][1])
        ):
            if not longest or start >= longest[-1].end:
                longest.append(Match(start, end, tuple(dict.fromkeys(all_meanings))))
        return longest


def _given_names(actors: Iterable[Actor]) -> dict[str, frozenset[str]]:
    """Return the longer given names of Chinese persons (*Lijian*, mistaken for a surname)."""
    found: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        if actor.actor_type == "person" and is_pinyin(actor.name):
            given = actor.name.split()[-1]
            if len(given) > _LONG:
                found[given].add(actor.actor_id)
    return {name: frozenset(ids) for name, ids in found.items()}


def _only_places(
    string: str, meanings: Mapping[str, set[Meaning]], by_id: Mapping[str, Actor]
) -> bool:
    """Tell whether an organisation's name is nothing but places (*China in Central Asia*).

    In running text such a string names the places.
    """
    parts = re.split(r" (?:in|and|of|for|on) (?:the )?", string)
    if len(parts) == 1 or any(by_id[m.actor_id].actor_type in _PLACES for m in meanings[string]):
        return False
    return all(
        any(by_id[m.actor_id].actor_type in _PLACES for m in meanings.get(part, ()))
        for part in parts
    )


def surnames_of(name: str) -> tuple[str, ...]:
    """Return what a person may be called for short: the first or last word of the name.

    >>> surnames_of("Zhou Yongkang"), surnames_of("Islam Karimov")
    (('Zhou',), ('Karimov',))
    """
    words = name.split()
    if len(words) < 2:
        return ()
    return (words[0],) if is_pinyin(name) else (words[-1],)


@cache
def _syllables() -> frozenset[str]:
    return frozenset(
        row["initial"] + final
        for row in read("pinyin")
        for final in row["finals"].split(LIST_SEPARATOR)
    )


@cache
def _chinese_surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in read("chinese_surnames"))


def _spells_pinyin(word: str) -> bool:
    """Tell whether ``word`` is a string of one to three Pinyin syllables."""
    ends = {0}
    for _ in range(3):
        ends |= {
            end + size
            for end in ends
            for size in range(1, 7)
            if word[end : end + size] in _syllables()
        }
    return len(word) in ends


def is_pinyin(name: str) -> bool:
    """Tell whether ``name`` is a Chinese name, surname first, in Pinyin.

    >>> is_pinyin("Pan Zhiping"), is_pinyin("Pan Am"), is_pinyin("Erica Marat")
    (True, False, False)
    """
    words = name.replace("'", "").replace("-", "").split()
    return (
        len(words) in (2, 3)
        and words[0] in _chinese_surnames()
        and all(_spells_pinyin(word.casefold()) for word in words[1:])
    )


def _cell(row: Mapping[str, str], column: str) -> list[str]:
    return [value for value in row[column].split(LIST_SEPARATOR) if value]


def _actor(row: Mapping[str, str]) -> Actor:
    aliases = dict.fromkeys([*_cell(row, "names"), *_cell(row, "acronyms")])
    aliases.pop(row["name"], None)
    return Actor(
        actor_id=row["actor_id"],
        name=row["name"],
        actor_type=row["actor_type"],
        country=row["country"] or None,
        aliases=tuple(aliases),
        wikidata=row["wikidata"] or None,
        status="reviewed",
    )


def _strings(row: Mapping[str, str]) -> Iterator[tuple[str, Meaning]]:
    """Yield every string of ``row`` with what it means."""
    for column, form in (
        ("demonyms", "demonym"),
        ("metonyms", "metonym"),
        ("acronyms", "acronym"),
    ):
        for string in _cell(row, column):
            yield string, Meaning(row["actor_id"], form, primary=False)
    for name in dict.fromkeys([row["name"], *_cell(row, "names")]):
        for string in spelled(name):
            yield string, Meaning(row["actor_id"], "name", primary=name == row["name"])


@cache
def actor_register() -> ActorRegister:
    """Return the register of ``vocabulary/actors.csv``, read once in a process."""
    return ActorRegister(read("actors"))
