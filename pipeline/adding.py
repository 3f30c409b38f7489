"""Documents added to the register: read, drafted, shown, copied into ``raw/documents``."""

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.collection.archive import Archive
from pipeline.collection.client import Client
from pipeline.collection.collecting import ARCHIVE, archive_of, bring, put
from pipeline.sources import entries, formats
from pipeline.sources.formats import UnreadableError
from pipeline.sources.register import RegisterError, load
from pipeline.workspace import Workspace

WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Addition:
    """A document that may be added, and the entry that would describe it.

    Attributes:
        archive: where it was fetched to, if it came from an address.
    """

    entry: Mapping[str, Any]
    content: bytes = field(repr=False)
    archive: Archive | None = None

    @property
    def text(self) -> str:
        """The entry as it would stand in the register."""
        return entries.as_text(self.entry)


def propose(workspace: Workspace, what: str, told: Mapping[str, Any], client: Client) -> Addition:
    """Read the file or address ``what`` and draft its entry; what is ``told`` goes before.

    Nothing is written, but that a download waits in the archive.

    Raises:
        ValueError: it is not there, cannot be read, or is registered already; says what to do.
        FetchError: it could not be fetched.
        RegisterError: the register cannot be read.
    """
    known = load(workspace.register).sources if workspace.register.is_file() else ()
    archive = None
    if what.startswith(WEB):
        archive = Archive(workspace.raw / ARCHIVE / f".new-{_digest(what.encode())[:16]}")
        version, _ = bring(archive, what, client, datetime.now(UTC))
        content, media_type = archive.find(version.sha256) or b"", version.media_type
    else:
        content = _read(Path(what))
        media_type = formats.media_type_of(what, content)
    for source in known:
        if source.sha256 == _digest(content):
            raise ValueError(f"{what}: is in the register already, as {source.id}")
    try:
        entry = entries.draft(content, what, media_type, what if archive else None)
    except UnreadableError as error:
        raise ValueError(f"{what}: {error}") from error
    entry |= {key: value for key, value in told.items() if value is not None}
    source_id = entry.pop("id", None) or entries.make_id(entry, {s.id for s in known})
    file = _file(workspace, what, source_id, media_type)
    return Addition({"id": source_id, **entry, "file": file}, content, archive)


def add(workspace: Workspace, addition: Addition) -> None:
    """Copy the document into ``raw/`` and write its entry at the end of the register.

    Raises:
        RegisterError: the entry breaks a rule of the register; names the field.
    """
    path = workspace.raw / str(addition.entry["file"])
    is_new = not path.exists()
    if not is_new and path.read_bytes() != addition.content:
        raise RegisterError(f"{path} holds another document; give this one another --id")
    register = workspace.register
    before = register.read_text(encoding="utf-8") if register.is_file() else ""
    if is_new:
        put(path, addition.content)
    try:
        entries.write(register, before, entries.appended(before, addition.entry))
    except RegisterError:
        if is_new:
            path.unlink()
        raise
    if addition.archive is not None:
        settled = archive_of(workspace.raw, str(addition.entry["id"])).folder
        if not settled.exists():
            addition.archive.folder.rename(settled)


def decline(addition: Addition) -> None:
    """Forget a proposal: what was fetched for it is removed."""
    if addition.archive is not None:
        shutil.rmtree(addition.archive.folder, ignore_errors=True)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ValueError(f"{path}: there is no such file") from error
    except OSError as error:
        raise ValueError(f"{path}: cannot be read ({error.strerror})") from error


def _file(workspace: Workspace, what: str, source_id: str, media_type: str) -> str:
    """Return where the document lies below ``raw/``: where it is, or where it is copied to."""
    if not what.startswith(WEB):
        path, raw = Path(what).resolve(), workspace.raw.resolve()
        if path.is_relative_to(raw):
            return path.relative_to(raw).as_posix()
    suffix = formats.media_types()[media_type]["suffixes"].split("|")[0]
    return f"documents/{source_id}{suffix}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
