"""The command as a person uses it: what it prints, what it leaves, how it ends."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.workspace import Workspace
from tests.workspaces import TEXTS, make_workspace

KHORGOS = Path(sys.executable).with_name("khorgos")


def khorgos(*words: str, root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [KHORGOS, *words],
        env=os.environ | {"KHORGOS_ROOT": str(root), "NO_COLOR": "1", "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Workspace:
    return make_workspace(tmp_path_factory.mktemp("cli"))


@pytest.fixture(scope="module")
def first_run(workspace: Workspace) -> subprocess.CompletedProcess[str]:
    return khorgos("run", root=workspace.root)


def test_a_run_ends_with_a_summary_a_person_understands(first_run, workspace) -> None:
    assert first_run.returncode == 0, first_run.stderr
    for word in ("documents", "mentions", "Checks:", "Published release v0.1.0", "Where to look"):
        assert word in first_run.stdout
    assert "Traceback" not in first_run.stderr
    latest = json.loads((workspace.outputs / "latest.json").read_text())
    assert latest == {"version": "0.1.0", "path": "v0.1.0"}


def test_a_second_run_does_nothing(first_run, workspace) -> None:
    again = khorgos("run", root=workspace.root)
    assert again.returncode == 0
    assert "Nothing changed since the last run; release v0.1.0 stands." in again.stdout


def test_a_critical_check_that_fails_blocks_the_release_and_names_the_row(
    first_run, workspace, tmp_path
) -> None:
    workspace = Workspace(shutil.copytree(workspace.root, tmp_path / "bad", symlinks=True))
    claims = pd.read_parquet(workspace.outputs / "v0.1.0" / "claims.parquet")
    header = workspace.corrections.read_text().splitlines()
    row_id = claims.claim_id[claims.unit == "USD"].iloc[0]
    row = f"claims,{row_id},edit,unit,USD,furlongs,a planted mistake,A. Tester"
    workspace.corrections.write_text("\n".join([*header, row]) + "\n")
    blocked = khorgos("run", root=workspace.root)
    assert blocked.returncode == 1
    assert "ERROR: claims." in blocked.stdout
    assert row_id in blocked.stdout
    assert "No release was published; the last one stands." in blocked.stdout
    assert [path.name for path in workspace.outputs.glob("v*")] == ["v0.1.0"]
    [report] = (workspace.state / "failures").iterdir()
    assert f"Report: .khorgos/failures/{report.name}" in blocked.stdout
    assert row_id in report.read_text()

    told = khorgos("validate", "--json", root=workspace.root)
    assert told.returncode == 1
    value = json.loads(told.stdout)
    assert value["outcome"] == "failed"
    assert value["checks"]["total"] > value["checks"]["passed"] > 100
    assert any(row_id in line for check in value["failed_checks"] for line in check["rows"])


def test_programs_are_told_in_json(first_run, workspace) -> None:
    again = khorgos("run", "--json", root=workspace.root)
    assert json.loads(again.stdout) == {"outcome": "unchanged", "release": "v0.1.0"}
    status = json.loads(khorgos("status", "--json", root=workspace.root).stdout)
    assert not status["has_changed"]
    assert {source["source"]: source["status"] for source in status["sources"]} == dict.fromkeys(
        TEXTS, "unchanged"
    )


@pytest.mark.parametrize("command", ["validate", "release"])
def test_without_tables_there_is_nothing_to_do_and_that_is_said(tmp_path, command) -> None:
    outcome = khorgos(command, root=make_workspace(tmp_path / "new").root)
    assert outcome.returncode == 2
    assert "khorgos run" in outcome.stderr
    assert "Traceback" not in outcome.stderr


@pytest.mark.parametrize("command", ["run", "status", "validate", "release", "ui", "score"])
def test_every_command_has_help_with_an_example(command) -> None:
    outcome = CliRunner().invoke(app, [command, "--help"])
    assert outcome.exit_code == 0
    assert f"khorgos {command}" in outcome.stdout


def test_view_names_the_page_to_open(first_run, workspace) -> None:
    outcome = khorgos("view", root=workspace.root)
    assert outcome.returncode == 0, outcome.stderr
    page = workspace.state / "view" / "index.html"
    assert f"Open {page}" in outcome.stdout
    assert page.is_file()


def test_status_says_what_a_run_would_do(first_run, workspace) -> None:
    outcome = khorgos("status", root=workspace.root)
    assert "gas     nothing: unchanged" in outcome.stdout
    assert "Nothing changed since the last run." in outcome.stdout


def test_a_malformed_register_is_a_message_not_a_trace(tmp_path) -> None:
    workspace = make_workspace(tmp_path / "malformed")
    workspace.register.write_text("sources:\n- id: a\n  title: 7\n")
    outcome = khorgos("run", root=workspace.root)
    assert outcome.returncode == 2
    assert "sources[0] (a): title" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_a_raw_folder_that_is_not_there_is_a_message(tmp_path) -> None:
    outcome = khorgos("run", root=tmp_path)
    assert outcome.returncode == 2
    assert "sources.yaml is not there" in outcome.stderr


def test_any_text_gives_the_same_tables(tmp_path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(TEXTS["gas"])
    out = tmp_path / "tables"
    outcome = khorgos(
        "extract", str(page), "--published", "2014-01-15", "--out", str(out), root=tmp_path
    )
    assert outcome.returncode == 0, outcome.stderr
    documents = pd.read_parquet(out / "documents.parquet")
    assert list(documents.raw_path) == ["page.txt"]
    assert "2012-06" in set(pd.read_csv(out / "dates.csv").edtf)


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path) -> None:
    (tmp_path / "good.txt").write_text(TEXTS["gas"])
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02")
    files = [str(tmp_path / name) for name in ("bad.txt", "good.txt", "none.txt")]
    outcome = khorgos("extract", *files, "--out", str(tmp_path / "tables"), root=tmp_path)
    assert outcome.returncode == 0
    assert "bad.txt: is binary" in outcome.stdout
    assert "none.txt: there is no such file" in outcome.stdout
    assert len(pd.read_parquet(tmp_path / "tables" / "documents.parquet")) == 1


def test_a_date_that_is_none_is_a_message(tmp_path) -> None:
    (tmp_path / "page.txt").write_text(TEXTS["gas"])
    page, out = str(tmp_path / "page.txt"), str(tmp_path / "tables")
    outcome = khorgos("extract", page, "--published", "last week", "--out", out, root=tmp_path)
    assert outcome.returncode == 2
    assert "not a date in EDTF: 'last week'" in outcome.stderr
