"""Two at once: one result, no mixture, a clear word to the second."""

import json
import multiprocessing
import os
import re
import threading
import time

import pytest

from pipeline import stages
from pipeline.locking import BusyError, alone
from tests.reliability.kill import latest_is_whole
from tests.reliability.publisher import advance, extract, make, run

SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture
def workspace(tmp_path):
    return make(tmp_path / "project")


def hold(workspace, taken):
    """Be the first: hold the workspace until killed."""
    with alone(workspace):
        taken.set()
        time.sleep(600)


@pytest.fixture
def another_run(workspace):
    """A process that works on the workspace while the test runs."""
    taken = SPAWN.Event()
    process = SPAWN.Process(target=hold, args=(workspace, taken))
    process.start()
    assert taken.wait(60)
    yield process
    process.kill()
    process.join()


@pytest.mark.parametrize(
    "step",
    [
        run,
        stages.assemble,
        stages.publish,
        stages.preview,
        lambda workspace: stages.extract_source(workspace, "brief"),
    ],
    ids=["run", "assemble", "publish", "preview", "extract"],
)
def test_the_second_is_told_who_is_at_work_and_since_when(workspace, another_run, step):
    with pytest.raises(BusyError) as told:
        step(workspace)
    message = str(told.value)
    assert f"process {another_run.pid} on" in message
    assert re.search(r"since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", message)
    assert "wait until it has ended, then run again" in message


def test_who_only_looks_need_not_wait(workspace, another_run):
    assert stages.latest_release(workspace).name == "v0.1.0"
    assert not stages.plan(workspace).has_changed


def test_a_lock_ends_with_its_holder(workspace, another_run):
    another_run.kill()
    another_run.join()
    run(workspace)


def test_a_run_may_take_its_own_lock_again(workspace):
    with alone(workspace), alone(workspace):
        run(workspace)
    holder = json.loads((workspace.state / "holder.json").read_text())
    assert holder["pid"] == os.getpid()


def test_a_download_during_releases_sees_whole_ones_alone(workspace):
    over = threading.Event()
    seen: list[str] = []

    def download() -> None:
        while not over.is_set():
            tables = latest_is_whole(workspace)
            seen.append(tables["documents"]["title"][0].as_py())
            time.sleep(0.01)

    reader = threading.Thread(target=download)
    reader.start()
    titles = [f"Title {number}" for number in range(5)]
    for title in titles:
        advance(workspace, title)
        run(workspace)
    over.set()
    reader.join()
    assert seen
    assert [title for title in seen if title in titles] == sorted(t for t in seen if t in titles)


@pytest.mark.parametrize("moment", ["extracted", "assembled"])
def test_an_edit_of_the_register_during_a_run_is_published_by_the_next(workspace, moment):
    advance(workspace, "First edit")
    extract(workspace)
    if moment == "assembled":
        stages.assemble(workspace)
    advance(workspace, "Second edit")
    if moment == "extracted":
        stages.assemble(workspace)
    with pytest.raises(stages.ChangedError, match="nothing was published; run again"):
        stages.publish(workspace)
    assert stages.latest_release(workspace).name == "v0.1.0"
    run(workspace)
    assert latest_is_whole(workspace)["documents"]["title"].to_pylist() == ["Second edit"]
