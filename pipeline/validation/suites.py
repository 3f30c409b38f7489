"""The suites in ``expectations/``: what a schema cannot say, one JSON file a table."""

import json
from pathlib import Path

from pipeline.tables import TABLES, Table
from pipeline.validation.results import Check
from pipeline.validation.structure import Configuration, schema_check, structural

FOLDER = Path(__file__).parent.parent.parent / "expectations"
SEVERITIES = ("critical", "warning")


class SuiteError(ValueError):
    """A suite cannot be used; the message names the file and the expectation."""


def written(table: Table, folder: Path = FOLDER) -> list[Configuration]:
    """Return the hand-written expectations of ``table``.

    Raises:
        SuiteError: the file is missing or not JSON, or an expectation lacks its name, its
            notes or a severity.
    """
    path = folder / f"{table.name}.json"
    try:
        configurations: list[Configuration] = json.loads(path.read_text("utf-8"))["expectations"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SuiteError(f"{path.name}: not a suite of expectations: {error!r}") from error
    for number, configuration in enumerate(configurations, start=1):
        meta = configuration.get("meta", {})
        if not (meta.get("name") and meta.get("notes")):
            raise SuiteError(f"{path.name}: expectation {number}: meta lacks name or notes")
        if configuration.get("severity") not in SEVERITIES:
            raise SuiteError(f"{path.name}: expectation {number}: severity is none of {SEVERITIES}")
    return configurations


def suite(table: Table, folder: Path = FOLDER) -> list[Configuration]:
    """Return all expectations of ``table``, those of its declaration first."""
    return structural(table) + written(table, folder)


def list_checks(folder: Path = FOLDER) -> tuple[Check, ...]:
    """Return every check of every table without loading Great Expectations.

    Raises:
        SuiteError: a suite cannot be used, or a name stands for two different checks.
    """
    checks: dict[tuple[str, str], Check] = {}
    for table in TABLES:
        named = [schema_check(table)] + [_check(table, c) for c in suite(table, folder)]
        for check in named:
            if checks.setdefault((check.table, check.name), check) != check:
                raise SuiteError(
                    f"{table.name}.json: {check.name} has two different severities or notes"
                )
    return tuple(checks.values())


def _check(table: Table, configuration: Configuration) -> Check:
    meta = configuration["meta"]
    return Check(table.name, meta["name"], configuration["severity"], meta["notes"])
