"""A source is extracted anew when its bytes, its entry or the extractors changed."""

import json
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline import state
from pipeline.tables import TABLES


@pytest.fixture
def empty() -> dict[str, pa.Table]:
    return {table.name: table.arrow([]) for table in TABLES}


def test_the_fingerprint_follows_bytes_and_entry_not_time(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one")
    first = state.source_fingerprint("entry", file)
    file.write_text("two")
    second = state.source_fingerprint("entry", file)
    file.write_text("one")
    assert first == state.source_fingerprint("entry", file) != second
    assert first != state.source_fingerprint("another entry", file)


def test_a_file_that_is_not_there_has_a_digest_of_its_own(tmp_path: Path) -> None:
    assert state.file_digest(tmp_path / "none.txt") == state.ABSENT


def test_what_was_saved_is_loaded(tmp_path: Path, empty) -> None:
    store = state.Store(tmp_path)
    store.save("a", empty, "f1")
    store.save("a", empty, "f2")
    assert store.fingerprint("a") == "f2"
    assert store.load("a").keys() == empty.keys()
    assert all(store.load("a")[name].equals(rows) for name, rows in empty.items())


def test_a_save_cut_short_leaves_the_old_rows(tmp_path: Path, empty, monkeypatch) -> None:
    store = state.Store(tmp_path)
    store.save("a", empty, "f1")
    monkeypatch.setattr(json, "dumps", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        store.save("a", empty, "f2")
    assert store.fingerprint("a") == "f1"
    assert store.load("a")


def test_nothing_is_known_of_a_source_never_saved(tmp_path: Path) -> None:
    assert state.Store(tmp_path).fingerprint("a") is None
