"""One project that holds every hostile document beside a good one, run once."""

import hashlib
from dataclasses import dataclass

import pytest
import yaml

from pipeline import isolation, stages
from pipeline.workspace import Workspace
from tests.hostile.documents import GOOD, Case, cases
from tests.workspaces import make_workspace

TITLES = {
    "formulas": "=cmd|' /C calc'!A0",
    "markup": '<img src=x onerror=alert(1)> & "quotes" \'',
    "commands": "$(touch /tmp/x); `id` %s {0}",
    "bidirectional": "\u202egnp.exe \u200b\u0301",
}


@dataclass(frozen=True)
class Run:
    """What came of the documents, by ``kind/name``."""

    workspace: Workspace
    outcomes: dict[str, stages.Extracted]
    assembled: stages.Assembled


@pytest.fixture(scope="session")
def hostile(tmp_path_factory) -> Run:
    workspace = make_workspace(tmp_path_factory.mktemp("hostile"), {"good": GOOD})
    entries = yaml.safe_load(workspace.register.read_text())["sources"]
    for case in cases():
        file = workspace.raw / "documents" / f"{case.name}.{case.kind}"
        file.write_bytes(case.content)
        entries.append(entry(case, entries[0]))
    links(workspace, entries)
    workspace.register.write_text(yaml.safe_dump({"sources": entries}, allow_unicode=True))
    try:
        outcomes = {
            source.source_id: stages.extract_source(workspace, source.source_id)
            for source in stages.plan(workspace).sources
        }
    finally:
        isolation.stop()
    return Run(workspace, outcomes, stages.assemble(workspace))


def entry(case: Case, like: dict) -> dict:
    return like | {
        "id": f"{case.kind}-{case.name}",
        "title": TITLES.get(case.name, case.name),
        "media_type": case.media_type,
        "file": f"documents/{case.name}.{case.kind}",
        "sha256": hashlib.sha256(case.content).hexdigest(),
    }


def links(workspace: Workspace, entries: list[dict]) -> None:
    """Add sources whose files are no plain files."""
    folder = workspace.raw / "documents"
    outside = workspace.root / "secret.txt"
    outside.write_text("The password is swordfish.")
    for name, target in (
        ("link-out", outside),
        ("link-loop", folder / "link-loop.txt"),
        ("link-dangling", folder / "nothing.txt"),
        ("link-device", "/dev/zero"),
    ):
        (folder / f"{name}.txt").symlink_to(target)
    (folder / "folder.txt").mkdir()
    for name in ("link-out", "link-loop", "link-dangling", "link-device", "folder"):
        entries.append(entries[0] | {"id": name, "file": f"documents/{name}.txt"})
