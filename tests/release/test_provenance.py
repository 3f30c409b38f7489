"""What a release was made of can be followed by machines."""

import json

from pipeline.dataset import assemble
from pipeline.release import publish
from tests.factories import brief, paper

MADE = {
    "code": "c0de",
    "libraries": {"spacy": "3.8.18"},
    "inputs": {"raw/sources.yaml": "5ace"},
}


def provenance(folder):
    return json.loads((folder / "provenance.json").read_text(encoding="utf-8"))


def made(outputs, *parts):
    return provenance(publish(assemble(list(parts)), outputs, MADE).folder)


def test_every_input_is_named_with_its_digest(outputs):
    read = made(outputs, brief().tables(), paper().tables())
    entities = read["entity"]
    assert entities["khorgos:raw/sources.yaml"] == {"khorgos:sha256": "5ace"}
    assert entities["khorgos:raw/documents/paper.txt"] == {
        "khorgos:sha256": paper().read.document.raw_sha256,
        "khorgos:licence": "all-rights-reserved",
        "khorgos:document": ["paper"],
    }
    used = {use["prov:entity"] for use in read["used"].values()}
    assert used == set(entities) - {"khorgos:release/0.1.0"}


def test_code_and_libraries_are_named_by_digest_and_version(outputs):
    software = made(outputs, brief().tables())["agent"]["khorgos:software"]
    assert (software["khorgos:code"], software["khorgos:spacy"]) == ("c0de", "3.8.18")


def test_a_release_is_a_revision_of_the_one_before(outputs):
    first = made(outputs, brief().tables())
    assert "_:revision" not in first["wasDerivedFrom"]
    second = made(outputs, brief().tables(), paper().tables())
    revision = second["wasDerivedFrom"]["_:revision"]
    assert revision["prov:generatedEntity"] == "khorgos:release/0.2.0"
    assert revision["prov:usedEntity"] == "khorgos:release/0.1.0"


def test_a_file_with_several_documents_is_one_input(outputs):
    two = paper()
    two.rows["documents"][0]["raw_path"] = "documents/brief.txt"
    entities = made(outputs, brief().tables(), two.tables())["entity"]
    assert entities["khorgos:raw/documents/brief.txt"]["khorgos:document"] == ["brief", "paper"]


def test_whatever_a_relation_names_is_described(outputs):
    made(outputs, brief().tables())
    read = made(outputs, brief().tables(), paper().tables())
    known = {name for kind in ("entity", "activity", "agent") for name in read[kind]}
    for kind in (
        "wasGeneratedBy",
        "used",
        "wasDerivedFrom",
        "wasAssociatedWith",
        "wasAttributedTo",
    ):
        for relation in read[kind].values():
            ends = {end for name, end in relation.items() if name != "prov:type"}
            assert ends <= known
