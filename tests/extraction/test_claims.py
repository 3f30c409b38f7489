"""Claims: each sentence of our own stands for a line of the codebook."""
# ruff: noqa: E501 - a sentence and its claims stand on one line

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extraction.claims import find_claims
from pipeline.extraction.claims.base import in_base_unit
from pipeline.extraction.claims.grammar import GRAMMAR
from pipeline.extraction.claims.lexer import lex
from pipeline.extraction.claims.rules import Context
from pipeline.extraction.parsing import ParsedDocument, language
from pipeline.extraction.spans import Date, Mention
from pipeline.sources.model import Document, Sentence


def _find(text, *more, dates=(), mentions=None, region="body"):
    """The claims and issues of one paragraph; dates and mentions are those of ``text``."""
    sentences = [
        Sentence(
            f"s{n}", "d1", n, None, region, one, range(len(one)), range(1, len(one) + 1),
            hangs_on=None, paragraph=0,
        )
        for n, one in enumerate((text, *more))
    ]  # fmt: skip
    document = Document(
        "d1", "s", "Title", (), "Publisher", None, None, "en", "note", "CC0-1.0", "a.txt", "0" * 64,
        "text/plain", text, 0, len(text),
    )  # fmt: skip
    parsed = ParsedDocument(document, sentences, [language()(s.text) for s in sentences])
    return find_claims(
        parsed,
        [_span(Date, text, d, edtf=d[:4], mod=None, basis="explicit") for d in dates],
        [_span(Mention, text, m, form="name", actor_id=a) for m, a in (mentions or {}).items()],
    )


def _span(kind, text, words, **values):
    start = text.index(words)
    return kind(sentence=0, start=start, end=start + len(words), rule="test", **values)


def claims_of(text, **found):
    return _find(text, **found)[0]


def issues_of(text, **found):
    return _find(text, **found)[1]


