"""A site of two releases: an open document, a restricted one, and one that means harm."""

from pathlib import Path

import pytest

from pipeline import site
from pipeline.dataset import assemble
from pipeline.dataset.rows import to_dataset, to_rows
from pipeline.release import publish
from pipeline.release.reading import read_release
from pipeline.site.entries import Catalogue, catalogue
from tests.browser import browser  # noqa: F401  a fixture
from tests.factories import Extraction, brief, paper, reading

HOSTILE = '<script>window.harmed=1</script>"><img src=x onerror="window.harmed=1">'
LEDGER = (
    "Trade was worth $1 billion in 2001.\n"
    "Trade was worth $20 billion in 2010.\n"
    "Trade was worth $90 billion in 2023.\n"
    "In 2023 China & Kazakhstan <b>agreed</b> on a “bridge”.\n"
)


def ledger() -> Extraction:
    """An open document with a series of figures, and markup wherever there can be any."""
    values = {"title": HOSTILE, "publisher": HOSTILE, "authors": (HOSTILE,), "url": "javascript:1"}
    made = Extraction(reading("ledger", LEDGER, **values))
    for year, words, value in (("2001", "$1 billion", 1e9), ("2010", "$20 billion", 20e9)):
        made.claim(words, value, made.date(year, year, words), words, measure="trade in the region")
    late = made.date("2023", "2023", "$90 billion")
    made.claim("$90 billion", 90e9, late, "$90 billion", measure="trade")
    agreed = made.date("2023", "2023", "bridge")
    made.mention("China", "country:chn", "bridge")
    made.mention("Kazakhstan", "country:kaz", "bridge")
    made.event("agreed", agreed, "country:chn", "country:kaz", within="bridge", place=HOSTILE)
    return made


def dataset(**changed):
    """The tables of all three documents; ``changed`` are columns of the first claim."""
    made = brief()
    made.rows["claims"][0].update(changed)
    rows = to_rows(assemble([made.tables(), paper().tables(), ledger().tables()]))
    for actor in rows["actors"]:
        if actor["actor_id"] == "country:kaz":
            actor["name"] = HOSTILE
    return to_dataset(rows)


@pytest.fixture(scope="session")
def outputs(tmp_path_factory) -> Path:
    """Two releases and their site; tests must not change them."""
    folder = tmp_path_factory.mktemp("project") / "outputs"
    publish(dataset(), folder, {"code": "abc"})
    publish(dataset(measure="loan for a road"), folder, {"code": "abc"})
    site.write(site.build(folder), folder / "site")
    return folder


@pytest.fixture(scope="session")
def pages(outputs) -> dict[str, str]:
    """The files of the site by name."""
    return {
        path.relative_to(outputs / "site").as_posix(): path.read_text(encoding="utf-8")
        for path in (outputs / "site").rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="session")
def known(outputs) -> Catalogue:
    """What the newest release holds."""
    return catalogue(to_rows(read_release(outputs / "v0.1.1")))
