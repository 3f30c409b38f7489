"""A lying server, an archive, and a client that need not wait."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.collection.archive import Archive
from pipeline.collection.client import Client, Limits
from tests.collection.server import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive" / "page")


@pytest.fixture
def waits() -> list[float]:
    """The seconds that the client would have slept."""
    return []


@pytest.fixture
def client(waits: list[float]) -> Client:
    limits = Limits(answer=0.4, whole=0.8, most_bytes=2_000_000, pace=7.0)
    return Client(limits, allow_private=True, sleep=waits.append, clock=lambda: 0.0)
