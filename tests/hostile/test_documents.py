"""Whatever a document holds, its user is told, and the other documents are published."""

import csv
import io

import pytest

from pipeline import release, stages
from pipeline.tables import TABLES
from tests.hostile.documents import Case, cases

CASES = cases()
LINKS = {
    "link-out": "leads out of raw/; copy the file in",
    "link-loop": "is not on this machine",
    "link-dangling": "is not on this machine",
    "link-device": "is not on this machine",
    "folder": "is not on this machine",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}-{case.name}")
def test_a_document_gives_rows_or_a_message_that_names_it_and_the_remedy(hostile, case: Case):
    outcome = hostile.outcomes[f"{case.kind}-{case.name}"]
    assert outcome.status == "extracted"
    if not case.word:
        assert outcome.counts["documents"] == 1
        return
    assert outcome.counts["documents"] == 0
    (message,) = outcome.messages
    assert message.startswith(f"raw/documents/{case.name}.{case.kind}: ")
    assert case.word in message


@pytest.mark.parametrize(("name", "word"), LINKS.items())
def test_what_is_no_plain_file_below_raw_is_not_read(hostile, name, word):
    outcome = hostile.outcomes[name]
    assert word in outcome.messages[0]
    assert outcome.counts["sentences"] == 0


def test_there_are_enough_of_them():
    assert len(CASES) + len(LINKS) >= 60


def test_no_secret_from_outside_comes_in(hostile):
    for table in TABLES:
        shown = str(hostile.assembled.dataset[table.name].to_pylist())
        assert "swordfish" not in shown
        assert "root:x:0" not in shown


def test_the_good_document_has_its_rows(hostile):
    assert hostile.outcomes["good"].counts["claims"] == 2
    rows = hostile.assembled.dataset["claims"].to_pylist()
    assert {row["unit"] for row in rows if row["document_id"] == "good"} == {"USD", "m3"}


def test_every_span_is_proved_and_the_release_is_whole(hostile):
    failed = [
        f"{result.table}.{result.name}: {result.failing[:2]}"
        for result in stages.validate(hostile.workspace)
        if not result.passed and result.severity == "critical"
    ]
    assert failed == []
    published = stages.publish(hostile.workspace)
    release.require_whole(published.folder)


def test_no_cell_of_the_release_is_a_formula(hostile):
    stages.publish(hostile.workspace)
    folder = stages.latest_release(hostile.workspace)
    for name in ("documents", "claims", "mentions", "sentences"):
        text = (folder / f"{name}.csv").read_text(encoding="utf-8")
        for row in csv.reader(io.StringIO(text)):
            assert not [cell for cell in row if cell.startswith(("=", "@", "\t"))]
