"""How far a dataset has drifted from the latest release, and whether somebody must say why.

A changed rule, vocabulary or library may change rows everywhere. Whatever changes is shown
before it is released; what changes beyond the bounds of ``expectations/drift.csv`` is not
released until a person has given the reason, which the release then records.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.dataset.rows import Dataset
from pipeline.release.changes import changes, counts
from pipeline.tables import TABLES, Table

FIELDS = ("shrinks_to", "grows_to", "from_rows", "vanishes_from")
DIFFERENCES = ("added", "removed", "changed")


class DriftError(ValueError):
    """Rows changed beyond the bounds; the message names them and says how to go on."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a release may do to the rows of the last one, as in ``expectations/drift.csv``."""

    shrinks_to: float
    grows_to: float
    from_rows: float
    vanishes_from: float

    @classmethod
    def read(cls, path: Path) -> "Bounds":
        """Return the bounds in the file at ``path``.

        Raises:
            ValueError: it is missing, lacks a bound or holds something else.
        """
        try:
            with path.open(encoding="utf-8", newline="") as file:
                rows = {row["bound"]: float(row["value"]) for row in csv.DictReader(file)}
            return cls(**rows)
        except (OSError, KeyError, TypeError, ValueError) as error:
            needed = ", ".join(FIELDS)
            raise ValueError(f"{path}: give each of {needed} a number ({error})") from error


@dataclass(frozen=True, slots=True)
class Finding:
    """A change beyond the bounds: ``subject`` had ``before`` rows and has ``after``."""

    table: str
    subject: str
    before: int
    after: int

    def __str__(self) -> str:
        return f"{self.table}: {self.subject}: {self.before:,} rows before, {self.after:,} now"


def find(previous: Dataset, dataset: Dataset, bounds: Path) -> tuple[Finding, ...]:
    """Return what changed beyond the bounds in the file ``bounds``; nothing at a first release.

    Raises:
        ValueError: the file holds no bounds.
    """
    if not previous:
        return ()
    limits = Bounds.read(bounds)
    return (
        *_documents(previous, dataset),
        *(f for table in TABLES for f in _sizes(table, previous, dataset, limits)),
        *(f for table in TABLES for f in _codes(table, previous, dataset, limits)),
    )


def _documents(previous: Dataset, dataset: Dataset) -> Iterator[Finding]:
    """Yield each document that is gone while its source is not."""
    sources = set(dataset["documents"]["source_id"].to_pylist())
    kept = set(dataset["documents"]["document_id"].to_pylist())
    columns = previous["documents"].select(["document_id", "source_id"]).to_pylist()
    for row in columns:
        if row["source_id"] in sources and row["document_id"] not in kept:
            yield Finding("documents", row["document_id"], 1, 0)


def _sizes(table: Table, previous: Dataset, dataset: Dataset, limits: Bounds) -> Iterator[Finding]:
    """Yield each document of which ``table`` holds far fewer rows, or far more."""
    if table.name in ("documents", "issues") or "document_id" not in table.names:
        return
    before, after = (_count(part, table.name, "document_id") for part in (previous, dataset))
    kept = set(dataset["documents"]["document_id"].to_pylist())
    for document in sorted(kept & before.keys()):
        had, has = before[document], after[document]
        is_out = has < had * limits.shrinks_to or has > had * limits.grows_to
        if had >= limits.from_rows and is_out:
            yield Finding(table.name, document, had, has)


def _codes(table: Table, previous: Dataset, dataset: Dataset, limits: Bounds) -> Iterator[Finding]:
    """Yield each code that no row has any more."""
    if table.name == "issues":  # that a problem is gone is good news
        return
    for column in (c.name for c in table.columns if c.codes and c.name != "status"):
        before, after = (_count(part, table.name, column) for part in (previous, dataset))
        for code in sorted(code for code in before.keys() - after.keys() if code is not None):
            if before[code] >= limits.vanishes_from:
                yield Finding(table.name, f"{column} {code}", before[code], 0)


def _count(dataset: Dataset, table: str, column: str) -> Counter[str]:
    rows = dataset.get(table)
    is_there = rows is not None and column in rows.column_names
    return Counter(rows[column].to_pylist() if is_there and rows is not None else [])


def require_accepted(found: Sequence[Finding], reason: str | None) -> dict[str, object]:
    """Let a dataset pass that stays within the bounds, or whose drift has a ``reason``.

    Returns what the release records of it: nothing where nothing was found.

    Raises:
        DriftError: there is drift and no reason.
    """
    if not found:
        return {}
    listed = [str(finding) for finding in found]
    if not (reason or "").strip():
        shown = "".join(f"\n  {line}" for line in listed)
        raise DriftError(
            f"rows changed beyond the bounds of expectations/drift.csv, in {len(found)} place(s); "
            "nothing was published. If it is right, say why: "
            f'khorgos run --accept-drift "the reason"{shown}'
        )
    return {"accepted_drift": {"reason": (reason or "").strip(), "changes": listed}}


def differences(previous: Dataset, dataset: Dataset) -> tuple[str, ...]:
    """Return a line for each table that differs: how many rows came, went and changed."""
    if not previous:
        return tuple(f"{t.name}: {dataset[t.name].num_rows:,} added" for t in TABLES)
    counted = counts(changes(previous, dataset))
    lines = []
    for table in TABLES:
        parts = [f"{counted[table.name, d]:,} {d}" for d in DIFFERENCES if counted[table.name, d]]
        if parts:
            lines.append(f"{table.name}: {', '.join(parts)}")
    return tuple(lines)
