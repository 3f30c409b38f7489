"""Where things are on this machine: one folder holds a whole project."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders of a project; nothing is written outside them.

    Attributes:
        root: the folder that holds ``raw/``, ``expectations/`` and ``outputs/``.
    """

    root: Path

    @classmethod
    def here(cls) -> "Workspace":
        """Return the workspace of ``KHORGOS_ROOT``, else of this checkout."""
        return cls(Path(os.environ.get("KHORGOS_ROOT", Path(__file__).parent.parent)).resolve())

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
    def outputs(self) -> Path:
        """What comes out: the releases."""
        return self.root / "outputs"

    @property
    def state(self) -> Path:
        """What runs leave for the next: extracted rows, the assembled dataset."""
        return self.root / ".khorgos"

    @property
    def dagster_home(self) -> Path:
        """Dagster's own records (SQLite)."""
        return self.root / ".dagster"
