"""Corrections applied to rows, with who made them and why.

An edit that finds neither the value it expects nor the one it would set, or finds no row,
is not applied: it becomes a row of ``issues``. Corrections that rows carried forward
contain already change nothing, so that they can be applied again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.dataset.corrections import Correction
from pipeline.dataset.rows import Row, Rows, row_id
from pipeline.extraction.calendar import bounds
from pipeline.tables import BY_NAME, LIST_SEPARATOR, REVIEWED, TABLES, UNREVIEWED, Table

STALE = "stale_correction"
DATE_COLUMNS = ("date_edtf", "date_mod", "date_start", "date_end")
"""What a claim says of its date besides ``date_id``."""


def correct(rows: Rows, corrections: Iterable[Correction]) -> Rows:
    """Return ``rows`` with ``corrections`` applied; stale ones are added to ``issues``."""
    corrected = {name: [dict(row) for row in table] for name, table in rows.items()}
    for reviewed in REVIEWED:
        for known in corrected[reviewed.name]:  # a release may be older than these columns
            known["review_status"] = known["review_status"] or UNREVIEWED["review_status"]
    by_id = {
        name: {row_id(BY_NAME[name], row): row for row in table}
        for name, table in corrected.items()
    }
    rejected: defaultdict[str, set[str]] = defaultdict(set)
    stale: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    heard: defaultdict[tuple[str, str], list[Correction]] = defaultdict(list)
    for correction in corrections:
        row = by_id[correction.table].get(correction.row_id)
        if correction.action == "reject":
            rejected[correction.table].add(correction.row_id)
        elif problem := _edit(row, correction):
            stale[correction.table, correction.row_id].append(problem)
        else:
            heard[correction.table, correction.row_id].append(correction)
    for (table, key), agreed in heard.items():
        _sign(by_id[table][key], agreed)
    for (table, key), problems in stale.items():
        corrected["issues"].append(_stale_issue(table, key, by_id[table].get(key), problems))
    return _without(corrected, rejected)


def _edit(row: Row | None, correction: Correction) -> str | None:
    """Apply an edit to ``row``; return what keeps it from being applied."""
    if row is None:
        return f"{correction.action}: there is no such row"
    column = correction.column
    if column is None or row[column] == correction.value:
        return None
    if row[column] != correction.expected:
        return f"{column} is {row[column]!r}, not {correction.expected!r}"
    row[column] = correction.value
    if "review_status" in row:
        row["review_status"] = "edited"
    for edtf, mod in (("edtf", "mod"), ("date_edtf", "date_mod")):
        if column in (edtf, mod):  # the bounds follow from the date
            days = bounds(row[edtf], row[mod]) if row[edtf] else (None, None)
            row["date_start"], row["date_end"] = days
    return None


def _sign(row: Row, corrections: Sequence[Correction]) -> None:
    """Say on ``row`` who reviewed it and why; an edit that it holds already stays one."""
    if "review_status" not in row:
        return
    if row["review_status"] != "edited":
        row["review_status"] = "accepted"
    row["reviewed_by"] = LIST_SEPARATOR.join(dict.fromkeys(c.reviewer for c in corrections))
    row["reason"] = "; ".join(dict.fromkeys(c.reason for c in corrections))


def _stale_issue(table: str, key: str, row: Row | None, problems: list[str]) -> Row:
    located = row or {}
    return {
        "table": table,
        "row_id": key,
        "document_id": located.get("document_id"),
        "char_start": located.get("char_start"),
        "char_end": located.get("char_end"),
        "kind": STALE,
        "detail": "; ".join(problems),
    }


def _without(rows: Rows, rejected: Mapping[str, set[str]]) -> Rows:
    """Drop ``rejected`` rows, then those that cannot stand without them, and so on.

    A reference that may be null becomes null instead.
    """
    if not any(rejected.values()):
        return rows
    kept: Rows = {}
    dependants: defaultdict[str, set[str]] = defaultdict(set)
    for table in TABLES:
        kept[table.name] = []
        for row in rows[table.name]:
            key = row_id(table, row)
            if key not in rejected[table.name]:
                kept[table.name].append(row)
                if not _release(table, row, rejected):
                    dependants[table.name].add(key)
    return _without(kept, dependants)


def _release(table: Table, row: Row, rejected: Mapping[str, set[str]]) -> bool:
    """Null the references of ``row`` to rejected rows; return whether it can do without."""
    for column in table.columns:
        target = (column.references or "").partition(".")[0]
        if target and row[column.name] in rejected[target]:
            if column.required:
                return False
            row[column.name] = None
            if column.name == "date_id":
                row.update(dict.fromkeys(DATE_COLUMNS))
    return True
