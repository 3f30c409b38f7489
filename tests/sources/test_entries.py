"""Entries of the register: drafted from documents, written without touching what stands there."""

from pathlib import Path

import pytest
import yaml

from pipeline.sources.entries import appended, draft, make_id, with_hash, write
from pipeline.sources.register import RegisterError, load

CONVERTED = Path(__file__).parent / "converted"
OLD = "a0" * 32
REGISTER = """\
# Every source: what it is.
sources:
  # the first
  - id: line
    title: "The Line"   # its own title
    authors: [Ann Lee]
    publisher: Roads
    published: "2020"
    language: en
    genre: article
    licence: CC-BY-4.0
    media_type: text/plain
    file: documents/a.txt
    sha256: {old}

  - id: line-2
    title: Another
    authors: []
    publisher: Roads
    published: 2021-11
    language: en
    genre: article
    licence: CC-BY-4.0
    media_type: text/plain
    file: documents/b.txt
    sha256: {other}
""".format(old=OLD, other="b1" * 32)
NEW = {
    "id": "new",
    "title": "No: a title with a colon",
    "authors": ["Bo Chen", "Zoë Ünal"],
    "publisher": None,
    "published": "2019",
    "url": None,
    "language": "en",
    "genre": "report",
    "licence": "all-rights-reserved",
    "media_type": "application/pdf",
    "file": "documents/new.pdf",
    "sha256": "c2" * 32,
}


def test_an_entry_goes_to_the_end_and_all_else_stays(tmp_path: Path) -> None:
    after = appended(REGISTER, NEW)
    assert after.startswith(REGISTER.rstrip())
    path = tmp_path / "sources.yaml"
    path.write_text(REGISTER)
    write(path, REGISTER, after)
    *_, source = load(path).sources
    assert (source.title, source.authors) == (NEW["title"], ("Bo Chen", "Zoë Ünal"))
    assert (source.published, source.publisher, source.url) == ("2019", None, None)
    assert path.read_text() == after


@pytest.mark.parametrize("empty", ["", "sources: []\n", "sources:\n", "# ours\nsources: null\n"])
def test_the_first_entry_of_a_register(empty: str) -> None:
    after = appended(empty, NEW)
    assert [entry["id"] for entry in yaml.safe_load(after)["sources"]] == ["new"]
    assert after.startswith("# ours") == empty.startswith("# ours")


def test_an_entry_is_set_in_as_the_others_are() -> None:
    register = yaml.safe_dump(yaml.safe_load(REGISTER), sort_keys=True)
    assert register.startswith("sources:\n- authors:")
    entries = yaml.safe_load(appended(register, NEW))["sources"]
    assert [entry["id"] for entry in entries] == ["line", "line-2", "new"]
    assert with_hash(register, "line", OLD, "a" * 64) == register.replace(OLD, "a" * 64)


def test_a_bad_entry_is_refused_and_the_register_stays(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(REGISTER)
    with pytest.raises(RegisterError, match=r"\(new\): published"):
        write(path, REGISTER, appended(REGISTER, NEW | {"published": "last week"}))
    assert path.read_text() == REGISTER
    assert [file.name for file in tmp_path.iterdir()] == ["sources.yaml"]


def test_a_register_that_was_edited_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(f"{REGISTER}# edited by somebody\n")
    with pytest.raises(RegisterError, match="changed meanwhile"):
        write(path, REGISTER, appended(REGISTER, NEW))
    assert path.read_text().endswith("# edited by somebody\n")


def test_a_hash_is_changed_in_its_own_entry_alone() -> None:
    after = with_hash(REGISTER, "line", OLD, "a" * 64)
    assert after == REGISTER.replace(OLD, "a" * 64)
    with pytest.raises(RegisterError, match="line-2 with the hash"):
        with_hash(REGISTER, "line-2", OLD, "a" * 64)


@pytest.mark.parametrize(
    ("name", "media_type", "said"),
    [
        ("energy.pdf", "application/pdf", {"published": "2026-11-27", "authors": []}),
        ("energy-page.html", "text/html", {"published": "2026-11-25", "publisher": "Khorgos"}),
        ("energy.epub", "application/epub+zip", {"authors": ["Khorgos"]}),
        ("energy.txt", "text/plain", {"published": None, "publisher": None}),
    ],
)
def test_a_draft_says_what_the_document_says(
    name: str, media_type: str, said: dict[str, object]
) -> None:
    entry = draft((CONVERTED / name).read_bytes(), name, media_type)
    expected = {
        "title": "Oil, gas and power between China and Central Asia",
        "language": "en",
        "licence": "all-rights-reserved",
        "media_type": media_type,
    }
    assert {key: entry[key] for key in expected | said} == expected | said


def test_the_front_matter_of_markdown_is_taken() -> None:
    front = (
        "---\ntitle: Roads\nauthor: Ann Lee; Bo Chen\ndate: 2019-05-03\nlang: en-GB\n---\n\nText.\n"
    )
    entry = draft(front.encode(), "a.md", "text/markdown")
    assert (entry["title"], entry["authors"]) == ("Roads", ["Ann Lee", "Bo Chen"])
    assert entry["published"] == "2019-05-03"


@pytest.mark.parametrize(
    ("title", "authors", "published", "made"),
    [
        ("Roads", ["Zoë Ünal"], "2019-05", "unal-2019"),
        ("A Road, and What It Costs Us All", [], "2019", "a-road-and-what-it-costs"),
        ("道路", [], None, "document"),
    ],
)
def test_an_id_is_short_and_readable(
    title: str, authors: list[str], published: str | None, made: str
) -> None:
    assert make_id({"title": title, "authors": authors, "published": published}, ()) == made
