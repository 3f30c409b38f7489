"""The register and its mistakes."""

from pathlib import Path

import pytest
import yaml

from pipeline.sources.register import RegisterError, load

ENTRY = {
    "id": "line",
    "title": "The Line",
    "authors": ["Ann Lee"],
    "publisher": "Roads",
    "published": "2020-05",
    "language": "en",
    "genre": "article",
    "licence": "CC-BY-4.0",
    "media_type": "text/plain",
    "file": "documents/a.txt",
    "sha256": "0" * 64,
}


def write(folder: Path, *entries: dict[str, object]) -> Path:
    path = folder / "sources.yaml"
    path.write_text(yaml.safe_dump({"sources": list(entries)}))
    return path


def complaint(path: Path) -> str:
    with pytest.raises(RegisterError) as error:
        load(path)
    return str(error.value)


def test_the_projects_own_register_is_valid() -> None:
    register = load(Path(__file__).parents[2] / "raw" / "sources.yaml")
    assert len(register.sources) == 11
    assert sum(len(source.documents) for source in register.sources) == 4


def test_a_good_entry_is_read(tmp_path: Path) -> None:
    (source,) = load(write(tmp_path, ENTRY)).sources
    assert source.authors == ("Ann Lee",) and source.documents == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("published", "May 2020"),
        ("sha256", "abc"),
        ("file", "../secret.txt"),
        ("file", "/etc/passwd"),
        ("media_type", "application/x-shockwave-flash"),
        ("language", "English"),
        ("id", "The Line"),
        ("title", ""),
        ("licence", "CC BY 4.0"),
        ("publishr", "Roads"),
    ],
)
def test_a_mistake_names_the_entry_and_the_field(tmp_path: Path, field: str, value: str) -> None:
    message = complaint(write(tmp_path, ENTRY | {"id": "line"} | {field: value}))
    assert "sources[0]" in message and f": {field}: " in message


def test_a_missing_field_is_named_with_the_remedy(tmp_path: Path) -> None:
    entry = {key: value for key, value in ENTRY.items() if key != "licence"}
    assert "licence: Field required (add the field)" in complaint(write(tmp_path, entry))


def test_every_mistake_is_listed_at_once(tmp_path: Path) -> None:
    message = complaint(write(tmp_path, ENTRY | {"sha256": "x"}, ENTRY | {"published": "soon"}))
    assert "2 mistake(s)" in message and "sources[1] (line): published" in message


def test_ids_and_files_are_given_once(tmp_path: Path) -> None:
    message = complaint(write(tmp_path, ENTRY, ENTRY))
    assert "line" in message and "documents/a.txt is registered twice" in message


def test_ids_of_documents_are_given_once(tmp_path: Path) -> None:
    twins = [{"id": "one", "title": "One"}, {"id": "one", "title": "Two"}]
    assert "'one' is given twice" in complaint(write(tmp_path, ENTRY | {"documents": twins}))


@pytest.mark.parametrize("content", ["sources: [", "- a", "", "sources: 5"])
def test_what_is_no_register_is_a_message(tmp_path: Path, content: str) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(content)
    assert str(path) in complaint(path)


def test_a_register_that_is_not_there_is_a_message(tmp_path: Path) -> None:
    assert "is not there" in complaint(tmp_path / "sources.yaml")
