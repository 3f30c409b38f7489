"""What reading must find in the publishers' documents: counts, offsets, short spans."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.sources.reading import ReadDocument, read_source
from pipeline.sources.register import load

RAW = Path(__file__).parents[2] / "raw"
Find = Callable[[str], Path]


@pytest.fixture
def documents(real_document: Find) -> Callable[[str], dict[str, ReadDocument]]:
    """Return the documents of a publisher's file by its number."""

    def read(number: str) -> dict[str, ReadDocument]:
        name = real_document(number).name
        (source,) = (s for s in load(RAW / "sources.yaml").sources if s.file.endswith(name))
        reading = read_source(source, RAW)
        assert reading.problems == ()
        return {d.document.document_id: d for d in reading.documents}

    return read


Documents = Callable[[str], dict[str, ReadDocument]]


def whole(document: ReadDocument, region: str = "body") -> str:
    return " ".join(s.text for s in document.sentences if s.region == region)


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_every_character_leads_back_to_the_raw_one(documents: Documents, number: str) -> None:
    for document in documents(number).values():
        raw = document.document.raw
        for sentence in document.sentences:
            pairs = zip(sentence.text, sentence.starts, sentence.ends, strict=True)
            assert all(raw[a:b] == c or not raw[a:b].strip() or raw[a] == "\\" for c, a, b in pairs)
            assert all(a < b for a, b in itertools.pairwise(sentence.starts))


def test_all_193_notes_hang_on_a_sentence(documents: Documents) -> None:
    sentences = documents("002")["crisis-group-2013"].sentences
    carriers = {s.sentence_id: s.starts[0] for s in sentences if s.region == "body"}
    notes = {s.paragraph: s for s in reversed(sentences) if s.region == "footnote"}
    hooks = [carriers[notes[n].hangs_on or ""] for n in sorted(notes)]
    assert len(hooks) == 193
    assert hooks == sorted(hooks)


def test_no_marker_stays_glued(documents: Documents) -> None:
    body = whole(documents("002")["crisis-group-2013"])
    for clean in (
        "foreseeable future. ",
        "$30 billion. ",
        "billion in 2011. ",
        "Central Asia; trade",
    ):
        assert clean in body


def test_a_sentence_goes_on_behind_notes_and_running_heads(documents: Documents) -> None:
    body = whole(documents("002")["crisis-group-2013"])
    for joined in (
        "dramatic weakening of central",
        "extremism into the rhetoric",
        "Since at least 1991, doctrine",
    ):
        assert joined in body


def test_running_heads_are_boilerplate(documents: Documents) -> None:
    boilerplate = whole(documents("002")["crisis-group-2013"], "boilerplate")
    assert boilerplate.endswith("Page ii")


def test_hyphenation_is_undone_and_compounds_are_kept(documents: Documents) -> None:
    body = whole(documents("000")["pantucci-2021"])
    for word in (
        "engagement",
        "ascension",
        "Gorno-Badakhshan",
        "multi-billion-dollar",
        "short-term",
    ):
        assert word in body
    assert "en- " not in body and "- gagement" not in body


def test_the_stray_capital_and_the_caption_do_not_cut_the_sentence(documents: Documents) -> None:
    document = documents("000")["pantucci-2021"]
    assert whole(document, "boilerplate") == "T"
    assert whole(document, "caption").endswith("May 12, 2021")
    assert "Central Asia has also played" in whole(document)


def test_markdown_is_read_clean(documents: Documents) -> None:
    document = documents("001")["legiec-2020"]
    assert [s.text for s in document.sentences if s.region == "heading"][1:] == [
        "The Importance of Central Asia to China.",
        "China's Policy Instruments.",
        "Limitations on China's Activities.",
        "Conclusions and Perspectives.",
    ]
    body = whole(document)
    assert "1,000 km2, rich" in body and "(including economic)" in body
    assert not set("[]*\\<>") & set(body)


def test_the_furniture_of_the_web_is_boilerplate(documents: Documents) -> None:
    document = documents("003")["carnegie-2024"]
    regions = [s.region for s in document.sentences]
    assert regions[:7] == ["caption", "boilerplate", "heading", "body", *["boilerplate"] * 3]
    assert regions[-1] == "boilerplate"
    assert set(regions[7:-1]) == {"body"}


def test_the_blog_holds_four_articles_and_notes_between_them(documents: Documents) -> None:
    found = documents("004")
    assert [d.document.published for d in found.values()] == [
        "2022-01",
        "2021-12",
        "2021-11",
        "2021-12",
    ]
    spans = [(d.document.start, d.document.end) for d in found.values()]
    for document, (start, end) in zip(found.values(), spans, strict=True):
        outside = [s for s in document.sentences if s.ends[-1] <= start or s.starts[0] >= end]
        assert outside and {s.region for s in outside} == {"boilerplate"}
        first = next(s for s in document.sentences if s.starts[0] >= start)
        assert (first.region, first.text) == ("heading", document.document.title)


def test_captions_and_biographies_of_the_blog(documents: Documents) -> None:
    found = list(documents("004").values())
    assert whole(found[0], "caption").endswith("CC BY-SA 4.0")
    assert sum(s.text.endswith("© Reuters") for d in found for s in d.sentences) == 4
    assert all("senior fellow at" not in whole(d).lower() for d in found)
