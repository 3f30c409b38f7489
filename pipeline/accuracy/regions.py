"""In which region of its document a place lies, as the dataset's sentences tell."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

OUTSIDE = "outside"
"""The region of a place that no sentence covers."""

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Regions:
    """The sentences of each file: start, end, region."""

    sentences: Mapping[str, list[Span]]

    @classmethod
    def of(cls, dataset: Mapping[str, pa.Table]) -> "Regions":
        """Return the regions of all documents of ``dataset`` by the path of their file."""
        paths = {d["document_id"]: d["raw_path"] for d in dataset["documents"].to_pylist()}
        sentences: dict[str, list[Span]] = {path: [] for path in paths.values()}
        for row in dataset["sentences"].to_pylist():
            span = (row["char_start"], row["char_end"], row["region"])
            sentences[paths[row["document_id"]]].append(span)
        return cls(sentences)

    def at(self, path: str, place: int) -> str:
        """Return the region of the shortest sentence of ``path`` that covers ``place``.

        A sentence that a footnote interrupts covers the footnote too, and is longer.
        """
        covering = [s for s in self.sentences.get(path, ()) if s[0] <= place < s[1]]
        return min(covering, key=lambda s: s[1] - s[0])[2] if covering else OUTSIDE
