"""Tables for texts that are not in the register: how a person tries the extractors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.bounded import extract_file
from pipeline.dataset import assemble
from pipeline.extraction.calendar import bounds
from pipeline.release.contents import to_parquet
from pipeline.release.csvfile import to_csv
from pipeline.tables import BY_NAME


@dataclass(frozen=True, slots=True)
class Outcome:
    """Rows written per table (none where no file could be read), and what was wrong."""

    counts: Mapping[str, int]
    messages: tuple[str, ...]


def extract_files(files: Sequence[Path], published: str | None, out: Path) -> Outcome:
    """Write every table of ``files`` to ``out`` as Parquet and CSV, as a release holds them.

    ``published`` is the date of publication of all of them, EDTF, or None where unknown.

    Raises:
        ValueError: ``published`` is not EDTF.
    """
    if published is not None:
        bounds(published)
    extractions = [extract_file(file, published) for file in files]
    messages = tuple(problem.message for made in extractions for problem in made.problems)
    if not any(made.tables["documents"].num_rows for made in extractions):
        return Outcome({}, messages)
    tables = assemble([made.tables for made in extractions], corrections=())
    out.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        (out / f"{name}.parquet").write_bytes(to_parquet(rows))
        (out / f"{name}.csv").write_bytes(to_csv(BY_NAME[name], rows))
    return Outcome({name: rows.num_rows for name, rows in tables.items()}, messages)
