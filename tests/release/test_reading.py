import datetime
import subprocess
import sys

import pandas as pd
import pytest

import pipeline
from pipeline.release import latest, load
from pipeline.release.versions import Version


def test_before_the_first_release_there_is_no_latest(outputs):
    assert latest(outputs) is None
    with pytest.raises(FileNotFoundError, match="there is none"):
        load("claims", outputs=outputs)


def test_a_table_is_loaded_with_its_types(released, outputs):
    events = load("events", outputs=outputs)
    assert events["date_start"][0] == datetime.datetime(2012, 6, 1)
    assert events["place_geonames_id"].dtype == pd.Int64Dtype()
    assert events["place"].isna().all()


def test_a_release_is_loaded_by_its_version(released, outputs):
    assert load("claims", "0.1.0", outputs).equals(load("claims", "v0.1.0", outputs))


def test_what_is_not_there_is_said_with_what_is(released, outputs):
    with pytest.raises(FileNotFoundError, match=r"no release 9.9.9 .* there is 0.1.0"):
        load("claims", "9.9.9", outputs)
    with pytest.raises(FileNotFoundError, match=r"no table rumours .* there is actors"):
        load("rumours", outputs=outputs)


@pytest.mark.parametrize("name", ["v1.2", "1.2.3", "v01.2.3", "v1.2.3-rc1", ".tmp-v1.2.3"])
def test_only_release_folders_have_versions(name):
    assert Version.of_folder(name) is None


def test_versions_are_ordered_as_numbers():
    folders = ["v0.10.0", "v0.9.1", "v1.0.0"]
    assert [v.folder for v in sorted(map(Version.of_folder, folders))] == [
        "v0.9.1",
        "v0.10.0",
        "v1.0.0",
    ]


def test_the_package_loads_from_the_project_s_own_releases(released, outputs, monkeypatch):
    monkeypatch.setenv("KHORGOS_ROOT", str(outputs.parent))
    flat = pipeline.load("events_flat")
    assert flat["sources"].tolist() == ["China|Uzbekistan"] * 2
    assert flat.equals(load("events_flat", "0.1.0", outputs))


def test_the_package_itself_loads_no_library():
    code = "import sys, pipeline; print('pandas' in sys.modules, 'pyarrow' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]
