"""The same brief in every format that people keep documents in gives the same rows.

The files are made by ``converted/make.py`` with Pandoc, LibreOffice and Chromium.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from pipeline.extraction.extract import extract
from pipeline.sources.reading import ReadDocument, read_file
from pipeline.validation.proofs import first_unfounded, stands_in

CONVERTED = Path(__file__).parent / "converted"
ENERGY = CONVERTED.parents[2] / "raw" / "briefs" / "energy.md"
NOTES = CONVERTED / "trade-notes.md"
FILES = sorted(path for path in CONVERTED.iterdir() if path.suffix != ".py")
COLUMNS = {
    "dates": ("text", "edtf", "mod", "basis"),
    "mentions": ("text", "form", "actor_id"),
    "claims": ("text", "kind", "value", "value_min", "value_max", "unit", "measure", "date_edtf"),
    "events": ("trigger", "event_type", "date_edtf", "modality", "place"),
}
TITLE_PAGE = frozenset({"Khorgos", "2026-11-25"})
"""What word processors print on top of a text and Markdown does not have."""
TITLES = frozenset(
    {
        "Oil, gas and power between China and Central Asia",
        "China's trade with Central Asia, and what it lends there",
    }
)
"""What books print twice."""


def read(path: Path) -> ReadDocument:
    (document,) = read_file(path, "2026-11-25").documents
    return document


@cache
def rows(path: Path) -> Mapping[str, Counter[tuple[object, ...]]]:
    """Return the rows of each table, but those of titles and of the title page."""
    document = read(path)
    tables = extract([(document.document, document.sentences)])
    left_out = {
        s.sentence_id for s in document.sentences if s.text in TITLE_PAGE or s.text in TITLES
    }
    return {
        name: Counter(
            tuple(row[column] for column in columns)
            for row in tables[name].to_pylist()
            if row["sentence_id"] not in left_out
        )
        for name, columns in COLUMNS.items()
    }


@pytest.mark.parametrize(
    ("original", "name", "tolerated"),
    [
        (ENERGY, "energy.html", 0),
        (ENERGY, "energy-page.html", 0),
        (ENERGY, "energy.docx", 0),
        (ENERGY, "energy.odt", 0),
        (ENERGY, "energy.epub", 0),
        (ENERGY, "energy.txt", 0),
        (ENERGY, "energy.pdf", 0),
        (NOTES, "trade-notes.html", 0),
        (NOTES, "trade-notes.docx", 0),
        (NOTES, "trade-notes.odt", 0),
        (NOTES, "trade-notes.epub", 0),
        (NOTES, "trade-office.docx", 0),
        (NOTES, "trade-office.html", 0),
        # the notes stand between sentences there, and one claim has its date from a neighbour
        (NOTES, "trade-notes.pdf", 1),
    ],
)
def test_a_converted_document_gives_the_rows_of_its_original(
    original: Path, name: str, tolerated: int
) -> None:
    expected, found = rows(original), rows(CONVERTED / name)
    assert all(sum(expected[table].values()) > 5 for table in COLUMNS)
    missing = {table: expected[table] - found[table] for table in COLUMNS}
    surplus = {table: found[table] - expected[table] for table in COLUMNS}
    assert sum(sum(some.values()) for some in missing.values()) <= tolerated, missing
    assert sum(sum(some.values()) for some in surplus.values()) <= tolerated, surplus


@pytest.mark.parametrize(
    "path",
    sorted(CONVERTED.glob("[et]*-*.*")) + sorted(CONVERTED.glob("energy.*")),
    ids=lambda path: path.name,
)
def test_every_sentence_stands_in_the_canonical_text(path: Path) -> None:
    document = read(path)
    for sentence in document.sentences:
        start, end = sentence.raw_span(0, len(sentence.text))
        assert first_unfounded(document.document.raw, sentence) is None
        assert stands_in(sentence.text, document.document.raw[start:end])


def test_running_text_is_the_same_to_the_letter_where_notes_interrupt_columns() -> None:
    def running(path: Path) -> list[str]:
        return [s.text for s in read(path).sentences if s.region == "body"]

    printed = [text for text in running(CONVERTED / "trade-notes.pdf") if text not in TITLE_PAGE]
    assert printed == running(NOTES)


def test_notes_hang_where_they_hung() -> None:
    def hung(path: Path) -> list[tuple[str, str]]:
        sentences = read(path).sentences
        texts = {s.sentence_id: s.text for s in sentences}
        return [(s.text, texts[s.hangs_on or ""]) for s in sentences if s.region == "footnote"]

    expected = hung(NOTES)
    assert len(expected) == 33
    for path in FILES:
        if path.stem in ("trade-notes", "trade-office"):
            assert sorted(hung(path)) == sorted(expected), path.name


def test_a_sentence_of_a_pdf_has_its_page_and_the_box_of_its_line() -> None:
    sentences = read(CONVERTED / "trade-notes.pdf").sentences
    (lending,) = [s for s in sentences if s.text.startswith("Russian lending came")]
    assert (lending.page, lending.element) == (2, "viewrect=317,141,223,8")
    assert [s.page for s in sentences] == sorted(s.page or 0 for s in sentences)


def test_a_sentence_of_a_page_has_the_path_of_its_element() -> None:
    sentences = read(CONVERTED / "energy-page.html").sentences
    heading = next(s for s in sentences if s.text == "The pipelines")
    assert heading.element == "/html/body/main/article/section[1]/h2"
    assert {s.page for s in sentences} == {None}


def test_a_page_is_read_without_its_furniture() -> None:
    said = " ".join(s.text for s in read(CONVERTED / "energy-page.html").sentences)
    for furniture in ("About us", "Read next", "Why the train", "Subscribe", "2019"):
        assert furniture not in said


def test_a_text_has_neither_page_nor_element() -> None:
    for sentence in read(CONVERTED / "energy.txt").sentences:
        assert (sentence.page, sentence.element) == (None, None)


@pytest.mark.parametrize("suffix", ["html", "docx", "odt", "epub", "pdf"])
def test_documents_say_what_they_are(suffix: str) -> None:
    document = read(CONVERTED / f"energy.{suffix}").document
    assert document.title == "Oil, gas and power between China and Central Asia"
    assert document.authors == (() if suffix == "pdf" else ("Khorgos",))
