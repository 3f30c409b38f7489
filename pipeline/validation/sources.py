"""What every source is expected to be; each finding is an issue that extraction reported."""

from collections.abc import Iterable

from pipeline.dataset.rows import Row
from pipeline.validation.results import MOST_ROWS, Check, CheckResult

ASSET = "extraction"
IS_THERE = Check(
    ASSET,
    "file_is_there",
    "warning",
    "The file lies where the register says. Where it does not, its rows are carried forward "
    "from the latest release and nothing is lost.",
)
BY_ISSUE = {
    "altered_document": Check(
        ASSET,
        "file_is_the_registered_one",
        "warning",
        "The file has the SHA-256 that the register gives. Where it has another, it was "
        "extracted as it is: restore it, or enter the new hash.",
    ),
    "unreadable_document": Check(
        ASSET,
        "documents_can_be_read",
        "warning",
        "Every document of the source is text in UTF-8 and begins where the register says.",
    ),
    "undated_document": Check(
        ASSET,
        "documents_are_dated",
        "warning",
        "Every document has a date of publication, against which *last year* is resolved.",
    ),
}
SOURCE_CHECKS = (IS_THERE, *BY_ISSUE.values())
"""The checks of a single source. None is critical: one bad file must not stop the others."""


def check_source(is_there: bool, issues: Iterable[Row]) -> tuple[CheckResult, ...]:
    """Return the results of ``SOURCE_CHECKS`` for a source, in their order.

    ``issues`` are the rows of the table ``issues`` that are the source's own.
    """
    rows = list(issues)
    found = "it is there" if is_there else "it is not on this machine"
    there = CheckResult(
        ASSET, IS_THERE.name, IS_THERE.severity, is_there, IS_THERE.description, found, [], 0
    )
    return (there, *(_by_issue(kind, check, rows) for kind, check in BY_ISSUE.items()))


def _by_issue(kind: str, check: Check, rows: list[Row]) -> CheckResult:
    failing = [
        {"document_id": row["document_id"], "detail": row["detail"]}
        for row in rows
        if row["kind"] == kind
    ]
    return CheckResult(
        ASSET,
        check.name,
        check.severity,
        not failing,
        check.description,
        "; ".join(str(row["detail"]) for row in failing[:1]) or "nothing amiss",
        failing[:MOST_ROWS],
        len(failing),
    )
