"""Vocabularies are data files with a header that says what they are and whence."""

from pathlib import Path

import pytest

from pipeline import vocabulary

FILES = sorted(vocabulary.FOLDER.glob("*.csv"))


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_vocabulary_says_what_it_holds_and_where_the_facts_come_from(file: Path) -> None:
    header = [line for line in file.read_text(encoding="utf-8").splitlines() if line[:1] == "#"]
    assert not header[0].startswith("# source:")
    assert any(line.startswith("# source: ") for line in header)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_vocabulary_repeats_no_row(file: Path) -> None:
    rows = [tuple(row.values()) for row in vocabulary.read(file.stem)]
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_vocabulary_is_used_by_some_module(file: Path) -> None:
    package = vocabulary.FOLDER.parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    assert f'"{file.stem}"' in code


def test_a_row_with_too_few_cells_is_named(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "short.csv").write_text("# what\n# source: us\na,b\n1,2\n3\n")
    monkeypatch.setattr(vocabulary, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"short.csv: row 2 has 1 cells, the header 2"):
        vocabulary.read("short")
