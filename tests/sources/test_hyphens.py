"""Words that line ends broke."""

from pathlib import Path

import pytest

from pipeline.sources.hyphens import Compounds
from tests.sources.reader import read, texts


@pytest.mark.parametrize(
    ("left", "right"),
    [("engage", "ment"), ("wide", "spread"), ("Tajiki", "stan"), ("re-evalu", "ation")],
)
def test_a_broken_word_is_made_whole(left: str, right: str) -> None:
    assert not Compounds("Tajikistan").keeps_hyphen(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("multi", "vector"),
        ("long", "term"),
        ("Sino", "Russian"),
        ("Kazakhstan", "China"),
        ("energy", "related"),
        ("multi-billion", "dollar"),
        ("non", "interference"),
        ("COVID", "19"),
    ],
)
def test_a_compound_keeps_its_hyphen(left: str, right: str) -> None:
    assert Compounds("").keeps_hyphen(left, right)


def test_the_document_itself_knows_best() -> None:
    assert Compounds("the reform of co-operation and co-operation").keeps_hyphen("co", "operation")
    assert not Compounds("cooperation").keeps_hyphen("co", "operation")


def test_a_name_keeps_only_the_hyphen_that_is_its_own(tmp_path: Path) -> None:
    text = "The largest of all the exercises was held in Gorno-Ba-\ndakhshan, near the pass.\n"
    assert "in Gorno-Badakhshan, near" in texts(read(tmp_path, text))[0]


def test_a_hanging_hyphen_inside_a_line_stays(tmp_path: Path) -> None:
    text = "In the near- to mid-term, a one-on-one meeting is likely."
    assert texts(read(tmp_path, text)) == [text]


def test_a_word_broken_by_a_page_is_made_whole(tmp_path: Path) -> None:
    text = "The story of the road has been one of slow ascen-\n\nsion and sudden decline.\n"
    assert "ascension" in texts(read(tmp_path, text))[0]


def test_the_mark_of_a_pdf_extractor_is_no_hyphen(tmp_path: Path) -> None:
    text = "The story of the road has been one of slow engage\u0002\nment and decline.\n"
    assert "slow engagement and" in texts(read(tmp_path, text))[0]


def test_an_address_broken_by_a_line_is_made_whole(tmp_path: Path) -> None:
    text = "The paper of the institute, which has\nnot been read by many, and which has\n"
    text += "come out late, can be found at www.\n"
    text += "example.org/roads/north_line/all/paper.\nhtml, p. 5."
    assert (
        "at www.example.org/roads/north_line/all/paper.html, p." in texts(read(tmp_path, text))[0]
    )
