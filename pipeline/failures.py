"""What to do when a run fails: a report in a file, and word to a webhook if one is set."""

import json
import os
import ssl
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.workspace import Workspace

WEBHOOK = "KHORGOS_WEBHOOK"
TIMEOUT = 10
"""Seconds that a webhook may take."""
SHOWN_ROWS = 5


@dataclass(frozen=True, slots=True)
class FailedStep:
    """A step that failed, and the first line of why."""

    step: str
    error: str


@dataclass(frozen=True, slots=True)
class FailedCheck:
    """A check that failed, what it found and the first rows that offend."""

    check: str
    severity: str
    found: str
    rows: Sequence[str]


@dataclass(frozen=True, slots=True)
class Failure:
    """A run that failed."""

    run_id: str
    job: str
    at: str
    steps: Sequence[FailedStep]
    checks: Sequence[FailedCheck]


def report(workspace: Workspace, failure: Failure) -> Path | None:
    """Write a report of ``failure`` and tell the webhook; None where that was done before.

    The webhook gets JSON with ``text``, as chat services take it. One that is not https or
    does not answer is noted in the report, and nothing else: the run has failed for a reason
    that matters more.
    """
    path = workspace.state / "failures" / f"{failure.run_id}.md"
    if path.exists():
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    text = _markdown(failure)
    url = os.environ.get(WEBHOOK)
    if url:
        text += f"\nWebhook: {_tell(url, text)}\n"
    path.write_text(text, encoding="utf-8")
    return path


def _markdown(failure: Failure) -> str:
    lines = [f"# {failure.job} failed", "", f"Run {failure.run_id}, {failure.at}.", ""]
    lines += ["Nothing was published by this run; the last release stands.", ""]
    lines += [f"- **{step.step}**: {step.error}" for step in failure.steps]
    for check in failure.checks:
        lines += ["", f"## {check.severity}: {check.check}", "", check.found, ""]
        lines += [f"    {row}" for row in check.rows[: SHOWN_ROWS + 1]]
    return "\n".join(lines) + "\n"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect could lead from https to http, or to another host with what we say."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Follow none."""


def _tell(url: str, text: str) -> str:
    """Post ``text`` to ``url``; return in words how that went, without the url's secrets."""
    if urlsplit(url).scheme != "https":
        return f"not called: {WEBHOOK} must begin with https://"
    request = urllib.request.Request(
        url,
        data=json.dumps({"text": text}).encode(),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    https = urllib.request.HTTPSHandler(context=ssl.create_default_context())
    opener = urllib.request.build_opener(https, _NoRedirect)
    try:
        with opener.open(request, timeout=TIMEOUT) as response:
            return f"told (HTTP {response.status})"
    except urllib.error.HTTPError as error:
        return f"answered HTTP {error.code}"
    except (OSError, ValueError) as error:
        return f"did not answer ({type(error).__name__})"
