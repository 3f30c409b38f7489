"""Dates, as the codebook's table and rulings say."""

import csv
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.extraction.dates import find_dates
from pipeline.extraction.dates.cascade import Rule
from pipeline.extraction.dates.finder import STAGES
from pipeline.extraction.parsing import ParsedDocument, language
from pipeline.extraction.spans import Date, Issue
from pipeline.sources.model import Document, Sentence

PUBLISHED = "2020-06-15"
"""A Monday."""


def parsed(
    *texts: str,
    published: str | None = PUBLISHED,
    regions: tuple[str, ...] = (),
    hangs_on: dict[int, int] | None = None,
) -> ParsedDocument:
    """Each text is a sentence; a footnote is its own paragraph, all else is one."""
    document = Document(
        "d", "s", "t", (), "p", published, None, "en", "report", "CC-BY-4.0", "x.txt", "0",
        "text/plain", "", 0, 0,
    )  # fmt: skip
    regions = regions or ("body",) * len(texts)
    sentences = [
        Sentence(
            f"s{i}", "d", i, None, regions[i], text, range(len(text)), range(1, len(text) + 1),
            f"s{hangs_on[i]}" if hangs_on and i in hangs_on else None,
            0 if regions[i] != "footnote" else i,
        )
        for i, text in enumerate(texts)
    ]  # fmt: skip
    return ParsedDocument(document, sentences, [language()(t) for t in texts])


def found(text: ParsedDocument) -> list[tuple[str, str, str | None, str]]:
    return [
        (text.sentences[d.sentence].text[d.start : d.end], d.edtf, d.mod, d.basis)
        for d in find_dates(text)[0]
    ]


def values(*texts: str, published: str | None = PUBLISHED) -> list[str]:
    return [
        f"{edtf} {mod}" if mod else edtf
        for _, edtf, mod, _ in found(parsed(*texts, published=published))
    ]


def sole(*texts: str, published: str | None = PUBLISHED) -> tuple[str, str, str | None, str]:
    return found(parsed(*texts, published=published))[-1]


RULES = [(rule, example) for stage in STAGES for rule in stage.rules for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), RULES, ids=lambda v: getattr(v, "name", ""))
def test_every_rule_does_what_its_example_says(rule: Rule, example) -> None:
    text = parsed(example.text)
    dates = find_dates(text)[0]
    assert (example.span, example.edtf, example.mod) in [f[:3] for f in found(text)]
    assert rule.name in {d.rule for d in dates} or any(
        d.edtf == example.edtf for d in dates if d.rule != rule.name
    )


@pytest.mark.parametrize("rule", [rule for stage in STAGES for rule in stage.rules])
def test_every_rule_has_a_name_a_reason_and_an_example(rule: Rule) -> None:
    assert rule.name and rule.examples
    assert rule.build.__doc__ and any(
        word in rule.build.__doc__ for word in ("EDTF", "TIMEX3", "ISO 8601", "codebook", "year")
    )


