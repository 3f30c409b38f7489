"""Words and the rows that cover them: nothing lost, nothing told twice."""

from dataclasses import replace

import pytest

from pipeline.site.text import pieces, read_blocks, released_blocks, sought
from pipeline.sources.model import Sentence
from tests.factories import BRIEF, brief

TEXT = "Trade between China and Kazakhstan was worth $20 billion in 2010."


@pytest.fixture
def entries(known):
    return [entry for entry in known.entries if entry.document_id == "brief"]


def spans_of(*words):
    return [(TEXT.index(word), TEXT.index(word) + len(word)) for word in words]


def test_a_text_without_rows_is_one_piece():
    assert [piece.words for piece in pieces(TEXT, [])] == [TEXT]


def test_rows_that_nest_overlap_or_are_equal_keep_every_character(entries):
    spans = spans_of("China and Kazakhstan", "Kazakhstan was", "China", "China")
    cut = pieces(TEXT, zip(spans, entries, strict=False))
    assert "".join(piece.words for piece in cut) == TEXT
    covered = [piece for piece in cut if piece.words == "China"]
    assert len(covered[0].entries) == 3
    assert sum(len(piece.begins) for piece in cut) == 4


def test_the_narrowest_row_comes_first(entries):
    spans = spans_of("China and Kazakhstan", "China")
    cut = pieces(TEXT, zip(spans, entries, strict=False))
    assert next(p for p in cut if p.words == "China").entries[0] == entries[1]


def test_a_span_outside_the_text_is_left_out(entries):
    assert [p.words for p in pieces("Trade", [((3, 99), entries[0])])] == ["Trade"]


def test_words_are_sought_near_their_place_where_the_clean_text_is_shorter(entries):
    entry = replace(entries[0], words="China", start=130, end=135)
    sentence = {"text": "China, read clean, is China twice.", "char_start": 100}
    assert sought(sentence, entry) == (22, 27)
    assert sought(sentence, replace(entry, words="Mongolia")) == (0, 0)


def test_sentences_of_a_paragraph_stand_together_and_headings_apart(entries):
    row = {"sentence_id": "a", "region": "body", "text": "One.", "char_start": 0, "char_end": 4}
    sentences = [
        row | {"ordinal": 0},
        row | {"ordinal": 1, "sentence_id": "b", "char_start": 5, "char_end": 9},
        row | {"ordinal": 2, "sentence_id": "c", "char_start": 11, "char_end": 15},
        row | {"ordinal": 3, "sentence_id": "d", "region": "heading", "char_start": 16},
    ]
    blocks = released_blocks(sentences, [])
    assert [len(block.passages) for block in blocks] == [2, 1, 1]
    assert [block.region for block in blocks] == ["body", "body", "heading"]


def test_a_sentence_whose_text_is_withheld_is_not_shown(entries):
    row = {"sentence_id": "a", "region": "body", "text": None, "char_start": 0, "char_end": 4}
    assert released_blocks([row | {"ordinal": 0}], []) == ()


def test_rows_of_a_document_that_was_read_stand_exactly_where_they_are(known, entries):
    blocks, lost = read_blocks(brief().read.sentences, entries)
    assert lost == 0
    places = 0
    for block in blocks:
        for passage in block.passages:
            for piece in passage.pieces:
                for entry in piece.begins:
                    assert BRIEF[entry.start : entry.end].startswith(piece.words)
                    places += 1
    assert places == len(entries)


def test_rows_are_found_over_a_hyphen_at_a_line_s_end(entries):
    # "Kazakh-\nstan" reads "Kazakhstan": its characters keep their raw offsets.
    raw = "In Kazakh-\nstan."
    kept = [at for at in range(len(raw)) if raw[at] not in "-\n"]
    sentence = Sentence(
        "s", "brief", 0, None, "body", "In Kazakhstan.", kept, [at + 1 for at in kept], None, 0
    )
    entry = replace(entries[0], sentence_id="s", start=3, end=15, words="Kazakhstan")
    blocks, lost = read_blocks([sentence], [entry])
    assert lost == 0
    assert [p.words for p in blocks[0].passages[0].pieces if p.entries] == ["Kazakhstan"]


def test_rows_that_the_text_no_longer_has_are_counted(entries):
    _, lost = read_blocks([], entries)
    assert lost == len(entries)
