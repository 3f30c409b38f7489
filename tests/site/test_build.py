"""The site is a function of the releases, written at once or not at all."""

import hashlib
import os
import subprocess
import sys

import pytest

from pipeline import site
from pipeline.release import latest
from pipeline.site.markup import prose
from pipeline.site.releases import releases

DIGEST = """
import hashlib, pathlib, sys
from pipeline import site
files = site.build(pathlib.Path(sys.argv[1]))
print(hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest())
"""


def test_before_the_first_release_there_is_no_site(tmp_path):
    assert site.build(tmp_path) == {}


@pytest.mark.parametrize(
    "world",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"},
    ],
    ids=["tokyo", "lima"],
)
def test_the_same_releases_give_the_same_bytes(outputs, world, tmp_path):
    told = subprocess.run(
        [sys.executable, "-c", DIGEST, str(outputs)],
        env=os.environ | world | {"PYTHONPATH": os.pathsep.join(sys.path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    files = site.build(outputs)
    assert told.stdout.strip() == hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()


def test_no_page_names_this_machine(outputs):
    for name, content in site.build(outputs).items():
        assert str(outputs.parent).encode() not in content, name


def test_writing_the_same_again_touches_nothing(tmp_path):
    folder = tmp_path / "site"
    assert site.write({"a.html": b"a", "b/c.html": b"c"}, folder)
    before = (folder / "a.html").stat().st_mtime_ns
    assert not site.write({"a.html": b"a", "b/c.html": b"c"}, folder)
    assert (folder / "a.html").stat().st_mtime_ns == before


def test_what_is_no_longer_part_of_the_site_goes(tmp_path):
    folder = tmp_path / "site"
    site.write({"a.html": b"a", "old.html": b""}, folder)
    (tmp_path / ".tmp-site").mkdir()
    (tmp_path / ".tmp-site" / "left.html").write_bytes(b"by a crash")
    assert site.write({"a.html": b"b"}, folder)
    assert [path.name for path in tmp_path.rglob("*")] == ["site", "a.html"]


def test_the_site_is_no_release(outputs):
    assert [str(release.version) for release in releases(outputs)] == ["0.1.1", "0.1.0"]
    assert latest(outputs) == outputs / "v0.1.1"


def test_markdown_keeps_markup_as_text_and_leads_to_the_release():
    told = prose(
        "# Title\n\n## A *part*\n\n<b>x</b> [file](CHANGES.md) [web](https://a.org)", "../v1"
    )
    assert "&lt;b&gt;" in told.html
    assert 'href="../v1/CHANGES.md"' in told.html
    assert 'href="https://a.org"' in told.html
    assert [section.level for section in told.sections] == [2]
    assert "Title" not in told.html


def test_a_script_in_a_markdown_link_is_no_link():
    assert "href" not in prose("[x](javascript:alert(1))", "../v1").html
