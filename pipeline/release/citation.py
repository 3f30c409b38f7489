"""``CITATION.cff``: how to cite this version (Citation File Format 1.2.0)."""

import yaml

from pipeline.release.package import CREATOR, DESCRIPTION, LICENCE, TITLE
from pipeline.release.versions import Version


def citation(version: Version) -> str:
    """Return the file that citation tools read.

    It names no day of release: the same rows give the same bytes at any time.
    """
    fields = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it as below, with the version you used.",
        "type": "dataset",
        "title": TITLE,
        "abstract": DESCRIPTION,
        "version": str(version),
        "license": LICENCE["name"],
        "authors": [{"name": CREATOR}],
        "keywords": ["China", "Central Asia", "event data", "quantitative claims"],
    }
    return yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=100)
