import datetime
from pathlib import Path

import pytest

from pipeline.dataset import CorrectionsError, assemble, carry_forward, read_corrections
from pipeline.dataset.corrections import HEADER, Correction
from tests.factories import brief


@pytest.fixture
def made():
    return brief()


def correction(table, row_id, action, column=None, expected=None, value=None):
    return Correction(table, row_id, action, column, expected, value, "a reason", "a reviewer")


def corrected(made, *corrections):
    dataset = assemble([made.tables()], corrections)
    return {name: table.to_pylist() for name, table in dataset.items()}


def test_an_edit_replaces_the_value_that_it_expects(made):
    claim = made.rows["claims"][0]["claim_id"]
    rows = corrected(made, correction("claims", claim, "edit", "measure", "loan", "road loan"))
    assert rows["claims"][0]["measure"] == "road loan"
    assert rows["issues"] == []


def test_a_row_says_who_reviewed_it_and_why(made):
    loan, trade = (row["claim_id"] for row in made.rows["claims"])
    event = made.rows["events"][0]["event_id"]
    rows = corrected(
        made,
        correction("claims", loan, "edit", "measure", "loan", "road loan"),
        correction("claims", loan, "accept"),
        correction("events", event, "accept"),
    )
    said = {row["claim_id"]: row for row in rows["claims"]}
    columns = ("review_status", "reviewed_by", "reason")
    assert [said[loan][c] for c in columns] == ["edited", "a reviewer", "a reason"]
    assert [said[trade][c] for c in columns] == ["unreviewed", None, None]
    assert [rows["events"][0][c] for c in columns] == ["accepted", "a reviewer", "a reason"]


def test_a_row_carried_forward_says_the_same_of_its_review(made):
    loan = made.rows["claims"][0]["claim_id"]
    edit = correction("claims", loan, "edit", "measure", "loan", "road loan")
    first = assemble([made.tables()], [edit])
    again = assemble([carry_forward(first, ["brief"])], [edit])
    assert again["claims"].equals(first["claims"])


def test_rows_of_a_release_older_than_reviews_are_unreviewed(made):
    old = made.tables()
    old["dates"] = old["dates"].drop_columns(["review_status", "reviewed_by", "reason"])
    rows = assemble([old])["dates"].to_pylist()
    assert {row["review_status"] for row in rows} == {"unreviewed"}


def test_an_edit_that_the_extractor_has_caught_up_with_is_accepted(made):
    loan = made.rows["claims"][0]["claim_id"]
    rows = corrected(made, correction("claims", loan, "edit", "measure", "lease", "loan"))
    assert rows["claims"][0]["review_status"] == "accepted"


def test_an_edit_whose_expectation_no_longer_holds_is_reported_and_not_applied(made):
    claim = made.rows["claims"][0]["claim_id"]
    rows = corrected(made, correction("claims", claim, "edit", "measure", "lease", "road loan"))
    assert rows["claims"][0]["measure"] == "loan"
    (issue,) = rows["issues"]
    assert (issue["kind"], issue["row_id"], issue["document_id"]) == (
        "stale_correction", claim, "brief",
    )  # fmt: skip


def test_an_edit_that_is_in_the_rows_already_changes_nothing(made):
    claim = made.rows["claims"][0]["claim_id"]
    rows = corrected(made, correction("claims", claim, "edit", "measure", "lease", "loan"))
    assert rows["issues"] == []


@pytest.mark.parametrize("action", ["edit", "accept"])
def test_a_correction_of_a_row_that_is_gone_is_reported(made, action):
    rows = corrected(made, correction("claims", "0" * 16, action, "measure", "loan", "road loan"))
    assert [issue["row_id"] for issue in rows["issues"]] == ["0" * 16]


def test_the_bounds_follow_an_edited_date(made):
    date = made.rows["dates"][0]["date_id"]
    rows = corrected(made, correction("dates", date, "edit", "edtf", "2012-06", "2013-06"))
    assert rows["dates"][0]["date_start"] == datetime.date(2013, 6, 1)
    assert rows["dates"][0]["date_end"] == datetime.date(2013, 6, 30)


