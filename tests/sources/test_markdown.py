"""Markdown, by name or by its marks."""

from pathlib import Path

import pytest

from tests.sources.reader import read, texts


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("They met in [the old town](https://example.org/a).", "They met in the old town."),
        ("They met [then known as the Belt](#).", "They met then known as the Belt."),
        ("The area is 1,000 km<sup>2</sup> wide.", "The area is 1,000 km2 wide."),
        ("[All areas \\(trade too\\)](#) **grew** *fast*.", "All areas (trade too) grew fast."),
        ("Trade &amp; transit grew by 5&nbsp;km.", "Trade & transit grew by 5 km."),
        ("> They left the yard.", "They left the yard."),
    ],
)
def test_marks_are_no_text(tmp_path: Path, marked: str, plain: str) -> None:
    assert texts(read(tmp_path, marked, "text.md")) == [plain]


def test_a_text_is_markdown_by_its_marks(tmp_path: Path) -> None:
    sentences = read(tmp_path, "## The Line\n\nIt was [opened](#) in 1998.\n", "text.txt")
    assert [s.text for s in sentences] == ["The Line", "It was opened in 1998."]


def test_a_bold_run_in_is_a_heading(tmp_path: Path) -> None:
    sentences = read(tmp_path, "**The Line to the North.** It was opened in 1998.\n", "text.md")
    assert [(s.region, s.section) for s in sentences] == [
        ("heading", "The Line to the North."),
        ("body", "The Line to the North."),
    ]


def test_a_bold_word_that_begins_a_sentence_is_none(tmp_path: Path) -> None:
    text = "- **Kyrgyzstan:** around 90 trucks a day\n"
    assert texts(read(tmp_path, text, "text.md")) == ["Kyrgyzstan: around 90 trucks a day"]


def test_front_matter_is_boilerplate(tmp_path: Path) -> None:
    text = "---\ntitle: The Line\n---\n\nIt was opened in 1998.\n"
    sentences = read(tmp_path, text, "text.md")
    assert [s.region for s in sentences] == ["boilerplate", "body"]


def test_a_rule_at_the_head_is_no_front_matter(tmp_path: Path) -> None:
    text = "---\nIt was opened in 1998.\n---\n"
    assert texts(read(tmp_path, text, "text.md")) == ["It was opened in 1998."]


def test_the_cells_of_a_table_stand_alone(tmp_path: Path) -> None:
    text = "| Year | Cars |\n|---|---|\n| 1998 | 5 per day |\n"
    assert texts(read(tmp_path, text, "t.md")) == ["Year", "Cars", "1998", "5 per day"]


def test_emphasis_under_a_picture_is_its_caption(tmp_path: Path) -> None:
    text = "![map](map.png)\n\n_The yard at Dostyk._\n\nIt was opened in 1998.\n"
    assert texts(read(tmp_path, text, "text.md"), "caption") == ["The yard at Dostyk."]


def test_notes_of_markdown_hang_on_their_sentences(tmp_path: Path) -> None:
    text = "The road is old.[^1] So is the bridge.\n\n1. First.\n2. Second.\n\n[^1]: Lee, p. 5.\n"
    sentences = read(tmp_path, text, "text.md")
    assert texts(sentences, "footnote") == ["Lee, p. 5."]
    assert sentences[-1].hangs_on == sentences[0].sentence_id


def test_tags_of_blocks_part_words(tmp_path: Path) -> None:
    text = "<div><p>It opened in May.</p><p>It closed.</p></div>"
    assert texts(read(tmp_path, text)) == ["It opened in May.", "It closed."]
