"""What the pages hold, and what they must never hold."""

import html
import itertools
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline import site
from pipeline.site.build import MOST_BYTES
from pipeline.site.pages import PAGES
from tests.factories import PAPER
from tests.site.conftest import HOSTILE

STYLE = Path(__file__).parents[2] / "pipeline" / "site" / "static" / "style.css"


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def of(self, *tags):
        return [attributes for tag, attributes in self.found if tag in tags]


@pytest.fixture(scope="session")
def parsed(pages):
    return {name: Elements(text) for name, text in pages.items() if name.endswith(".html")}


def test_every_page_of_the_menu_is_there_and_every_document_has_one(pages):
    documents = {f"documents/{name}.html" for name in ("brief", "paper", "ledger")}
    assert {f"{name}.html" for name, _ in PAGES} | {"index.html"} | documents == {
        name for name in pages if name.endswith(".html")
    }


def test_the_site_is_small(pages):
    assert sum(len(text.encode()) for text in pages.values()) < MOST_BYTES


def test_pages_have_landmarks_a_language_a_title_and_one_first_heading(pages, parsed):
    for name, page in parsed.items():
        assert page.of("html")[0]["lang"] == "en"
        assert len(page.of("main")) == len(page.of("header")) == len(page.of("footer")) == 1
        assert len(page.of("h1")) == 1, name
        assert re.search(r"<title>[^<]+</title>", pages[name])
        assert page.of("nav")[0]["aria-label"]


def test_headings_skip_no_level(parsed):
    for name, page in parsed.items():
        levels = [int(tag[1]) for tag, _ in page.found if re.fullmatch("h[1-6]", tag)]
        steps = [b - a for a, b in itertools.pairwise(levels)]
        assert all(step <= 1 for step in steps), (name, levels)


def test_ids_are_unique_and_links_within_the_site_lead_somewhere(pages, parsed):
    ids = {}
    for name, page in parsed.items():
        own = [attributes["id"] for _, attributes in page.found if "id" in attributes]
        assert len(own) == len(set(own)), name
        ids[name] = set(own)
    for name, page in parsed.items():
        for link in page.of("a"):
            target, _, fragment = link["href"].partition("#")
            if ":" in target or target.startswith(("../v", "../../")):
                continue
            file = (Path("/") / name).parent / target if target else Path("/") / name
            found = str(file.resolve()).lstrip("/")
            assert found in pages, (name, link["href"])
            if fragment and found != "search.html":
                assert fragment in ids[found], (name, link["href"])


def test_downloads_lead_to_files_of_releases(outputs, parsed):
    links = [a["href"] for a in parsed["downloads.html"].of("a") if a["href"].startswith("../v")]
    assert {link.split("/")[1] for link in links} == {"v0.1.0", "v0.1.1"}
    assert all((outputs / "site" / link).is_file() for link in links)


