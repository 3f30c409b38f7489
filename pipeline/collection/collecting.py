"""The sources of the register that are to be collected, brought up to date in the archive.

A version that is fetched is archived and never put in the place of the one that the
register names by its hash: a page may have become a notice that it moved. Whoever has
looked at it accepts it, and only then is it what the dataset is made from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.bounded import canonical_text
from pipeline.collection.archive import Archive, Version
from pipeline.collection.client import Client, FetchError
from pipeline.collection.fetching import Fetched, fetch, sha256
from pipeline.sources import formats
from pipeline.sources.formats import UnreadableError
from pipeline.sources.register import Source

ARCHIVE = "archive"
"""The folder of all archives, below ``raw/``."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What came of a source.

    Attributes:
        status: ``unchanged``, ``restored`` (its file was put back), ``changed`` (there is a
            new version), ``accepted`` (its file is the new version now) or ``failed``.
        message: what to tell a person.
        version: hash of the newest version, if there is one.
    """

    source_id: str
    status: str
    message: str
    version: str | None = None


def archive_of(raw: Path, source_id: str) -> Archive:
    """Return the archive of a source."""
    return Archive(raw / ARCHIVE / source_id)


def collect(sources: Sequence[Source], raw: Path, client: Client) -> Iterator[Collected]:
    """Fetch each of ``sources`` that is to be collected; yield what came of it, one by one.

    What cannot be fetched stops none of the others.
    """
    for source in sources:
        if source.collect:
            assert source.url is not None  # the register has seen to it
            yield _collected(source, source.url, raw, client)


def _collected(source: Source, url: str, raw: Path, client: Client) -> Collected:
    archive, now = archive_of(raw, source.id), datetime.now(UTC)
    try:
        version, is_new = bring(archive, url, client, now)
    except FetchError as error:
        archive.note(replace(archive.index(), checked=_iso(now), outcome=str(error)))
        restored = _restored(source, raw, archive)
        return restored or Collected(source.id, "failed", f"{source.id}: {error}")
    if version.sha256 != source.sha256:
        return _changed(source, archive, version, is_new)
    return _restored(source, raw, archive) or Collected(
        source.id, "unchanged", f"{source.id}: unchanged", version.sha256
    )


def bring(archive: Archive, url: str, client: Client, now: datetime) -> tuple[Version, bool]:
    """Fetch ``url`` into ``archive``; return the newest version and whether it is new there.

    Raises:
        FetchError: it could not be fetched; says why.
    """
    index = archive.index()
    fetched = fetch(client, url, archive, now)
    if fetched.content is None:
        archive.note(replace(index, checked=_iso(now), outcome="unchanged"))
        return index.versions[-1], False
    version = _version(fetched, fetched.content, now)
    archive.add(fetched.content, version)
    is_new = version.sha256 not in {known.sha256 for known in index.versions}
    others = tuple(known for known in index.versions if known.sha256 != version.sha256)
    first = next((known for known in index.versions if known.sha256 == version.sha256), version)
    archive.note(
        replace(
            index,
            url=url,
            etag=fetched.etag,
            last_modified=fetched.last_modified,
            downloaded=_iso(now),
            checked=_iso(now),
            outcome="fetched",
            versions=(*others, first),
        )
    )
    return first, is_new


def accept(source: Source, raw: Path) -> Version | None:
    """Put the newest version of ``source`` in its place; None where there is no other one.

    The register's hash is the caller's to change.
    """
    archive = archive_of(raw, source.id)
    versions = archive.index().versions
    if not versions or versions[-1].sha256 == source.sha256:
        return None
    content = archive.find(versions[-1].sha256)
    if content is None:
        return None
    put(raw / source.file, content)
    return versions[-1]


def put(path: Path, content: bytes) -> None:
    """Write ``content`` beside and move it to ``path``, in the place of what is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)


def _version(fetched: Fetched, content: bytes, now: datetime) -> Version:
    declared = fetched.declared
    known = declared if declared in formats.media_types() else None
    media_type = formats.media_type_of(fetched.url.partition("?")[0], content, known)
    return Version(sha256(content), media_type, len(content), _iso(now), fetched.url)


def _restored(source: Source, raw: Path, archive: Archive) -> Collected | None:
    """Put the file back that the register names, where it is missing and was archived."""
    content = None if (raw / source.file).is_file() else archive.find(source.sha256)
    if content is None:
        return None
    put(raw / source.file, content)
    message = f"{source.id}: raw/{source.file} was missing and is restored from the archive"
    return Collected(source.id, "restored", message, source.sha256)


def _changed(source: Source, archive: Archive, version: Version, is_new: bool) -> Collected:
    content = archive.find(version.sha256) or b""
    where = f"raw/{ARCHIVE}/{source.id}/{archive.path(version).name}"
    try:
        characters = len(canonical_text(content, version.media_type).text)
        said = f"{characters:,} characters of text"
    except UnreadableError as error:
        said = f"which cannot be read: it {error}"
    if version.media_type != source.media_type:
        said += f"; it is {version.media_type}, the register says {source.media_type}"
    when = "has changed" if is_new else f"changed on {version.fetched[:10]}"
    message = (
        f"{source.id}: {when}; the new version is {where} ({said}). The dataset keeps the "
        f"version that the register names; look at it, then: khorgos collect {source.id} --accept"
    )
    return Collected(source.id, "changed", message, version.sha256)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S+00:00")