SENTENCES = [
    # news agencies
    ("Kazakhstan shipped 1.2 million tonnes of wheat to Iran.", [("1.2 million tonnes", 1.2e6, 1.2e6, "t")]),
    ("At least 12 people were killed and dozens were injured, police said.", [("At least 12", 12, None, "1"), ("dozens", 24, None, "1")]),
    ("The rouble loan is worth 40bn roubles, or €450m.", [("40bn roubles", 40e9, 40e9, "RUB"), ("€450m", 450e6, 450e6, "EUR")]),
    ("Inflation slowed to 8.5% from 9.1%.", [("8.5%", 8.5, 8.5, "%"), ("9.1%", 9.1, 9.1, "%")]),
    ("Police detained more than 1,000 protesters in three cities.", [("more than 1,000", 1000, None, "1"), ("three", 3, 3, "1")]),
    ("The tremor, 15 km deep, was felt 300 kilometres away.", [("15 km", 15, 15, "km"), ("300 kilometres", 300, 300, "km")]),
    ("Rebels hold four of the six border posts.", [("four", 4, 4, "1"), ("six", 6, 6, "1")]),
    ("The minister flew there twice.", [("twice", 2, 2, "1")]),
    ("Hundreds of thousands of migrants sent home between $2 and $3 billion.", [("Hundreds of thousands", 1e5, None, "1"), ("between $2 and $3 billion", 2e9, 3e9, "USD")]),
    ("The talks lasted nearly five hours.", [("nearly five hours", 5, 5, "h")]),
    ("The army has some 45,000 soldiers and a dozen helicopters.", [("some 45,000", 45000, 45000, "1"), ("a dozen", 12, 12, "1")]),
    ("The two leaders met; the three ministers did not.", [("three", 3, 3, "1")]),
    ("Both sides lost several hundred men and several dozen tanks.", [("several hundred", 200, 999, "1"), ("several dozen", 24, None, "1")]),
    ("The convoy of 30 to 40 lorries was stopped.", [("30 to 40", 30, 40, "1")]),
    ("Between 50 and 60 families fled.", [("Between 50 and 60", 50, 60, "1")]),
    # development banks
    ("The Bank approved a US$150 million, 30-year credit.", [("US$150 million", 150e6, 150e6, "USD"), ("30-year", 30, 30, "a")]),
    ("The project upgrades 182 km of road and 1,200 hectares of pasture.", [("182 km", 182, 182, "km"), ("1,200 hectares", 1200, 1200, "ha")]),
    ("Poverty fell by 3.4 percentage points.", [("3.4 percentage points", 3.4, 3.4, "%")]),
    ("GDP grew 60-70 per cent.", [("60-70 per cent", 60, 70, "%")]),
    ("Remittances equal almost a third of output.", [("almost a third", 100 / 3, 100 / 3, "%")]),
    ("One in five children is stunted.", [("One in five", 20, 20, "%")]),
    ("Nine out of ten firms are small.", [("Nine out of ten", 90, 90, "%")]),
    ("The fee is 25 basis points.", [("25 basis points", 0.25, 0.25, "%")]),
    ("Two-thirds of the grant went to health.", [("Two-thirds", 200 / 3, 200 / 3, "%")]),
    ("It lent SDR 20 million and EUR 40 mln.", [("SDR 20 million", 20e6, 20e6, "XDR"), ("EUR 40 mln", 40e6, 40e6, "EUR")]),
    ("The plant of 120 MW made 300 GWh.", [("120 MW", 120, 120, "MW"), ("300 GWh", 300, 300, "GW.h")]),
    ("A tenth of the land, 30,000 sq km, is irrigated.", [("A tenth", 10, 10, "%"), ("30,000 sq km", 30000, 30000, "km2")]),
    ("It will cost 3.5 trillion tenge or 5 trn sum.", [("3.5 trillion tenge", 3.5e12, 3.5e12, "KZT"), ("5 trn sum", 5e12, 5e12, "UZS")]),
    ("The tariff rose tenfold.", [("tenfold", 10, 10, "1")]),
    # the UN
    ("Some 80,000 refugees crossed in less than 48 hours.", [("Some 80,000", 80000, 80000, "1"), ("less than 48 hours", None, 48, "h")]),
    ("Up to 300 families need shelter.", [("Up to 300", None, 300, "1")]),
    ("No more than 10 observers were let in.", [("No more than 10", None, 10, "1")]),
    ("More than half of the displaced are women.", [("More than half", 50, None, "%")]),
    ("The council met under resolution 1373.", []),
    ("See paragraphs 4, 5 and 6 of document A/66/371.", []),
    ("Tens of thousands lack water.", [("Tens of thousands", 1e4, None, "1")]),
    ("The mission has 250-plus staff.", [("250-plus", 250, None, "1")]),
    ("Aid reached two million people.", [("two million", 2e6, 2e6, "1")]),
    # company reports
    ("Output was 20,000 barrels per day.", [("20,000 barrels per day", 20000, 20000, "bbl/d")]),
    ("The line carries 55 bcm of gas and 3 tcm remain.", [("55 bcm", 55e9, 55e9, "m3"), ("3 tcm", 3e12, 3e12, "m3")]),
    ("Gas costs $200 per 1,000 cubic metres.", [("$200", 200, 200, "USD")]),
    ("Revenue exceeded RMB30 billion.", [("RMB30 billion", 30e9, None, "CNY")]),
    ("The firm holds a 51-percent stake.", [("51-percent", 51, 51, "%")]),
    ("Profit changed by -53%.", [("-53%", -53, -53, "%")]),
    ("It signed multi-million-dollar contracts.", [("multi-million-dollar", 2e6, None, "USD")]),
    ("Sales were twice those of its rival and three times the average.", [("twice", 2, 2, "1"), ("three times", 3, 3, "1")]),
    ("Capacity will double to 4 mtpa.", [("double", 2, 2, "1"), ("4 mtpa", 4e6, 4e6, "t")]),
    ("The reserve is about 2 million oz.", [("about 2 million oz", 2e6, 2e6, "[oz_av]")]),
    ("The order is for 5 Boeing 737 jets.", [("5", 5, 5, "1")]),
    ("Sales came to A$5m and C$2.5m.", [("A$5m", 5e6, 5e6, "AUD"), ("C$2.5m", 2.5e6, 2.5e6, "CAD")]),
    ("Wages are 20 or 30 dollars a day.", [("20 or 30 dollars", 20, 30, "USD")]),
    ("Debt rose from $33 billion to $129 billion.", [("$33 billion", 33e9, 33e9, "USD"), ("$129 billion", 129e9, 129e9, "USD")]),
    ("Margins went from 5 to 9 per cent.", [("5", 5, 5, "%"), ("9 per cent", 9, 9, "%")]),
    ("It raised 1 billion 200 million soms.", [("1 billion 200 million soms", 1.2e9, 1.2e9, "KGS")]),
    # wikis
    ("The lake covers 6,236 km2 and is 668 m deep.", [("6,236 km2", 6236, 6236, "km2"), ("668 m", 668, 668, "m")]),
    ("The party has twenty-five seats and a two-thirds majority.", [("twenty-five", 25, 25, "1"), ("two-thirds", 200 / 3, 200 / 3, "%")]),
    ("The 25-strong council sat for half a century.", [("25-strong", 25, 25, "1"), ("half a century", 50, 50, "a")]),
    ("A five-day war ended after 50 years of peace.", [("five-day", 5, 5, "d"), ("50 years", 50, 50, "a")]),
    ("The pipeline is over 1,800-km long.", [("over 1,800-km", 1800, None, "km")]),
    ("The dam holds back 10.5 km³ of water at -30°C.", [("10.5 km³", 10.5, 10.5, "km3"), ("-30°C", -30, -30, "Cel")]),
    ("Half a million people and half a dozen tribes live there.", [("Half a million", 5e5, 5e5, "1"), ("half a dozen", 6, 6, "1")]),
    ("The town, 2 800 strong, lies 12 miles off.", [("2 800", 2800, 2800, "1"), ("12 miles", 12, 12, "[mi_i]")]),
    ("One of them met the other one.", []),
    ("It follows a one China policy and two-way trade.", []),
    ("The C5+1, the Shanghai Five, the G20, Su-27 and 9/11.", []),
    ("They fight the “three evils”.", []),
    ("See Chapter 3, p. 24, No. 17 and N°222 on COVID-19.", []),
    ("Flight 714 left at 5 pm for a third country.", []),
    ("The fifth visit was the 24th summit in the 1990s.", []),
    ("Several states and many firms joined a number of forums.", []),
    ("Read www.example.org/news/2008/12/405568.html and write to a4@b7.org.", []),
    ("One per cent of users pay one dollar.", [("One per cent", 1, 1, "%"), ("one dollar", 1, 1, "USD")]),
    ("One or two guards stood there.", [("One or two", 1, 2, "1")]),
    ("The two weakest states of the five agreed.", [("two", 2, 2, "1"), ("five", 5, 5, "1")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[s for s, _ in SENTENCES])
def test_the_claims_of_a_sentence(sentence, expected):
    found = [
        (sentence[c.start : c.end], c.value_min, c.value_max, c.unit) for c in claims_of(sentence)
    ]
    assert found == [
        (text, pytest.approx(low) if low else low, pytest.approx(high) if high else high, unit)
        for text, low, high, unit in expected
    ]


@pytest.mark.parametrize("rule", GRAMMAR, ids=lambda rule: rule.name)
def test_each_rule_reads_its_example(rule):
    tokens = lex(rule.example)
    found = (rule.read(tokens, at, Context()) for at in range(len(tokens)))
    quantity = next(q for q in found if q)
    span = rule.example[tokens[quantity.start].start : tokens[quantity.end - 1].end]
    assert (span, (quantity.low, quantity.high, quantity.unit)) == (rule.span, rule.values)


@pytest.mark.parametrize(
    ("sentence", "modifier"),
    [
        ("About 200 men came.", "approximately"),
        ("Trade surpassed $70 billion.", "more_than"),
        ("Trade reached $70 billion.", None),
        ("It took as much as 60 per cent.", "at_most"),
        ("Only 20 men came.", None),
        ("Not less than 20 men came.", "at_least"),
    ],
)
def test_words_that_bound_a_figure_are_its_modifier(sentence, modifier):
    assert [claim.modifier for claim in claims_of(sentence)] == [modifier]


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Exports dropped 78%.", "decrease"),
        ("Exports rose to 78%.", None),
        ("It was a $5 billion increase.", "increase"),
        ("Output grew by 4 per cent.", "increase"),
        ("Trade doubled.", "increase"),
        ("Trade was double what it had been.", None),
    ],
)
def test_direction_is_the_size_of_a_change_and_not_a_level(sentence, direction):
    assert [claim.direction for claim in claims_of(sentence)] == [direction]


