"""The worker: takes a function and its arguments, answers with what it returned.

Started by ``client.Worker`` as ``python -m pipeline.isolation.worker FD``, where FD is its end of
a socket. It ends as soon as its parent does, also in the middle of its work.
"""

import contextlib
import os
import queue
import sys
import threading
import traceback
from multiprocessing.connection import Connection
from typing import Any

from pipeline.isolation.errors import Reply, SetupError

try:
    import resource
except ImportError:  # Windows has no such limits; the time limit holds there, too
    resource = None  # type: ignore[assignment]

RECURSION = 2_000
"""Frames of Python: what nests deeper is hostile, and the stack of C must not run out."""
GONE = None


def main(descriptor: int) -> None:
    """Answer the parent at the other end of ``descriptor`` until it goes."""
    sys.setrecursionlimit(RECURSION)
    connection = Connection(descriptor)
    jobs: queue.Queue[Any] = queue.Queue()
    threading.Thread(target=_receive, args=(connection, jobs), daemon=True).start()
    while (job := jobs.get()) is not GONE:
        reply = _answer(*job)
        try:
            connection.send(reply)
        except MemoryError:
            connection.send(Reply(problem="memory"))


def _receive(connection: Connection, jobs: "queue.Queue[Any]") -> None:
    """Pass on jobs; end the process, whatever it is doing, when the parent is gone."""
    with contextlib.suppress(EOFError, OSError):
        while True:
            jobs.put(connection.recv())
    os._exit(0)


def _answer(
    function: Any, arguments: tuple[Any, ...], named: dict[str, Any], megabytes: int
) -> Reply:
    try:
        _bound_memory(megabytes)
        return Reply(function(*arguments, **named))
    except MemoryError:
        return Reply(problem="memory")
    except (SetupError, ImportError) as error:
        return Reply(problem="setup", detail=str(error))
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(place.filename)}:{place.lineno}"  # noqa: PTH119
        return Reply(problem="error", detail=f"{type(error).__name__} at {where}: {error}"[:500])


def _bound_memory(megabytes: int) -> None:
    """Let the process grow by ``megabytes`` from what it has now, where the system can count."""
    if resource is None:
        return
    try:
        pages = int(open("/proc/self/statm").read().split()[0])  # noqa: PTH123, SIM115
    except (OSError, ValueError):
        return
    limit = pages * resource.getpagesize() + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))


if __name__ == "__main__":
    main(int(sys.argv[1]))
