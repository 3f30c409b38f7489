"""What every test may lean on."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

DOCUMENTS = Path(__file__).parents[1] / "raw" / "documents"


@pytest.fixture
def real_document() -> Callable[[str], Path]:
    """Return the path of a publisher's document by the beginning of its name.

    Without it the test is skipped, except in continuous integration, where it must be.
    """

    def find(name: str) -> Path:
        for path in sorted(DOCUMENTS.glob(f"{name}*.txt")):
            return path
        message = f"{DOCUMENTS / name}*.txt is not there; copy the publishers' documents"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        return pytest.skip(message)

    return find
