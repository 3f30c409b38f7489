"""A small project whose tables are made by hand, so that a run over it takes a moment."""

from pathlib import Path

from pipeline import stages, state
from pipeline.sources import register
from pipeline.workspace import Workspace
from tests.factories import BRIEF, brief
from tests.workspaces import make_workspace


def make(root: Path) -> Workspace:
    """A project with one source that is published; its next release waits for ``advance``."""
    workspace = make_workspace(root, {"brief": BRIEF})
    extract(workspace)
    stages.assemble(workspace)
    stages.publish(workspace)
    return workspace


def extract(workspace: Workspace) -> None:
    """Store the rows of the source as extraction would; the register's title is its own."""
    (source,) = register.load(workspace.register).sources
    made = brief()
    made.rows["documents"][0] |= {"source_id": source.id, "title": source.title}
    fingerprint = stages.plan(workspace).sources[0].fingerprint
    state.Store(workspace.tables / "extracted").save(source.id, made.tables(), fingerprint)


def advance(workspace: Workspace, title: str) -> None:
    """Change the register, so that a new release is due."""
    text = workspace.register.read_text(encoding="utf-8")
    lines = [f"  title: {title}" if "title:" in line else line for line in text.splitlines()]
    workspace.register.write_text("\n".join(lines) + "\n", encoding="utf-8")


def run(workspace: Workspace) -> stages.Publication:
    """Extract, assemble and publish."""
    stages.recover(workspace)
    extract(workspace)
    stages.assemble(workspace)
    return stages.publish(workspace)
