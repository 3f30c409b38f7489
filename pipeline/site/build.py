"""The site as files, and the folder it is written to at once or not at all."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from pipeline.site.entries import catalogue
from pipeline.site.index import search_index
from pipeline.site.pages import FOLDER, site_pages
from pipeline.site.releases import releases

NAME = "site"
MOST_BYTES = 5_000_000


def build(outputs: Path) -> dict[str, bytes]:
    """Return the files of the site of all releases in ``outputs``; none before the first.

    The same releases give the same bytes, on any machine and at any time.
    """
    known = releases(outputs)
    if not known:
        return {}
    newest = catalogue(known[0].tables())
    return static_files() | {"rows.js": search_index(newest)} | site_pages(known, newest)


def static_files() -> dict[str, bytes]:
    """Return the style sheet, the scripts and the icon."""
    return {path.name: path.read_bytes() for path in sorted((FOLDER / "static").iterdir())}


def write(files: Mapping[str, bytes], folder: Path) -> bool:
    """Make ``folder`` hold exactly ``files``; False where it does already.

    They are written beside and put in its place at the end, so that nobody meets a site
    that is half old and half new.
    """
    if _held(folder) == files:
        return False
    beside, old = (folder.with_name(f".tmp-{folder.name}{end}") for end in ("", "-old"))
    for leftover in (beside, old):
        shutil.rmtree(leftover, ignore_errors=True)
    for name, content in files.items():
        path = beside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if folder.exists():
        folder.rename(old)
    beside.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return True


def _held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
