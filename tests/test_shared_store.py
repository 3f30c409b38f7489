"""Two machines with the same sources and one object store between them."""

from pathlib import Path

import pytest
import s3fs

from pipeline import stages
from pipeline.release.store import ConflictError
from pipeline.workspace import Workspace
from tests.server import object_store
from tests.workspaces import TEXTS, make_workspace

MORE = TEXTS["gas"] + "\nIn 2014 Turkmenistan opened a pipeline to China.\n"


@pytest.fixture(scope="module")
def server():
    with object_store("shelf") as environment, pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            if name.startswith("AWS_"):
                patch.setenv(name, value)
        yield
    s3fs.S3FileSystem.clear_instance_cache()


@pytest.fixture
def machines(server, tmp_path: Path, request) -> list[Workspace]:
    """Two machines; the first has published."""
    store = f"s3://shelf/{request.node.name}"
    roots = [make_workspace(tmp_path / name, {"gas": TEXTS["gas"]}).root for name in ("a", "b")]
    machines = [Workspace(root, store) for root in roots]
    run(machines[0])
    return machines


def run(machine: Workspace) -> stages.Publication:
    for source in stages.plan(machine).sources:
        stages.extract_source(machine, source.source_id)
    stages.assemble(machine)
    return stages.publish(machine)


def rewrite(machine: Workspace, text: str) -> None:
    (machine.raw / "documents" / "gas.txt").write_text(text)


def test_the_second_knows_what_the_first_has_done(machines) -> None:
    first, second = machines
    assert not stages.plan(second).has_changed
    assert stages.extract_source(second, "gas").status == "unchanged"
    assert stages.dataset(second)["claims"].equals(stages.dataset(first)["claims"])
    assert not list(second.state.rglob("*.parquet"))


def test_releases_go_on_where_the_other_left(machines) -> None:
    first, second = machines
    rewrite(second, MORE)
    assert run(second).version == "0.1.1"
    assert stages.latest_release(first).name == "v0.1.1"
    rewrite(first, MORE)
    assert not stages.plan(first).has_changed


def test_a_source_that_only_the_first_has_is_carried_forward_by_the_second(machines) -> None:
    _, second = machines
    (second.raw / "documents" / "gas.txt").unlink()
    outcome = stages.extract_source(second, "gas")
    assert outcome.status == "absent"
    assert "rows of v0.1.0 carried forward" in outcome.messages[0]
    assert outcome.counts["events"] > 0


def test_two_that_publish_the_same_version_at_once_do_not_mix(machines, monkeypatch) -> None:
    first, second = machines
    stages.latest_release(second)
    rewrite(first, MORE)
    rewrite(second, MORE.replace("2014", "2015"))
    run(first)
    stands = (first.shared / "index.json").read_bytes()
    with monkeypatch.context() as patch:  # the second looked before the first had published
        patch.setattr("pipeline.release.store.fetch", lambda *_: None)
        with pytest.raises(ConflictError, match=r"v0\.1\.1 is taken.*Remove"):
            run(second)
    assert (first.shared / "index.json").read_bytes() == stands
    with pytest.raises(ConflictError, match=r"is not the v0\.1\.1 of"):
        stages.plan(second)
