"""Each check passes on good rows, and fails on the bad row that is planted for it."""

import datetime
import json
import os
from dataclasses import replace

import pytest

from pipeline.dataset import assemble
from pipeline.dataset.rows import to_rows
from pipeline.tables import TABLES
from pipeline.validation import SuiteError, list_checks, validate
from pipeline.validation.suites import FOLDER
from tests.factories import brief, paper

LONG = " ".join(["word"] * 16)


def results(dataset, *readings, **more):
    return {(r.table, r.name): r for r in validate(dataset, readings, **more)}


@pytest.fixture(scope="module")
def good():
    made = [brief(), paper()]
    dataset = assemble([m.tables() for m in made])
    return results(dataset, *(m.read for m in made), previous=dataset)


def test_good_rows_pass_every_check_that_is_listed(good):
    assert list(good) == [(check.table, check.name) for check in list_checks()]
    assert [r for r in good.values() if not r.passed] == []


def first(table, /, **change):
    """Change the first row of a table."""
    return lambda rows: rows[table][0].update(change)


def last(table, /, **change):
    """Change the last row of a table (the restricted paper's, where it has one)."""
    return lambda rows: rows[table][-1].update(change)


def again(table, /, **change):
    """Add the first row of a table once more, changed."""
    return lambda rows: rows[table].append(rows[table][0] | change)


def boilerplate(name):
    """Move the first row of a table into a sentence of page furniture."""

    def plant(rows):
        page = next(s for s in rows["sentences"] if s["region"] == "boilerplate")
        rows[name][0]["sentence_id"] = page["sentence_id"]

    return plant


def no_mentions_in_the_paper(rows):
    rows["mentions"] = [m for m in rows["mentions"] if m["document_id"] != "paper"]