@pytest.mark.parametrize(
    ("sentence", "measures"),
    [
        ("The company sent 200 Chinese workers.", ["Chinese workers"]),
        ("Trade with Iran surpassed $70 billion.", ["Trade with Iran"]),
        ("Border trade was 50 per cent of its income.", ["Border trade"]),
        ("A new $10 billion economic development fund opened.", ["economic development fund"]),
        (
            "China buys about 40% of their gas, 15% of their cotton and 12% of their oil.",
            ["gas", "cotton", "oil"],
        ),
        ("He bought a 68 percent stake in the mine.", ["stake in the mine"]),
        (
            "A survey found 650 foreign firms in Osh, 100 in Naryn and a dozen in Talas.",
            ["foreign firms in Osh", "foreign firms in Naryn", "foreign firms in Talas"],
        ),
        ("The 300km road from Osh to Kashgar is open.", ["road from Osh to Kashgar"]),
    ],
)
def test_measure_is_the_phrase_that_is_counted(sentence, measures):
    assert [claim.measure for claim in claims_of(sentence)] == measures


def test_a_currency_of_several_countries_is_an_issue_and_not_a_guess():
    assert [i.kind for i in issues_of("They paid 20 million rupees.")] == ["unmapped_unit"]
    assert [c.unit for c in claims_of("They paid 20 million Pakistani rupees.")] == ["PKR"]
    assert [i.kind for i in issues_of("They paid 20 million Zembla dollars.")] == ["unmapped_unit"]


