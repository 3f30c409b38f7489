"""Files as they come: good, bad and missing."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import vocabulary
from pipeline.sources.model import Document
from pipeline.sources.reading import read_file, read_source
from pipeline.sources.register import Source
from pipeline.sources.segmentation import sentences_of

TEXT = "The Line\n\nIt was opened in 1998.\n\nA word of my own.\n\nThe Bridge\n\nIt fell.\n"


def source(content: bytes, **fields: object) -> Source:
    entry: dict[str, object] = {
        "id": "line",
        "title": "The Line",
        "authors": ["Ann Lee"],
        "publisher": "Roads",
        "published": "2020",
        "language": "en",
        "genre": "article",
        "licence": "all-rights-reserved",
        "media_type": "text/plain",
        "file": "a.txt",
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return Source.model_validate(entry | fields)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b" \n\n ", "empty"),
        (b"%PDF-1.7 text", "binary"),
        (b"a\0b", "binary"),
        (b"\x01\x03\x04abc", "binary"),
        ("the line".encode("utf-16"), "UTF-16"),
        ("Türkiye".encode("latin-1"), "not UTF-8"),
    ],
)
def test_bytes_that_are_no_text_are_a_problem_and_no_error(
    tmp_path: Path, content: bytes, word: str
) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    reading = read_source(source(content), tmp_path)
    (problem,) = reading.problems
    assert reading.documents == ()
    assert problem.kind == "unreadable_document" and not problem.missing
    assert word in problem.message and "a.txt" in problem.message


def test_a_missing_file_is_told_from_a_bad_one(tmp_path: Path) -> None:
    (problem,) = read_source(source(b"x"), tmp_path / "nowhere").problems
    assert problem.missing and problem.kind == "unreadable_document"


def test_an_altered_file_is_read_under_its_new_hash(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    reading = read_source(source(b"as it was"), tmp_path)
    (problem,) = reading.problems
    assert problem.kind == "altered_document"
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    assert reading.documents[0].document.raw_sha256 == sha256
    assert sha256 in problem.message


def test_every_problem_is_of_a_known_kind(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    reading = read_source(source(b"as it was", published=None), tmp_path)
    kinds = [problem.kind for problem in reading.problems]
    assert kinds == ["altered_document", "undated_document"]
    assert set(kinds) <= set(vocabulary.codes("issue_kind"))


def test_a_source_may_hold_several_documents(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    documents = [
        {"id": "one", "title": "The Line", "begins": "The Line", "ends": "A word of"},
        {"id": "two", "title": "The Bridge", "begins": "The Bridge", "published": "2019"},
    ]
    one, two = read_source(source(TEXT.encode(), documents=documents), tmp_path).documents
    assert (one.document.document_id, two.document.document_id) == ("line/one", "line/two")
    assert (one.document.published, two.document.published) == ("2020", "2019")
    assert [s.region for s in two.sentences] == ["boilerplate", "heading", "body"]
    assert TEXT[two.document.start :].startswith("The Bridge")


def test_a_marker_that_is_not_in_the_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    documents = [
        {"id": "one", "title": "The Tunnel", "begins": "The Tunnel"},
        {"id": "two", "title": "The Bridge", "begins": "The Bridge"},
    ]
    reading = read_source(source(TEXT.encode(), documents=documents), tmp_path)
    assert [d.document.document_id for d in reading.documents] == ["line/two"]
    assert "The Tunnel" in reading.problems[0].message


def test_a_text_that_is_not_registered_is_named_after_its_file(tmp_path: Path) -> None:
    path = tmp_path / "my page.md"
    path.write_text("# The Line\n\nIt was opened in 1998.\n")
    ((document,), problems) = (read_file(path, "2020-05").documents, read_file(path, None).problems)
    assert document.document.raw_path == "my page.md"
    assert document.document.media_type == "text/markdown"
    assert document.document.licence == "all-rights-reserved"
    assert problems[0].kind == "undated_document"


def test_line_ends_and_byte_order_mark_keep_their_offsets(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffIt was opened by a minister\r\nin May.\r\n".encode())
    (reading,) = read_file(path, "2020").documents
    (sentence,) = reading.sentences
    assert sentence.text == "It was opened by a minister in May."
    assert reading.document.raw[slice(*sentence.raw_span(0, 2))] == "It"


@given(st.text(alphabet="ab. \n\t-12[]()*_#|>“”…。\u00a0\u00ad\f\r²é中\u2028", max_size=200))
def test_any_text_is_read_with_offsets_that_lead_back(raw: str) -> None:
    document = Document(
        document_id="d",
        source_id="d",
        title="",
        authors=(),
        publisher="",
        published=None,
        url=None,
        language="en",
        genre="text",
        licence="all-rights-reserved",
        raw_path="d.txt",
        raw_sha256="",
        media_type="text/plain",
        raw=raw,
        start=0,
        end=len(raw),
    )
    for sentence in sentences_of(document):
        assert list(sentence.starts) == sorted(set(sentence.starts))
        for char, start, end in zip(sentence.text, sentence.starts, sentence.ends, strict=True):
            original = raw[start:end].replace("\u00ad", "")
            assert original == char or (char == " " and original.isspace())
