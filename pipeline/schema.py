"""What a column and a table are: the form in which ``tables`` and ``views`` declare theirs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import pyarrow as pa

Type = Literal["string", "integer", "number", "date"]

ARROW_TYPES: Mapping[Type, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it means, what it may hold, what it refers to.

    Attributes:
        unit: of a number, as a UCUM code or in words.
        required: null is not allowed.
        codes: name of the closed vocabulary (``vocabulary/codes.csv``) of its values.
        references: ``table.column`` whose values it takes.
        source_text: holds words of the source, so its licence bounds the length.
        made: how its values are made, where that is not how the table's rows are.
    """

    name: str
    type: Type
    description: str
    unit: str | None = None
    required: bool = True
    codes: str | None = None
    references: str | None = None
    source_text: bool = False
    made: str | None = None


@dataclass(frozen=True)
class Table:
    """A published table.

    Attributes:
        key: the columns that identify a row.
        made: how its rows are made, for the codebook.
    """

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    made: str = ""

    @cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema, in the order of the contract."""
        return pa.schema(
            [pa.field(c.name, ARROW_TYPES[c.type], nullable=not c.required) for c in self.columns]
        )

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The column names, in the order of the contract."""
        return tuple(c.name for c in self.columns)

    def arrow(self, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
        """Build the table from ``rows``.

        Raises:
            ValueError: a row has a column that is not declared, or lacks one that is.
            pyarrow.ArrowInvalid: a value does not fit its column's type.
        """
        rows = list(rows)
        for row in rows:
            if row.keys() != set(self.names):
                raise ValueError(
                    f"{self.name}: columns {sorted(row.keys() ^ set(self.names))} "
                    f"are missing or not declared in {dict(row)}"
                )
        return pa.Table.from_pylist(rows, schema=self.schema)
