"""How much a single document may ask for, and the environment variables that say so."""

import os
from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that an environment variable raises or lowers.

    Attributes:
        default: enough for a book of a thousand pages.
    """

    variable: str
    default: int
    unit: str

    @property
    def value(self) -> int:
        """The limit that holds now.

        Raises:
            ValueError: the variable holds no whole number above 0.
        """
        given = os.environ.get(self.variable, "").strip()
        if not given:
            return self.default
        if not (given.isascii() and given.isdigit() and int(given) > 0):
            raise ValueError(
                f"{self.variable} is {given!r}; give a whole number of {self.unit} above 0"
            )
        return int(given)

    def __str__(self) -> str:
        return f"{self.value:,} {self.unit}"

    @property
    def remedy(self) -> str:
        """How to raise it."""
        return f"if the document is worth it, raise {self.variable} (now {self.value})"


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one document."""

    seconds: Limit = Limit("KHORGOS_MAX_SECONDS", 600, "seconds")
    memory: Limit = Limit("KHORGOS_MAX_MEMORY_MB", 4_000, "MB of memory")
    size: Limit = Limit("KHORGOS_MAX_FILE_MB", 100, "MB")
    characters: Limit = Limit("KHORGOS_MAX_CHARACTERS", 5_000_000, "characters")

    def key(self) -> str:
        """Return the limits that hold now as text; equal limits give equal texts."""
        parts = (self.seconds, self.memory, self.size, self.characters)
        return " ".join(str(part.value) for part in parts)


LIMITS = Limits()
