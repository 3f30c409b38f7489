"""Small projects on disk: a register and two texts of our own."""

import hashlib
from pathlib import Path

import yaml

from pipeline.workspace import Workspace

REPOSITORY = Path(__file__).parent.parent
TEXTS = {
    "bridge": "A bridge over the river\n\nOn 3 May 2011 China and Kazakhstan signed an agreement "
    "on a bridge. The bridge cost $20 million. A year later President Nursultan Nazarbayev visited "
    "Beijing.\n",
    "gas": "Gas for the east\n\nIn June 2012 Uzbekistan sold 4 billion cubic metres of gas to "
    "China. Tashkent and Beijing held talks on prices in August 2013.\n",
}


def make_workspace(root: Path, texts: dict[str, str] = TEXTS) -> Workspace:
    """Make a project below ``root`` whose sources are ``texts``, by id."""
    workspace = Workspace(root)
    (workspace.raw / "documents").mkdir(parents=True)
    workspace.expectations.symlink_to(REPOSITORY / "expectations")
    workspace.corrections.write_bytes((REPOSITORY / "raw" / "corrections.csv").read_bytes())
    for source_id, text in texts.items():
        (workspace.raw / "documents" / f"{source_id}.txt").write_text(text)
    register(workspace, texts)
    return workspace


def register(workspace: Workspace, texts: dict[str, str], **more: object) -> None:
    """Write the register for ``texts``; ``more`` overrides fields of every entry."""
    entries = [
        {
            "id": source_id,
            "title": text.splitlines()[0],
            "authors": ["A. Tester"],
            "publisher": "Khorgos",
            "published": "2014-01-15",
            "language": "en",
            "genre": "brief",
            "licence": "CC-BY-4.0",
            "media_type": "text/plain",
            "file": f"documents/{source_id}.txt",
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
        }
        | more
        for source_id, text in texts.items()
    ]
    workspace.register.write_text(yaml.safe_dump({"sources": entries}, allow_unicode=True))
