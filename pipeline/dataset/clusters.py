"""Rows that tell the same occurrence or state the same figure, tied by a cluster id.

A cluster id is the smallest id of its rows. Two rows are compared only if their sentences
differ: within one sentence the extractors give one row an occurrence. The criteria use
nothing that a licence withholds, so that rows carried forward cluster as they did.

Two **events** are one if their bounds are equal, at least one of them a day, neither or
both negated, their types equal or akin (``vocabulary/event_kinship.csv``), and

- their sentences are twins (below) and the stem of their triggers is the same; or
- the period is at most a month, they share an actor, and either the stem of their
  triggers or all sources and targets are the same; or
- the period is longer, the stem of their triggers is the same and they share two actors.

Two **claims** are one if kind, unit, direction, all values and the bounds of the date are
equal, and

- their sentences are twins; or
- of the words of both measures at least half are shared; or
- at least two words are shared and make half of the shorter measure.

**Twins** are sentences of different documents with as many words and the same mentions in
the same order, at least two, or one if they have twenty words: a passage printed twice.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from pipeline import vocabulary
from pipeline.dataset.rows import Row, Rows

MONTH = datetime.timedelta(days=30)
"""From the first to the last day of the longest month."""
_ENDING = re.compile(r"(?<=\w{3})(ing|ment|ed|es|s|e)+$")
"""What inflection adds to a stem of three letters or more (agree, agreed, agreement)."""
LONG = 20
"""Words of a sentence that one mention is enough to know again."""
HALF = 0.5


@dataclass(frozen=True, slots=True)
class _Passage:
    """What of a sentence may always be published, enough to know it when printed twice."""

    document_id: str
    words: int
    actors: tuple[str, ...]

    def is_twin(self, other: "_Passage") -> bool:
        return (
            self.document_id != other.document_id
            and self.words == other.words
            and self.actors == other.actors
            and len(self.actors) >= (1 if self.words >= LONG else 2)
        )


def cluster_events(rows: Rows) -> list[Row]:
    """Return the events of ``rows`` with their ``event_cluster_id``."""
    parties: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows["event_actors"]:
        parties[row["event_id"]].add((row["actor_id"], row["role"]))
    passages = _passages(rows)

    def same(one: Row, other: Row) -> bool:
        if not _is_akin(one["event_type"], other["event_type"]):
            return False
        if passages[one["sentence_id"]].is_twin(passages[other["sentence_id"]]):
            return _stem(one["trigger"]) == _stem(other["trigger"])
        mine, theirs = parties[one["event_id"]], parties[other["event_id"]]
        shared = {actor for actor, _ in mine} & {actor for actor, _ in theirs}
        has_stem = _stem(one["trigger"]) == _stem(other["trigger"])
        if _is_brief(one):
            return bool(shared) and (has_stem or mine == theirs)
        return has_stem and len(shared) > 1

    def block(row: Row) -> Hashable:
        bounds = row["date_start"], row["date_end"]
        return None if bounds == (None, None) else (*bounds, row["modality"] == "negated")

    return _clustered(rows["events"], "event_id", "event_cluster_id", block, same)


def cluster_claims(rows: Rows) -> list[Row]:
    """Return the claims of ``rows`` with their ``claim_cluster_id``."""
    passages = _passages(rows)
    figure = ("kind", "unit", "direction", "value", "value_min", "value_max")
    columns = (*figure, "date_start", "date_end")

    def same(one: Row, other: Row) -> bool:
        if passages[one["sentence_id"]].is_twin(passages[other["sentence_id"]]):
            return True
        mine, theirs = _words(one["measure"]), _words(other["measure"])
        shared = len(mine & theirs)
        if not shared:
            return False
        is_alike = shared >= HALF * len(mine | theirs)
        return is_alike or (shared > 1 and shared >= HALF * min(len(mine), len(theirs)))

    def block(row: Row) -> Hashable:
        return tuple(row[column] for column in columns)

    return _clustered(rows["claims"], "claim_id", "claim_cluster_id", block, same)


def _clustered(
    rows: Sequence[Row],
    key: str,
    cluster: str,
    block: Callable[[Row], Hashable],
    same: Callable[[Row, Row], bool],
) -> list[Row]:
    """Set ``cluster`` by union-find over the pairs within a block for which ``same`` holds.

    Pairs are tried in the order of their ids; two clusters with rows of one sentence stay
    apart, whatever links them.
    """
    members: dict[str, list[Row]] = {row[key]: [row] for row in rows}
    blocks: defaultdict[Hashable, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: str(row[key])):
        blocks[block(row)].append(row)
    blocks.pop(None, None)
    for candidates in blocks.values():
        for one, other in combinations(candidates, 2):
            mine, theirs = members[one[key]], members[other[key]]
            if mine is theirs or _share_a_sentence(mine, theirs) or not same(one, other):
                continue
            mine += theirs
            members.update({row[key]: mine for row in theirs})
    return [row | {cluster: min(member[key] for member in members[row[key]])} for row in rows]


def _share_a_sentence(mine: Sequence[Row], theirs: Sequence[Row]) -> bool:
    return not {row["sentence_id"] for row in mine}.isdisjoint(row["sentence_id"] for row in theirs)


def _passages(rows: Rows) -> Mapping[str, _Passage]:
    actors: defaultdict[str, list[str]] = defaultdict(list)
    for mention in sorted(rows["mentions"], key=lambda m: (m["char_start"], m["mention_id"])):
        actors[mention["sentence_id"]].append(mention["actor_id"])
    return {
        s["sentence_id"]: _Passage(s["document_id"], s["words"], tuple(actors[s["sentence_id"]]))
        for s in rows["sentences"]
    }


def _is_akin(one: str, other: str) -> bool:
    pair = {one, other}
    return len(pair) == 1 or any(
        pair == {row["event_type"], row["akin"]} for row in vocabulary.read("event_kinship")
    )


def _is_brief(row: Row) -> bool:
    start, end = row["date_start"], row["date_end"]
    return start is not None and end is not None and bool(end - start <= MONTH)


def _stem(word: str) -> str:
    """Return ``word`` without inflection, enough to compare (signed, signing: sign).

    British and American spellings have one stem (formalised, formalized).
    """
    return _ENDING.sub("", word.casefold().replace("z", "s"))


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in vocabulary.read("function_words"))


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"\w+", (text or "").casefold())) - _function_words()
