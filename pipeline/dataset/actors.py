"""One row an actor, whatever number of sources name it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from pipeline.dataset.rows import Row, Rows
from pipeline.tables import LIST_SEPARATOR, TABLES

PRESENT = "present"
REVIEWED = "reviewed"


def references_to_actors() -> list[tuple[str, str]]:
    """Return each (table, column) that is declared to hold an ``actor_id``."""
    return [
        (table.name, column.name)
        for table in TABLES
        for column in table.columns
        if column.references == "actors.actor_id"
    ]


def merge_actors(parts: Iterable[Mapping[str, list[Row]]]) -> list[Row]:
    """Return a row for each actor of ``parts``, the tables of one or more sources each.

    A reviewed row wins over one that nobody reviewed, and among those a source that was
    read over one carried forward: the actor register is what it says today. Aliases of
    equally good rows are united. ``mentions`` is left for ``count_mentions``.
    """
    candidates: defaultdict[str, defaultdict[int, list[Row]]]
    candidates = defaultdict(lambda: defaultdict(list))
    for part in parts:
        is_read = any(row["status"] == PRESENT for row in part["documents"])
        for row in part["actors"]:
            rank = 2 if row["status"] != REVIEWED else 0 if is_read else 1
            candidates[row["actor_id"]][rank].append(row | {"mentions": 0})
    return [_merged(ranks[min(ranks)]) for _, ranks in sorted(candidates.items())]


def _merged(rows: list[Row]) -> Row:
    """Unite rows of one actor; where they differ, the first in order of content wins."""
    best = min(rows, key=lambda row: repr(row | {"aliases": None}))
    aliases = {alias for row in rows for alias in (row["aliases"] or "").split(LIST_SEPARATOR)}
    aliases |= {row["name"] for row in rows}
    return best | {"aliases": LIST_SEPARATOR.join(sorted(aliases - {"", best["name"]})) or None}


def count_mentions(rows: Rows) -> list[Row]:
    """Return the actors that some row of ``rows`` refers to, their mentions counted."""
    counts = Counter(row["actor_id"] for row in rows["mentions"])
    referred = {row[column] for table, column in references_to_actors() for row in rows[table]}
    return [
        actor | {"mentions": counts[actor["actor_id"]]}
        for actor in rows["actors"]
        if actor["actor_id"] in referred
    ]