def test_numbers_in_dates_and_names_are_no_claims():
    sentence = "In the past five years the Group of Seven met 12 times."
    found = claims_of(
        sentence, dates=["the past five years"], mentions={"Group of Seven": "igo:g7"}
    )
    assert [sentence[c.start : c.end] for c in found] == ["12 times"]


def test_a_claim_takes_the_date_of_its_clause():
    sentence = "Spending rose from $33 billion in 2000 to $129 billion in 2011."
    found = claims_of(sentence, dates=["2000", "2011"])
    assert [c.date_edtf for c in found] == ["2000", "2011"]


def test_a_figure_is_attributed_only_where_the_words_attribute_it():
    kabul = {"Kabul": "country:afg"}
    said = claims_of("Kabul said that 20 soldiers died.", mentions=kabul)
    according = claims_of("According to Kabul, 20 soldiers died.", mentions=kabul)
    neither = claims_of("Kabul sent 20 soldiers.", mentions=kabul)
    assert [c.attributed_to for c in (*said, *according, *neither)] == [
        "country:afg",
        "country:afg",
        None,
    ]


def test_actors_have_their_part_in_the_figure():
    names = {"China": "country:chn", "Iran": "country:irn"}
    (claim,) = claims_of("Trade between China and Iran reached $3 billion.", mentions=names)
    assert dict(claim.actors) == {"country:chn": "holder", "country:irn": "counterpart"}


