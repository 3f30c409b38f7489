"""A run that is killed, at any moment, leaves a whole release, and the next finishes its work.

``python -m tests.reliability.kill ROUNDS`` does it as often as one likes.
"""

import pytest

from pipeline.locking import alone
from tests.reliability.kill import kill_at, latest_is_whole, time_of
from tests.reliability.publisher import advance, make, run

MOMENTS = (0.05, 0.12, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.88, 0.95, 1.05)
"""Shares of the time that a run takes here."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return make(tmp_path_factory.mktemp("killed"))


@pytest.fixture(scope="module")
def usual(workspace):
    """How long an undisturbed run takes."""
    return time_of(workspace)


@pytest.mark.parametrize("share", MOMENTS)
def test_a_killed_run_leaves_a_whole_release_and_the_next_finishes(workspace, usual, share):
    title = f"Title {share}"
    advance(workspace, title)
    kill_at(workspace, share * usual)
    latest_is_whole(workspace)
    with alone(workspace):  # no lock is left behind
        pass
    run(workspace)
    assert latest_is_whole(workspace)["documents"]["title"].to_pylist() == [title]
    assert [path.name for path in workspace.outputs.glob(".tmp*")] == []
