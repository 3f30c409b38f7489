import subprocess
import sys

import pytest


@pytest.fixture
def run_python():
    """Run a line of Python in a process of its own and return what it prints."""

    def run(code):
        result = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        return result.stdout.strip()

    return run
