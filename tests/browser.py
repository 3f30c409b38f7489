"""A real browser for tests: Chromium, installed when it is not there.

Where it cannot be installed the tests that need it are skipped, except in continuous
integration (``CI=true``), where they fail.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
INSTALL = ("apt-get update", "apt-get install --yes --no-install-recommends chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium that asks nobody for anything by itself.

    It ends with the module: Playwright allows one at a time in a process.
    """
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(_chromium()), args=FLAGS)
        yield running
        running.close()


def _chromium() -> Path:
    found = shutil.which("chromium") or _installed()
    if found is None:
        message = "Chromium is not there and apt-get cannot install it; install it by hand"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return Path(found)


def _installed() -> str | None:
    if shutil.which("apt-get") is None:
        return None
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in INSTALL:
        done = subprocess.run(command.split(), env=environment, capture_output=True, check=False)
        if done.returncode:
            return None
    return shutil.which("chromium")
