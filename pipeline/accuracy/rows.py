"""The rows of a dataset in the shape in which windows are annotated."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from pipeline.accuracy.gold import DAYS, TABLES, Row, Window, name_key
from pipeline.tables import LIST_SEPARATOR


class DatasetRows:
    """The rows of a dataset, by window.

    A row has the ``region`` of its sentence, its days as text, its actors as sets of name keys
    and, if it is a claim, the words of its ``source``.
    """

    def __init__(self, dataset: Mapping[str, pa.Table]) -> None:
        self._paths = {d["document_id"]: d["raw_path"] for d in dataset["documents"].to_pylist()}
        self._sentences = dataset["sentences"].to_pylist()
        self._regions = {s["sentence_id"]: s["region"] for s in self._sentences}
        self._actors = {
            a["actor_id"]: {
                name_key(name)
                for name in (a["name"], *(a["aliases"] or "").split(LIST_SEPARATOR))
                if name
            }
            for a in dataset["actors"].to_pylist()
        }
        self._parts: dict[str, list[set[str]]] = {}
        for part in dataset["event_actors"].to_pylist():
            self._parts.setdefault(part["event_id"], []).append(self._actors[part["actor_id"]])
        self._rows = {
            table: [self._shaped(table, row) for row in dataset[table].to_pylist()]
            for table in TABLES
        }

    def _shaped(self, table: str, row: Row) -> Row:
        row["region"] = self._regions[row["sentence_id"]]
        row |= {day: row[day].isoformat() for day in DAYS if row.get(day) is not None}
        if table == "mentions":
            row["names"] = self._actors[row["actor_id"]]
        if table == "events":
            row["actors"] = self._parts.get(row["event_id"], [])
        if table == "claims":
            row["source"] = row["attribution"] or row["attributed_to"]
            row["attributed_to"] = self._actors.get(row["attributed_to"], set())
        return row

    def inside(self, window: Window) -> dict[str, list[Row]]:
        """Return the rows that lie in ``window``, by table."""
        return {
            table: [row for row in rows if self._in(row, window)]
            for table, rows in self._rows.items()
        }

    def _in(self, row: Row, window: Window) -> bool:
        inside = window.char_start <= row["char_start"] and row["char_end"] <= window.char_end
        return bool(inside and self._paths[row["document_id"]] == window.raw_path)

    def annotated(self, window: Window) -> dict[str, list[Row]]:
        """Return the annotations of ``window``, each with the region of the sentence it is in.

        A sentence can span a footnote; the shortest one that holds the annotation is its own.
        Where none does, the region is None.
        """
        here = [s for s in self._sentences if self._paths[s["document_id"]] == window.raw_path]
        return {
            table: [row | {"region": _region(here, row)} for row in rows]
            for table, rows in window.rows.items()
        }


def _region(sentences: Sequence[Row], row: Row) -> str | None:
    around = [
        s
        for s in sentences
        if s["char_start"] <= row["char_start"] and row["char_end"] <= s["char_end"]
    ]
    own = min(around, key=lambda s: s["char_end"] - s["char_start"], default=None)
    return own["region"] if own else None
