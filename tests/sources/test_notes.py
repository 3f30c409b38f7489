"""Notes, and the markers that they hang on."""

from pathlib import Path

import pytest

from pipeline.sources.model import Sentence
from tests.sources.reader import read, texts

PAGES = """The road was built by five companies in 1998.1 It cost $30 million.2
The troops left in 2001,3 and the bridge was opened again when the

{blank}
{blank}
1 Ann Lee, The Road (Oslo, 1999), p. 5.
2 The sum rose by 5.6 per cent in the following year. See the report of the
Ministry of Transport, vol. 3, no.
 water had fallen; traffic grew by 5.4 per cent.4 Nobody complained.

{blank}
{blank}
5 January 2003. This is the end of the second note.
3 Ibid.
4 B. C. Smith, “The Bridge”, The Times, 4 May 2002.
""".replace("{blank}", " ")


@pytest.fixture
def pages(tmp_path: Path) -> tuple[Sentence, ...]:
    return read(tmp_path, PAGES)


def test_a_note_interrupts_the_page_and_not_the_sentence(pages: tuple[Sentence, ...]) -> None:
    assert texts(pages) == [
        "The road was built by five companies in 1998.",
        "It cost $30 million.",
        "The troops left in 2001, and the bridge was opened again when the water had fallen; "
        "traffic grew by 5.4 per cent.",
        "Nobody complained.",
    ]


def test_a_note_that_a_page_cut_is_one_note(pages: tuple[Sentence, ...]) -> None:
    notes = [s for s in pages if s.region == "footnote"]
    assert len({s.paragraph for s in notes}) == 4
    assert "vol. 3, no. 5 January 2003." in notes[2].text


def test_a_note_hangs_on_the_sentence_with_its_marker(pages: tuple[Sentence, ...]) -> None:
    carrier = {s.sentence_id: s.text for s in pages}
    hooks = {s.text.split()[0]: carrier[s.hangs_on or ""] for s in pages if s.region == "footnote"}
    assert hooks["Ann"].endswith("in 1998.")
    assert hooks["Ibid."].startswith("The troops")
    assert hooks["B."].startswith("The troops")


def test_a_notes_own_number_is_not_its_text(pages: tuple[Sentence, ...]) -> None:
    assert texts(pages, "footnote")[0] == "Ann Lee, The Road (Oslo, 1999), p. 5."


@pytest.mark.parametrize(
    "text",
    [
        "The area is 1,200 km² in all, by the map of 2005.",
        "They met as the C5+1 and the G20 did, in 1998.",
        "See Report N°223, which has 5.6 pages on average.",
        "It fell by 4.1 per cent, then by 2.3 per cent, then by 1.2 per cent.",
    ],
)
def test_a_number_is_no_marker(tmp_path: Path, text: str) -> None:
    assert texts(read(tmp_path, text)) == [text]


def test_markers_of_the_web_are_taken_out(tmp_path: Path) -> None:
    text = "The treaty was signed in 2002.[1][2] Trade grew[citation needed] fast.³"
    assert texts(read(tmp_path, text)) == ["The treaty was signed in 2002.", "Trade grew fast."]


def test_markers_that_count_on_need_no_notes(tmp_path: Path) -> None:
    text = "The treaty was signed in 2002.17 Trade grew fast.18 It fell again,19 in the end."
    assert texts(read(tmp_path, text))[1:] == ["Trade grew fast.", "It fell again, in the end."]


def test_numbered_paragraphs_are_no_notes(tmp_path: Path) -> None:
    text = "1. The mission began in May.\n\n2. It ended in June.\n\n3. Nobody was hurt.\n"
    assert texts(read(tmp_path, text)) == [
        "The mission began in May.",
        "It ended in June.",
        "Nobody was hurt.",
    ]


def test_endnotes_hang_on_their_sentences_too(tmp_path: Path) -> None:
    text = "The road is old.1 So is the bridge.2\n\nNotes\n\n1. Lee, p. 5.\n\n2. Ibid.\n"
    sentences = read(tmp_path, text)
    body = [s.sentence_id for s in sentences if s.region == "body"]
    assert [s.hangs_on for s in sentences if s.region == "footnote"] == body


def test_notes_of_the_united_nations_have_strokes(tmp_path: Path) -> None:
    text = "The mission had 37 observers.1/ Nobody was hurt.\n\n_____\n1/ See the annex.\n"
    sentences = read(tmp_path, text)
    assert texts(sentences) == ["The mission had 37 observers.", "Nobody was hurt."]
    assert texts(sentences, "footnote") == ["See the annex."]


def test_raised_numbers_are_markers_but_for_units(tmp_path: Path) -> None:
    text = "Trade grew<sup>4</sup> on 5 km<sup>2</sup> of land.<sup>[5]</sup>"
    assert texts(read(tmp_path, text, "a.md")) == ["Trade grew on 5 km2 of land."]
