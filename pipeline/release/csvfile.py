"""Tables as CSV and back, without loss.

UTF-8 without a byte order mark, RFC 4180 (comma, double quotes, CRLF), a header, an empty
cell for null. A spreadsheet runs a cell as a formula if it begins with one of ``= + - @``
(ASCII or full width, after spaces too), a tab or a line end (OWASP, CSV injection); such a cell
of a text column gets an apostrophe before it, unless it is a plain number (-53%). ``read_csv``
takes it off again.
"""

import csv
import datetime
import io
import re
from typing import Any

import pyarrow as pa

from pipeline.tables import Table

FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
GUARDED = re.compile(r"'+(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
NUMBER = re.compile(r"[+-]\d[\d.,]*%?")


def to_csv(table: Table, rows: pa.Table) -> bytes:
    """Return ``rows`` as a CSV file.

    Raises:
        ValueError: a string is empty, which a reader could not tell from null.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(table.names)
    for row in rows.to_pylist():
        writer.writerow([cell(row[name]) for name in table.names])
    return file.getvalue().encode("utf-8")


def read_csv(table: Table, content: bytes) -> pa.Table:
    """Return the rows that ``to_csv`` wrote."""
    reader = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
    kinds = {column.name: column.type for column in table.columns}
    return table.arrow(
        [{name: _value(kinds[name], text) for name, text in row.items()} for row in reader]
    )


def cell(value: Any) -> str:
    """Return ``value`` as the text of a cell.

    >>> cell(3700000.0), cell("-53%"), cell("=1+1"), cell(None)
    ('3700000', '-53%', "'=1+1", '')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if not isinstance(value, str):
        return str(value)
    if not value:
        raise ValueError("an empty string cannot be told from null")
    is_formula = FORMULA.match(value) and not NUMBER.fullmatch(value)
    return f"'{value}" if is_formula else value


def _value(kind: str, text: str) -> Any:
    if not text:
        return None
    if kind == "integer":
        return int(text)
    if kind == "number":
        return float(text)
    if kind == "date":
        return datetime.date.fromisoformat(text)
    return text[1:] if GUARDED.match(text) else text
