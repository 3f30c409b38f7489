"""Releases read back."""

import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.release.versions import Version
from pipeline.workspace import Workspace

_TYPED = {pa.int64(): pd.Int64Dtype(), pa.string(): pd.StringDtype()}


def latest(outputs: Path) -> Path | None:
    """Return the folder of the release that ``latest.json`` names; None before the first.

    Raises:
        ValueError: it names none; says what to do.
    """
    pointer = outputs / "latest.json"
    if not pointer.is_file():
        return None
    try:
        version = Version.of_folder(json.loads(pointer.read_text(encoding="utf-8"))["path"])
    except (ValueError, KeyError, TypeError):
        version = None
    if version is None:  # a name from elsewhere must not lead elsewhere
        raise ValueError(f"{pointer} names no release; remove it, and the next run writes it anew")
    return outputs / version.folder


def versions(outputs: Path) -> list[Version]:
    """Return the versions that stand in ``outputs``, oldest first."""
    names = [path.name for path in outputs.iterdir() if path.is_dir()] if outputs.is_dir() else []
    return sorted(version for name in names if (version := Version.of_folder(name)))


def read_release(folder: Path) -> dict[str, pa.Table]:
    """Return the tables of the release in ``folder``, with the columns it was made with."""
    return {path.stem: pq.read_table(path) for path in sorted(folder.glob("*.parquet"))}


def folder_of(version: str, outputs: Path) -> Path:
    """Return the folder of ``version``: ``0.1.0``, ``v0.1.0`` or ``latest``.

    Raises:
        FileNotFoundError: there is no such release; says what there is.
    """
    folder = latest(outputs) if version == "latest" else outputs / f"v{version.removeprefix('v')}"
    if folder is None or Version.of_folder(folder.name) is None or not folder.is_dir():
        known = ", ".join(map(str, versions(outputs))) or "none"
        raise FileNotFoundError(f"no release {version} in {outputs}; there is {known}")
    return folder


def load(table: str, version: str = "latest", outputs: Path | None = None) -> pd.DataFrame:
    """Return ``table`` of a release: nullable integers and strings, days as datetime64.

    ``outputs`` is the folder of the releases, that of this project where it is not given.

    Raises:
        FileNotFoundError: there is no such release or table; says what there is.
    """
    folder = folder_of(version, Workspace.here().outputs if outputs is None else outputs)
    path = folder / f"{table}.parquet"
    if not path.is_file():
        known = ", ".join(file.stem for file in sorted(folder.glob("*.parquet")))
        raise FileNotFoundError(f"no table {table} in {folder}; there is {known}")
    rows = pq.read_table(path)
    frame: pd.DataFrame = rows.to_pandas(types_mapper=_TYPED.get, date_as_object=False)
    return frame
