"""The worker does what it is asked, is ended when it must be, and starts anew."""

import os
import signal
import time

import pytest

from pipeline.isolation import DocumentError, Limits, SetupError, Worker
from pipeline.isolation.limits import Limit

LIMITS = Limits(
    seconds=Limit("KHORGOS_TEST_SECONDS", 30, "seconds"),
    memory=Limit("KHORGOS_TEST_MEMORY", 300, "MB of memory"),
)


@pytest.fixture
def worker():
    worker = Worker(LIMITS)
    yield worker
    worker.stop()


def add(a: int, b: int = 0) -> int:
    return a + b


def own_pid() -> int:
    return os.getpid()


def loop() -> None:
    while True:
        pass


def fill(megabytes: int) -> int:
    return len(bytearray(megabytes * 1_000_000))


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def fail() -> None:
    raise KeyError("a rule that is wrong")


def unprepared() -> None:
    raise SetupError("the weights are others; reinstall")


def test_one_process_does_all_the_work(worker):
    assert worker.call(add, 2, b=3) == 5
    assert worker.call(own_pid) == worker.call(own_pid) == worker.pid != os.getpid()


def test_what_takes_too_long_is_ended_and_the_limit_is_named(worker, monkeypatch):
    worker.call(add, 1)
    monkeypatch.setenv("KHORGOS_TEST_SECONDS", "1")
    with pytest.raises(DocumentError, match=r"longer than 1 seconds.*KHORGOS_TEST_SECONDS") as told:
        worker.call(loop)
    assert told.value.exceeds_limit
    assert worker.pid is None
    monkeypatch.delenv("KHORGOS_TEST_SECONDS")
    assert worker.call(add, 1, 1) == 2


@pytest.mark.parametrize("megabytes", [400, 90_000])
def test_what_needs_too_much_memory_is_ended_and_the_limit_is_named(worker, megabytes):
    with pytest.raises(DocumentError, match=r"more than 300 MB.*KHORGOS_TEST_MEMORY") as told:
        worker.call(fill, megabytes)
    assert told.value.exceeds_limit
    assert worker.call(fill, 10) == 10_000_000


def test_a_limit_is_raised_by_its_variable(worker, monkeypatch):
    monkeypatch.setenv("KHORGOS_TEST_MEMORY", "900")
    assert worker.call(fill, 400) == 400_000_000


@pytest.mark.parametrize("value", ["much", "-1", "0", "1.5", "٣"])
def test_a_limit_that_is_no_number_is_a_message(monkeypatch, value):
    monkeypatch.setenv("KHORGOS_TEST_MEMORY", value)
    with pytest.raises(ValueError, match=r"KHORGOS_TEST_MEMORY is .*give a whole number of MB"):
        _ = LIMITS.memory.value


def test_a_crash_is_said_and_the_next_document_is_read(worker):
    with pytest.raises(DocumentError, match=r"SIGSEGV.*save it anew"):
        worker.call(crash)
    assert worker.call(add, 1) == 1


def test_an_error_of_ours_is_said_with_its_place(worker):
    with pytest.raises(DocumentError, match=r"KeyError at test_worker.py:\d+.*please report"):
        worker.call(fail)


def test_what_the_machine_lacks_is_no_fault_of_the_document(worker):
    with pytest.raises(SetupError, match="the weights are others"):
        worker.call(unprepared)


def test_a_worker_that_was_killed_from_outside_is_started_anew(worker):
    worker.call(add, 1)
    os.kill(worker.pid, signal.SIGKILL)
    time.sleep(0.2)
    assert worker.call(add, 2) == 2


def test_the_worker_ends_with_its_parent(worker):
    pid = worker.call(own_pid)
    worker._connection.close()  # what the system does when the parent dies
    for _ in range(100):
        if worker._process.poll() is not None:
            break
        time.sleep(0.05)
    assert worker._process.poll() is not None
    assert pid == worker.pid
