"""Great Expectations put to work: configurations and a table in, outcomes out.

It runs on an ephemeral context: nothing is written, nothing is sent.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx
import pandas as pd
from great_expectations.core.expectation_suite import ExpectationSuite
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.exceptions.exceptions import GreatExpectationsError

import pipeline.validation.expectations  # noqa: F401  registers ours
from pipeline.validation.structure import Configuration
from pipeline.validation.suites import SuiteError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one expectation found: ``failing`` rows hold the ``index`` columns asked for."""

    configuration: Configuration
    passed: bool
    failing: Sequence[Mapping[str, Any]]


def run(
    name: str,
    configurations: Sequence[Configuration],
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    parameters: Mapping[str, Any],
) -> list[Outcome]:
    """Return the outcome of each of ``configurations`` on ``rows``, in their order.

    A failing row is given by its number in ``rows`` (``row``) and the columns the
    expectation is about.

    Raises:
        SuiteError: an expectation is unknown, takes other arguments or could not be run.
    """
    numbered = [{**configuration, "id": None} for configuration in configurations]
    for number, configuration in enumerate(numbered):
        configuration["meta"] = {**configuration["meta"], "number": number}
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    try:
        suite = context.suites.add(ExpectationSuite(name=name, expectations=numbered))
    except (GreatExpectationsError, ValueError, TypeError) as error:
        raise SuiteError(f"{name}.json: {error}") from error
    if len(suite.expectations) != len(configurations):
        raise SuiteError(
            f"{name}.json: {len(configurations)} expectations, {len(suite.expectations)} loaded: "
            "one is not known to Great Expectations or stands there twice"
        )
    frame = pd.DataFrame(list(rows), columns=list(columns), dtype=object)
    frame["row"] = range(len(frame))
    asset = context.data_sources.add_pandas("rows").add_dataframe_asset(name)
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    results = batch.validate(
        suite,
        result_format={
            "result_format": "COMPLETE",
            "unexpected_index_column_names": ["row"],
        },
        expectation_parameters=dict(parameters),
    ).results
    outcomes = {_meta(result)["number"]: result for result in results}
    return [
        _outcome(name, configuration, outcomes[number])
        for number, configuration in enumerate(configurations)
    ]


def _meta(result: ExpectationValidationResult) -> Mapping[str, Any]:
    assert result.expectation_config is not None  # Great Expectations always sets it
    return result.expectation_config.meta or {}


def _outcome(
    name: str, configuration: Configuration, result: ExpectationValidationResult
) -> Outcome:
    if result.exception_info.get("raised_exception", True):
        raise SuiteError(f"{name}.json: {configuration['meta']['name']}: {result.exception_info}")
    failing = result.result.get("unexpected_index_list") or []
    return Outcome(configuration, bool(result.success), failing)