@pytest.mark.parametrize(
    ("text", "span", "edtf", "mod"),
    [
        ("The pact of 12 April 2001 held.", "12 April 2001", "2001-04-12", None),
        ("The pact of April 12, 2001, held.", "April 12, 2001", "2001-04-12", None),
        ("The pact of 12.04.2001 and 25.04.2001 held.", "12.04.2001", "2001-04-12", None),
        ("Rail freight doubled in March 2011.", "March 2011", "2011-03", None),
        ("A bridge opened in early May 2011.", "early May 2011", "2011-05", "START"),
        ("It rained in spring 2011.", "spring 2011", "2011-21", None),
        ("In the second half of 2011 it rained.", "the second half of 2011", "2011-41", None),
        ("He ruled in the 19th century.", "the 19th century", "18XX", None),
        ("The yard was built circa 1995.", "circa 1995", "1995~", "APPROX"),
        ("From 2001 to 2005 it was shut.", "From 2001 to 2005", "2001/2005", None),
        ("The plan for 2001–2005 failed.", "2001–2005", "2001/2005", None),
        ("They met from 3 to 5 May 2011.", "from 3 to 5 May 2011", "2011-05-03/2011-05-05", None),
        ("They met from 30 May to 2 June 2011.", "from 30 May to 2 June 2011",
         "2011-05-30/2011-06-02", None),
        ("The mission of December 2010–January 2011 failed.", "December 2010–January 2011",
         "2010-12/2011-01", None),
        ("The line has run since May 2011.", "since May 2011", "2011-05/..", None),
        ("It has grown since the mid-1990s.", "since the mid-1990s", "1990/..", "MID"),
        ("It will close by 2045.", "by 2045", "../2045", None),
        ("It will close no later than 2045.", "no later than 2045", "../2045", None),
        ("Nothing moved before 2003.", "before 2003", "../2003", "BEFORE"),
        ("Nothing moved prior to May 2003.", "prior to May 2003", "../2003-05", "BEFORE"),
        ("Much moved after 5 May 2003.", "after 5 May 2003", "2003-05-05/..", "AFTER"),
        ("As of 2010 it stood empty.", "2010", "2010", None),
        ("The 2007/08 season was dry.", "2007/08", "2007/2008", None),
        ("In the late nineteenth century forts rose.", "the late nineteenth century", "18XX",
         "END"),
        ("In the last quarter of 2011 it fell.", "the last quarter of 2011", "2011-36", None),
        ("In the last three months of 2011 it fell.", "the last three months of 2011",
         "2011-10/2011-12", None),
        ("A 2002 accord ended the row.", "2002", "2002", None),
        ("The quarrel is about the 2007 military doctrine.", "2007", "2007", None),
        ("In the first half of the 1990s it fell.", "the first half of the 1990s", "1990/1994",
         None),
    ],
)  # fmt: skip
def test_the_codebooks_table(text: str, span: str, edtf: str, mod: str | None) -> None:
    assert (span, edtf, mod, "explicit") in found(parsed(text))


@pytest.mark.parametrize(
    ("texts", "edtf", "basis"),
    [
        (["It opened in 2007.", "Two years later it shut."], "2009", "context"),
        (["It opened in 2007.", "That year it earned little."], "2007", "context"),
        (["It opened in 2007.", "The following year it shut."], "2008", "context"),
        (["It opened in 2007.", "In October it shut."], "2007-10", "context"),
        (["It opened in May 2007.", "It was agreed a year earlier."], "2006", "context"),
        (["It opened on 5 May 2007.", "The next day it shut."], "2007-05-06", "context"),
        (["It fell in the first half of 2019.", "It had risen in the same period of 2018."],
         "2018-40", "context"),
        (["They met in August 2003.", "Since then they have not met."], "2003-08/..", "context"),
        (["Last year it shut."], "2019", "publication"),
        (["It will open next year."], "2021", "publication"),
        (["Ten years ago it was closed."], "2010", "publication"),
        (["It grew over the past two years."], "2018/2020", "publication"),
        (["It will grow over the next five years."], "2020/2025", "publication"),
        (["It grew over the last six months."], "2019-12/2020-06", "publication"),
        (["Over the past decade it grew."], "2010/2020", "publication"),
        (["On June 10 he left."], "2020-06-10", "publication"),
        (["On July 3 he left."], "2019-07-03", "publication"),
        (["On July 3 he will leave."], "2020-07-03", "publication"),
        (["In November he left."], "2019-11", "publication"),
        (["They met on Friday."], "2020-06-12", "publication"),
        (["They will meet on Friday."], "2020-06-19", "publication"),
        (["Last week they met."], "2020-06-08/2020-06-14", "publication"),
        (["The ministry announced today that it would pay."], "2020-06-15", "publication"),
        (["Earlier this month they met."], "2020-06", "publication"),
        (["They met last October."], "2019-10", "publication"),
    ],
)  # fmt: skip
def test_relative_dates_say_what_they_lean_on(texts: list[str], edtf: str, basis: str) -> None:
    _, got, _, how = sole(*texts)
    assert (got, how) == (edtf, basis)


