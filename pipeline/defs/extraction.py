"""Extraction: each source is read and its rows are found."""

from collections.abc import Iterator
from datetime import datetime

import dagster as dg
from pydantic import Field

from pipeline import stages, state
from pipeline.defs.metadata import FRESH, OWNERS, check_metadata
from pipeline.defs.resources import WorkspaceResource
from pipeline.defs.sources import SOURCES, source_files
from pipeline.validation.sources import SOURCE_CHECKS

ASSET = "extraction"
CHECKS = [
    dg.AssetCheckSpec(c.name, asset=ASSET, description=c.description, partitions_def=SOURCES)
    for c in SOURCE_CHECKS
]


class Extraction(dg.Config):
    """What a person may ask of an extraction."""

    again: bool = Field(
        default=False,
        description="Extract the sources of this run even if nothing about them changed. "
        "Equal inputs give equal rows, so this is for proving that, not for refreshing.",
    )


@dg.multi_asset(
    name=ASSET,
    specs=[
        dg.AssetSpec(
            ASSET,
            deps=[source_files],
            partitions_def=SOURCES,
            group_name="extraction",
            owners=OWNERS,
            kinds={"python", "spacy"},
            code_version=state.code_fingerprint()[:12],
            freshness_policy=FRESH,
            description="What each source holds: its sentences, and the dates, mentions, claims "
            "and events found in them. A source is extracted anew when its bytes, its register "
            "entry or the extractors changed; one that is not on this machine keeps the rows "
            "of the latest release.",
        )
    ],
    check_specs=CHECKS,
    backfill_policy=dg.BackfillPolicy.single_run(),
)
def extraction(
    context: dg.AssetExecutionContext, config: Extraction, project: WorkspaceResource
) -> Iterator[dg.Output[None]]:
    """Bring the stored rows of every partition of this run up to date."""
    for source_id in context.partition_keys:
        outcome = stages.extract_source(project.workspace(), source_id, again=config.again)
        for message in outcome.messages:
            context.log.warning(message)
        context.add_asset_metadata(_card(outcome), asset_key=ASSET, partition_key=source_id)
        for result in outcome.checks:
            context.log_event(
                dg.AssetCheckEvaluation(
                    dg.AssetKey(ASSET),
                    result.name,
                    passed=result.passed,
                    severity=dg.AssetCheckSeverity.WARN,
                    metadata=check_metadata(result),
                    blocking=False,
                    partition=source_id,
                )
            )
    for name in (ASSET, *(spec.get_python_identifier() for spec in CHECKS)):
        yield dg.Output(None, output_name=name)


def _card(outcome: stages.Extracted) -> dict[str, dg.MetadataValue]:
    read_at = outcome.read_at
    return {
        "outcome": dg.MetadataValue.text(outcome.status),
        "titles": dg.MetadataValue.text("; ".join(outcome.documents) or "none"),
        "file": dg.MetadataValue.text(f"raw/{outcome.source.file}"),
        "SHA-256": dg.MetadataValue.text(outcome.source.sha256),
        "read": dg.MetadataValue.timestamp(datetime.fromisoformat(read_at))
        if read_at
        else dg.MetadataValue.text("not by this run"),
        **{table: dg.MetadataValue.int(rows) for table, rows in outcome.counts.items()},
    }
