"""Whether a release is whole: every file is there and is what its checksum says."""

import hashlib
from pathlib import Path

CHECKSUMS = "SHA256SUMS"


class DamagedReleaseError(ValueError):
    """A release that stands is not what was published; the message names the file."""


def faults(folder: Path) -> list[str]:
    """Return what is wrong with the release in ``folder``; nothing where it is whole.

    Raises:
        FileNotFoundError: it has no checksums, so it is no release.
    """
    lines = (folder / CHECKSUMS).read_text(encoding="utf-8", errors="replace").splitlines()
    if not lines:
        return [f"{CHECKSUMS} is empty"]
    states = ((line[66:], _state(folder / line[66:], line[:64])) for line in lines)
    return [f"{name} is {state}" for name, state in states if state != "whole"]


def require_whole(folder: Path) -> None:
    """Let a release pass.

    Raises:
        DamagedReleaseError: a file is missing or another.
        FileNotFoundError: it has no checksums, so it is no release.
    """
    found = faults(folder)
    if found:
        raise DamagedReleaseError(
            f"{folder} is not whole ({'; '.join(found[:3])}): restore the folder from a copy "
            f"(git checkout -- {folder.name}), or remove it, and run again"
        )


def _state(path: Path, sha256: str) -> str:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "missing"
    return "whole" if found == sha256 else "altered"
