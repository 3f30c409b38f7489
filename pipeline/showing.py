"""What a workspace shows its readers: the site of its releases, the pages of its documents.

The site is public and made of releases alone. The pages of documents hold whatever is in
``raw/``, so they stay in the workspace's own state.
"""

import json
import logging
from importlib.metadata import version
from pathlib import Path

from pipeline import site, state
from pipeline.dataset.rights import may_copy
from pipeline.dataset.rows import Dataset, to_rows
from pipeline.sources import reading, register
from pipeline.workspace import Workspace

log = logging.getLogger("khorgos")

CODE = ("tables.py", "vocabulary", "dataset", "release", "site")
"""The code on which the site depends, beside the releases."""
LIBRARIES = ("altair", "vl-convert-python", "jinja2", "markdown-it-py")


def publish_site(workspace: Workspace) -> bool:
    """Bring ``outputs/site`` up to date with the releases; False where it was.

    Raises:
        ValueError: a page would quote more of a restricted document than is allowed. It
            names page and document; the site stays as it is.
    """
    built = workspace.state / "site.json"
    if built.is_file() and json.loads(built.read_text()) == _state(workspace):
        return False
    log.info("Building the site …")
    files = site.build(workspace.outputs)
    told = [
        f"{found.file} quotes {found.document_id}: {found.words}"
        for found in site.quotations(files, restricted_texts(workspace))
    ]
    if told:
        raise ValueError("the site was not built; " + "; ".join(told))
    size = sum(map(len, files.values()))
    if size > site.MOST_BYTES:
        log.warning("the site has %d bytes, more than the %d it should have", size, site.MOST_BYTES)
    is_new = site.write(files, workspace.site)
    built.parent.mkdir(parents=True, exist_ok=True)
    built.write_text(json.dumps(_state(workspace)))
    return is_new


def _state(workspace: Workspace) -> dict[str, str]:
    """What the site was made of and what it is; equal, there is nothing to do."""
    sums = sorted(workspace.outputs.glob("v*/SHA256SUMS"))
    made_of = [version(library) for library in LIBRARIES]
    made_of += [state.code_fingerprint(CODE), *map(state.file_digest, sums)]
    return {"made_of": state.digest(made_of), "is": state.folder_digest(workspace.site)}


def restricted_texts(workspace: Workspace) -> dict[str, str]:
    """Return the text, raw and read clean, of each document here that may not be copied."""
    return {
        found.document.document_id: "\n".join(
            (found.document.raw, *(sentence.text for sentence in found.sentences))
        )
        for found in _readings(workspace)
        if not may_copy(found.document.licence)
    }


def _readings(workspace: Workspace) -> list[reading.ReadDocument]:
    return [
        document
        for source in register.load(workspace.register).sources
        if (workspace.raw / source.file).is_file()
        for document in reading.read_source(source, workspace.raw).documents
    ]


def view(workspace: Workspace, rows: Dataset) -> tuple[Path, tuple[str, ...]]:
    """Build the highlighted pages of the documents on this machine.

    Returns the first page, and what there is to say of documents that are not whole.
    """
    log.info("Building the pages …")
    folder = workspace.state / "view"
    return folder / "index.html", site.view(to_rows(rows), _readings(workspace), folder)
