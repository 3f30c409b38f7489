import json
import re
import sys
from collections import Counter

import pytest

from pipeline.tables import BY_NAME, DATES, TABLES
from pipeline.validation import SuiteError, list_checks
from pipeline.validation.structure import structural
from pipeline.validation.suites import FOLDER, written


@pytest.fixture
def folder(tmp_path):
    """A folder of suites without any expectation."""
    for table in TABLES:
        suite(tmp_path, table.name, [])
    return tmp_path


def suite(folder, name, expectations):
    text = json.dumps({"name": name, "expectations": expectations})
    (folder / f"{name}.json").write_text(text, encoding="utf-8")


def expectation(**changes):
    meta = {"name": "a_check", "notes": "What it demands."}
    kwargs = {"column": "date_id"}
    kind = "expect_column_values_to_not_be_null"
    return {"type": kind, "kwargs": kwargs, "severity": "warning", "meta": meta} | changes


def test_every_table_has_a_suite_and_every_suite_a_table():
    assert {path.stem for path in FOLDER.glob("*.json")} == set(BY_NAME)


def test_every_table_has_hand_written_checks():
    assert all(written(table) for table in TABLES)


def test_a_name_stands_for_one_check_and_can_be_shown_by_dagster():
    checks = list_checks()
    assert max(Counter((c.table, c.name) for c in checks).values()) == 1
    assert all(re.fullmatch(r"[a-z0-9_]+", check.name) for check in checks)


def test_checks_are_listed_without_loading_great_expectations(run_python):
    names = run_python(
        "import sys; from pipeline.validation import list_checks; list_checks(); "
        "print('great_expectations' in sys.modules)"
    )
    assert names == "False"
    assert sys.executable


def test_the_declaration_of_a_table_implies_its_structure():
    names = {configuration["meta"]["name"] for configuration in structural(DATES)}
    assert names == {
        "required_columns_hold_values",
        "key_is_unique",
        "codes_are_in_their_vocabulary",
        "references_resolve",
        "restricted_text_is_short",
    }


@pytest.mark.parametrize(
    ("expectations", "message"),
    [
        ([expectation(meta={"name": "a_check"})], "expectation 1: meta lacks"),
        ([expectation(severity="bad")], "expectation 1: severity"),
        ([expectation(), expectation(severity="critical")], "a_check has two different"),
    ],
)
def test_a_mistake_in_a_suite_is_named(folder, expectations, message):
    suite(folder, "dates", expectations)
    with pytest.raises(SuiteError, match=rf"dates.json: {message}"):
        list_checks(folder)


def test_a_missing_suite_is_named(folder):
    (folder / "dates.json").unlink()
    with pytest.raises(SuiteError, match=r"dates\.json"):
        list_checks(folder)
