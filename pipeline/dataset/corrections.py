"""What people correct: ``raw/corrections.csv``.

A line names a row by table and id (parts of a compound key joined by ``|``):

    accept  a person found the row right; nothing changes, but its loss is reported
    reject  the row is wrong and goes, with every row that cannot stand without it
    edit    ``column`` becomes ``value`` (empty: null) if it is ``expected`` now

``correct`` applies them.
"""

import csv
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.extraction.calendar import bounds
from pipeline.tables import BY_NAME, Column
from pipeline.vocabulary import codes

HEADER = ("table", "row_id", "action", "column", "expected", "value", "reason", "reviewer")
ACTIONS = ("accept", "reject", "edit")
Value = str | int | float | datetime.date | None


class CorrectionsError(ValueError):
    """The file of corrections has a mistake; the message names line and column."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One line; ``expected`` and ``value`` have the type of ``column`` (edits only)."""

    table: str
    row_id: str
    action: str
    column: str | None
    expected: Value
    value: Value
    reason: str
    reviewer: str


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Return the corrections in ``path``; a file that is not there holds none.

    Raises:
        CorrectionsError: a line cannot be understood.
    """
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    if not lines or tuple(lines[0]) != HEADER:
        raise CorrectionsError(f"{path.name}: line 1: the header must be {','.join(HEADER)}")
    return tuple(
        _correction(line, f"{path.name}: line {number}")
        for number, line in enumerate(lines[1:], start=2)
        if line
    )


def _correction(line: Sequence[str], where: str) -> Correction:
    if len(line) != len(HEADER):
        raise CorrectionsError(f"{where}: {len(line)} cells, the header has {len(HEADER)}")
    cells = dict(zip(HEADER, line, strict=True))
    for name in ("row_id", "reason", "reviewer"):
        if not cells[name].strip():
            raise CorrectionsError(f"{where}: {name} must not be empty")
    if cells["table"] not in BY_NAME:
        raise CorrectionsError(f"{where}: table: no table {cells['table']!r}")
    if cells["action"] not in ACTIONS:
        raise CorrectionsError(f"{where}: action: {cells['action']!r} is none of {ACTIONS}")
    column, expected, value = None, None, None
    if cells["action"] == "edit":
        column = _column(cells["table"], cells["column"], where)
        expected = _value(column, cells["expected"], f"{where}: expected")
        value = _value(column, cells["value"], f"{where}: value")
    elif cells["column"] or cells["expected"] or cells["value"]:
        raise CorrectionsError(f"{where}: {cells['action']} takes no column, expected or value")
    return Correction(
        cells["table"],
        cells["row_id"],
        cells["action"],
        column.name if column else None,
        expected,
        value,
        cells["reason"],
        cells["reviewer"],
    )


def _column(table: str, name: str, where: str) -> Column:
    column = next((c for c in BY_NAME[table].columns if c.name == name), None)
    if column is None:
        raise CorrectionsError(f"{where}: column: {table} has no column {name!r}")
    if name in BY_NAME[table].key:
        raise CorrectionsError(f"{where}: column: {name} identifies the row and cannot be edited")
    return column


def _value(column: Column, cell: str, where: str) -> Value:
    """Read ``cell`` as ``column`` holds it; an empty cell is null."""
    if not cell:
        if column.required:
            raise CorrectionsError(f"{where}: {column.name} must not be empty")
        return None
    if column.codes and cell not in codes(column.codes):
        raise CorrectionsError(f"{where}: {cell!r} is no code of {column.codes}")
    try:
        if column.type == "integer":
            return int(cell)
        if column.type == "number":
            return float(cell)
        if column.type == "date":
            return datetime.date.fromisoformat(cell)
        if column.name in ("edtf", "date_edtf"):
            bounds(cell)
    except ValueError as error:
        raise CorrectionsError(f"{where}: {cell!r} is no {column.type}: {error}") from error
    return cell