PLANTED = {
    "documents": {
        "raw_sha256_is_hex": first("documents", raw_sha256="A" * 64),
        "file_is_the_one_that_was_read": first("documents", raw_sha256="a" * 64),
        "text_sha256_is_hex": first("documents", text_sha256="A" * 64),
        "text_is_the_one_that_was_read": first("documents", text_sha256="a" * 64),
        "published_is_edtf": first("documents", published="February 2013"),
        "published_is_known": first("documents", published=None),
        "language_is_iso_639": first("documents", language="English"),
        "licence_is_known": first("documents", licence="CC-BY-NC-4.0"),
        "raw_path_stays_in_raw": first("documents", raw_path="documents/../../etc/passwd"),
        "documents_have_text": first("documents", characters=0),
        "documents_have_words": first("documents", words=0),
        "documents_mention_somebody": no_mentions_in_the_paper,
        "codes_are_in_their_vocabulary": first("documents", status="lost"),
        "required_columns_hold_values": first("documents", title=""),
        "key_is_unique": again("documents"),
    },
    "sentences": {
        "span_is_not_empty": first("sentences", char_end=-1),
        "starts_within_the_file": first("sentences", char_start=-1),
        "sentence_equals_the_raw_document": first("sentences", text="Something else."),
        "restricted_sentences_are_withheld": last("sentences", text="A sentence."),
        "restricted_text_is_short": last("sentences", section=LONG),
        "ordinals_count_from_zero": first("sentences", ordinal=7),
        "pages_count_from_one": first("sentences", page=0),
        "sentences_have_words": first("sentences", words=0),
        "sentences_are_not_endless": first("sentences", words=201),
        "references_resolve": first("sentences", document_id="unknown"),
    },
    "dates": {
        "span_lies_in_its_sentence": first("dates", char_end=140),
        "sentence_is_of_the_document": first("dates", document_id="paper"),
        "span_equals_the_raw_document": first("dates", text="June 2013"),
        "no_row_in_boilerplate": boilerplate("dates"),
        "spans_do_not_overlap": again("dates", date_id="another"),
        "edtf_gives_its_bounds": first("dates", edtf="2012-07"),
        "starts_before_it_ends": first("dates", date_start=datetime.date(2013, 1, 1)),
        "only_context_leans_on_a_date": lambda rows: rows["dates"][0].update(
            leans_on=rows["dates"][1]["date_id"]
        ),
        "confidence_is_a_probability": first("dates", confidence=1.5),
    },
    "mentions": {
        "span_lies_in_its_sentence": first("mentions", char_start=1000),
        "sentence_is_of_the_document": first("mentions", document_id="paper"),
        "span_equals_the_raw_document": first("mentions", char_start=0),
        "no_row_in_boilerplate": boilerplate("mentions"),
        "spans_do_not_overlap": again("mentions", mention_id="another"),
        "references_resolve": first("mentions", actor_id="country:atl"),
        "confidence_is_a_probability": first("mentions", confidence=-0.1),
    },
    "claims": {
        "span_lies_in_its_sentence": first("claims", char_end=0),
        "sentence_is_of_the_document": first("claims", document_id="paper"),
        "span_equals_the_raw_document": first("claims", text="$5.4 million"),
        "no_row_in_boilerplate": boilerplate("claims"),
        "spans_do_not_overlap": again("claims", claim_id="another"),
        "edtf_gives_its_bounds": first("claims", date_end=None),
        "starts_before_it_ends": first("claims", date_start=datetime.date(2013, 1, 1)),
        "time_agrees_with_its_date": first("claims", date_end=datetime.date(2011, 1, 1)),
        "value_lies_within_its_bounds": first("claims", value=6e6),
        "unit_fits_its_kind": first("claims", unit="dollars"),
        "measure_is_a_phrase_of_its_sentence": first("claims", measure="lease"),
        "claims_say_what_they_measure": first("claims", measure=None),
        "cluster_is_named_after_a_claim": first("claims", claim_cluster_id="unknown"),
        "confidence_is_a_probability": first("claims", confidence=2),
        "restricted_text_is_short": last("claims", measure=LONG),
        "codes_are_in_their_vocabulary": first("claims", kind="cash"),
    },
    "claim_actors": {
        "key_is_unique": again("claim_actors"),
        "one_role_a_claim": again("claim_actors", role="about"),
        "references_resolve": first("claim_actors", claim_id="unknown"),
    },
    "events": {
        "span_lies_in_its_sentence": first("events", char_end=0),
        "sentence_is_of_the_document": first("events", document_id="paper"),
        "span_equals_the_raw_document": first("events", trigger="ratified"),
        "no_row_in_boilerplate": boilerplate("events"),
        "edtf_gives_its_bounds": first("events", date_edtf="June 2012"),
        "starts_before_it_ends": first("events", date_start=datetime.date(2013, 1, 1)),
        "time_agrees_with_its_date": first("events", date_start=datetime.date(2013, 1, 1)),
        "trigger_is_one_word": first("events", trigger="signed a loan"),
        "place_country_is_iso_3166": first("events", place_country="China"),
        "geonames_id_is_positive": first("events", place_geonames_id=0),
        "cluster_is_named_after_an_event": first("events", event_cluster_id="unknown"),
        "confidence_is_a_probability": first("events", confidence=2),
        "required_columns_hold_values": first("events", date_id=None),
    },
    "event_actors": {
        "one_role_an_event": again("event_actors", role="target"),
        "references_resolve": first("event_actors", actor_id="country:atl"),
        "codes_are_in_their_vocabulary": first("event_actors", role="witness"),
    },
    "actors": {
        "actor_id_is_readable": first("actors", actor_id="China"),
        "names_are_unique": last("actors", name="China"),
        "country_is_iso_3166": first("actors", country="chn"),
        "wikidata_is_an_item": first("actors", wikidata="China"),
        "mentions_are_counted": first("actors", mentions=99),
    },
    "issues": {
        "table_is_declared": first("issues", table="rumours"),
        "span_is_in_order": first("issues", char_start=9),
        "codes_are_in_their_vocabulary": first("issues", kind="trouble"),
    },
}


def planted(name, check):
    """A dataset with what makes ``check`` fail, and the rows of ``name`` that are bad."""
    made = [brief(), paper()]
    rows = to_rows(assemble([m.tables() for m in made]))
    before = [dict(row) for row in rows[name]]
    PLANTED[name][check](rows)
    bad = [row for row in rows[name] if row not in before] or rows[name]
    dataset = {table.name: table.arrow(rows[table.name]) for table in TABLES}
    return dataset, [m.read for m in made], bad


