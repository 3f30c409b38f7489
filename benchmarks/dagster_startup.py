"""How long Dagster keeps a person waiting: until the first page, and for a run without a change.

``python benchmarks/dagster_startup.py [ROOT]`` prints both in seconds as JSON. ROOT is a project
that has been run once (default: this checkout).
"""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

KHORGOS = Path(sys.executable).with_name("khorgos")
PATIENCE = 300
QUESTION = (
    b'{"query": "{workspaceOrError {... on Workspace {locationEntries '
    b'{locationOrLoadError {... on RepositoryLocation {name}}}}}}"}'
)


def seconds_to_first_page(root: Path) -> float:
    """Return the seconds from the command until the UI answers with the pipeline loaded.

    Raises:
        TimeoutError: it does not within five minutes.
    """
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    began = time.monotonic()
    ui = subprocess.Popen(
        [KHORGOS, "ui", "--port", str(port)],
        env=os.environ | {"KHORGOS_ROOT": str(root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while time.monotonic() - began < PATIENCE:
            if _is_loaded(f"http://127.0.0.1:{port}/graphql"):
                return time.monotonic() - began
            time.sleep(0.2)
        raise TimeoutError(f"no page within {PATIENCE} s")
    finally:
        ui.terminate()
        ui.wait()


def seconds_of_run_without_change(root: Path) -> float:
    """Return the seconds that ``khorgos run`` takes where nothing changed.

    Raises:
        ValueError: something had changed.
    """
    environment = os.environ | {"KHORGOS_ROOT": str(root)}
    began = time.monotonic()
    outcome = subprocess.run(
        [KHORGOS, "run", "--json"], env=environment, capture_output=True, check=True
    )
    seconds = time.monotonic() - began
    if json.loads(outcome.stdout)["outcome"] != "unchanged":
        raise ValueError("something had changed; this run has caught up with it: measure again")
    return seconds


def _is_loaded(url: str) -> bool:
    request = urllib.request.Request(
        url, data=QUESTION, headers={"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return b'"khorgos"' in response.read()
    except OSError:
        return False


if __name__ == "__main__":
    project = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1]
    measured = {
        "run_without_change_seconds": round(seconds_of_run_without_change(project), 1),
        "first_page_seconds": round(seconds_to_first_page(project), 1),
    }
    sys.stdout.write(json.dumps(measured, indent=2) + "\n")
