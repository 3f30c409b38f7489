from dataclasses import replace

import pytest

from pipeline.validation.evidence import Evidence
from pipeline.validation.proofs import first_unfounded, stands_in
from tests.factories import brief, reading


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("June 2012", "June 2012"),
        ("June 2012", "June\n2012"),
        ("September 2012", "Sep-\ntember 2012"),
        ("multi-vector policy", "multi-\nvector policy"),
        ("the foreseeable future. Then", "the foreseeable future.12 Then"),
        ("Chinese officials", "**Chinese** officials"),
        ("Chinese officials", "[Chinese officials](https://example.org/a)"),
        ("“[A] reply”", "“[A]\nreply”"),
        ("R&D", "R&amp;D"),
        ("its first line", "its\n\n17 A note at the foot.\nPage 3\n\nfirst line"),
        ("$5 million", "$5\u00a0million"),
    ],
)
def test_clean_text_stands_in_the_raw_slice(text, raw):
    assert stands_in(text, raw)


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("June 2012", "June 2013"),
        ("June 2012", "in June 2012"),
        ("June 2012", "June 2012,"),
        ("in June", "in early June"),
        ("China", ""),
        ("", "China"),
        ("Sentence that goes on", "Sentence\nthat stops"),
    ],
)
def test_other_text_does_not(text, raw):
    assert not stands_in(text, raw)


def test_each_character_of_a_sentence_is_where_the_reader_says():
    read = reading("a", "China signed.\n")
    (sentence,) = read.sentences
    assert first_unfounded(read.document.raw, sentence) is None
    assert "'C'" in str(first_unfounded("XXXXXXXXXXXXX", sentence))


def test_offsets_that_go_back_are_no_proof():
    read = reading("a", "xx\n")
    crossed = replace(read.sentences[0], starts=[1, 0], ends=[2, 1])
    assert "stands before" in str(first_unfounded(read.document.raw, crossed))


def test_a_span_is_read_at_its_own_offsets():
    made = brief()
    evidence = Evidence.of([made.read])
    row = made.rows["events"][0]
    assert evidence.span_text(row, "signed") == "signed"
    assert evidence.span_text(row | {"char_end": row["char_end"] - 1}, "signed") == "signe"
    assert evidence.span_text(row | {"sentence_id": "unknown"}, "signed") == ""
    assert evidence.span_text(row | {"document_id": "elsewhere"}, "signed") is None


def test_characters_that_share_an_offset_are_read_either_way():
    read = reading("a", "ﬁre\n")
    ligature = replace(read.sentences[0], text="fire", starts=[0, 0, 1, 2], ends=[1, 1, 2, 3])
    read = replace(read, sentences=[ligature])
    row = {
        "document_id": "a",
        "sentence_id": ligature.sentence_id,
        "char_start": 0,
        "char_end": 3,
    }
    evidence = Evidence.of([read])
    assert evidence.span_text(row, "fire") == "fire"
    assert evidence.span_text(row, "ire") == "ire"
    assert evidence.span_text(row, "other") == "fire"
    assert first_unfounded(read.document.raw, ligature) is None