def test_a_date_resolved_in_context_points_to_the_date_it_leans_on() -> None:
    first, second = find_dates(parsed("It opened in 2007.", "A year later it shut."))[0]
    assert second.leans_on is first


def test_a_figure_that_rises_from_one_year_to_another_has_two_dates() -> None:
    text = "Trade rose from $3 billion in 2001 to $12 billion in 2009."
    assert values(text) == ["2001", "2009"]


def test_years_joined_by_and_are_two_dates() -> None:
    assert values("It froze in 2007 and 2012.") == ["2007", "2012"]


@pytest.mark.parametrize(
    "text", ["In April, June 2012 they met.", "In April and June 2012 all met."]
)
def test_the_first_month_of_a_list_takes_its_year_from_the_last(text: str) -> None:
    assert [(e, b) for _, e, _, b in found(parsed(text))] == [
        ("2012-04", "context"),
        ("2012-06", "explicit"),
    ]


def test_the_days_of_a_list_share_their_month() -> None:
    assert values("They met on 3 and 5 November 2001.") == ["2001-11-03", "2001-11-05"]


def test_the_document_decides_between_day_and_month() -> None:
    ambiguous = "It was filed on 03/04/2012."
    assert values("It was signed on 25/12/2011.", ambiguous)[-1] == "2012-04-03"
    assert values("It was signed on 12/25/2011.", ambiguous)[-1] == "2012-03-04"
    dates, issues = find_dates(parsed(ambiguous))
    assert (dates, [i.kind for i in issues]) == ([], ["unresolved_date"])


def test_the_time_of_a_footnote_does_not_enter_the_text() -> None:
    text = parsed(
        "The pact was signed in 2001.",
        "See the daily of 5 May 2009.",
        "In October it was ratified.",
        regions=("body", "footnote", "body"),
    )
    assert [f[1] for f in found(text)] == ["2001", "2009-05-05", "2001-10"]


def test_a_footnote_leans_on_the_sentence_that_it_hangs_on() -> None:
    text = parsed(
        "The pact was signed in 2001.",
        "In October it was ratified.",
        regions=("body", "footnote"),
        hangs_on={1: 0},
    )
    assert found(text)[1][1] == "2001-10"


def test_the_present_tense_ends_a_story() -> None:
    text = parsed("The pact was signed in 2011.", "Trade is strong.", "In mid-May prices fell.")
    paragraphs = [
        Sentence(**{f: getattr(s, f) for f in Sentence.__dataclass_fields__} | {"paragraph": i})
        for i, s in enumerate(text.sentences)
    ]
    apart = ParsedDocument(text.document, paragraphs, text.parses)
    assert [f[1] for f in found(text)] == ["2011", "2011-05"]
    assert [f[1] for f in found(apart)] == ["2011", "2020-05"]


@pytest.mark.parametrize(
    "text",
    [
        "Prices have risen recently and will soon fall.",
        "In recent years and over the past few days little changed.",
        "In the coming years it may grow, as in the past.",
        "The five-day war came after 50 years of peace.",
        "COVID-19 may spread.",
        "They march in the Sun for a second time, the first since independence.",
        "The Arab Spring reached nobody here.",
        "The long March to the sea was hard.",
        "After 9/11 callers rang 911.",
        "Peace Mission 2014 and Agenda 2030 were on the list.",
        "The C+C5 format met with 2,000 troops and 1500 km of pipe.",
        "The gauge is 1520 mm and the force has 2000 soldiers.",
        "See http://example.org/2011-03/12/a_1999.htm, p. 1998, vol. 1995, no. 2004.",
        "Briefing N°38 and resolution 1373 (2001) apply, as does S/1999/872.",
        "He wrote “Kazakhstan and Its Neighbours in 2013” at home.",
        "Today, trade is the largest part of it.",
        "Several weeks later he left.",
        "Today's news is thin.",
        "Theresa May and April Jones spoke.",
        "The price rose to 2000 dollars.",
        "It has more than 2010 wells.",
        "The fall of the Union shook all.",
        "Some of those workers had stayed for two years.",
        "The 21st Century Maritime Silk Road is long.",
        "The Kazakhstan-2050 programme is bold.",
    ],
)
def test_false_friends(text: str) -> None:
    assert find_dates(parsed(text)) == ([], [])


