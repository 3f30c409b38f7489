"""Kills runs at random moments: ``python -m tests.reliability.kill 300``."""

import json
import multiprocessing
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa

from pipeline import release
from pipeline.release.integrity import faults
from pipeline.workspace import Workspace
from tests.reliability.publisher import advance, make, run

FORK = multiprocessing.get_context("forkserver")
"""Children of a process that has loaded everything and no threads: their time is the work's."""
FORK.set_forkserver_preload(["tests.reliability.publisher"])


def time_of(workspace: Workspace) -> float:
    """Return how long an undisturbed run takes on this machine, in seconds."""
    advance(workspace, "Undisturbed")
    started = time.monotonic()
    assert not kill_at(workspace, None)
    assert latest_is_whole(workspace)["documents"]["title"].to_pylist() == ["Undisturbed"]
    return time.monotonic() - started


def kill_at(workspace: Workspace, seconds: float | None) -> bool:
    """Start a run in a process of its own, kill it after ``seconds``; say if it was at work."""
    process = FORK.Process(target=run, args=(workspace,))
    process.start()
    process.join(seconds)
    process.kill()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL), "the run failed by itself"
    return process.exitcode != 0


def latest_is_whole(workspace: Workspace) -> dict[str, pa.Table]:
    """Prove the release that ``latest.json`` names, and return its tables."""
    named = json.loads((workspace.outputs / "latest.json").read_text())
    folder = workspace.outputs / named["path"]
    assert faults(folder) == []
    assert folder == release.latest(workspace.outputs)
    listed = json.loads((workspace.outputs / "index.json").read_text())["releases"]
    assert named["path"] in [entry["path"] for entry in listed]
    return release.read_release(folder)


def main(rounds: int) -> None:
    random_ = random.Random(rounds)
    with tempfile.TemporaryDirectory() as folder:
        workspace = make(Path(folder) / "project")
        usual = time_of(workspace)
        killed = 0
        for number in range(rounds):
            advance(workspace, f"Title {number}")
            killed += kill_at(workspace, random_.uniform(0, 1.1 * usual))
            latest_is_whole(workspace)
            if number % 10 == 9:  # else the next run is killed, too
                run(workspace)
                titles = latest_is_whole(workspace)["documents"]["title"].to_pylist()
                assert titles == [f"Title {number}"], titles
        sys.stdout.write(f"{rounds} runs, {killed} of them killed: every release is whole\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
