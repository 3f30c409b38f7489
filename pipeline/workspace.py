"""Where things are: one folder of this machine holds a whole project.

``KHORGOS_STORE`` moves the tables that runs leave for each other, and a copy of every
release, to an object store: ``s3://bucket/khorgos``, or whatever else fsspec can open.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from upath import UPath


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders of a project; nothing is written outside them.

    Attributes:
        root: the folder that holds ``raw/``, ``expectations/`` and ``outputs/``.
        store: the URL of an object store, or None where the folder is all there is.
    """

    root: Path
    store: str | None = None

    @classmethod
    def here(cls) -> "Workspace":
        """Return the workspace of ``KHORGOS_ROOT`` and ``KHORGOS_STORE``, else of this checkout."""
        root = Path(os.environ.get("KHORGOS_ROOT", Path(__file__).parent.parent)).resolve()
        return cls(root, os.environ.get("KHORGOS_STORE") or None)

    @property
    def raw(self) -> Path:
        """What goes in: the register, the briefs, the publishers' documents."""
        return self.root / "raw"

    @property
    def register(self) -> Path:
        """The register of sources."""
        return self.raw / "sources.yaml"

    @property
    def texts(self) -> Path:
        """The texts that rows point into, by their hash."""
        return self.raw / "texts"

    @property
    def corrections(self) -> Path:
        """What people corrected by hand."""
        return self.raw / "corrections.csv"

    @property
    def expectations(self) -> Path:
        """What tables must be: one suite each."""
        return self.root / "expectations"

    @property
    def drift_bounds(self) -> Path:
        """How much a release may differ from the last before somebody is asked."""
        return self.expectations / "drift.csv"

    @property
    def gold(self) -> Path:
        """Windows that people annotated, which accuracy is measured on."""
        return self.root / "tests" / "gold"

    @property
    def outputs(self) -> Path:
        """What comes out: the releases."""
        return self.root / "outputs"

    @property
    def site(self) -> Path:
        """What people look at in a browser: the releases as pages."""
        return self.outputs / "site"

    @property
    def state(self) -> Path:
        """What runs leave on this machine: tables where there is no store, reports."""
        return self.root / ".khorgos"

    @property
    def tables(self) -> UPath:
        """What runs leave for the next: extracted rows, the assembled dataset."""
        return self.shared / "tables" if self.shared else UPath(self.state)

    @property
    def shared(self) -> UPath | None:
        """The object store; listings are not kept, since others write there too."""
        return UPath(self.store, use_listings_cache=False) if self.store else None

    @property
    def dagster_home(self) -> Path:
        """Dagster's own records (SQLite)."""
        return self.root / ".dagster"

    @property
    def releases_url(self) -> str:
        """Where a browser finds ``outputs``; unless told, where ``khorgos ui`` serves them."""
        return (os.environ.get("KHORGOS_RELEASES_URL") or "http://127.0.0.1:3001").rstrip("/")
