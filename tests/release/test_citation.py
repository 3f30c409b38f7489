"""A version can be cited by tools."""

import re

import yaml

from pipeline.dataset import assemble
from pipeline.release import publish
from tests.factories import brief


def test_the_citation_names_the_version_it_lies_in(released, outputs):
    publish(assemble([brief().tables()]), outputs, {})
    versions = [
        yaml.safe_load((outputs / folder / "CITATION.cff").read_text(encoding="utf-8"))["version"]
        for folder in ("v0.1.0", "v0.2.0")
    ]
    assert versions == ["0.1.0", "0.2.0"]


def test_it_has_the_fields_that_the_format_requires(released):
    cited = yaml.safe_load((released / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert cited["type"] == "dataset"
    assert all(cited[field] for field in ("message", "title", "authors", "license", "abstract"))
    assert all(author["name"] for author in cited["authors"])
    assert not any(re.match(r"date", field) for field in cited)
