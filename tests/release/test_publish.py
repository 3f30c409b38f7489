import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.dataset import assemble, carry_forward
from pipeline.release import ReleaseError, latest, load, publish, read_release
from pipeline.release.package import PUBLISHED
from pipeline.tables import CLAIMS, TABLES
from tests.factories import brief, paper


def contents(folder):
    """Every file below ``folder`` with its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def edited(table, **change):
    """The dataset with the first row of ``table`` changed."""
    made = brief()
    made.rows[table][0].update(change)
    return assemble([made.tables(), paper().tables()])


def test_the_first_release_is_0_1_0_and_latest_names_it(released, outputs):
    assert released == outputs / "v0.1.0" == latest(outputs)
    pointer = json.loads((outputs / "latest.json").read_text())
    assert pointer == {"version": "0.1.0", "path": "v0.1.0"}


def test_a_release_holds_every_table_in_every_format_and_its_pages(released):
    tables = {f"{t.name}.{suffix}" for t in PUBLISHED for suffix in ("csv", "parquet")}
    tables |= {"khorgos.duckdb", "khorgos.sqlite"}
    pages = {"README.md", "CODEBOOK.md", "CHANGES.md", "ACCURACY.md", "CITATION.cff"}
    machine = {"datapackage.json", "croissant.json", "dataset.jsonld", "SHA256SUMS"}
    machine |= {"provenance.json", "accuracy.json"}
    assert set(contents(released)) == tables | pages | machine


def test_a_release_reads_back_as_the_dataset_it_was_made_of(released, dataset):
    tables = read_release(released)
    assert all(tables[t.name].equals(dataset[t.name]) for t in TABLES)
    assert tables["changes"].num_rows == 0


def test_publishing_again_publishes_nothing_and_changes_no_byte(released, dataset, outputs):
    before = contents(outputs)
    assert publish(dataset, outputs, {"code": "other"}) is None
    assert contents(outputs) == before


def test_a_clone_without_a_source_ends_with_the_same_release(released, outputs):
    before = contents(outputs)
    carried = carry_forward(read_release(released), ["paper"])
    assert publish(assemble([brief().tables(), carried]), outputs, {}) is None
    assert contents(outputs) == before


def test_a_changed_row_is_a_patch(released, outputs):
    published = publish(edited("claims", confidence=0.8), outputs, {})
    assert published.version == "0.1.1"
    assert latest(outputs) == published.folder


def test_a_document_that_goes_and_one_that_comes_are_minor_versions(released, dataset, outputs):
    assert publish(assemble([brief().tables()]), outputs, {}).version == "0.2.0"
    assert publish(dataset, outputs, {}).version == "0.3.0"


@pytest.mark.parametrize("change", ["description", "type", "name", "unit"])
def test_a_column_that_changes_is_a_major_version(released, dataset, outputs, change):
    package = json.loads((released / "datapackage.json").read_text())
    package["resources"][4]["schema"]["fields"][7][change] = "as it once was"
    (released / "datapackage.json").write_text(json.dumps(package))
    assert publish(dataset, outputs, {}).version == "1.0.0"
    assert "changed in `claims`" in (outputs / "v1.0.0" / "CHANGES.md").read_text()


def test_a_column_that_comes_is_a_major_version(released, dataset, outputs, monkeypatch):
    column = replace(CLAIMS.columns[-1], name="note", required=False, type="string")
    grown = replace(CLAIMS, columns=(*CLAIMS.columns, column))
    tables = tuple(grown if table is CLAIMS else table for table in PUBLISHED)
    for module in ("package", "pages", "codebook", "linked", "contents", "promises"):
        monkeypatch.setattr(f"pipeline.release.{module}.PUBLISHED", tables)
    rows = dataset["claims"].to_pylist()
    larger = dataset | {"claims": grown.arrow([row | {"note": "new"} for row in rows])}
    assert publish(larger, outputs, {}).version == "1.0.0"
    assert read_release(outputs / "v1.0.0")["claims"]["note"].to_pylist() == ["new"] * len(rows)


def test_earlier_versions_keep_their_bytes(released, outputs):
    before = contents(released)
    publish(edited("claims", confidence=0.8), outputs, {})
    assert contents(released) == before


def test_a_version_that_stands_is_never_written_over(released, dataset, outputs):
    (outputs / "v0.1.1").mkdir()
    (outputs / "v0.1.1" / "kept").write_text("kept")
    before = contents(outputs / "v0.1.1")
    with pytest.raises((FileExistsError, FileNotFoundError)):
        publish(edited("claims", confidence=0.8), outputs, {})
    assert contents(outputs / "v0.1.1") == before


def test_a_crash_before_the_rename_leaves_the_latest_release_as_it_was(
    released, outputs, monkeypatch
):
    before = contents(outputs)

    def crash(self, target):
        raise OSError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", crash)
        with pytest.raises(OSError, match="the power went"):
            publish(edited("claims", confidence=0.8), outputs, {})
    after = {n: c for n, c in contents(outputs).items() if not n.startswith(".tmp-")}
    assert after == before
    assert publish(edited("claims", confidence=0.8), outputs, {}).version == "0.1.1"
    assert not list(outputs.glob(".tmp-*"))


def test_a_release_that_a_crash_kept_from_being_announced_is_announced_first(released, outputs):
    changed = edited("claims", confidence=0.8)
    pointer = (outputs / "latest.json").read_bytes()
    publish(changed, outputs, {})
    (outputs / "latest.json").write_bytes(pointer)
    assert publish(changed, outputs, {}) is None
    assert latest(outputs).name == "v0.1.1"


def test_the_checksums_are_those_of_all_other_files(released):
    lines = (released / "SHA256SUMS").read_text().splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    files = contents(released)
    assert sums == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in files.items()
        if name != "SHA256SUMS"
    }


def test_the_index_lists_all_releases_newest_first(released, outputs):
    publish(edited("claims", confidence=0.8), outputs, {})
    releases = json.loads((outputs / "index.json").read_text())["releases"]
    assert [entry["version"] for entry in releases] == ["0.1.1", "0.1.0"]
    sums = (released / "SHA256SUMS").read_bytes()
    assert releases[1]["sha256"] == hashlib.sha256(sums).hexdigest()
    assert releases[1]["rows"]["claims"] == 3


def test_the_index_tells_sizes_and_checksums_of_all_files(released, outputs):
    (entry,) = json.loads((outputs / "index.json").read_text())["releases"]
    files = contents(released)
    assert {file["path"]: (file["bytes"], file["sha256"]) for file in entry["files"]} == {
        name: (len(content), hashlib.sha256(content).hexdigest())
        for name, content in files.items()
        if name != "SHA256SUMS"
    }


def test_a_release_that_was_altered_stops_the_next_one(released, outputs):
    (released / "SHA256SUMS").write_text("")
    before = contents(outputs)
    with pytest.raises(ReleaseError, match=r"v0\.1\.0 was altered .* restore it"):
        publish(edited("claims", confidence=0.8), outputs, {})
    assert contents(outputs) == before


def test_a_release_of_before_the_flat_tables_stays_readable(released, dataset, outputs):
    """Its tables are compared and carried forward, whatever it lacks."""
    for path in released.glob("*_flat.*"):
        path.unlink()
    (released / "khorgos.duckdb").unlink()
    package = json.loads((released / "datapackage.json").read_text())
    package["resources"] = [r for r in package["resources"] if "_flat" not in r["name"]]
    (released / "datapackage.json").write_text(json.dumps(package))
    sums = (released / "SHA256SUMS").read_text().splitlines(keepends=True)
    kept = [line for line in sums if "_flat" not in line and "duckdb" not in line]
    (released / "SHA256SUMS").write_text("".join(kept))
    (outputs / "index.json").unlink()
    published = publish(dataset, outputs, {})
    assert published.version == "1.0.0"
    assert read_release(published.folder)["changes"].num_rows == 0
    assert load("claims", "0.1.0", outputs).equals(load("claims", "1.0.0", outputs))


BUILD = """
from pathlib import Path
import sys
from pipeline.dataset import assemble
from pipeline.release import publish
from tests.factories import brief, paper
parts = [paper().tables(), brief().tables()]
publish(assemble(parts), Path(sys.argv[1]), {"code": "abc"})
parts[1] = brief()
parts[1].rows["claims"][0]["measure"] = "a road loan"
publish(assemble([parts[0], parts[1].tables()]), Path(sys.argv[1]), {"code": "abc"})
"""


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Almaty", "LC_ALL": "C", "MALLOC_PERTURB_": "99"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
    ],
)
def test_the_same_dataset_gives_the_same_bytes_anywhere(tmp_path, dataset, outputs, surroundings):
    publish(dataset, outputs, {"code": "abc"})
    publish(edited("claims", measure="a road loan"), outputs, {"code": "abc"})
    elsewhere = tmp_path / "another folder"
    subprocess.run(
        [sys.executable, "-c", BUILD, str(elsewhere)],
        env=os.environ | surroundings,
        cwd=Path(__file__).parents[2],
        check=True,
    )
    assert contents(elsewhere) == contents(outputs)
