"""The parent's side: a worker process that is asked, waited for, and ended if need be."""

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import IO, ParamSpec, TypeVar

from pipeline.isolation.errors import Reply, SetupError
from pipeline.isolation.limits import LIMITS, Limits

P = ParamSpec("P")
T = TypeVar("T")

PACKAGES = str(Path(__file__).parent.parent.parent)


class DocumentError(Exception):
    """A document could not be worked on; the message says why and what to do."""

    def __init__(self, message: str, exceeds_limit: bool) -> None:
        super().__init__(message)
        self.exceeds_limit = exceeds_limit


class Worker:
    """One process that works on one document after the other; a thread at a time uses it."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._errors: IO[bytes] | None = None
        self._started_with = ""

    @property
    def pid(self) -> int | None:
        """The process, or None before the first call and after an end."""
        return self._process.pid if self._process else None

    def call(self, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Return ``function(*arguments, **named)``, worked out in the process.

        The function is one of a module's top level; arguments and result can be pickled.

        Raises:
            DocumentError: it exceeded a limit, ended the process, or raised an error.
            SetupError: this machine lacks what the function needs.
        """
        seconds, megabytes = self._limits.seconds.value, self._limits.memory.value
        with self._lock:
            connection = self._start()
            try:
                connection.send((function, arguments, named, megabytes))
                answered = connection.poll(seconds)
                reply = connection.recv() if answered else None
            except (EOFError, OSError):
                raise self._died() from None
            except BaseException:  # Ctrl-C must not leave an answer for the next call
                self.stop()
                raise
            if reply is None:
                self.stop()
                raise DocumentError(
                    f"took longer than {self._limits.seconds} and was ended; "
                    f"{self._limits.seconds.remedy}",
                    exceeds_limit=True,
                )
            return self._value(reply)

    def stop(self) -> None:
        """End the process, if there is one, and wait for its end."""
        if self._process:
            self._process.kill()
            self._process.wait()
        for part in (self._connection, self._errors):
            if part:
                part.close()
        self._process = self._connection = self._errors = None

    def _start(self) -> Connection:
        limits = LIMITS.key()  # the process has those that held when it started
        is_alive = self._process is not None and self._process.poll() is None
        if self._connection and is_alive and limits == self._started_with:
            return self._connection
        self.stop()
        self._started_with = limits
        ours, theirs = Pipe()
        path = os.pathsep.join([PACKAGES, *filter(None, [os.environ.get("PYTHONPATH")])])
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  closed by stop()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pipeline.isolation.worker", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env=os.environ | {"PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
        )
        theirs.close()
        self._connection = ours
        return ours

    def _value(self, reply: Reply) -> T:  # type: ignore[type-var]
        if reply.problem is None:
            return reply.value  # type: ignore[return-value]
        if reply.problem == "setup":
            raise SetupError(reply.detail)
        self.stop()  # what is left of its memory is not to be trusted
        if reply.problem == "memory":
            raise self._too_large()
        raise DocumentError(
            f"could not be worked on ({reply.detail}); it is a fault of the reader or of a rule: "
            "please report it",
            exceeds_limit=False,
        )

    def _died(self) -> DocumentError | SetupError:
        """What to say of a process that ended in the middle of its work."""
        assert self._process and self._errors
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        code = self._process.poll()
        self._errors.seek(0)
        said = self._errors.read()[-2000:].decode(errors="replace").strip().splitlines()
        self.stop()
        without_memory = any("bad_alloc" in line or "MemoryError" in line for line in said)
        if code in (-signal.SIGABRT, -signal.SIGKILL, None) or without_memory:
            return self._too_large()
        if code >= 0:
            return SetupError(f"the worker process ended: {said[-1] if said else code}")
        return DocumentError(
            f"ended the process that read it ({signal.Signals(-code).name}); it may be damaged: "
            "save it anew with the program it came from",
            exceeds_limit=False,
        )

    def _too_large(self) -> DocumentError:
        return DocumentError(
            f"needs more than {self._limits.memory}; {self._limits.memory.remedy}",
            exceeds_limit=True,
        )


_worker = Worker()
atexit.register(_worker.stop)


def call(function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """Return ``function(*arguments, **named)``, worked out in one long-lived worker.

    Raises:
        DocumentError: it exceeded a limit, ended the worker, or raised an error.
        SetupError: this machine lacks what the function needs.
    """
    return _worker.call(function, *arguments, **named)


def stop() -> None:
    """End this process's worker; the next call starts another."""
    _worker.stop()
