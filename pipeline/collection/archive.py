"""Every version of every document that was fetched, below ``raw/archive/``.

    raw/archive/SOURCE/SHA256.html    the bytes as they came
    raw/archive/SOURCE/index.json     which versions there are, whence and when
    raw/archive/SOURCE/partial        a download that was cut, to be gone on with

Nothing is ever overwritten: a page that changed or vanished keeps its old text.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.sources.formats import media_types


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a document: its bytes' hash, and where and when (ISO 8601, UTC) it came."""

    sha256: str
    media_type: str
    size: int
    fetched: str
    url: str


@dataclass(frozen=True, slots=True)
class Index:
    """What is known of the fetching of one source.

    Attributes:
        url: where it is fetched from, by the register.
        etag, last_modified: what the server said of the newest version.
        downloaded: when the whole was fetched last, whether or not it had changed.
        checked: when the server was asked last; ``outcome``: what came of it.
        versions: oldest first.
    """

    url: str = ""
    etag: str | None = None
    last_modified: str | None = None
    downloaded: str | None = None
    checked: str | None = None
    outcome: str | None = None
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class Partial:
    """The beginning of a download that was cut, and what shows that it is still the same."""

    url: str
    etag: str | None
    last_modified: str | None
    total: int | None
    content: bytes = field(repr=False, default=b"")

    @property
    def validator(self) -> str | None:
        """What ``If-Range`` may hold: a strong ETag, else the date of the last change."""
        return self.etag or self.last_modified


@dataclass(frozen=True, slots=True)
class Archive:
    """The versions of one source, in a folder of their own."""

    folder: Path

    def index(self) -> Index:
        """Return what is known; nothing where nothing was fetched, or the index is damaged."""
        try:
            said = json.loads((self.folder / "index.json").read_text(encoding="utf-8"))
            versions = tuple(Version(**version) for version in said.pop("versions"))
            return Index(**said, versions=versions)
        except (FileNotFoundError, ValueError, TypeError, KeyError, AttributeError):
            return Index()

    def path(self, version: Version) -> Path:
        """Return the file of ``version``."""
        suffix = media_types()[version.media_type]["suffixes"].split("|")[0]
        return self.folder / f"{version.sha256}{suffix}"

    def find(self, sha256: str) -> bytes | None:
        """Return the bytes that have this hash, if they are here and whole."""
        for path in self.folder.glob(f"{sha256}.*"):
            content = path.read_bytes()
            if hashlib.sha256(content).hexdigest() == sha256:
                return content
        return None

    def add(self, content: bytes, version: Version) -> None:
        """Keep the bytes of ``version``, unless they are kept already."""
        if self.find(version.sha256) is None:
            _write(self.path(version), content)

    def note(self, index: Index) -> None:
        """Write the index."""
        said = json.dumps(asdict(index), ensure_ascii=False, indent=1)
        _write(self.folder / "index.json", said.encode())

    def partial(self) -> Partial | None:
        """Return the download that was cut last, if there is one."""
        try:
            said: Mapping[str, Any] = json.loads((self.folder / "partial.json").read_text())
            return replace(Partial(**said), content=(self.folder / "partial").read_bytes())
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def keep_partial(self, partial: Partial | None) -> None:
        """Keep ``partial`` for the next attempt; None forgets the last."""
        names = ("partial.json", "partial")
        if partial is None:
            for name in names:
                (self.folder / name).unlink(missing_ok=True)
            return
        _write(self.folder / "partial", partial.content)
        said = {k: v for k, v in asdict(partial).items() if k != "content"}
        _write(self.folder / "partial.json", json.dumps(said).encode())


def _write(path: Path, content: bytes) -> None:
    """Write a file beside and move it to its place, so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
