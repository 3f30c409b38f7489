"""Releases in an object store: a real S3 API, with conditional writes."""

import json
import shutil
from pathlib import Path

import pytest
import s3fs
from upath import UPath

from pipeline.release import publish
from pipeline.release import store as module
from pipeline.release.store import ConflictError, fetch, put, reach
from tests.server import free_port, object_store


@pytest.fixture(scope="module")
def server():
    with object_store("shelf") as environment, pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            if name.startswith("AWS_"):
                patch.setenv(name, value)
        yield
    s3fs.S3FileSystem.clear_instance_cache()


@pytest.fixture
def store(server, request) -> UPath:
    return UPath(f"s3://shelf/{request.node.name}", use_listings_cache=False)


def names(store: UPath) -> set[str]:
    return {Path(path).relative_to(store.path).as_posix() for path in store.fs.find(store.path)}


@pytest.fixture
def outputs(tmp_path, dataset) -> Path:
    publish(dataset, tmp_path / "outputs", {})
    return tmp_path / "outputs"


def test_a_release_put_there_is_fetched_elsewhere_byte_by_byte(outputs, store, tmp_path) -> None:
    put(outputs, store)
    fetch(store, tmp_path / "elsewhere")
    for file in outputs.rglob("*"):
        if file.is_file():
            copy = tmp_path / "elsewhere" / file.relative_to(outputs)
            assert copy.read_bytes() == file.read_bytes()


def test_checksums_are_written_first_and_the_pointer_last(outputs, store, monkeypatch) -> None:
    written: list[str] = []
    create, write = module._create, store.__class__.write_bytes
    monkeypatch.setattr(
        module,
        "_create",
        lambda path, content: (written.append(path.name), create(path, content))[1],
    )
    monkeypatch.setattr(
        store.__class__,
        "write_bytes",
        lambda path, content: (written.append(path.name), write(path, content))[1],
    )
    put(outputs, store)
    assert written[0] == "SHA256SUMS"
    assert written[-2:] == ["index.json", "latest.json"]
    assert {path.name for path in (outputs / "v0.1.0").iterdir()} < set(written)


def test_a_version_that_another_machine_took_is_refused(outputs, store) -> None:
    put(outputs, store)
    before = (store / "v0.1.0" / "SHA256SUMS").read_bytes()
    (store / "index.json").unlink()  # as if the other machine had not announced it yet
    (outputs / "v0.1.0" / "SHA256SUMS").write_text("another release\n")
    with pytest.raises(ConflictError, match=r"v0\.1\.0 is taken"):
        put(outputs, store)
    assert (store / "v0.1.0" / "SHA256SUMS").read_bytes() == before


def test_the_server_itself_refuses_to_overwrite(outputs, store, monkeypatch) -> None:
    """Two machines look, see nothing, and both write: the condition decides."""
    put(outputs, store)
    (store / "index.json").unlink()
    (outputs / "v0.1.0" / "SHA256SUMS").write_text("another release\n")
    looks = iter([False])  # the first look comes before the other's write
    exists = store.__class__.exists
    monkeypatch.setattr(
        store.__class__, "exists", lambda path: next(looks, None) is not False and exists(path)
    )
    with pytest.raises(ConflictError, match="is taken"):
        put(outputs, store)


def test_what_was_cut_short_is_completed(outputs, store) -> None:
    put(outputs, store)
    for name in ("index.json", "latest.json", "v0.1.0/claims.csv"):
        (store / name).unlink()
    put(outputs, store)
    assert "v0.1.0/claims.csv" in names(store)
    assert json.loads((store / "latest.json").read_text())["version"] == "0.1.0"


def test_a_release_of_the_same_name_here_is_not_overwritten(outputs, store) -> None:
    put(outputs, store)
    (outputs / "v0.1.0" / "SHA256SUMS").write_text("another release\n")
    with pytest.raises(ConflictError, match=r"is not the v0\.1\.0 of"):
        fetch(store, outputs)


def test_a_file_that_was_altered_there_is_not_taken(outputs, store, tmp_path) -> None:
    put(outputs, store)
    (store / "v0.1.0" / "claims.csv").write_bytes(b"altered")
    with pytest.raises(ConflictError, match=r"claims\.csv is not what SHA256SUMS says"):
        fetch(store, tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere" / "v0.1.0").exists()


def test_an_index_cannot_lead_out_of_the_outputs(outputs, store, tmp_path) -> None:
    put(outputs, store)
    entry = {"path": "../v0.1.0", "sha256": "0" * 64}
    (store / "index.json").write_text(json.dumps({"releases": [entry]}))
    fetch(store, tmp_path / "inside" / "elsewhere")
    assert not (tmp_path / "inside" / "v0.1.0").exists()


def test_an_empty_store_changes_nothing(outputs, store) -> None:
    before = {path: path.stat().st_mtime_ns for path in outputs.rglob("*")}
    fetch(store, outputs)
    assert {path: path.stat().st_mtime_ns for path in outputs.rglob("*")} == before


def test_a_release_not_announced_there_yet_is_kept(outputs, store, dataset) -> None:
    put(outputs, store)
    shutil.copytree(outputs / "v0.1.0", outputs / "v0.1.1")
    latest = {"version": "0.1.1", "path": "v0.1.1"}
    (outputs / "latest.json").write_text(json.dumps(latest))
    fetch(store, outputs)
    assert json.loads((outputs / "latest.json").read_text()) == latest


def test_a_store_that_does_not_answer_is_a_message() -> None:
    place = UPath(
        "s3://shelf/none",
        endpoint_url=f"http://127.0.0.1:{free_port()}",
        key="tester",
        secret="tester",
        config_kwargs={"retries": {"max_attempts": 1}, "connect_timeout": 1},
    )
    with pytest.raises(OSError, match=r"cannot be reached.*AWS_ENDPOINT_URL"):
        reach(place)