VALUES = st.integers(2, 999)
SCALES = st.sampled_from(
    [("million", 1e6), ("billion", 1e9), ("bn", 1e9), ("mln", 1e6), ("trillion", 1e12)]
)
PREFIXES = st.sampled_from(
    [("$", "USD"), ("€", "EUR"), ("US$", "USD"), ("KZT ", "KZT"), ("RMB", "CNY"), ("A$", "AUD")]
)
UNITS = st.sampled_from([("km", "km"), (" km", "km"), (" tonnes", "t"), (" per cent", "%"), ("%", "%"), (" MW", "MW"), (" hectares", "ha"), (" years", "a")])  # fmt: skip


def only(sentence):
    (claim,) = claims_of(sentence)
    return claim.value_min, claim.value_max, claim.unit


@settings(max_examples=40, deadline=None)
@given(VALUES, SCALES, PREFIXES)
def test_money_comes_back_from_every_surface_form(value, scale, prefix):
    assert only(f"They paid {prefix[0]}{value} {scale[0]} for it.") == (
        value * scale[1],
        value * scale[1],
        prefix[1],
    )


@settings(max_examples=40, deadline=None)
@given(VALUES, UNITS)
def test_measures_come_back_from_every_surface_form(value, unit):
    assert only(f"It was some {value}{unit[0]} then.") == (value, value, unit[1])


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 400), st.integers(1, 500), st.sampled_from(["-", "–", " to ", " or "]))
def test_ranges_come_back_from_every_surface_form(low, more, link):
    assert only(f"They built {low}{link}{low + more} km of road.") == (low, low + more, "km")


@settings(max_examples=40, deadline=None)
@given(st.integers(1000, 999_999_999), st.sampled_from([",", " ", "\u00a0"]))
def test_thousands_come_back_with_every_separator(value, separator):
    written = f"{value:,}".replace(",", separator)
    assert only(f"They moved {written} tonnes.") == (value, value, "t")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80) | st.text("0123456789 $%-.,/kmandtoofive", max_size=80))
def test_claims_of_any_text_lie_in_it_in_order_and_apart(text):
    end = 0
    for claim in claims_of(text):
        assert end <= claim.start < claim.end <= len(text)
        end = claim.end


def test_a_note_counts_what_it_tells_and_not_what_it_cites():
    told = "In 2011, 33 were freed."
    assert [told[c.start : c.end] for c in claims_of(told, region="footnote")] == ["33"]
    cited = "Jo Doe, “Town spends $3 million on 20 buses”, The Daily, 67, p. 4."
    assert claims_of(cited, region="footnote") == []


