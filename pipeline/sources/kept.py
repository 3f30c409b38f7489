"""The texts that rows point into, kept by their hash so that a row can be proved for good.

A file may vanish, and another version of a library may read it differently; the text
that a row's offsets count in stays, under ``documents.text_sha256``.
"""

import hashlib
import os
from pathlib import Path


def keep(folder: Path, text: str) -> Path:
    """Write ``text`` to ``folder`` under its SHA-256, unless it is there; return its file."""
    content = text.encode()
    path = folder / f"{hashlib.sha256(content).hexdigest()}.txt"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        beside = folder / f".{path.name}.{os.getpid()}"
        beside.write_bytes(content)
        beside.replace(path)
    return path


def kept(folder: Path, sha256: str | None) -> str | None:
    """Return the text that is kept under ``sha256``; None where there is none, or it is damaged."""
    path = folder / f"{sha256}.txt"
    if not path.is_file():
        return None
    content = path.read_bytes()
    return content.decode() if hashlib.sha256(content).hexdigest() == sha256 else None
