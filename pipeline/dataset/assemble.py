"""From the extractions of single sources to the dataset that is published."""

from collections.abc import Sequence

import pyarrow as pa

from pipeline.dataset.actors import count_mentions, merge_actors
from pipeline.dataset.clusters import cluster_claims, cluster_events
from pipeline.dataset.correct import correct
from pipeline.dataset.corrections import Correction
from pipeline.dataset.rights import apply_rights
from pipeline.dataset.rows import Dataset, Rows, to_dataset, to_rows, without_twins
from pipeline.tables import TABLES


def assemble(
    extractions: Sequence[Dataset], corrections: Sequence[Correction] = ()
) -> dict[str, pa.Table]:
    """Return one dataset of ``extractions``, each the tables of one or more sources.

    The order of ``extractions`` does not matter. Licences are applied before rows are
    clustered, so that rows cluster alike whether their sources were read today or carried
    forward from a release that never held their sentences.
    """
    parts = [to_rows(extraction) for extraction in extractions]
    rows: Rows = {
        table.name: without_twins(table.name, (row for part in parts for row in part[table.name]))
        for table in TABLES
        if table.name != "actors"
    }
    rows["actors"] = merge_actors(parts)
    rows = correct(rows, corrections)
    rows["actors"] = count_mentions(rows)
    rows = apply_rights(rows)
    rows["claims"] = cluster_claims(rows)
    rows["events"] = cluster_events(rows)
    return to_dataset(rows)
