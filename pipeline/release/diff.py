"""What differs between any two releases that stand."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.dataset.rows import Row
from pipeline.release.changes import WHOLE_ROW, changes, counts
from pipeline.release.package import PACKAGE, meaning
from pipeline.release.reading import folder_of, read_release

KINDS = ("added", "removed", "changed")


@dataclass(frozen=True, slots=True)
class Difference:
    """What it takes to get from one release to another.

    Attributes:
        before, after: the folders of the releases, ``vX.Y.Z``.
        meanings: the tables that are not declared alike.
        rows: the rows of ``changes``.
    """

    before: str
    after: str
    meanings: Sequence[str]
    rows: Sequence[Row]

    @property
    def counts(self) -> Counter[tuple[str, str]]:
        """Rows of each table that were added, removed and changed."""
        return counts(self.rows)

    def as_json(self) -> dict[str, Any]:
        """Return the difference for machines."""
        number = self.counts
        tables = sorted({table for table, _ in number})
        return {
            "before": self.before,
            "after": self.after,
            "declared_otherwise": list(self.meanings),
            "counts": {t: {kind: number[t, kind] for kind in KINDS} for t in tables},
            "changes": list(self.rows),
        }

    def lines(self) -> Iterator[str]:
        """Yield the difference for people, row by row."""
        yield f"From {self.before} to {self.after}"
        for table in self.meanings:
            yield f"{table}: columns or their meaning differ"
        number = self.counts
        for table in sorted({table for table, _ in number}):
            told = ", ".join(f"{number[table, k]:,} {k}" for k in KINDS if number[table, k])
            yield f"{table}: {told}"
        for row in self.rows:
            if row["column"] == WHOLE_ROW:
                yield f"{row['change']:8} {row['table']} {row['id']}"
            else:
                values = " -> ".join(
                    "null" if v is None else v for v in (row["before"], row["after"])
                )
                yield f"{row['change']:8} {row['table']} {row['id']} {row['column']}: {values}"
        if not self.rows and not self.meanings:
            yield "No table differs."


def difference(outputs: Path, before: str, after: str) -> Difference:
    """Return what differs between two versions (``0.1.0``, ``v0.1.0`` or ``latest``).

    Rows are compared in the columns that both releases have and that are declared today.

    Raises:
        FileNotFoundError: there is no such release; says what there is.
    """
    folders = [folder_of(version, outputs) for version in (before, after)]
    old, new = (meaning(json.loads((f / PACKAGE).read_text(encoding="utf-8"))) for f in folders)
    return Difference(
        folders[0].name,
        folders[1].name,
        [name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)],
        changes(*(read_release(folder) for folder in folders)),
    )
