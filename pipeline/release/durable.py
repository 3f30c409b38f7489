"""Files that stand whole or not at all, whenever the machine stops.

Content is flushed to the disk before a rename gives it its name, and the name is flushed
after. What a killed run left beside is removed by the next.
"""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

BESIDE = ".tmp-"
"""Begins the names of what is not finished yet."""


def write_folder(
    folder: Path, files: Mapping[str, bytes], prove: Callable[[Path], None] = lambda _: None
) -> None:
    """Write ``files`` (by path in it) beside and rename: ``folder`` is complete or absent.

    ``prove`` is shown the folder before its name is given to it, and may raise.

    Raises:
        FileExistsError: it stands already.
        OSError: the disk is full, read-only or broken; nothing is left of the attempt.
    """
    if folder.exists():
        raise FileExistsError(f"{folder} stands already; a release is never altered")
    beside = folder.with_name(f"{BESIDE}{folder.name}")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        beside.mkdir()
        for name, content in files.items():
            (beside / name).parent.mkdir(parents=True, exist_ok=True)
            _write(beside / name, content)
        for inner in [*(path for path in beside.rglob("*") if path.is_dir()), beside]:
            _flush_folder(inner)
        prove(beside)
        beside.rename(folder)
    except Exception:
        shutil.rmtree(beside, ignore_errors=True)  # give back what a full disk lacks
        raise
    _flush_folder(folder.parent)


def replace(path: Path, content: bytes) -> None:
    """Put ``content`` in the place of ``path`` at once, unless it is there already.

    Raises:
        OSError: the disk is full, read-only or broken; ``path`` is as it was.
    """
    if path.is_file() and path.read_bytes() == content:
        return
    beside = path.with_name(f"{BESIDE}{path.name}")
    try:
        _write(beside, content)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def remove_unfinished(folder: Path) -> None:
    """Remove what a run that was killed left in ``folder``; nobody may be writing there."""
    for left in folder.glob(f"{BESIDE}*"):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(path: Path) -> None:
    """Flush the names in ``path``, where the system can open a folder."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
