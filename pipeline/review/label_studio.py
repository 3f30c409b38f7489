"""Rows as Label Studio's tasks, and its annotations as corrections.

A task is a row in its sentence, the row's span and values as a prediction. The format is
Label Studio's JSON (raw task and ``JSON`` export); offsets count code points of the task's
own text.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from pipeline.dataset.corrections import ACTIONS, HEADER
from pipeline.dataset.rows import Dataset, Row, row_id
from pipeline.release.csvfile import cell
from pipeline.tables import REVIEWED, Column, Table
from pipeline.vocabulary import codes

Json = dict[str, Any]

VERDICT, REASON, SPAN = "verdict", "reason", "span"
FIXED = frozenset(
    {"document_id", "sentence_id", "char_start", "char_end", "text", "trigger", "rule"}
    | {"date_start", "date_end"}
)
"""Columns that the extractor alone knows, or that follow from another."""
FIXED_ENDS = ("_id", "_cluster_id", "confidence", "review_status", "reviewed_by", "reason")
BY_NAME: Mapping[str, Table] = {table.name: table for table in REVIEWED}


class ReviewError(ValueError):
    """An export of Label Studio holds what is no review; the message names the task."""


def editable(table: Table) -> tuple[Column, ...]:
    """Return the columns of ``table`` that a person may judge by reading the sentence."""
    return tuple(
        c
        for c in table.columns
        if c.name not in table.key and c.name not in FIXED and not c.name.endswith(FIXED_ENDS)
    )


def labelling(table: Table) -> str:
    """Return the labelling configuration for tasks of ``table``."""
    lines = [
        "<View>",
        '  <Header value="$title"/>',
        f'  <Labels name="{SPAN}" toName="text"><Label value="{table.name}"/></Labels>',
        '  <Text name="text" value="$text"/>',
        f'  <Choices name="{VERDICT}" toName="text" choice="single" required="true">',
        *(f'    <Choice value="{action}"/>' for action in ACTIONS),
        "  </Choices>",
    ]
    for column in editable(table):
        hint = quoteattr(f"{column.name}: {column.description}")
        lines.append(f"  <Header value={hint} size={quoteattr('5')}/>")
        if column.codes:
            options = "".join(
                f"<Choice value={quoteattr(c)}/>" for c in sorted(codes(column.codes))
            )
            lines.append(f'  <Choices name="{column.name}" toName="text">{options}</Choices>')
        else:
            lines.append(f'  <TextArea name="{column.name}" toName="text" maxSubmissions="1"/>')
    lines.append(f'  <TextArea name="{REASON}" toName="text" required="true"/>')
    return "\n".join([*lines, "</View>", ""])


def tasks(dataset: Dataset, table: Table, texts: Mapping[str, str]) -> Iterator[Json]:
    """Yield a task for each row of ``table`` that nobody reviewed and whose text is here.

    ``texts`` are the documents' texts by ``document_id``, as offsets count in them.
    """
    sentences = {row["sentence_id"]: row for row in dataset["sentences"].to_pylist()}
    titles = {row["document_id"]: row["title"] for row in dataset["documents"].to_pylist()}
    for row in dataset[table.name].to_pylist():
        text, sentence = texts.get(row["document_id"]), sentences[row["sentence_id"]]
        if text is None or row["review_status"] != "unreviewed":
            continue
        start = min(sentence["char_start"], row["char_start"])
        end = max(sentence["char_end"], row["char_end"])
        yield _task(table, row, titles[row["document_id"]], text[start:end], start)


def _task(table: Table, row: Row, title: str, text: str, start: int) -> Json:
    values = {column.name: row[column.name] for column in editable(table)}
    span = {"start": row["char_start"] - start, "end": row["char_end"] - start}
    result = [
        _result(SPAN, "labels", span | {"labels": [table.name]}),
        *(_prefilled(column, values[column.name]) for column in editable(table)
          if values[column.name] is not None),
    ]  # fmt: skip
    return {
        "data": {
            "text": text,
            "title": title,
            "table": table.name,
            "row_id": row_id(table, row),
            "values": {name: _cell(value) for name, value in values.items()},
        },
        "predictions": [{"model_version": row["rule"], "score": row["confidence"],
                         "result": result}],
    }  # fmt: skip


def _prefilled(column: Column, value: Any) -> Json:
    if column.codes:
        return _result(column.name, "choices", {"choices": [value]})
    return _result(column.name, "textarea", {"text": [_cell(value)]})


def _result(name: str, kind: str, value: Json) -> Json:
    return {"from_name": name, "to_name": "text", "type": kind, "value": value}


def _cell(value: Any) -> str:
    return "" if value is None else str(value) if isinstance(value, str) else cell(value)


def corrections(exported: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return the lines of ``corrections.csv`` that an export of annotated tasks holds.

    A task without annotations, or whose annotations were cancelled, gives none.

    Raises:
        ReviewError: a task is none of ours, or an annotation lacks its verdict.
    """
    lines: list[dict[str, str]] = []
    for number, task in enumerate(exported, start=1):
        data = task.get("data") if isinstance(task, Mapping) else None
        if not isinstance(data, Mapping) or data.get("table") not in BY_NAME:
            raise ReviewError(f"task {number}: is no row that khorgos exported")
        for annotation in task.get("annotations") or ():
            if not annotation.get("was_cancelled"):
                where = f"task {number} ({data.get('row_id')})"
                lines += _lines(data, annotation, where)
    return lines


def _lines(
    data: Mapping[str, Any], annotation: Mapping[str, Any], where: str
) -> list[dict[str, str]]:
    said = _said(annotation.get("result") or ())
    verdict = said.get(VERDICT)
    if verdict not in ACTIONS:
        raise ReviewError(f"{where}: the verdict must be one of {', '.join(ACTIONS)}")
    base = dict.fromkeys(HEADER, "") | {
        "table": data["table"],
        "row_id": data["row_id"],
        "action": verdict,
        "reason": said.get(REASON, ""),
        "reviewer": _reviewer(annotation.get("completed_by")),
    }
    if not base["reason"].strip():
        raise ReviewError(f"{where}: the reviewer gave no reason")
    if verdict != "edit":
        return [base]
    columns = [c.name for c in editable(BY_NAME[data["table"]])]
    edits = [
        base | {"column": name, "expected": data["values"][name], "value": said.get(name, "")}
        for name in columns
        if said.get(name, "") != data["values"][name]
    ]
    if not edits:
        raise ReviewError(f"{where}: the verdict is edit, but no value differs")
    return edits


def _said(results: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return what was chosen or written, by the name of the control."""
    said = {}
    for result in results:
        value = result.get("value", {})
        words = value.get("choices") or value.get("text") or []
        if result.get("type") in ("choices", "textarea") and words:
            text = words if isinstance(words, str) else words[0]
            said[result["from_name"]] = str(text).strip()
    return said


def _reviewer(completed_by: Any) -> str:
    if isinstance(completed_by, Mapping):
        name = completed_by.get("email") or completed_by.get("id")
        return str(name)
    return f"Label Studio user {completed_by}"