def test_with_a_rejected_event_go_its_actors(made):
    event = made.rows["events"][0]["event_id"]
    rows = corrected(made, correction("events", event, "reject"))
    assert rows["events"] == rows["event_actors"] == []


def test_with_a_rejected_date_goes_its_event_and_a_claim_keeps_all_but_the_date(made):
    date = made.rows["dates"][0]["date_id"]
    rows = corrected(made, correction("dates", date, "reject"))
    assert rows["events"] == rows["event_actors"] == []
    loan = rows["claims"][0]
    assert loan["measure"] == "loan"
    assert [loan[c] for c in ("date_id", "date_edtf", "date_start")] == [None, None, None]


def test_a_rejected_mention_is_not_counted(made):
    mention = made.rows["mentions"][3]["mention_id"]
    rows = corrected(made, correction("mentions", mention, "reject"))
    assert "country:kaz" not in {actor["actor_id"] for actor in rows["actors"]}


def test_rejecting_what_is_gone_already_is_no_news(made):
    assert corrected(made, correction("events", "0" * 16, "reject"))["issues"] == []


def test_a_row_of_a_compound_key_is_named_by_its_parts(made):
    event = made.rows["events"][0]["event_id"]
    key = f"{event}|country:uzb|source"
    rows = corrected(made, correction("event_actors", key, "reject"))
    assert [row["actor_id"] for row in rows["event_actors"]] == ["country:chn"]


def written(tmp_path, *lines):
    path = tmp_path / "corrections.csv"
    path.write_text("\n".join([",".join(HEADER), *lines]) + "\n", encoding="utf-8")
    return path


def test_a_file_with_a_header_alone_or_no_file_holds_no_corrections(tmp_path):
    assert read_corrections(written(tmp_path)) == ()
    assert read_corrections(tmp_path / "none.csv") == ()


def test_values_are_read_in_the_type_of_their_column(tmp_path):
    path = written(tmp_path, "claims,ab,edit,value,2,2.5,counted again,me")
    (edit,) = read_corrections(path)
    assert (edit.expected, edit.value) == (2.0, 2.5)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("claim,ab,reject,,,,wrong,me", "line 2: table: no table 'claim'"),
        ("claims,ab,delete,,,,wrong,me", "line 2: action"),
        ("claims,ab,edit,size,1,2,wrong,me", "line 2: column: claims has no column 'size'"),
        ("claims,ab,edit,claim_id,a,b,wrong,me", "line 2: column: claim_id identifies"),
        ("claims,ab,edit,value,1,two,wrong,me", "line 2: value: 'two' is no number"),
        ("claims,ab,edit,kind,money,cash,wrong,me", "line 2: value: 'cash' is no code of kind"),
        ("claims,ab,edit,unit,USD,,wrong,me", "line 2: value: unit must not be empty"),
        ("dates,ab,edit,edtf,2012,last year,wrong,me", "line 2: value: 'last year'"),
        ("claims,ab,reject,,,,,me", "line 2: reason must not be empty"),
        ("claims,ab,reject,kind,,,wrong,me", "line 2: reject takes no column"),
        ("claims,ab,reject", "line 2: 3 cells"),
    ],
)
def test_a_mistake_is_named_by_line_and_column(tmp_path, line, message):
    with pytest.raises(CorrectionsError, match=message):
        read_corrections(written(tmp_path, line))


def test_another_header_is_a_mistake(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_text("table,id\n", encoding="utf-8")
    with pytest.raises(CorrectionsError, match="line 1"):
        read_corrections(path)


def test_the_template_shows_every_action_and_is_itself_valid():
    path = Path(__file__).parents[2] / "raw" / "corrections.template.csv"
    assert {line.action for line in read_corrections(path)} == {"accept", "reject", "edit"}
