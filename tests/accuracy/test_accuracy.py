"""The figures say how often rows are right, and nothing else."""

import json
from pathlib import Path

import pytest

from pipeline.accuracy.gold import Window, name_key, read_windows
from pipeline.accuracy.matching import match, same_source, same_value, token_f1
from pipeline.accuracy.report import Tally, errors, report

REPOSITORY = Path(__file__).parents[2]


def date(start: int, end: int, day: str, **more: str) -> dict[str, object]:
    return {"char_start": start, "char_end": end, "date_start": day, "date_end": day} | more


def test_an_overlapping_row_of_equal_value_is_right() -> None:
    matched = match("dates", [date(0, 9, "2012-06-01")], [date(3, 9, "2012-06-01")])
    assert [pair.equal for pair in matched.pairs] == [True]
    assert not matched.missed
    assert not matched.false


def test_equal_values_are_paired_before_longer_overlaps() -> None:
    gold = [date(0, 10, "2012-06-01")]
    found = [date(0, 10, "2011-06-01"), date(8, 10, "2012-06-01")]
    matched = match("dates", gold, found)
    assert matched.pairs[0].found is found[1]
    assert matched.false == (found[0],)


def test_a_row_elsewhere_is_false_and_the_annotation_missed() -> None:
    matched = match("dates", [date(0, 4, "2012-01-01")], [date(5, 9, "2012-01-01")])
    assert len(matched.missed) == len(matched.false) == 1


def test_claims_are_equal_in_bounds_and_unit() -> None:
    claim = {"value_min": 30e9, "value_max": None, "unit": "USD"}
    assert same_value("claims", claim, claim | {"value_min": 30e9 + 1e-3})
    assert not same_value("claims", claim, claim | {"value_max": 30e9})
    assert not same_value("claims", claim, claim | {"unit": "EUR"})


def test_an_actor_is_known_by_any_of_its_names() -> None:
    gold = {"names": {name_key("Uyghurs")}}
    assert same_value("mentions", gold, {"names": {name_key("Turks"), name_key("Uighurs")}})


def test_a_tally_of_nothing_has_no_figure() -> None:
    assert Tally().f1 is None
    assert Tally(right=1, found=2, gold=1).f1 == pytest.approx(2 / 3)


def test_figures_are_broken_down_by_kind_and_region() -> None:
    gold = [date(0, 4, "2012-01-01", basis="explicit", region="footnote")]
    found = [date(0, 4, "2012-01-01", basis="explicit", region="footnote", rule="year")]
    result = report([("dates", match("dates", gold, found))])
    assert result.tallies["dates.value of explicit"].f1 == 1
    assert result.tallies["dates.value in footnote"].f1 == 1


def test_phrases_are_compared_by_their_words() -> None:
    assert token_f1(None, None) == 1
    assert token_f1("trade turnover", None) == 0
    assert token_f1("the Trade, of Iran", "trade of Iran") == 1


def claim(**more: object) -> dict[str, object]:
    return {
        "char_start": 0,
        "char_end": 4,
        "region": "body",
        "rule": "money",
        "kind": "money",
        "value_min": 5.0,
        "value_max": 5.0,
        "unit": "USD",
        "modifier": None,
        "direction": None,
        "measure": "trade with Iran",
        "date": "2012",
        "date_edtf": "2012",
        "source": None,
        "attributed_to": set(),
    } | more


def test_claims_of_equal_value_are_held_against_each_other_in_the_rest() -> None:
    gold = [claim(source="media reports")]
    found = [claim(measure="trade", date_edtf=None, source="local media reports")]
    result = report([("claims", match("claims", gold, found))])
    assert result.means["claims.measure token F1"] == pytest.approx(0.5)
    assert result.means["claims.date accuracy"] == 0
    assert result.tallies["claims.attribution"].f1 == 1


def test_a_source_is_the_same_by_its_actor_or_by_its_words() -> None:
    iran = claim(source="Tehran", attributed_to={name_key("Iran")})
    assert same_source(iran, claim(source="the ministry", attributed_to={name_key("Iran")}))
    assert not same_source(iran, claim(source="officials"))
    assert not same_source(claim(), claim())


def test_errors_name_what_is_unlike() -> None:
    window = Window("w", "a.txt", 0, 9, {})
    gold, found = [claim()], [claim(measure="oil", date_edtf="2011", source="officials")]
    told = list(errors([(window, "claims", match("claims", gold, found))]))
    assert [line.split(" USD ")[1] for line in told] == [
        "measures 'oil', not 'trade with Iran'",
        "is dated 2011, not 2012",
        "is attributed to 'officials', not None",
    ]


def test_a_file_that_is_no_window_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}")
    with pytest.raises(ValueError, match=r"x\.json: not an annotated window"):
        read_windows(tmp_path)


def test_the_committed_windows_hold_no_text_of_the_documents() -> None:
    windows = read_windows(REPOSITORY / "tests" / "gold")
    assert len(windows) == 74
    for file in (REPOSITORY / "tests" / "gold").glob("*.json"):
        window = json.loads(file.read_text(encoding="utf-8"))
        rows = [row for table in window.values() if isinstance(table, list) for row in table]
        assert not any({"text", "trigger"} & row.keys() for row in rows)
