import pytest

from pipeline.dataset import assemble
from pipeline.dataset.rights import MOST_WORDS, may_copy, shorten
from tests.factories import brief, paper


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("CC-BY-4.0", True),
        ("CC-BY-SA-4.0", True),
        ("CC0-1.0", True),
        ("all-rights-reserved", False),
        ("a licence nobody knows", False),
    ],
)
def test_text_is_copied_under_open_licences_alone(licence, allowed):
    assert may_copy(licence) is allowed


def test_text_is_cut_after_fifteen_words():
    words = [str(number) for number in range(20)]
    assert shorten(" ".join(words)) == " ".join(words[:MOST_WORDS])
    assert shorten("as  it stands") == "as  it stands"
    assert shorten(None) is None


def test_sentences_are_kept_where_open_and_withheld_where_restricted():
    rows = assemble([brief().tables(), paper().tables()])["sentences"].to_pylist()
    held = {row["document_id"]: row["text"] is not None for row in rows}
    assert held == {"brief": True, "paper": False}


def test_long_measures_of_a_restricted_document_are_cut_and_those_of_an_open_one_are_not():
    long = " ".join(["goods"] * 20)
    made = [brief(), paper()]
    for extraction in made:
        for row in extraction.rows["claims"]:
            row["measure"] = long
    rows = assemble([m.tables() for m in made])["claims"].to_pylist()
    lengths = {row["document_id"]: len(row["measure"].split()) for row in rows}
    assert lengths == {"brief": 20, "paper": 15}


def test_words_of_issues_and_headings_are_cut_too():
    made = paper()
    made.rows["issues"][0]["detail"] = " ".join(["word"] * 20)
    made.rows["sentences"][0]["section"] = " ".join(["word"] * 20)
    dataset = assemble([made.tables()])
    assert len(dataset["issues"].to_pylist()[0]["detail"].split()) == 15
    assert len(dataset["sentences"].to_pylist()[0]["section"].split()) == 15
