"""Adding and collecting as a person does it, from a terminal."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from pipeline import adding, stages
from pipeline.collection.client import Client, Limits
from pipeline.sources.kept import keep, kept
from pipeline.sources.register import RegisterError, load
from pipeline.workspace import Workspace
from tests.collection.server import PAGE, Site, serving
from tests.workspaces import make_workspace

CONVERTED = Path(__file__).parent / "sources" / "converted"
KHORGOS = Path(sys.executable).with_name("khorgos")
CHANGED = PAGE.replace(b"bridge", b"tunnel")


def khorgos(*words: str, root: Path, answer: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [KHORGOS, *words],
        env=os.environ | {"KHORGOS_ROOT": str(root), "NO_COLOR": "1", "COLUMNS": "100"},
        input=answer,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = make_workspace(tmp_path / "project")
    workspace.register.write_text(f"# Ours.\n{workspace.register.read_text()}")
    return workspace


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        site.answers["/page"] = lambda h: h.answer(200, PAGE)
        yield site


@pytest.fixture
def client() -> Client:
    return Client(Limits(answer=0.5, whole=2.0), allow_private=True, sleep=lambda _: None)


def test_a_document_is_added_with_what_it_says_of_itself(workspace: Workspace) -> None:
    pdf = CONVERTED / "trade-notes.pdf"
    outcome = khorgos("add", str(pdf), "--published", "2026-11", "--yes", root=workspace.root)
    assert outcome.returncode == 0, outcome.stderr
    assert "title: China's trade with Central Asia" in outcome.stdout
    *_, source = load(workspace.register).sources
    assert (source.id, source.file) == ("khorgos-2026", "documents/khorgos-2026.pdf")
    assert (workspace.raw / source.file).read_bytes() == pdf.read_bytes()
    assert workspace.register.read_text().startswith("# Ours.\n")


def test_nothing_is_written_until_the_person_says_yes(workspace: Workspace) -> None:
    before = workspace.register.read_text()
    outcome = khorgos("add", str(CONVERTED / "energy.docx"), root=workspace.root, answer="n\n")
    assert "Nothing was added." in outcome.stdout
    assert workspace.register.read_text() == before
    assert sorted(p.name for p in (workspace.raw / "documents").iterdir()) == [
        "bridge.txt",
        "gas.txt",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"%PDF-1.7 no more", "is no PDF or a damaged one"), (b"\0\1\2", "is binary"), (b"", "empty")],
)
def test_what_cannot_be_read_is_not_added(
    workspace: Workspace, client: Client, content: bytes, said: str
) -> None:
    path = workspace.root / "report"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=said):
        adding.propose(workspace, str(path), {}, client)


def test_the_same_document_is_not_added_twice(workspace: Workspace, client: Client) -> None:
    gas = workspace.raw / "documents" / "gas.txt"
    with pytest.raises(ValueError, match="is in the register already, as gas"):
        adding.propose(workspace, str(gas), {}, client)


def test_a_date_that_is_none_leaves_no_file_behind(workspace: Workspace, client: Client) -> None:
    path = str(CONVERTED / "energy.odt")
    with pytest.raises(RegisterError, match="is no EDTF date"):
        adding.add(workspace, adding.propose(workspace, path, {"published": "May"}, client))
    assert not list((workspace.raw / "documents").glob("*.odt"))


def test_a_page_is_added_by_its_address_and_archived(workspace: Workspace, site: Site) -> None:
    words = ("add", site.url("/page"), "--collect", "--id", "bridge-page", "--yes")
    refused = khorgos(*words, root=workspace.root)
    assert refused.returncode == 2 and "no public address" in refused.stderr
    outcome = khorgos(*words, "--allow-private", root=workspace.root)
    assert outcome.returncode == 0, outcome.stderr
    *_, source = load(workspace.register).sources
    assert (source.url, source.collect, source.title) == (site.url("/page"), True, "The bridge")
    archive = workspace.raw / "archive" / "bridge-page"
    assert (archive / f"{source.sha256}.html").read_bytes() == PAGE
    index = json.loads((archive / "index.json").read_text())
    assert [version["sha256"] for version in index["versions"]] == [source.sha256]


@pytest.fixture
def collected(workspace: Workspace, site: Site, client: Client) -> Workspace:
    """A project with one page that is collected."""
    told = {"id": "page", "collect": True}
    adding.add(workspace, adding.propose(workspace, site.url("/page"), told, client))
    return workspace


def results(workspace: Workspace, client: Client) -> list[tuple[str, str]]:
    return [(one.source_id, one.status) for one in stages.collect(workspace, client)]


def test_a_page_that_changed_keeps_its_text_until_the_new_one_is_accepted(
    collected: Workspace, site: Site, client: Client
) -> None:
    *_, before = load(collected.register).sources
    site.answers["/page"] = lambda h: h.answer(200, CHANGED)
    assert results(collected, client) == [("page", "changed")]
    assert (collected.raw / before.file).read_bytes() == PAGE
    assert stages.accept(collected, "page").status == "accepted"
    *_, after = load(collected.register).sources
    assert after.sha256 != before.sha256
    assert (collected.raw / after.file).read_bytes() == CHANGED
    assert stages.accept(collected, "page").status == "unchanged"
    assert len(list((collected.raw / "archive" / "page").glob("*.html"))) == 2


def test_a_page_that_vanished_keeps_its_text(
    collected: Workspace, site: Site, client: Client
) -> None:
    site.answers["/page"] = lambda h: h.answer(404)
    (one,) = stages.collect(collected, client)
    assert one.status == "failed" and "is gone (404); its last version is kept" in one.message
    (collected.raw / "documents" / "page.html").unlink()
    assert results(collected, client) == [("page", "restored")]
    assert (collected.raw / "documents" / "page.html").read_bytes() == PAGE


def test_a_page_that_became_something_else_is_said_to_be_so(
    collected: Workspace, site: Site, client: Client
) -> None:
    site.answers["/page"] = lambda h: h.answer(200, b"%PDF-1.7 broken", Content_Type="text/html")
    (one,) = stages.collect(collected, client)
    assert "cannot be read: it is no PDF" in one.message
    assert "it is application/pdf, the register says text/html" in one.message


def test_one_site_that_fails_does_not_stop_the_others(
    collected: Workspace, site: Site, client: Client
) -> None:
    site.answers["/other"] = lambda h: h.answer(200, CHANGED)
    told = {"id": "other", "collect": True}
    adding.add(collected, adding.propose(collected, site.url("/other"), told, client))
    site.answers["/page"] = lambda h: h.answer(403)
    assert results(collected, client) == [("page", "failed"), ("other", "unchanged")]


def test_only_sources_that_say_so_are_collected(workspace: Workspace) -> None:
    outcome = khorgos("collect", root=workspace.root)
    assert outcome.returncode == 0
    assert "No source of the register has `collect: true`." in outcome.stdout
    outcome = khorgos("collect", "gas", root=workspace.root)
    assert outcome.returncode == 2 and "gas: the register has no such source" in outcome.stderr


def test_a_run_over_every_format_is_valid_and_its_rows_stay_provable(
    collected: Workspace, client: Client
) -> None:
    """PDF, page and DOCX go through every stage; then the files vanish."""
    for name in ("energy.pdf", "energy.docx"):
        told = {"id": name.replace(".", "-"), "published": "2026-11-25", "licence": "CC-BY-4.0"}
        adding.add(collected, adding.propose(collected, str(CONVERTED / name), told, client))

    def run() -> pd.DataFrame:
        for source in stages.plan(collected).sources:
            stages.extract_source(collected, source.source_id)
        stages.assemble(collected)
        failed = [
            r for r in stages.validate(collected) if not r.passed and r.severity == "critical"
        ]
        assert failed == []
        stages.publish(collected)
        return stages.dataset(collected)["sentences"].to_pandas()

    sentences = run()
    pages = sentences[sentences.document_id == "energy-pdf"].page
    assert set(pages) == {1, 2, 3}
    assert sentences[sentences.document_id == "page"].element.notna().all()
    for name in ("energy-pdf.pdf", "energy-docx.docx", "page.html"):
        (collected.raw / "documents" / name).unlink()
    assert run().equals(sentences)
    documents = stages.dataset(collected)["documents"].to_pandas().set_index("document_id")
    assert documents.status["energy-pdf"] == "carried_forward"
    assert kept(collected.texts, documents.text_sha256["energy-pdf"]) is not None


def test_a_kept_text_that_was_damaged_is_no_evidence(tmp_path: Path) -> None:
    path = keep(tmp_path / "texts", "The bridge fell.")
    assert kept(path.parent, path.stem) == "The bridge fell."
    path.write_text("The bridge stands.")
    assert kept(path.parent, path.stem) is None


def test_a_carried_row_that_its_kept_text_does_not_bear_out_is_found(
    workspace: Workspace,
) -> None:
    for source in stages.plan(workspace).sources:
        stages.extract_source(workspace, source.source_id)
    stages.assemble(workspace)
    stages.publish(workspace)
    (workspace.raw / "documents" / "gas.txt").unlink()
    release = next(workspace.outputs.glob("v*"))
    dates = pd.read_parquet(release / "dates.parquet")
    dates.loc[dates.document_id == "gas", ["char_start", "char_end"]] += 1
    dates.to_parquet(release / "dates.parquet", index=False)
    stages.assemble(workspace)
    failed = {f"{r.table}.{r.name}" for r in stages.validate(workspace) if not r.passed}
    assert "dates.span_equals_the_raw_document" in failed
