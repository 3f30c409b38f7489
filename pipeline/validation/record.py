"""The results of a validation kept beside the tables that they are about."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from upath import UPath

from pipeline.state import write
from pipeline.validation.results import CheckResult


class BlockedError(Exception):
    """Critical checks failed, so nothing is published; the message names them."""


def keep(path: UPath, content: str, results: Iterable[CheckResult]) -> None:
    """Write to ``path`` what checking the tables with the digest ``content`` gave."""
    record = {"content": content, "results": [asdict(result) for result in results]}
    write(path, json.dumps(record, default=str).encode())


def kept(path: UPath, content: str) -> tuple[CheckResult, ...] | None:
    """Return the results for the tables ``content``; None where others were checked last."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    if record["content"] != content:
        return None
    return tuple(CheckResult(**result) for result in record["results"])


def require_valid(results: Sequence[CheckResult]) -> None:
    """Let a dataset pass.

    Raises:
        BlockedError: a critical check of it failed.
    """
    failed = [r for r in results if not r.passed and r.severity == "critical"]
    if failed:
        named = "; ".join(f"{r.table}.{r.name}: {r.found}" for r in failed)
        raise BlockedError(f"{len(failed)} critical check(s) failed: {named}")
