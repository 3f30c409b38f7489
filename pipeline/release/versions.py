"""Version numbers, which tell what changed.

MAJOR: a table, column, type or meaning changed. MINOR: documents came or went. PATCH:
rows of the same documents changed. The first release is 0.1.0.
"""

import re
from typing import NamedTuple

_FOLDER = re.compile(r"v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


class Version(NamedTuple):
    """A version of the dataset, MAJOR.MINOR.PATCH."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return ".".join(map(str, self))

    @property
    def folder(self) -> str:
        """The name of its folder, vX.Y.Z."""
        return f"v{self}"

    @classmethod
    def of_folder(cls, name: str) -> "Version | None":
        """Return the version that a folder holds; None where ``name`` is not one's."""
        match = _FOLDER.fullmatch(name)
        return cls(*map(int, match.groups())) if match else None

    def next(self, *, has_new_meaning: bool, has_new_documents: bool) -> "Version":
        """Return the version after this one."""
        if has_new_meaning:
            return Version(self.major + 1, 0, 0)
        if has_new_documents:
            return Version(self.major, self.minor + 1, 0)
        return Version(self.major, self.minor, self.patch + 1)


FIRST = Version(0, 1, 0)
