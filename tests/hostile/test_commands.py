"""What a person at a terminal sees of all this."""

import json

import pytest

from pipeline import bounded
from pipeline.sources.formats import UnreadableError
from pipeline.workspace import Workspace
from tests.hostile.documents import GOOD, bomb, printed
from tests.test_cli import khorgos
from tests.workspaces import make_workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Workspace:
    return make_workspace(tmp_path_factory.mktemp("commands"), {"gas": GOOD})


def test_a_preview_publishes_nothing_and_shows_what_would_come(workspace):
    outcome = khorgos("run", "--dry-run", "--json", root=workspace.root)
    assert outcome.returncode == 0, outcome.stderr
    shown = json.loads(outcome.stdout)
    assert "claims: 2 added" in shown["differences"]
    assert shown["beyond_bounds"] == []
    assert not list(workspace.outputs.glob("v*"))


def test_rows_go_out_to_review_and_come_back_as_corrections(workspace, tmp_path):
    outcome = khorgos("review", "export", "claims", "--out", str(tmp_path), root=workspace.root)
    assert outcome.returncode == 0, outcome.stderr
    (first, *rest) = json.loads((tmp_path / "claims.json").read_text(encoding="utf-8"))
    assert len(rest) == 1
    said = {"verdict": ("choices", "reject"), "reason": ("text", "no such gas")}
    results = [
        {"from_name": n, "type": "choices" if k == "choices" else "textarea", "value": {k: [v]}}
        for n, (k, v) in said.items()
    ]
    first["annotations"] = [{"result": results, "completed_by": 3}]
    export = tmp_path / "export.json"
    export.write_text(json.dumps([first, *rest]))
    for added in ("1 corrections added", "0 corrections added"):
        outcome = khorgos("review", "import", str(export), root=workspace.root)
        assert added in outcome.stdout, outcome.stderr
    assert f"claims,{first['data']['row_id']},reject" in workspace.corrections.read_text()
    shown = khorgos("run", "--dry-run", "--json", root=workspace.root)
    assert "claims: 1 added" in json.loads(shown.stdout)["differences"]


@pytest.mark.parametrize("content", ["no JSON", "[1]", '[{"data": {"table": "claims"}}, 2]'])
def test_what_is_no_export_changes_no_correction(workspace, tmp_path, content):
    before = workspace.corrections.read_bytes()
    (tmp_path / "export.json").write_text(content)
    outcome = khorgos("review", "import", str(tmp_path / "export.json"), root=workspace.root)
    assert outcome.returncode == 2
    assert outcome.stderr.startswith("error ")
    assert workspace.corrections.read_bytes() == before


def test_a_document_that_is_to_be_added_is_read_within_the_limits(monkeypatch):
    assert GOOD[:20] in bounded.canonical_text(printed(GOOD), "application/pdf").text
    with pytest.raises(UnreadableError, match="zip bomb"):
        bounded.canonical_text(bomb(), "application/epub+zip")
    monkeypatch.setenv("KHORGOS_MAX_CHARACTERS", "10")
    with pytest.raises(UnreadableError, match="raise KHORGOS_MAX_CHARACTERS"):
        bounded.canonical_text(GOOD.encode(), "text/plain")