def test_what_nothing_resolves_is_an_issue_and_not_a_date() -> None:
    text = parsed("A year later they met.", "In October they parted.", published=None)
    dates, issues = find_dates(text)
    assert dates == []
    assert [(i.table, i.kind, i.rule) for i in issues] == [
        ("dates", "unresolved_date", "later-earlier"),
        ("dates", "unresolved_date", "month"),
    ]


def test_a_document_without_a_date_keeps_its_explicit_ones() -> None:
    dates, issues = find_dates(parsed("Last year it shut, as in 2005.", published=None))
    assert ([d.edtf for d in dates], len(issues)) == (["2005"], 1)


def test_years_before_the_common_era_are_not_guessed() -> None:
    dates, issues = find_dates(parsed("The road is of the 2nd century BCE."))
    assert dates == [] or issues


def test_dates_come_in_order_and_do_not_overlap() -> None:
    text = parsed(
        "In April, June 2012 and by the end of 2014 they met.", "Since then, no one has, by 2019."
    )
    dates: list[Date] = find_dates(text)[0]
    places = [(d.sentence, d.start, d.end) for d in dates]
    assert places == sorted(places)
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in pairwise(places))


def test_issues_are_spans_of_the_sentence() -> None:
    issues: list[Issue] = find_dates(parsed("Two years later it fell."))[1]
    assert [(i.start, i.end) for i in issues] == [(0, 15)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ASTANA, July 3 (agency) - The city will host it on Thursday.",
         ["2020-07-03", "2020-06-18"]),
        ("The Council adopted resolution 1274 (1999) on 12 November 1999.", ["1999-11-12"]),
        ("The mandate ran from 16 May to 15 August 1999.", ["1999-05-16/1999-08-15"]),
        ("Strength stood at 37 as at 5 August 1999.", ["1999-08-05"]),
        ("Petrov (2010) and Orlova (2012, 45) disagree.", ["2010", "2012"]),
        ("Trade grew in January-March 2016, the ministry said.", ["2016-01/2016-03"]),
        ("In January–May 2019 exports rose, unlike in the same period last year.",
         ["2019-01/2019-05", "2019-01/2019-05"]),
        ("For the first 9 months of 2016, it was 1,200.", ["2016-01/2016-09"]),
        ("It was restructured in 1998 and again in 2003-04.", ["1998", "2003/2004"]),
        ("In the 1920s and 1930s borders moved; the 1980s were calmer.",
         ["192X", "193X", "198X"]),
        ("Between the 1860s and 1880s the khanates fell.", ["186X/188X"]),
        ("At the turn of the 20th century the railway came.", ["1900~ APPROX"]),
        ("It is to be completed in the fourth quarter of next year.", ["2021-36"]),
        ("It will add 500 MW by 2025 and 2000 MW by 2030.", ["../2025", "../2030"]),
        ("Before the 2020 elections, 120 people were held.", ["2020"]),
        ("The 2022-2026 Development Strategy was approved.", ["2022/2026"]),
        ("Output (2018: 179 tonnes) fell in 2019/20.", ["2018", "2019/2020"]),
        ("On the night of 4 to 5 January 2019, it snowed.", ["2019-01-04/2019-01-05"]),
        ("From 2 January 2019 until 11 January 2019 it snowed.", ["2019-01-02/2019-01-11"]),
        ("It was signed on 21 December, 1991, and lapsed a decade later.",
         ["1991-12-21", "2001"]),
        ("The 26 April 1996 treaty and the July 2001 pact remain.", ["1996-04-26", "2001-07"]),
        ("The law of 27 June 2017 No. 2210 took effect 30 days later.",
         ["2017-06-27", "2017-07-27"]),
        ("The nineteenth and twentieth centuries are over.", ["18XX", "19XX"]),
        ("Q1 2019 beat Q4 2018.", ["2019-33", "2018-36"]),
        ("Since early 2019, and above all since August, they have met.",
         ["2019/.. START", "2019-08/.."]),
        ("This spring it was dry; last summer was wet.", ["2020-21", "2019-22"]),
        ("Mr. May said March was cold.", []),
        ("After the 11 September attacks all changed.", []),
        ("See vol. 12, no. 3 (2010), pp. 1990-2010.", ["2010"]),
        ("Accessed 12 May 2014; retrieved 2014-05-12; modified 05/13/2014.",
         ["2014-05-12", "2014-05-12", "2014-05-13"]),
        ("In 1881-82 there was famine, and ca. 1500 people died.", ["1881/1882"]),
        ("In 2013, 2,500 students; in 2014, 2800 students.", ["2013", "2014"]),
        ("They hope to meet before the end of the year.", ["../2020 END"]),
        ("It opened in November last year.", ["2019-11"]),
        ("In the years 1992-1997 war raged.", ["1992/1997"]),
        ("By mid-2023 and by mid 2024, plants will open.", ["../2023 MID", "../2024 MID"]),
        ("Pre-1991 borders and post-1991 borders differ.", ["../1991 BEFORE", "1991/.. AFTER"]),
        ("In office since 2016, he met them on 5-6 June.", ["2016/..", "2016-06-05/2016-06-06"]),
        ("It came on Sept. 5, 2011, not on Sept. 7.", ["2011-09-05", "2011-09-07"]),
        ("“In 2019 we signed ten deals,” he said.", ["2019"]),
        ("Trade rose by 2010 to its peak.", ["../2010"]),
        ("The fiscal year 2018 budget was late, that of FY2019 was not.", ["2018", "2019"]),
        ("It was better in the 2000s than at the end of the 1990s.", ["200X", "199X END"]),
        ("The forum of 12-14 Sept. 2019 was dull.", ["2019-09-12/2019-09-14"]),
    ],
)  # fmt: skip
def test_sentences_of_many_kinds_of_publishers(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text", ["A year after the revolt in 2005 he fled.", "A year after the 2005 revolt he fled."]
)
def test_an_event_dated_in_the_sentence_is_what_the_years_count_from(text: str) -> None:
    first, second = find_dates(parsed(text))[0]
    assert (first.edtf, first.basis, first.leans_on) == ("2006", "context", second)
    assert first.end <= second.start


