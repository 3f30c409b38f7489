"""``provenance.json``: what a release was made of and by what (W3C PROV, in PROV-JSON).

The code is named by a digest of its files, not by a commit: a commit that holds a release
cannot name itself, and the same code gives the same release in a copy without history.
``git log -- outputs/vX.Y.Z`` finds the commit. Neither the machine nor the time is named.
"""

from collections.abc import Mapping
from typing import Any

from pipeline.dataset.rows import Dataset
from pipeline.release.package import CREATOR, TITLE
from pipeline.release.versions import Version

Node = dict[str, Any]

MAKING = "khorgos:making"
SOFTWARE = "khorgos:software"
CREATORS = "khorgos:contributors"


def provenance(
    version: Version, previous: Version | None, dataset: Dataset, given: Mapping[str, Any]
) -> Node:
    """Return the PROV document of a release.

    ``given`` says how it was made: ``code`` (a digest), ``libraries`` (version by name) and
    ``inputs`` (digest by path of what went in beside the documents), ``accepted_drift`` (as
    ``drift.require_accepted`` gives it). All may be left out.
    """
    release = _release(version)
    inputs = _documents(dataset) | {
        f"khorgos:{path}": {"khorgos:sha256": digest}
        for path, digest in given.get("inputs", {}).items()
    }
    return {
        "prefix": {"khorgos": "urn:khorgos:"},
        "entity": {
            release: {"prov:label": f"{TITLE}, version {version}", "khorgos:version": str(version)},
            **({_release(previous): {"khorgos:version": str(previous)}} if previous else {}),
            **inputs,
        },
        "activity": {MAKING: {"prov:label": "khorgos run", **_drift(given)}},
        "agent": {
            SOFTWARE: {
                "prov:type": _qualified("prov:SoftwareAgent"),
                "khorgos:code": given.get("code", ""),
                **{f"khorgos:{k}": v for k, v in given.get("libraries", {}).items()},
            },
            CREATORS: {"prov:type": _qualified("prov:Organization"), "prov:label": CREATOR},
        },
        "wasGeneratedBy": {"_:made": {"prov:entity": release, "prov:activity": MAKING}},
        "used": {
            f"_:used{number}": {"prov:activity": MAKING, "prov:entity": entity}
            for number, entity in enumerate(inputs, start=1)
        },
        "wasDerivedFrom": {
            f"_:from{number}": {"prov:generatedEntity": release, "prov:usedEntity": entity}
            for number, entity in enumerate(inputs, start=1)
        }
        | _revision(release, previous),
        "wasAssociatedWith": {"_:by": {"prov:activity": MAKING, "prov:agent": SOFTWARE}},
        "wasAttributedTo": {"_:of": {"prov:entity": release, "prov:agent": CREATORS}},
    }


def _drift(given: Mapping[str, Any]) -> Node:
    """Why a person let rows change beyond the bounds, and which did."""
    accepted = given.get("accepted_drift")
    if not accepted:
        return {}
    return {
        "khorgos:drift_accepted": accepted["reason"],
        "khorgos:drift": list(accepted["changes"]),
    }


def _documents(dataset: Dataset) -> dict[str, Node]:
    """The files that hold documents; one file may hold several."""
    files: dict[str, Node] = {}
    for row in dataset["documents"].to_pylist():
        file = files.setdefault(
            f"khorgos:raw/{row['raw_path']}",
            {"khorgos:sha256": row["raw_sha256"], "khorgos:licence": row["licence"]},
        )
        file.setdefault("khorgos:document", []).append(row["document_id"])
    return files


def _revision(release: str, previous: Version | None) -> dict[str, Node]:
    if previous is None:
        return {}
    pair = {"prov:generatedEntity": release, "prov:usedEntity": _release(previous)}
    return {"_:revision": {"prov:type": _qualified("prov:Revision"), **pair}}


def _release(version: Version) -> str:
    return f"khorgos:release/{version}"


def _qualified(name: str) -> Node:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}