def sentences_of_many_kinds():
    lines = (Path(__file__).parent / "claim_sentences.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if not line.startswith("# "):
            sentence, claims = line.split("\t")
            yield sentence, json.loads(claims)


@pytest.mark.parametrize(
    ("sentence", "expected"), sentences_of_many_kinds(), ids=lambda v: str(v)[:60]
)
def test_the_claims_of_many_kinds_of_publishers(sentence, expected):
    test_the_claims_of_a_sentence(sentence, expected)


@pytest.mark.parametrize(
    ("sentence", "measures"),
    [
        ("The road, which is 250 km long, cost $300 million.", ["road", "road"]),
        ("They signed 25 agreements worth $10 billion.", ["agreements", "agreements"]),
        ("In 2015 Osh made 80% of its power from water, 12% from coal.", ["Osh power from water", "Osh power from coal"]),
        ("Unemployment rose to 8% in the cities and 12% in the villages.", ["Unemployment in the cities", "Unemployment in the villages"]),
        ("It took 20% of Iran's trade and 40% of Oman's.", ["Iran's trade", "Oman's trade"]),
        ("The population of the town is 30,000, half of whom are men.", ["population of the town", "population of the town"]),
        ("The deficit narrowed to 1.5% of GDP.", ["deficit of GDP"]),
        ("The number of migrants fell by 200,000 to 1.1 million.", ["number of migrants"] * 2),
        ("Exports hit a record $89 billion.", ["Exports"]),
        ("The company bought a 51% stake in the refinery for $680 million.", ["stake in the refinery"] * 2),
        ("The exports of the city doubled.", ["exports of the city"]),
        ("A team of 12 experts from three states came.", ["experts", "states"]),
        ("The town has a population of 30,000.", ["population in town"]),
        ("The project is worth $55 million, of which $40 million is a loan.", ["project", "loan"]),
        ("The railway is 430 km long.", ["railway"]),
        ("The pass is at an altitude of 3,700 metres.", ["pass"]),
        ("She lived in the village for 30 years.", ["lived in the village"]),
        ("Courts convicted fourteen people of theft.", ["people convicted of theft"]),
        ("The firm hired 30 men building roads.", ["men"]),
        ("Osh has 40 wells.", ["wells in Osh"]),
        ("The region's two largest states met.", ["region's largest states"]),
        ("They took hills around Pavan, a lake at 3,000 metres.", ["Pavan lake"]),
        ("Police broke a strike in Osh, killing several hundred.", ["strike in Osh killing"]),
        ("Trade was 1.3 per cent, short of a target of 1.5 per cent.", ["Trade", "Trade"]),
        ("Iran has invested $700 million for new roads in Osh.", ["Iran invested for new roads in Osh"]),
        ("Iran accepted an offer of $6 billion in new loans.", ["new loans"]),
        ("Trade (5% in towns) shrank.", ["Trade in towns"]),
        ("Payments account for 35% of output, down from 49%.", ["Payments of output"] * 2),
        ("The bombs killed 16 people and injured 100.", ["people", "people injured"]),
        ("Iran sent tens of thousands of troops to the border.", ["troops to the border"]),
        ("The grant is 2 million euro in the first phase.", ["grant in the first phase"]),
        ("The town praised 40 years of reforms, roads and mines.", ["reforms, roads and mines"]),
        ("Dozens of people were injured in clashes.", ["people injured in clashes"]),
        ("In 2007, 14 people were tried in Osh; in 2011, 33 were freed.", ["people tried in Osh", "people freed"]),
        ("They held 78 drills, with more than half of these taking place in Osh.", ["drills", "drills"]),
    ],
)  # fmt: skip
def test_measures_in_the_syntax_of_many_kinds_of_sentences(sentence, measures):
    assert [claim.measure for claim in claims_of(sentence)] == measures


def test_a_subject_that_stands_by_a_date_or_leaves_out_its_verb_is_measured():
    found = claims_of(
        "In the first half of 2020 Iran's trade with Osh fell by 1.5 per cent "
        "and its trade with Naryn by 5 per cent.",
        dates=["the first half of 2020"],
    )
    assert [c.measure for c in found] == ["Iran's trade with Osh", "trade with Naryn"]


def test_what_measures_nothing_that_is_said_is_an_issue():
    claims, issues = _find("It fell to 5%.")
    assert [c.measure for c in claims] == [None]
    assert [(i.kind, i.detail[:2]) for i in issues] == [("unmeasured_claim", "5%")]


def test_a_pronoun_measures_what_the_level_before_it_does():
    claims, issues = _find("Trade with Iran doubled.", "It fell to 5%.")
    assert [c.measure for c in claims] == ["Trade with Iran"] * 2
    assert issues == []


def test_a_quotation_is_its_speaker_s():
    text = ("Bolot Usenov said the road was open.", "“It employs 300 men,” he added.")
    claims, _ = _find(*text)
    assert [c.attribution for c in claims] == ["Bolot Usenov"]
    claims, _ = _find(text[0], "It employs 300 men.")
    assert [c.attribution for c in claims] == [None]


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("The roads are 300 km long, most of which were built before 1991.", [None]),
        ("The region's two largest states met in 2012.", [None]),
        ("Trade is $5 million, and in 2009 a road opened.", [None]),
        ("Exports were 5% more than in 2010.", [None]),
    ],
)
def test_a_date_of_another_clause_does_not_govern(sentence, dates):
    (date,) = re.findall(r"\b\d{4}\b", sentence)
    assert [c.date_edtf for c in claims_of(sentence, dates=[date])] == dates


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("According to media reports, 300 people left.", "media reports"),
        ("Official statistics show that 300 people left.", "Official statistics"),
        ("By some estimates, 300 people left.", "estimates"),
        ("“About 300 people left,” a local farmer told an agency.", "local farmer"),
        ("Some analysts believe that 300 people left.", "analysts"),
        ("Local media put the number of dead at 300.", "Local media"),
        ("The reserves are estimated at 300 tonnes by experts.", "experts"),
        ("He said that 300 people left.", None),
        ("It is said that 300 people left.", None),
        ("The army sent 300 people.", None),
    ],
)
def test_the_source_of_a_figure_is_said_in_words_even_where_it_is_no_actor(sentence, source):
    assert [claim.attribution for claim in claims_of(sentence)] == [source]


