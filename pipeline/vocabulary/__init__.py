"""What the extractors know of the world, as data files.

Here belong CSV files, one vocabulary each, and the one function that reads them.
No rule and no logic: a rule that needs a word looks it up here.

A file starts with comment lines (``#``) that say what it holds and where the facts
come from (a line ``# source: ...``), then a header row, then rows. Cells that hold
several values separate them by ``|``.
"""

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def read(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the vocabulary ``name`` (a file name without ``.csv``).

    Raises:
        FileNotFoundError: there is no such vocabulary.
        ValueError: a row has more or fewer cells than the header; names file and row.
    """
    path = FOLDER / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(line for line in file if not line.startswith("#")))
    header, body = rows[0], rows[1:]
    for number, row in enumerate(body, start=1):
        if len(row) != len(header):
            raise ValueError(
                f"{path.name}: row {number} has {len(row)} cells, the header {len(header)}: {row}"
            )
    return tuple(dict(zip(header, row, strict=True)) for row in body)


def codes(vocabulary: str) -> tuple[str, ...]:
    """Return the codes that ``codes.csv`` allows for ``vocabulary``, in its order."""
    return tuple(row["code"] for row in read("codes") if row["vocabulary"] == vocabulary)
