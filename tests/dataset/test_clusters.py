import pytest

from pipeline.dataset import assemble
from pipeline.vocabulary import codes, read
from tests.factories import Extraction, brief, paper, reading


def clusters(*made, table="events"):
    """The clusters of the rows of ``made`` as sets of the words of their spans."""
    column = "trigger" if table == "events" else "text"
    tied = {}
    for row in assemble([m.tables() for m in made])[table].to_pylist():
        tied.setdefault(row[f"{table[:-1]}_cluster_id"], []).append(row[column])
    return sorted(sorted(words) for words in tied.values())


def telling(name, text, trigger, edtf, words, *actors, **more):
    made = Extraction(reading(name, text))
    made.event(trigger, made.date(words, edtf), *actors, **more)
    return made


def test_the_same_signing_told_by_two_documents_is_one_cluster():
    rows = assemble([brief().tables(), paper().tables()])["events"].to_pylist()
    assert {row["event_cluster_id"] for row in rows} == {min(row["event_id"] for row in rows)}


def test_two_words_for_one_meeting_of_the_same_parties_tie():
    one = telling(
        "a", "In May 2014 China and Kazakhstan met.", "met", "2014-05", "May 2014",
        "country:chn", "country:kaz", event_type="CONSULT",
    )  # fmt: skip
    other = telling(
        "b", "May 2014 saw talks of Kazakhstan with China.", "talks", "2014-05", "May 2014",
        "country:chn", "country:kaz", event_type="CONSULT",
    )  # fmt: skip
    assert clusters(one, other) == [["met", "talks"]]


@pytest.mark.parametrize(
    "change",
    [
        {"modality": "negated"},
        {"event_type": "ASSAULT"},
    ],
)
def test_a_signing_that_did_not_happen_or_is_of_another_kind_does_not_tie(change):
    made = paper()
    made.rows["events"][0] |= change
    assert clusters(brief(), made) == [["signed"], ["signed"]]


def test_within_a_year_one_shared_actor_and_verb_are_not_enough():
    text = "In 2014 China signed an agreement with {}."
    one = telling("a", text.format("us"), "signed", "2014", "2014", "country:chn")
    other = telling("b", text.format("them"), "signed", "2014", "2014", "country:chn")
    assert clusters(one, other) == [["signed"], ["signed"]]


def test_within_a_year_two_shared_actors_and_the_verb_tie():
    parties = ("country:chn", "country:uzb")
    one = telling("a", "China signed with Uzbekistan in 2014.", "signed", "2014", "2014", *parties)
    other = telling("b", "In 2014 both were signing.", "signing", "2014", "2014", *parties)
    assert clusters(one, other) == [["signed", "signing"]]


def test_two_rows_of_one_sentence_never_tie():
    made = Extraction(reading("a", "In May 2014 China signed a loan and signed a lease."))
    date = made.date("May 2014", "2014-05")
    made.event("signed", date, "country:chn")
    made.event("signed", date, "country:chn")
    assert clusters(made) == [["signed"], ["signed"]]


def test_a_passage_printed_twice_ties_events_without_actors():
    def printed(name):
        made = telling(
            name, "Protests hit China and Kazakhstan in 2011.", "Protests", "2011", "2011"
        )
        made.mention("China", "country:chn")
        made.mention("Kazakhstan", "country:kaz")
        return made

    assert clusters(printed("a"), printed("b")) == [["Protests", "Protests"]]


def test_one_mention_is_enough_for_a_long_passage_printed_twice_in_two_spellings():
    text = "In 2011 its neighbour China {} " + "a very " * 8 + "old arrangement about a road."
    made = []
    for name, verb in (("a", "formalised"), ("b", "formalized")):
        made.append(telling(name, text.format(verb), verb, "2011", "2011", "country:chn"))
        made[-1].mention("China", "country:chn")
    assert clusters(*made) == [["formalised", "formalized"]]


def figure(name, text, words, value, measure, **more):
    made = Extraction(reading(name, text))
    made.claim(words, value, None, measure=measure, **more)
    return made


def test_the_same_figure_of_the_same_measure_ties():
    one = figure("a", "A loan for roads of $5 million.", "$5 million", 5e6, "loan for roads")
    other = figure("b", "It cost $5m, the road loan.", "$5m", 5e6, "loan for the roads")
    assert clusters(one, other, table="claims") == [["$5 million", "$5m"]]


@pytest.mark.parametrize(
    "change", [{"measure": "gas exports"}, {"unit": "EUR"}, {"value_max": 6e6}, {"kind": "count"}]
)
def test_figures_that_differ_in_measure_unit_bounds_or_kind_do_not_tie(change):
    text = "A loan for roads of $5 million."
    one = figure("a", text, "$5 million", 5e6, "loan for roads")
    other = figure("b", text, "$5 million", 5e6, "loan for roads")
    other.rows["claims"][0] |= change
    assert clusters(one, other, table="claims") == [["$5 million"], ["$5 million"]]


def test_kinship_is_between_types_of_the_codebook():
    types = set(codes("event_type"))
    assert all({row["event_type"], row["akin"]} <= types for row in read("event_kinship"))