def sentences() -> Iterator[tuple[str, list[str]]]:
    with (Path(__file__).parent / "date_sentences.tsv").open(encoding="utf-8") as file:
        rows = csv.reader((line for line in file if line[0] != "#"), csv.excel_tab)
        next(rows)
        yield from ((text, dates.split("; ") if dates else []) for text, dates in rows)


@pytest.mark.parametrize(("text", "expected"), sentences(), ids=lambda v: str(v)[:60])
def test_the_dates_of_a_sentence(text: str, expected: list[str]) -> None:
    assert values(text) == expected


def test_what_is_told_from_the_text_names_the_date_that_it_leans_on() -> None:
    for text, _ in sentences():
        dates = find_dates(parsed(text))[0]
        for date in dates:
            assert (date.basis == "context") == (date.leans_on is not None), date
            assert date.leans_on is None or date.leans_on in dates


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("War came in 1992.", "Five years later it ended.", "The next year they met."),
         ["1992", "1997", "1998"]),
        (("Talks began in May 2012.", "In June they ended."), ["2012-05", "2012-06"]),
        (("They met last October.", "In 2011 they parted."), ["2011"]),
        (("On Friday it rained.", "It was 5 May 2010.", "Last year it was dry."), ["2010-05-05"]),
        (("Over the past decade it grew.", "It may shut by 2030."), ["../2030"]),
        (("The accord of 3 May 2010 failed.", "That day, and on Friday, they met."),
         ["2010-05-03", "2010-05-03", "2010-05-07"]),
    ],
)  # fmt: skip
def test_a_text_of_unknown_date_is_told_from_its_own_dates_alone(
    texts: tuple[str, ...], expected: list[str]
) -> None:
    assert values(*texts, published=None) == expected
