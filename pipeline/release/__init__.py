"""A valid dataset in, a versioned folder that never changes out.

Here belong versions, the differences between them, file formats and the pages that go
with them. A release is complete or absent: it is written beside, flushed, renamed, and
only then named by ``latest.json``. The same dataset gives the same bytes, on any machine
and at any time. Nothing here judges rows (``validation``) or alters them (``dataset``).

    versions, changes, diff      what a version number says; what differs between two
    flat                         the analyst's tables, joined from the others
    csvfile, databases           the formats beside Parquet
    package, linked, citation    the release described for machines
    provenance                   what it was made of and by what
    pages, codebook, reading.md  the pages for people
    accuracy_page                how often rows are right, for people
    contents                     every file of a release
    promises, leaks              what a release promises, proved on its files
    publish, reading             releases written and read back
"""

from pipeline.release.diff import Difference, difference
from pipeline.release.integrity import DamagedReleaseError, require_whole
from pipeline.release.promises import verify
from pipeline.release.publish import Published, ReleaseError, publish, recover
from pipeline.release.reading import latest, load, read_release

__all__ = [
    "DamagedReleaseError",
    "Difference",
    "Published",
    "ReleaseError",
    "difference",
    "latest",
    "load",
    "publish",
    "read_release",
    "recover",
    "require_whole",
    "verify",
]
