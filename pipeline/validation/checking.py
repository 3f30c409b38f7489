"""All tables against all their expectations."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.dataset.rows import Dataset, Row, to_rows
from pipeline.tables import TABLES, Table
from pipeline.validation.evidence import Evidence, Reading
from pipeline.validation.frames import frames
from pipeline.validation.results import MOST_ROWS, CheckResult
from pipeline.validation.structure import parameters, schema_check, schema_differences
from pipeline.validation.suites import FOLDER, suite

if TYPE_CHECKING:
    from pipeline.validation.running import Outcome

WHERE = ("document_id", "char_start", "char_end")


def validate(
    dataset: Dataset,
    readings: Iterable[Reading],
    previous: Dataset | None = None,
    texts: Mapping[str, str] | None = None,
    expectations: Path = FOLDER,
) -> tuple[CheckResult, ...]:
    """Return the result of every check of ``list_checks``, in its order.

    Rows of documents that are not among ``readings`` (carried forward) are held against the
    text kept of them, ``texts`` by document id, and without one are checked in all but what
    needs the document. ``previous`` is the latest release, if there is one.

    Raises:
        SuiteError: a suite in ``expectations`` cannot be used.
    """
    from pipeline.validation.running import run  # Great Expectations takes seconds to load

    rows = to_rows(dataset)
    framed = frames(
        rows, Evidence.of(readings, texts or {}), to_rows(previous) if previous else None
    )
    values = parameters(rows)
    results: list[CheckResult] = []
    for table in TABLES:
        results.append(_schema_result(table, dataset))
        configurations = suite(table, expectations)
        columns = list(framed[table.name][0]) if framed[table.name] else _columns(configurations)
        outcomes = run(table.name, configurations, framed[table.name], columns, values)
        results += _results(table, outcomes, framed[table.name])
    return tuple(results)


def _columns(configurations: Iterable[Mapping[str, Any]]) -> list[str]:
    """The columns that ``configurations`` are about: those of a table without rows."""
    named = [c["kwargs"] for c in configurations]
    lists = [kwargs.get("column_list", [kwargs.get("column")]) for kwargs in named]
    pairs = [[kwargs.get("column_A"), kwargs.get("column_B")] for kwargs in named]
    return list(dict.fromkeys(name for names in [*lists, *pairs] for name in names if name))


def _schema_result(table: Table, dataset: Dataset) -> CheckResult:
    check = schema_check(table)
    found = {f.name: f.type for f in dataset[table.name].schema} if table.name in dataset else {}
    differences = schema_differences(table, found)
    return CheckResult(
        table.name,
        check.name,
        check.severity,
        not differences,
        check.description,
        "; ".join(differences) or "as declared",
        [],
        len(differences),
    )


def _results(table: Table, outcomes: Iterable["Outcome"], rows: Sequence[Row]) -> list[CheckResult]:
    """Gather the outcomes that stand under one name."""
    named: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        named.setdefault(outcome.configuration["meta"]["name"], []).append(outcome)
    return [_result(table, same, rows) for same in named.values()]


def _result(table: Table, outcomes: Sequence["Outcome"], rows: Sequence[Row]) -> CheckResult:
    configuration = outcomes[0].configuration
    failing = [_failure(table, rows[f["row"]], f) for o in outcomes for f in o.failing]
    return CheckResult(
        table.name,
        configuration["meta"]["name"],
        configuration["severity"],
        all(outcome.passed for outcome in outcomes),
        configuration["meta"]["notes"],
        f"{len(failing)} offending in {len(rows)} rows",
        failing[:MOST_ROWS],
        len(failing),
    )


def _failure(table: Table, row: Row, failing: Mapping[str, Any]) -> Row:
    """Return where an offending row is and which values offend."""
    offending = {name: value for name, value in failing.items() if name != "row"}
    where = [name for name in (*table.key, *WHERE) if name in table.names]
    return {name: row[name] for name in where} | {
        "column": ", ".join(offending),
        "value": " · ".join("null" if v is None else str(v) or "empty" for v in offending.values()),
    }
