"""Releases in an object store, where other machines fetch them.

A release is put there file by file, each only if nothing lies in its place (on S3 with
``If-None-Match: *``), and its checksums first: whoever writes those has taken the version, and
another machine with another dataset is refused. ``latest.json`` moves last. What was cut
short is completed by putting the same release again.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from upath import UPath

from pipeline.release.reading import versions
from pipeline.release.versions import Version

CHECKSUMS, LATEST, INDEX = "SHA256SUMS", "latest.json", "index.json"


class ConflictError(Exception):
    """A version holds one thing here and another in the store; the message has the remedy."""


class StoreError(OSError):
    """The store did not answer as it should; trying again may help."""


@contextmanager
def _talking_to(store: UPath) -> Iterator[None]:
    """Turn what goes wrong with ``store`` into one error: each kind has errors of its own."""
    try:
        yield
    except ConflictError:
        raise
    except Exception as error:
        raise StoreError(
            f"the store {store} cannot be reached: {error}; see KHORGOS_STORE, and for S3 the "
            "variables AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        ) from error


def reach(store: UPath) -> None:
    """Do nothing, if ``store`` can be reached.

    Raises:
        StoreError: it cannot; says why, and what to look at.
    """
    with _talking_to(store):
        store.exists()


def put(outputs: Path, store: UPath) -> None:
    """Copy to ``store`` every release of ``outputs`` that it does not name yet, oldest first.

    Raises:
        ConflictError: a version is taken there by other files.
        StoreError: the store does not answer.
    """
    with _talking_to(store):
        _put(outputs, store)


def _put(outputs: Path, store: UPath) -> None:
    known = _announced(store)
    for version in versions(outputs):
        folder = outputs / version.folder
        if version.folder not in known:
            _put_release(folder, store / version.folder)
        elif _digest(folder) != known[version.folder]:
            raise ConflictError(_taken(folder, store / version.folder))
    for name in (INDEX, LATEST):
        content = (outputs / name).read_bytes()
        if _read(store / name) != content:
            (store / name).write_bytes(content)


def fetch(store: UPath, outputs: Path) -> None:
    """Copy to ``outputs`` every release that ``store`` names and this machine lacks.

    Raises:
        ConflictError: a version is another one here, or a file is not what its checksum says.
        StoreError: the store does not answer.
    """
    with _talking_to(store):
        _fetch(store, outputs)


def _fetch(store: UPath, outputs: Path) -> None:
    announced = _announced(store)
    for folder, sha256 in announced.items():
        if not (outputs / folder / CHECKSUMS).is_file():
            _fetch_release(store / folder, outputs / folder)
        elif _digest(outputs / folder) != sha256:
            raise ConflictError(
                f"{folder} in {outputs} is not the {folder} of {store}; remove it here to take "
                "that one, or give KHORGOS_STORE an empty place to keep this one"
            )
    # a release that is here and not there is newer: put() has yet to announce it
    if announced and not {v.folder for v in versions(outputs)} - set(announced):
        for name in (INDEX, LATEST):
            content = (store / name).read_bytes()
            if not (outputs / name).is_file() or (outputs / name).read_bytes() != content:
                (outputs / name).write_bytes(content)


def _announced(store: UPath) -> dict[str, str]:
    """Return the releases that the store names, oldest first, with the digest of each."""
    content = _read(store / INDEX)
    entries = json.loads(content)["releases"] if content else []
    return {
        entry["path"]: entry["sha256"]
        for entry in reversed(entries)
        if Version.of_folder(entry["path"])  # a name from elsewhere must not lead elsewhere
    }


def _put_release(folder: Path, place: UPath) -> None:
    files = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    for name in sorted(files, key=lambda name: name != CHECKSUMS):
        content = (folder / name).read_bytes()
        if not _create(place / name, content) and _read(place / name) != content:
            raise ConflictError(_taken(folder, place))


def _digest(folder: Path) -> str:
    """Return the digest that the index gives of the release in ``folder``."""
    return hashlib.sha256((folder / CHECKSUMS).read_bytes()).hexdigest()


def _taken(folder: Path, place: UPath) -> str:
    return (
        f"{place} is taken: another machine published {folder.name} from other inputs. "
        f"Remove {folder} and run again"
    )


def _create(path: UPath, content: bytes) -> bool:
    """Write ``content`` unless something lies there; say whether it was written."""
    if path.exists():
        return False
    try:
        path.fs.pipe_file(path.path, content, mode="create")
    except FileExistsError:
        return False
    except OSError:
        if path.exists():  # s3fs tells a refused condition from nothing else
            return False
        raise
    return True


def _fetch_release(place: UPath, folder: Path) -> None:
    """Fetch beside, prove every checksum, then rename: the version is complete or absent."""
    beside = folder.with_name(f".tmp-{folder.name}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    checksums = (place / CHECKSUMS).read_bytes()
    (beside / CHECKSUMS).write_bytes(checksums)
    for line in checksums.decode().splitlines():
        digest, name = line.split(maxsplit=1)
        if ".." in Path(name).parts or Path(name).is_absolute():
            raise ConflictError(f"{place / CHECKSUMS} names {name}, which lies outside it")
        content = (place / name).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise ConflictError(f"{place / name} is not what {CHECKSUMS} says; publish it anew")
        (beside / name).parent.mkdir(parents=True, exist_ok=True)
        (beside / name).write_bytes(content)
    beside.rename(folder)


def _read(path: UPath) -> bytes | None:
    try:
        return bytes(path.read_bytes())
    except FileNotFoundError:
        return None
