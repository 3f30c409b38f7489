"""A disk that is full, read-only or broken stops a run; it never harms a release."""

import errno
import os
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.release.integrity import DamagedReleaseError
from tests.reliability.kill import latest_is_whole
from tests.reliability.publisher import advance, make, run


@pytest.fixture
def workspace(tmp_path):
    return make(tmp_path / "project")


class Failing:
    """Stands for a call of the file layer: works ``good`` times, then fails for ever."""

    def __init__(self, call, good: int, number: int) -> None:
        self.call, self.good, self.number = call, good, number

    def __get__(self, instance, owner=None):
        return lambda *a, **k: self(*([instance, *a] if instance is not None else a), **k)

    def __call__(self, *arguments, **named):
        self.good -= 1
        if self.good < 0:
            raise OSError(self.number, os.strerror(self.number))
        return self.call(*arguments, **named)


FAULTS = [
    *((Path, "write_bytes", errno.ENOSPC, good) for good in (0, 5, 11, 22)),
    *((os, "fsync", errno.EIO, good) for good in (0, 3, 20, 25, 27, 28, 29)),
    *((Path, "rename", errno.EROFS, good) for good in (0,)),
    *((Path, "replace", errno.ENOSPC, good) for good in (0, 12, 24, 25, 26)),
    *((Path, "mkdir", errno.EROFS, good) for good in (0, 8, 30)),
]


@pytest.mark.parametrize(
    ("owner", "name", "number", "good"),
    FAULTS,
    ids=[f"{name}-{errno.errorcode[n]}-after-{g}" for _, name, n, g in FAULTS],
)
def test_a_fault_of_the_disk_is_said_and_the_next_run_finishes(
    workspace, monkeypatch, owner, name, number, good
):
    advance(workspace, "Second")
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, Failing(getattr(owner, name), good, number))
        try:
            run(workspace)
        except OSError as error:
            assert error.errno == number
    latest_is_whole(workspace)
    run(workspace)
    assert latest_is_whole(workspace)["documents"]["title"].to_pylist() == ["Second"]
    assert list(workspace.outputs.glob(".tmp*")) == []


def test_a_full_disk_gets_back_what_was_taken(workspace, monkeypatch):
    advance(workspace, "Second")
    before = sorted(path.name for path in workspace.outputs.iterdir())
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", Failing(os.fsync, 5, errno.ENOSPC))
        with pytest.raises(OSError, match="No space left"):
            run(workspace)
    assert sorted(path.name for path in workspace.outputs.iterdir()) == before


def test_stored_rows_that_were_cut_short_are_extracted_anew(workspace):
    (table,) = (workspace.state / "extracted" / "brief").glob("*/claims.parquet")
    table.write_bytes(table.read_bytes()[:100])
    assert [s.status for s in stages.plan(workspace).sources] == ["new"]
    run(workspace)
    assert [s.status for s in stages.plan(workspace).sources] == ["unchanged"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\x00" * 40])
@pytest.mark.parametrize("file", ["done.json", "dataset/saved.json", "extracted/brief/saved.json"])
def test_state_that_a_power_cut_emptied_is_made_anew(workspace, file, content):
    (workspace.state / file).write_bytes(content)
    assert stages.plan(workspace).has_changed or file == "dataset/saved.json"
    run(workspace)
    assert not stages.plan(workspace).has_changed


@pytest.mark.parametrize("content", [b"", b"{}", b'{"path": "../../etc"}', b"v0.1.0"])
def test_a_pointer_that_names_no_release_is_a_message_and_is_mended(workspace, content):
    pointer = workspace.outputs / "latest.json"
    whole = pointer.read_bytes()
    pointer.write_bytes(content)
    with pytest.raises(ValueError, match="names no release; remove it"):
        stages.latest_release(workspace)
    stages.recover(workspace)
    assert pointer.read_bytes() == whole


def test_a_lost_pointer_loses_no_rows(workspace):
    (workspace.outputs / "latest.json").unlink()
    (workspace.raw / "documents" / "brief.txt").unlink()
    assert stages.assemble(workspace).dataset["claims"].num_rows == 2


def test_rows_are_never_carried_forward_from_a_damaged_release(workspace):
    (workspace.outputs / "v0.1.0" / "claims.parquet").write_bytes(b"PAR1")
    with pytest.raises(DamagedReleaseError, match=r"claims.parquet is altered.*restore the folder"):
        stages.assemble(workspace)


def test_an_incomplete_folder_is_never_announced(workspace):
    folder = workspace.outputs / "v9.0.0"
    folder.mkdir()
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  claims.csv\n")
    with pytest.raises(DamagedReleaseError, match=r"v9.0.0 is not whole \(claims.csv is missing"):
        stages.recover(workspace)
    assert stages.latest_release(workspace).name == "v0.1.0"
