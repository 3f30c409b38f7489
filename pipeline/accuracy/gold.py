"""Annotated windows: what a careful reader found in a stretch of a raw document."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.tables import LIST_SEPARATOR

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


def rows_in(dataset: Mapping[str, pa.Table], window: Window) -> dict[str, list[Row]]:
    """Return the rows of ``dataset`` that lie in ``window``, in the shape of its rows."""
    paths = {d["document_id"]: d["raw_path"] for d in dataset["documents"].to_pylist()}
    regions = {s["sentence_id"]: s["region"] for s in dataset["sentences"].to_pylist()}
    actors = {
        a["actor_id"]: {
            name_key(name)
            for name in (a["name"], *(a["aliases"] or "").split(LIST_SEPARATOR))
            if name
        }
        for a in dataset["actors"].to_pylist()
    }
    parts: dict[str, list[set[str]]] = {}
    for part in dataset["event_actors"].to_pylist():
        parts.setdefault(part["event_id"], []).append(actors[part["actor_id"]])
    found: dict[str, list[Row]] = {}
    for table in TABLES:
        found[table] = []
        for row in dataset[table].to_pylist():
            inside = window.char_start <= row["char_start"] and row["char_end"] <= window.char_end
            if not inside or paths[row["document_id"]] != window.raw_path:
                continue
            row["region"] = regions[row["sentence_id"]]
            row |= {day: row[day].isoformat() for day in DAYS if row.get(day) is not None}
            if table == "mentions":
                row["names"] = actors[row["actor_id"]]
            if table == "events":
                row["actors"] = parts.get(row["event_id"], [])
            if table == "claims":
                row["source"] = row.get("attribution") or row["attributed_to"]
                row["attributed_to"] = actors.get(row["attributed_to"], set())
            found[table].append(row)
    return found
