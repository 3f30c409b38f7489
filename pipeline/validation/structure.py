"""The expectations that follow from how a table is declared.

Each is a configuration as it stands in the JSON suites; several may share the name of one
check (``required_columns_hold_values`` has one expectation a column).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline import vocabulary
from pipeline.tables import ARROW_TYPES, BY_NAME, TABLES, Table
from pipeline.validation.results import Check

Configuration = dict[str, Any]

SCHEMA = "columns_and_types_as_declared"
LICENCE = "document.licence"
"""The column that ``frames`` adds for the licence of a row's document."""

_NOTES = {
    SCHEMA: "The columns and their Arrow types are those of the declared table, in its order.",
    "required_columns_hold_values": "No required column is null or an empty string.",
    "key_is_unique": "No two rows have the same key.",
    "codes_are_in_their_vocabulary": "Every coded value is in vocabulary/codes.csv.",
    "references_resolve": "Every reference is the key of a row in the table that it names.",
    "restricted_text_is_short": "Columns with words of the source hold at most 15 of them where "
    "the licence does not allow copying.",
}


def schema_check(table: Table) -> Check:
    """Return the check of columns and types, which compares Arrow schemas."""
    return Check(table.name, SCHEMA, "critical", _NOTES[SCHEMA])


def schema_differences(table: Table, found: Mapping[str, Any]) -> list[str]:
    """Return in words how ``found`` (column to Arrow type, in order) differs from ``table``."""
    declared = {column.name: ARROW_TYPES[column.type] for column in table.columns}
    differences = [f"{name} is missing" for name in declared if name not in found]
    differences += [f"{name} is not declared" for name in found if name not in declared]
    differences += [
        f"{name} is {found[name]}, not {kind}"
        for name, kind in declared.items()
        if name in found and found[name] != kind
    ]
    if not differences and list(found) != list(declared):
        differences.append(f"the order is {', '.join(found)}")
    return differences


def structural(table: Table) -> list[Configuration]:
    """Return the expectations that the declaration of ``table`` implies."""
    return [
        {
            "type": kind,
            "kwargs": kwargs,
            "severity": "critical",
            "meta": {"name": name, "notes": _NOTES[name]},
        }
        for name, kind, kwargs in _implied(table)
    ]


def _implied(table: Table) -> Iterator[tuple[str, str, Configuration]]:
    if len(table.key) == 1:
        yield "key_is_unique", "expect_column_values_to_be_unique", {"column": table.key[0]}
    else:
        key = {"column_list": list(table.key)}
        yield "key_is_unique", "expect_compound_columns_to_be_unique", key
    for column in table.columns:
        on_column: Configuration = {"column": column.name}
        if column.required:
            name = "required_columns_hold_values"
            yield name, "expect_column_values_to_not_be_null", on_column
            if column.type == "string":
                longer = on_column | {"min_value": 1}
                yield name, "expect_column_value_lengths_to_be_between", longer
        if column.codes:
            allowed = on_column | {"value_set": list(vocabulary.codes(column.codes))}
            name = "codes_are_in_their_vocabulary"
            yield name, "expect_column_values_to_be_in_set", allowed
        if column.references:
            known = on_column | {"value_set": {"$PARAMETER": column.references.replace(".", "_")}}
            yield "references_resolve", "expect_column_values_to_be_in_set", known
        if column.source_text:
            pair = {"column_list": [LICENCE, column.name]}
            yield "restricted_text_is_short", "expect_restricted_text_to_be_short", pair


def parameters(rows: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[str]]:
    """Return the sets that values are looked up in: keys by ``table_column``, names of tables
    and licences.
    """
    licences = [row["licence"] for row in vocabulary.read("licences")]
    sets = {"tables": list(BY_NAME), "licences": licences}
    for table in TABLES:
        if len(table.key) == 1:
            key = table.key[0]
            sets[f"{table.name}_{key}"] = [row[key] for row in rows[table.name]]
    return sets
