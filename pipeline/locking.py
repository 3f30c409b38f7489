"""One run at a time: a lock on the workspace that ends with the process that holds it.

The system frees the lock when its holder dies, however it dies, so no lock is ever left
behind. A file beside it says who holds it, for the message to whoever comes second. Releases
need no lock to be read: a release never changes once it stands.
"""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.workspace import Workspace

_locks: dict[tuple[int, Path], FileLock] = {}
"""One lock a process and workspace: a step of a run may take the lock that its run holds."""


class BusyError(OSError):
    """Another process works on this workspace; the message says which and since when."""


@contextmanager
def alone(workspace: Workspace) -> Iterator[None]:
    """Keep every other process from working on ``workspace`` until the block ends.

    It may be taken again by the process that holds it.

    Raises:
        BusyError: another process holds it.
    """
    folder = workspace.state
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "lock"
    new = FileLock(path, timeout=0, thread_local=False)
    lock = _locks.setdefault((os.getpid(), path), new)
    try:
        lock.acquire()
    except Timeout:
        raise BusyError(_busy(workspace)) from None
    try:
        if lock.lock_counter == 1:
            _sign(folder / "holder.json")
        yield
    finally:
        lock.release()


def _sign(path: Path) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    holder = {"pid": os.getpid(), "machine": socket.gethostname(), "since": since}
    path.write_text(json.dumps(holder))


def _busy(workspace: Workspace) -> str:
    remedy = "wait until it has ended, then run again; the latest release can be read meanwhile"
    try:
        holder = json.loads((workspace.state / "holder.json").read_text())
        who = f"process {holder['pid']} on {holder['machine']}, since {holder['since']}"
    except (OSError, ValueError, KeyError, TypeError):  # it has not signed yet
        who = "another process"
    return f"another run is at work on {workspace.root} ({who}): {remedy}"