def test_downloads_tell_the_checksums_of_the_release(outputs, pages):
    for line in (outputs / "v0.1.0" / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert digest in pages["downloads.html"], name


def test_nothing_is_asked_from_outside_and_no_script_stands_in_a_page(parsed):
    for name, page in parsed.items():
        assert "default-src 'none'" in page.of("meta")[1]["content"]
        sources = [
            e.get("src") or e.get("href") for e in page.of("script", "link", "img", "iframe")
        ]
        assert not [s for s in sources if s and re.match(r"[a-z]+:|//", s)], name
        inline = [s for s in page.of("script") if "src" not in s]
        assert all(s["type"] == "application/ld+json" for s in inline), name
        for tag, attributes in page.found:
            assert not [a for a in attributes if a.startswith("on") or a == "style"], (name, tag)


def test_markup_in_a_title_a_name_or_a_sentence_stays_text(pages, parsed):
    for name, page in parsed.items():
        assert not page.of("img"), name
        assert "<script>window" not in pages[name], name
    assert html.escape(HOSTILE) in pages["documents.html"].replace("&#34;", "&quot;")
    assert "&lt;b&gt;" in pages["documents/ledger.html"]
    assert "<script" not in pages["rows.js"]


def test_an_address_that_is_no_web_address_is_no_link(pages):
    assert "javascript:" not in pages["documents/ledger.html"]


def test_an_open_document_shows_its_text_with_every_row_in_it(pages, known):
    page = pages["documents/brief.html"]
    assert "was worth" in page
    for entry in known.entries:
        if entry.document_id == "brief":
            assert f'id="at-{entry.row_id}"' in page
            assert f'id="row-{entry.row_id}"' in page


def test_a_restricted_document_shows_rows_and_no_sentence(pages, known):
    page = pages["documents/paper.html"]
    assert "The licence of this document does not allow its text to be shown" in page
    assert "goods which crossed the border" in page  # the measure, as the table holds it
    for sentence in PAPER.splitlines():
        assert not [name for name, text in pages.items() if sentence in html.unescape(text)]
    for entry in known.entries:
        if entry.document_id == "paper":
            assert f'id="at-{entry.row_id}"' in page


def test_every_picture_has_a_table_with_its_numbers(pages):
    for name in ("index", "timeline", "figures", "actors"):
        page = pages[f"{name}.html"]
        assert page.count("<figure") == page.count("The same as a table") > 0
    assert re.search(r"<td>90|USD 90 billion", pages["figures.html"])


def test_pictures_follow_the_colours_of_the_page(pages):
    svg = re.findall(r"<svg xmlns.*?</svg>", pages["timeline.html"], re.DOTALL)
    assert svg
    assert not re.search(r'(?:fill|stroke)="#', "".join(svg))


def test_the_timeline_tells_an_event_once_with_every_place_that_tells_it(pages):
    page = pages["timeline.html"]
    assert page.count('<span class="tag events"') == 2
    assert len(re.findall(r"documents/(?:brief|paper)\.html#at-\w+\">signed</a>", page)) == 1
    assert len(re.findall(r"documents/(?:brief|paper)\.html#at-\w+\" aria-label=", page)) == 1


def test_changes_tell_of_each_version(pages):
    assert "Version 0.1.1" in pages["changes.html"]
    assert "The first release." in pages["changes.html"]


def test_a_release_older_than_the_accuracy_card_says_so(outputs, tmp_path):
    newer = shutil.ignore_patterns("accuracy.json", "ACCURACY.md", "dataset.jsonld")
    shutil.copytree(outputs / "v0.1.0", tmp_path / "outputs" / "v0.1.0", ignore=newer)
    files = site.build(tmp_path / "outputs")
    assert b"published without an accuracy card" in files["accuracy.html"]
    assert b'"@type": "Dataset"' in files["index.html"]


def test_a_release_with_an_accuracy_card_shows_it(outputs, tmp_path):
    folder = tmp_path / "outputs" / "v0.1.0"
    shutil.copytree(outputs / "v0.1.0", folder)
    share = {"value": 0.876, "low": 0.8, "high": 0.9}
    figure = {"table": "dates", "measure": "value", "by": None, "group": None}
    figure |= {"precision": share, "recall": share, "f1": share}
    card = {"windows": [{}], "method": {"level": 0.95}}
    card["kept_aside"] = {"windows": 3, "figures": [figure]}
    (folder / "accuracy.json").write_text(json.dumps(card))
    (folder / "ACCURACY.md").write_text("# Accuracy\n\nHeld against <b>windows</b>.\n")
    files = site.build(tmp_path / "outputs")
    assert b"reach an F1 of 0.88 for dates." in files["index.html"]
    assert b"Held against &lt;b&gt;windows&lt;/b&gt;." in files["accuracy.html"]
    assert b"dates F1: 0.876 (0.800 to 0.900)" in files["accuracy.html"]


def test_linked_data_of_the_release_leads_to_its_files(outputs, tmp_path):
    folder = tmp_path / "outputs" / "v0.1.0"
    shutil.copytree(outputs / "v0.1.0", folder)
    told = {"@type": "Dataset", "name": "</script>", "distribution": [{"contentUrl": "a.csv"}]}
    (folder / "dataset.jsonld").write_text(json.dumps(told))
    page = site.build(tmp_path / "outputs")["index.html"].decode()
    assert '"contentUrl": "../v0.1.0/a.csv"' in page
    assert page.count("</script>") == 1


def test_the_description_for_search_engines_is_a_dataset(pages):
    told = re.search(r'application/ld\+json">(.*?)</script>', pages["index.html"], re.DOTALL)
    described = json.loads(told[1])
    assert described["@type"] == "Dataset"
    assert described["version"] == "0.1.1"


def test_the_index_reads_by_its_field_names(pages, known):
    script = pages["rows.js"]
    data = json.loads(script.removeprefix("window.khorgos=").removesuffix(";\n"))
    rows = [dict(zip(data["fields"], row, strict=True)) for row in data["rows"]]
    assert len(rows) == len(known.entries)
    signed = [row for row in rows if row["words"] == "signed"]
    assert {data["documents"][row["document"]][0] for row in signed} == {"brief", "paper"}
    for row in rows:
        is_open = data["documents"][row["document"]][4]
        assert (row["sentence"] >= 0) == bool(is_open)
        if is_open:
            sentence = data["sentences"][row["sentence"]]
            assert sentence[row["at"] :].startswith(row["words"])


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(scheme):
    """WCAG 2.2, success criterion 1.4.3: at least 4.5 to 1."""
    blocks = re.findall(r":root \{(.*?)\}", STYLE.read_text(encoding="utf-8"), re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[scheme]))
    pairs = [("ink", "paper"), ("muted", "paper"), ("accent", "paper"), ("accent-ink", "accent")]
    pairs += [(kind, f"{kind}-tint") for kind in ("events", "claims", "dates", "mentions")]
    pairs += [("ink", f"{kind}-tint") for kind in ("events", "claims", "dates", "mentions")]
    pairs += [("ink", "target"), ("muted", "target")]
    pairs += [("ink", f"step-{n}") for n in (1, 2, 3)] + [("paper", f"step-{n}") for n in (4, 5)]
    weak = {pair: contrast(*(colours[name] for name in pair)) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}
