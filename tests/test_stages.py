"""The way of the data, on small projects: what is done again, and what is not."""

import shutil
from pathlib import Path

import pytest

from pipeline import release, showing, stages
from pipeline.workspace import Workspace
from tests.workspaces import TEXTS, make_workspace, register


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Workspace:
    """A project that has been through all stages once; tests must not change it."""
    workspace = make_workspace(tmp_path_factory.mktemp("published"))
    run(workspace)
    return workspace


@pytest.fixture
def workspace(published: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the published project that a test may change."""
    shutil.copytree(published.root, tmp_path / "copy", symlinks=True)
    return Workspace(tmp_path / "copy")


def run(workspace: Workspace) -> stages.Publication:
    for source in stages.plan(workspace).sources:
        stages.extract_source(workspace, source.source_id)
    stages.assemble(workspace)
    return stages.publish(workspace)


def statuses(workspace: Workspace) -> dict[str, str]:
    return {s.source_id: s.status for s in stages.plan(workspace).sources}


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_every_critical_check_passes_on_what_we_extract(published: Workspace) -> None:
    failed = [r for r in stages.validate(published) if not r.passed and r.severity == "critical"]
    assert failed == []


def test_the_rows_say_what_the_texts_say(published: Workspace) -> None:
    rows = stages.dataset(published)
    dates = {row["edtf"] for row in rows["dates"].to_pylist()}
    assert {"2011-05-03", "2012-06", "2013-08"} <= dates
    money = [row for row in rows["claims"].to_pylist() if row["kind"] == "money"]
    assert [(row["value"], row["unit"]) for row in money] == [(20e6, "USD")]
    assert {"country:chn", "country:kaz", "country:uzb"} <= set(
        rows["actors"]["actor_id"].to_pylist()
    )


def test_every_span_leads_to_its_characters(published: Workspace) -> None:
    rows = stages.dataset(published)
    paths = {row["document_id"]: row["raw_path"] for row in rows["documents"].to_pylist()}
    for table in ("dates", "mentions", "claims"):
        for row in rows[table].to_pylist():
            raw = (published.raw / paths[row["document_id"]]).read_text()
            assert raw[row["char_start"] : row["char_end"]] == row["text"]


def test_nothing_changed_nothing_to_do(published: Workspace) -> None:
    assert set(statuses(published).values()) == {"unchanged"}
    assert not stages.plan(published).has_changed


def test_running_again_changes_not_one_byte(workspace: Workspace) -> None:
    before = bytes_below(workspace.outputs)
    again = run(workspace)
    assert not again.is_new
    assert bytes_below(workspace.outputs) == before


def test_touching_a_file_is_no_change(workspace: Workspace) -> None:
    (workspace.raw / "documents" / "gas.txt").touch()
    assert not stages.plan(workspace).has_changed


def test_a_changed_source_alone_is_extracted_again(workspace: Workspace) -> None:
    text = TEXTS["gas"] + "\nIn 2014 Turkmenistan opened a pipeline.\n"
    (workspace.raw / "documents" / "gas.txt").write_text(text)
    assert statuses(workspace) == {"bridge": "unchanged", "gas": "changed"}
    assert stages.extract_source(workspace, "bridge").status == "unchanged"
    outcome = stages.extract_source(workspace, "gas")
    assert outcome.status == "extracted"
    assert "SHA-256" in outcome.messages[0]


def test_altered_bytes_are_extracted_and_said(workspace: Workspace) -> None:
    (workspace.raw / "documents" / "gas.txt").write_text(TEXTS["gas"].replace("2012", "2010"))
    assert run(workspace).is_new
    rows = release.read_release(workspace.outputs / "v0.1.1")
    kinds = rows["issues"]["kind"].to_pylist()
    assert "altered_document" in kinds
    assert not any(str(workspace.root) in detail for detail in rows["issues"]["detail"].to_pylist())


def test_a_changed_register_entry_is_a_change(workspace: Workspace) -> None:
    register(workspace, TEXTS, publisher="Somebody else")
    assert set(statuses(workspace).values()) == {"changed"}


def test_an_absent_source_is_carried_forward_and_the_release_stands(workspace: Workspace) -> None:
    before = bytes_below(workspace.outputs)
    (workspace.raw / "documents" / "gas.txt").unlink()
    shutil.rmtree(workspace.state)
    assert statuses(workspace) == {"bridge": "new", "gas": "absent"}
    assert not run(workspace).is_new
    assert bytes_below(workspace.outputs) == before
    status = {
        row["document_id"]: row["status"]
        for row in stages.dataset(workspace)["documents"].to_pylist()
    }
    assert status == {"bridge": "present", "gas": "carried_forward"}
    assert all(r.passed for r in stages.validate(workspace) if r.severity == "critical")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "is empty"),
        (b"\x00\x01\x02\x03", "is binary"),
        ("Gas for the east".encode("utf-16"), "is UTF-16"),
        ("Gas: 4 000 m³ à".encode("latin-1"), "is not UTF-8"),
    ],
)
def test_an_unreadable_file_is_said_and_the_rest_goes_on(
    workspace: Workspace, content: bytes, word: str
) -> None:
    (workspace.raw / "documents" / "gas.txt").write_bytes(content)
    outcome = stages.extract_source(workspace, "gas")
    assert word in outcome.messages[0]
    assert "gas.txt" in outcome.messages[0]
    assembled = stages.assemble(workspace)
    assert {"bridge", "gas"} == set(assembled.dataset["documents"]["document_id"].to_pylist())
    assert "unreadable_document" in assembled.dataset["issues"]["kind"].to_pylist()


def test_a_document_without_a_date_keeps_its_relative_dates_unresolved(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "undated")
    register(workspace, TEXTS, published=None)
    messages = stages.extract_source(workspace, "bridge").messages
    assert "no date of publication" in messages[0]


def test_a_source_that_changed_behind_our_back_is_not_taken_for_done(workspace: Workspace) -> None:
    (workspace.raw / "documents" / "gas.txt").write_text(TEXTS["gas"] + "\nMore.\n")
    assembled = stages.assemble(workspace)
    assert any("changed since it was extracted" in message for message in assembled.messages)
    with pytest.raises(stages.ChangedError, match="run again"):
        stages.publish(workspace)
    assert stages.plan(workspace).has_changed


def test_the_site_is_published_with_the_release_and_quotes_nobody(published: Workspace) -> None:
    assert "Version 0.1.0" in (published.site / "changes.html").read_text()
    assert not showing.publish_site(published)


def test_a_site_that_was_lost_or_altered_is_built_again(workspace: Workspace) -> None:
    before = bytes_below(workspace.site)
    (workspace.site / "index.html").write_text("altered")
    assert showing.publish_site(workspace)
    assert bytes_below(workspace.site) == before
    shutil.rmtree(workspace.site)
    assert stages.plan(workspace).has_changed
    assert showing.publish_site(workspace)
    assert bytes_below(workspace.site) == before


def test_a_page_that_would_quote_too_much_is_not_published(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_below(workspace.site)
    register(workspace, TEXTS, licence="all-rights-reserved")
    monkeypatch.setattr(showing.site, "build", lambda _: {"page.html": TEXTS["gas"].encode()})
    (workspace.state / "site.json").unlink()
    with pytest.raises(ValueError, match=r"page.html quotes gas: gas for the east"):
        showing.publish_site(workspace)
    assert bytes_below(workspace.site) == before


def test_readers_see_their_documents_and_outputs_stay_as_they_are(workspace: Workspace) -> None:
    before = bytes_below(workspace.outputs)
    page, messages = stages.view(workspace)
    assert messages == ()
    assert page == workspace.state / "view" / "index.html"
    assert '">signed</a>' in (page.parent / "documents" / "bridge.html").read_text()
    assert bytes_below(workspace.outputs) == before


def test_readers_see_the_release_where_nothing_was_assembled(workspace: Workspace) -> None:
    shutil.rmtree(workspace.state)
    page, messages = stages.view(workspace)
    assert messages == ()
    assert '">signed</a>' in (page.parent / "documents" / "bridge.html").read_text()


def test_without_rows_there_is_nothing_to_see(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="run khorgos run first"):
        stages.view(make_workspace(tmp_path / "new"))
