"""Great Expectations' own kind of check, made of our predicates.

Importing this module registers the expectations under their names in snake case, so that
the suites can use them. It loads Great Expectations, which takes seconds.
"""

from collections.abc import Callable
from typing import Any, Literal

import pandas as pd
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import (
    ColumnMapExpectation,
    MulticolumnMapExpectation,
)
from great_expectations.expectations.metrics.map_metric_provider.column_condition_partial import (
    column_condition_partial,
)
from great_expectations.expectations.metrics.map_metric_provider.column_map_metric_provider import (
    ColumnMapMetricProvider,
)
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_condition_partial import (  # noqa: E501
    multicolumn_condition_partial,
)
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_map_metric_provider import (  # noqa: E501
    MulticolumnMapMetricProvider,
)

from pipeline.validation import predicates


def _metric(predicate: Callable[..., bool]) -> str:
    """Register ``predicate`` of a row's values as a metric and return its name."""
    name = f"multicolumn_values.khorgos.{predicate.__name__}"

    class Metric(MulticolumnMapMetricProvider):
        condition_metric_name = name
        condition_domain_keys = (
            "batch_id",
            "table",
            "column_list",
            "row_condition",
            "condition_parser",
            "ignore_row_if",
        )
        condition_value_keys = ()

        @multicolumn_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
        def _pandas(cls, column_list: pd.DataFrame, **_: Any) -> pd.Series:  # noqa: N805
            rows = column_list.itertuples(index=False, name=None)
            return pd.Series([predicate(*row) for row in rows], index=column_list.index, dtype=bool)

    return name


class _RowExpectation(MulticolumnMapExpectation):
    """A predicate on the values of ``column_list``, null included."""

    ignore_row_if: Literal["all_values_are_missing", "any_value_is_missing", "never"] = "never"


class _Edtf(ColumnMapMetricProvider):
    condition_metric_name = "column_values.khorgos.is_edtf"

    @column_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column: pd.Series, **_: Any) -> pd.Series:  # noqa: N805
        return column.map(predicates.is_edtf)


class ExpectColumnValuesToBeEdtf(ColumnMapExpectation):
    """The value is a date in EDTF, or null."""

    map_metric = _Edtf.condition_metric_name


class ExpectEdtfToGiveItsBounds(_RowExpectation):
    """The date parses and gives exactly the bounds. Columns: EDTF, mod, start, end."""

    map_metric = _metric(predicates.gives_bounds)


class ExpectColumnsToBeInOrder(_RowExpectation):
    """The first is not after the second. Columns: first, second."""

    map_metric = _metric(predicates.is_in_order)


class ExpectColumnsToBeASpan(_RowExpectation):
    """The span is not empty and inside another. Columns: start, end, outer start, end."""

    map_metric = _metric(predicates.is_a_span)


class ExpectTimeToAgreeWithItsDate(_RowExpectation):
    """The row's time meets that of its date. Columns: start, end, mod, date's start, end."""

    map_metric = _metric(predicates.agrees_with_its_date)


class ExpectColumnsToBeAQuantity(_RowExpectation):
    """The bounds hold the value. Columns: value, least, most."""

    map_metric = _metric(predicates.is_a_quantity)


class ExpectUnitToFitItsKind(_RowExpectation):
    """The unit is one of its kind. Columns: kind, unit."""

    map_metric = _metric(predicates.fits_its_kind)


class ExpectRestrictedTextToBeShort(_RowExpectation):
    """At most fifteen words where the licence restricts. Columns: licence, text."""

    map_metric = _metric(predicates.is_short_where_restricted)


class ExpectRestrictedTextToBeWithheld(_RowExpectation):
    """Null where the licence restricts, and nowhere else. Columns: licence, text."""

    map_metric = _metric(predicates.is_withheld_where_restricted)


class ExpectTextToReadAsItsDocument(_RowExpectation):
    """The span's text is the document's. Columns: text, licence, text as read, raw slice."""

    map_metric = _metric(predicates.reads_as)


class ExpectSentenceToReadAsItsDocument(_RowExpectation):
    """The sentence is the document's. Columns: text, words, text as read, raw slice."""

    map_metric = _metric(predicates.is_the_sentence)


class ExpectPhraseToBeOfItsSentence(_RowExpectation):
    """Each word of the phrase is in the sentence. Columns: phrase, sentence as read."""

    map_metric = _metric(predicates.is_a_phrase_of)


class ExpectOnlyContextToLean(_RowExpectation):
    """Only a date resolved by context leans on another. Columns: basis, leans_on."""

    map_metric = _metric(predicates.leans_on_context_alone)
