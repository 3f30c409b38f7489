"""Annotated windows: what a careful reader found in a stretch of a raw document."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]
TABLES = ("dates", "claims", "mentions", "events")
"""The tables that windows are annotated for."""
DAYS = ("date_start", "date_end")
_SPELLINGS = {"organization": "organisation", "uighur": "uyghur", "centre": "center"}
_ARTICLES = re.compile(r"\b(?:the|of|for|and)\b")


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a raw document with rows for each table of ``TABLES``."""

    name: str
    raw_path: str
    char_start: int
    char_end: int
    rows: Mapping[str, Sequence[Row]]


def name_key(name: str) -> str:
    """Return ``name`` without case, order, articles and spelling variants.

    >>> name_key("The Shanghai Cooperation Organization")
    'cooperation organisation shanghai'
    """
    words = _ARTICLES.sub(" ", re.sub(r"[^\w ]", " ", name.casefold()))
    for old, new in _SPELLINGS.items():
        words = words.replace(old, new)
    return " ".join(sorted(set(words.split())))


def read_windows(folder: Path) -> tuple[Window, ...]:
    """Return the windows of ``folder``, one JSON file each, by name.

    Raises:
        ValueError: a file is not a window; names it.
    """
    return tuple(_read_window(file) for file in sorted(folder.glob("*.json")))


def _read_window(file: Path) -> Window:
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
        rows = {table: [_annotated(table, row) for row in raw[table]] for table in TABLES}
        return Window(raw["window"], raw["raw_path"], raw["char_start"], raw["char_end"], rows)
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"{file}: not an annotated window: {error!r}") from error


def _annotated(table: str, row: Row) -> Row:
    """The row as the comparison wants it: days as text, actors as sets of name keys."""
    if table == "mentions":
        return row | {"names": {name_key(row["actor"])}}
    if table == "events":
        return row | {"actors": [{name_key(a["actor"])} for a in row["actors"]]}
    if table == "claims":
        return row | {"source": row["attributed_to"], "attributed_to": _names(row["attributed_to"])}
    return row


def _names(actor: str | None) -> set[str]:
    return {name_key(actor)} if actor else set()