@pytest.mark.parametrize(
    ("name", "check"), [(n, c) for n, checks in PLANTED.items() for c in checks]
)
def test_a_planted_bad_row_is_found_and_named(name, check, only):
    dataset, readings, bad = planted(name, check)
    result = only(name, dataset, readings)[check]
    assert not result.passed
    assert result.failing_count >= 1
    table = next(t for t in TABLES if t.name == name)
    named = [{column: row[column] for column in table.key} for row in result.failing]
    assert {column: bad[-1][column] for column in table.key} in named
    assert all(row["column"] and row["value"] for row in result.failing)


def test_every_hand_written_check_has_a_planted_row():
    listed = {
        (path.stem, e["meta"]["name"])
        for path in FOLDER.glob("*.json")
        for e in json.loads(path.read_text("utf-8"))["expectations"]
    }
    compared = {("documents", "rows_have_not_shrunk"), ("documents", "rows_have_not_collapsed")}
    assert listed - compared == listed & {(n, c) for n, checks in PLANTED.items() for c in checks}


@pytest.fixture
def only(monkeypatch):
    """Validate one table of a dataset alone."""

    def run(name, dataset, readings, previous=None):
        tables = tuple(table for table in TABLES if table.name == name)
        monkeypatch.setattr("pipeline.validation.checking.TABLES", tables)
        return {r.name: r for r in validate(dataset, readings, previous)}

    return run


@pytest.mark.parametrize(("kept", "shrunk", "collapsed"), [(10, 0, 0), (7, 1, 0), (4, 1, 1)])
def test_rows_of_a_document_may_not_collapse(only, kept, shrunk, collapsed):
    made = brief()
    row = made.rows["mentions"][0]
    many = [row | {"mention_id": str(number)} for number in range(10)]
    made.rows["mentions"] = many
    previous = made.tables()
    made.rows["mentions"] = many[:kept]
    found = only("documents", made.tables(), [made.read], previous)
    assert found["rows_have_not_shrunk"].failing_count == shrunk
    assert found["rows_have_not_collapsed"].failing_count == collapsed
    assert found["rows_have_not_collapsed"].severity == "critical"


def test_documents_that_are_not_here_are_not_read_again(only):
    dataset, _, _ = planted("dates", "span_equals_the_raw_document")
    assert only("dates", dataset, [])["span_equals_the_raw_document"].passed


def test_a_document_that_changed_under_its_rows_is_noticed(only):
    made = brief()
    document = replace(made.read.document, raw=made.read.document.raw.replace("June", "July"))
    altered = replace(made.read, document=document)
    found = only("dates", made.tables(), [altered])
    assert found["span_equals_the_raw_document"].failing_count == 1


def test_columns_of_another_type_or_order_are_named(only):
    dataset = assemble([brief().tables()])
    dates = dataset["dates"]
    dataset["dates"] = dates.select([*dates.column_names[1:], dates.column_names[0]])
    found = only("dates", dataset, [brief().read])["columns_and_types_as_declared"]
    assert not found.passed
    assert found.found.startswith("the order is document_id")
    dataset["dates"] = dates.drop_columns(["mod"])
    assert only("dates", dataset, [])["columns_and_types_as_declared"].found == "mod is missing"


def test_a_dataset_without_rows_passes():
    assert all(result.passed for result in results(assemble([])).values())


@pytest.mark.parametrize(
    "broken",
    [
        {"type": "expect_something_unheard_of"},
        {"kwargs": {"column": "no_such_column"}},
        {"kwargs": {"no_such_argument": 1}},
    ],
)
def test_an_expectation_that_cannot_run_is_a_mistake_and_not_a_pass(tmp_path, broken):
    for path in FOLDER.glob("*.json"):
        (tmp_path / path.name).write_text(path.read_text("utf-8"), encoding="utf-8")
    raw = json.loads((tmp_path / "dates.json").read_text("utf-8"))
    raw["expectations"][-1] |= broken
    (tmp_path / "dates.json").write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(SuiteError, match=r"dates\.json"):
        validate(assemble([brief().tables()]), [], expectations=tmp_path)


def test_nothing_is_written_or_sent(tmp_path, monkeypatch, only):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    only("issues", assemble([]), [])
    assert list(tmp_path.iterdir()) == []
    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"
