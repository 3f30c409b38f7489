"""A cited work is dated, and what the sentence tells is not dated by it."""

from pathlib import Path

from pipeline.extraction.extract import extract
from pipeline.extraction.references import citations
from pipeline.sources.reading import read_file


def _rows(tmp_path: Path, text: str) -> dict[str, list[dict]]:
    path = tmp_path / "text.txt"
    path.write_text(text, encoding="utf-8")
    document = read_file(path, "2020").documents[0]
    tables = extract([(document.document, document.sentences)])
    return {name: table.to_pylist() for name, table in tables.items()}


def test_a_cited_work_is_a_date_that_governs_no_event_and_no_claim(tmp_path: Path) -> None:
    rows = _rows(tmp_path, "China lent Tajikistan $600 million for roads (Road Institute 2013).")
    assert [row["edtf"] for row in rows["dates"]] == ["2013"]
    assert rows["events"] == []
    assert {row["date_edtf"] for row in rows["claims"]} == {None}


def test_the_date_told_beside_a_cited_work_governs(tmp_path: Path) -> None:
    rows = _rows(tmp_path, "In 2009 China signed a treaty with Tajikistan (Road Institute 2013).")
    assert [row["date_edtf"] for row in rows["events"]] == ["2009"]


def test_a_date_in_brackets_is_no_cited_work() -> None:
    assert citations("The war (August 2008) was short.") == []
    assert citations("The line (opened in Almaty in 2009) is long.") == []
    assert citations("The law (2013) was changed.") == []