def test_a_report_names_its_maker_as_the_source():
    imf = {"IMF": "org:imf"}
    sentence = "Growth slowed by 2%, according to a study by the IMF."
    (claim,) = claims_of(sentence, mentions=imf)
    assert (claim.attribution, claim.attributed_to) == ("study", "org:imf")


@pytest.mark.parametrize(
    ("sentence", "date", "edtf", "mod"),
    [
        ("They have sent 300 men since the 2012 battle.", "2012", "2012/..", None),
        ("Trade, which stood at $1 billion in 2000, reached $20 billion.", "2000", None, None),
        ("The deficit narrowed to 1.5% from 2.2% in 2018.", "2018", None, None),
        ("By May the share was 5%, short of the 2017 target.", "2017", "2017", None),
    ],
)  # fmt: skip
def test_the_date_of_a_figure_is_the_one_that_governs_it(sentence, date, edtf, mod):
    claim = claims_of(sentence, dates=[date])[0 if "which" not in sentence else 1]
    assert (claim.date_edtf, claim.date_mod) == (edtf, mod)


@pytest.mark.parametrize(
    ("sentence", "base"),
    [
        ("It carries 55 bcm of gas.", (55e9, 55e9, "m3")),
        ("It made more than 300 GWh.", (1.08e15, None, "J")),
        ("It is 182 km long.", (182000, 182000, "m")),
        ("It covers 5 hectares.", (50000, 50000, "m2")),
        ("It weighs 1.2 million tonnes.", (1.2e9, 1.2e9, "kg")),
        ("It lasted two weeks.", (1209600, 1209600, "s")),
        ("It lasted two years.", (None, None, None)),
        ("It cost $5 million.", (None, None, None)),
        ("It sent 5 men.", (None, None, None)),
    ],
)
def test_base_values_stand_only_where_the_conversion_is_exact(sentence, base):
    (claim,) = claims_of(sentence)
    assert (claim.value_base_min, claim.value_base_max, claim.unit_base) == base


@given(st.integers(0, 10**9), st.sampled_from(["km", "t", "GW.h", "ha", "bbl", "[mi_i]"]))
def test_a_base_value_is_the_same_however_it_is_divided(value, unit):
    whole, thousandth = in_base_unit(unit, value, None), in_base_unit(unit, value / 1000, None)
    assert whole.low == pytest.approx(1000 * thousandth.low)
    assert whole.high is None


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 400), st.integers(1, 500), st.sampled_from([" to ", "-", " or "]), UNITS)
def test_ranges_with_both_units_come_back(low, more, link, unit):
    sentence = f"The plan is for {low}{unit[0]}{link}{low + more}{unit[0]} of it."
    assert only(sentence) == (low, low + more, unit[1])
