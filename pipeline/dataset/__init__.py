"""The rows of all documents in, one linked, corrected and publishable dataset out.

Here belongs whatever needs to see more than one document: actors merged, rows of the
same occurrence clustered, corrections applied, licences obeyed, absent sources carried
forward. Nothing here reads a document, judges the result (``validation``) or writes a
release (``release``). A dataset is a mapping from table name to ``pyarrow.Table``.
"""

from pipeline.dataset.assemble import assemble
from pipeline.dataset.carry import carry_forward, rows_of_source
from pipeline.dataset.corrections import Correction, CorrectionsError, read_corrections
from pipeline.dataset.rows import Dataset

__all__ = [
    "Correction",
    "CorrectionsError",
    "Dataset",
    "assemble",
    "carry_forward",
    "read_corrections",
    "rows_of_source",
]
