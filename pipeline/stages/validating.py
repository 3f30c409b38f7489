"""Validation: the assembled dataset and the latest release against what must hold."""

import logging

from pipeline import release, validation
from pipeline.stages import standing
from pipeline.validation import record
from pipeline.workspace import Workspace

log = logging.getLogger("khorgos")

VALIDATION = "validation.json"
"""What the checks found in the dataset."""


def validate(workspace: Workspace) -> tuple[validation.CheckResult, ...]:
    """Hold the assembled dataset against its expectations.

    Raises:
        FileNotFoundError: nothing was assembled yet.
        SuiteError: a suite of expectations cannot be used.
    """
    log.info("Validating …")
    tables, content = standing.dataset(workspace), standing.content(workspace)
    last = standing.latest_release(workspace)
    previous = release.read_release(last) if last else None
    results = validation.validate(
        tables,
        standing.readings(workspace),
        previous,
        texts=standing.texts(workspace),
        expectations=workspace.expectations,
    )
    record.keep(workspace.tables / VALIDATION, content, results)
    return results


def validated(workspace: Workspace) -> tuple[validation.CheckResult, ...]:
    """Return what validating the assembled dataset found, validating it where none did.

    Raises:
        BlockedError: a critical check failed; nothing must be published.
    """
    standing.dataset(workspace)
    results = record.kept(workspace.tables / VALIDATION, standing.content(workspace))
    results = validate(workspace) if results is None else results
    record.require_valid(results)
    return results


def verify_release(workspace: Workspace) -> tuple[validation.CheckResult, ...]:
    """Hold the latest release against what it promises; nothing where there is none."""
    folder = release.latest(workspace.outputs)
    return release.verify(folder, standing.readings(workspace)) if folder else ()
