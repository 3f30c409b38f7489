"""Rows go to Label Studio and come back as corrections."""

import csv
import json
from xml.etree import ElementTree

import pytest

from pipeline.dataset import assemble, read_corrections
from pipeline.dataset.corrections import HEADER
from pipeline.review.label_studio import ReviewError, corrections, editable, labelling, tasks
from pipeline.tables import CLAIMS, REVIEWED
from tests.factories import BRIEF, brief


@pytest.fixture
def dataset():
    return assemble([brief().tables()])


@pytest.fixture
def task(dataset):
    """The first claim as a task: the loan."""
    return next(tasks(dataset, CLAIMS, {"brief": BRIEF}))


def result(name, kind, words):
    return {"from_name": name, "to_name": "text", "type": kind, "value": words}


def reviewed(task, verdict, reason="read it again", **values):
    """The task as a person annotated it; ``values`` are written into text fields."""
    results = [result("verdict", "choices", {"choices": [verdict]})]
    results += [result("reason", "textarea", {"text": [reason]})] if reason else []
    kept = {name: value for name, value in task["data"]["values"].items() if value} | values
    results += [result(name, "textarea", {"text": [value]}) for name, value in kept.items()]
    annotation = {"result": results, "completed_by": {"id": 7, "email": "ana@example.org"}}
    return task | {"annotations": [annotation]}


def test_a_task_shows_the_row_in_its_sentence(task):
    (prediction,) = task["predictions"]
    span = prediction["result"][0]["value"]
    assert task["data"]["text"][span["start"] : span["end"]] == "$5.3 million"
    assert task["data"]["text"].startswith("In June 2012 China")
    assert task["data"]["values"]["value"] == "5300000"


@pytest.mark.parametrize("table", REVIEWED, ids=lambda table: table.name)
def test_every_prediction_has_a_control_of_the_configuration(dataset, table):
    root = ElementTree.fromstring(labelling(table))
    controls = {node.get("name") for node in root.iter() if node.get("toName") == "text"}
    for one in tasks(dataset, table, {"brief": BRIEF}):
        (prediction,) = one["predictions"]
        assert {r["from_name"] for r in prediction["result"]} <= controls
        assert json.loads(json.dumps(one)) == one


def test_keys_spans_and_reviews_are_not_to_be_edited():
    names = {column.name for column in editable(CLAIMS)}
    assert {"value", "unit", "measure", "date_edtf", "modifier"} <= names
    assert not names & {"claim_id", "char_start", "text", "rule", "confidence", "reason"}


def test_a_row_that_was_reviewed_and_a_document_that_is_not_here_give_no_task(dataset):
    assert list(tasks(dataset, CLAIMS, {})) == []
    claims = dataset["claims"].to_pylist()
    claims = [row | {"review_status": "accepted"} for row in claims]
    assert list(tasks({**dataset, "claims": CLAIMS.arrow(claims)}, CLAIMS, {"brief": BRIEF})) == []


def test_an_edit_comes_back_as_a_correction_that_can_be_applied(dataset, task, tmp_path):
    lines = corrections([reviewed(task, "edit", value="5400000", measure="road loan")])
    path = tmp_path / "corrections.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER)
        writer.writeheader()
        writer.writerows(lines)
    rows = assemble([brief().tables()], read_corrections(path))["claims"].to_pylist()
    (row,) = [row for row in rows if row["claim_id"] == task["data"]["row_id"]]
    assert (row["value"], row["measure"]) == (5.4e6, "road loan")
    assert (row["review_status"], row["reviewed_by"]) == ("edited", "ana@example.org")


@pytest.mark.parametrize("verdict", ["accept", "reject"])
def test_accepting_and_rejecting_need_no_value(task, verdict):
    (line,) = corrections([reviewed(task, verdict)])
    assert line["action"] == verdict
    assert (line["column"], line["expected"], line["value"]) == ("", "", "")


def test_a_task_that_nobody_finished_gives_nothing(task):
    skipped = reviewed(task, "accept")
    skipped["annotations"][0]["was_cancelled"] = True
    assert corrections([task, skipped]) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda task: {"data": {"text": "a"}}, "is no row that khorgos exported"),
        (lambda task: "a string", "is no row that khorgos exported"),
        (lambda task: reviewed(task, "perhaps"), "the verdict must be one of accept, reject, edit"),
        (lambda task: reviewed(task, "accept", reason=""), "gave no reason"),
        (lambda task: reviewed(task, "edit"), "no value differs"),
    ],
)
def test_what_is_no_review_is_said_with_its_task(task, change, message):
    with pytest.raises(ReviewError, match=f"task 2.*{message}"):
        corrections([reviewed(task, "accept"), change(task)])
