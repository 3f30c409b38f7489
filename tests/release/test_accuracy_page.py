"""People read how often rows are right, and on what that was measured."""

import json

import pytest

from pipeline.accuracy.gold import Window
from pipeline.release import publish

NOTHING = {"claims": (), "mentions": (), "events": ()}


@pytest.fixture
def folder(dataset, outputs):
    dates = dataset["dates"].to_pylist()
    row = next(row for row in dates if row["text"] == "June 2012")
    gold = {key: row[key] for key in ("char_start", "char_end", "basis", "edtf")}
    gold |= {side: row[side].isoformat() for side in ("date_start", "date_end")}
    windows = [
        Window("w1", "documents/brief.txt", 0, 500, {"dates": [gold], **NOTHING}),
        Window("w2", "documents/gone.txt", 0, 500, {"dates": [], **NOTHING}),
    ]
    return publish(dataset, outputs, {}, windows=windows).folder


def test_the_card_is_there_for_people_and_machines(folder):
    page = (folder / "ACCURACY.md").read_text(encoding="utf-8")
    card = json.loads((folder / "accuracy.json").read_text(encoding="utf-8"))
    assert card["version"] == "0.1.0"
    (dates,) = [
        f
        for f in card["kept_aside"]["figures"]
        if (f["table"], f["measure"], f["by"]) == ("dates", "value", None)
    ]
    assert (dates["right"], dates["found"], dates["gold"]) == (1, 2, 1)
    shown = "| dates | value | 0.500 [0.500, 0.500] | 1.000 [1.000, 1.000] | 0.667 "
    assert shown in page
    assert "### By kind" in page
    assert "### By region" in page
    assert "### By rule" in page


def test_the_windows_are_named(folder):
    page = (folder / "ACCURACY.md").read_text(encoding="utf-8")
    assert "| w1 | documents/brief.txt | 0 | 500 | 1 | 0 | 0 | 0 | yes |" in page
    assert "not in this version: w2." in page


def test_confidence_is_held_against_what_was_right(folder):
    page = (folder / "ACCURACY.md").read_text(encoding="utf-8")
    assert "### Does confidence keep its word?" in page
    assert "| dates | 0.9 | 1.0 | 2 | 0.900 | 0.500 [" in page


def test_without_windows_nothing_is_claimed(released):
    page = (released / "ACCURACY.md").read_text(encoding="utf-8")
    assert "nothing is known of its accuracy" in page
    card = json.loads((released / "accuracy.json").read_text(encoding="utf-8"))
    assert card["windows"] == []
