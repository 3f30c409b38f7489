"""A project's release, from its texts to its files: what it was made of, how right it is."""

import hashlib
import json
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.workspace import Workspace
from tests.workspaces import TEXTS, make_workspace, register

SENTENCE = "On 3 May 2011 China and Kazakhstan signed an agreement on a bridge."


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Workspace:
    """A project of documents that may not be copied, with an annotated window; published."""
    workspace = make_workspace(tmp_path_factory.mktemp("project"))
    register(workspace, TEXTS, licence="all-rights-reserved")
    workspace.gold.mkdir(parents=True)
    start = TEXTS["bridge"].index("3 May 2011")
    day = {"date_start": "2011-05-03", "date_end": "2011-05-03", "edtf": "2011-05-03"}
    date = {"char_start": start, "char_end": start + 10, "mod": None, "basis": "explicit"} | day
    window = {"window": "w1", "raw_path": "documents/bridge.txt", "char_start": 0}
    window |= {"char_end": TEXTS["bridge"].index("The bridge cost"), "dates": [date]}
    window |= {"claims": [], "mentions": [], "events": []}
    (workspace.gold / "w1.json").write_text(json.dumps(window))
    for source in stages.plan(workspace).sources:
        stages.extract_source(workspace, source.source_id)
    stages.assemble(workspace)
    stages.publish(workspace)
    return workspace


@pytest.fixture
def folder(project: Workspace) -> Path:
    return project.outputs / "v0.1.0"


def read(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_it_keeps_its_promises_against_the_documents_it_was_made_of(project: Workspace) -> None:
    results = stages.verify_release(project)
    assert results
    assert [result.name for result in results if not result.passed] == []


def test_it_holds_no_sentence_of_a_document_that_may_not_be_copied(folder: Path) -> None:
    assert SENTENCE in TEXTS["bridge"]
    for file in folder.iterdir():
        assert SENTENCE.encode() not in file.read_bytes(), file.name


def test_it_is_measured_on_the_windows_of_the_project(folder: Path) -> None:
    card = read(folder / "accuracy.json")
    assert [(w["window"], w["annotations"]["dates"]) for w in card["windows"]] == [("w1", 1)]
    (dates,) = [
        figure
        for figure in card["kept_aside"]["figures"]
        if (figure["table"], figure["measure"], figure["by"]) == ("dates", "value", None)
    ]
    assert (dates["right"], dates["found"], dates["gold"]) == (1, 1, 1)


def test_it_names_everything_that_went_in(project: Workspace, folder: Path) -> None:
    entities = read(folder / "provenance.json")["entity"]
    for file in (
        project.register,
        project.corrections,
        project.gold / "w1.json",
        project.expectations / "claims.json",
        project.raw / "documents" / "gas.txt",
    ):
        name = f"khorgos:{file.relative_to(project.root).as_posix()}"
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        assert entities[name]["khorgos:sha256"] == digest


def test_neither_the_machine_nor_the_project_s_place_is_in_any_file(
    project: Workspace, folder: Path
) -> None:
    place = str(project.root).encode()
    assert [file.name for file in folder.iterdir() if place in file.read_bytes()] == []


def test_before_the_first_release_there_is_nothing_to_verify(tmp_path: Path) -> None:
    assert stages.verify_release(Workspace(tmp_path)) == ()
