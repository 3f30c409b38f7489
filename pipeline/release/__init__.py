"""A valid dataset in, a versioned folder that never changes out.

Here belong versions, the differences between them, file formats and the pages that go
with them. A release is complete or absent: it is written beside, flushed, renamed, and
only then named by ``latest.json``. The same dataset gives the same bytes, on any machine
and at any time. Nothing here judges rows (``validation``) or alters them (``dataset``).
"""

from pipeline.release.integrity import DamagedReleaseError, require_whole
from pipeline.release.publish import Published, publish, recover
from pipeline.release.reading import latest, load, read_release

__all__ = [
    "DamagedReleaseError",
    "Published",
    "latest",
    "load",
    "publish",
    "read_release",
    "recover",
    "require_whole",
]
