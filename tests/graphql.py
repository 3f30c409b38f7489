"""Questions to a Dagster webserver."""

import json
import time
import urllib.request
from collections.abc import Callable
from typing import Any


def ask(url: str, query: str, **variables: Any) -> Any:
    """Return the data that the webserver at ``url`` answers ``query`` with."""
    request = urllib.request.Request(
        f"{url}/graphql",
        data=json.dumps({"query": query, "variables": variables}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        answer = json.load(response)
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def wait_until(happened: Callable[[], Any], seconds: float, pause: float = 0.5) -> Any:
    """Return what ``happened`` returns as soon as that is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            outcome = happened()
        except OSError:
            outcome = None  # not up yet
        if outcome:
            return outcome
        time.sleep(pause)
    raise TimeoutError(f"{happened.__qualname__}: nothing in {seconds} s")
