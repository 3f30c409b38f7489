"""Tables in Markdown."""

import html
from collections.abc import Iterable
from typing import Any


def grid(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """Return a table in Markdown; a cell is text, whatever it contains."""
    header = list(header)
    lines = [header, ["---"] * len(header), *([_cell(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: Any) -> str:
    text = "" if value is None else html.escape(str(value), quote=False)
    return " ".join(text.replace("|", r"\|").split())
