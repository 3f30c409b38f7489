"""Dated events by the rulings of the codebook, in sentences of our own."""

import pytest

from tests.extraction.event_cases import read, told

GOVERNED = [
    # the main verb, with its date wherever it stands
    ("In {2011|2011} <Iran|country:irn> shelled a border post.", ["shelled 2011"]),
    ("The ministers met in Vienna on {3 May 2013|2013-05-03}.", ["met 2013-05-03"]),
    ("A bomb exploded outside the consulate {last July|2014-07}.", ["exploded 2014-07"]),
    ("The bank, founded in {1998|1998}, has forty branches.", ["founded 1998"]),
    ("The company that built the dam in {1984|1984} is bankrupt.", ["built 1984"]),
    ("The treaty was ratified by parliament on {9 June 2010|2010-06-09}.", ["ratified 2010-06-09"]),
    ("Having left the alliance in {1999|1999}, the country is neutral.", ["left 1999"]),
    # several dates, several verbs
    ("He visited Baku in {1996|1996}, {1998|1998} and {2011|2011}.",
     ["visited 1996", "visited 1998", "visited 2011"]),
    ("The pact was signed on {3 November 2001|2001-11-03} and ratified in {May 2002|2002-05}.",
     ["signed 2001-11-03", "ratified 2002-05"]),
    ("In {2012|2012} the firm bought the mine and dismissed its workers.",
     ["bought 2012", "dismissed 2012"]),
    # nouns that name an occurrence
    ("The {May 2005|2005-05} protests shook the town.", ["protests 2005-05"]),
    ("<Turkey|country:tur>'s {1974|1974} invasion of <Cyprus|country:cyp> is still disputed.",
     ["invasion 1974"]),
    ("The embassy closed following the {2010|2010} violence.", ["closed 2010/..", "violence 2010"]),
    ("The riots in the capital in {2007|2007} remain a sore point.", ["riots 2007"]),
    ("{Last year|2014}'s summit was a disappointment.", ["summit 2014"]),
    ("The coup and massacres of {1973|1973} are remembered.", ["coup 1973", "massacres 1973"]),
    ("Farms suffer attacks, the two most recent in {May|2014-05} and {June 2014|2014-06}.",
     ["attacks 2014-05", "attacks 2014-06"]),
    # light and aspectual verbs give way to their noun
    ("The premier made a visit to Oslo in {April 2009|2009-04}.", ["visit 2009-04"]),
    ("The two sides held talks in {June 2013|2013-06}.", ["talks 2013-06"]),
    ("They reached an agreement in {2009|2009}.", ["agreement 2009"]),
    ("The army completed the withdrawal in {March 1989|1989-03}.", ["withdrawal 1989-03"]),
    ("The union raised concerns about pay in {2014|2014}.", ["concerns 2014"]),
    ("The ministry launched consultations in {2012|2012}.", ["consultations 2012"]),
    ("Construction of the canal began in {1903|1903}.", ["Construction 1903"]),
    ("The clashes left dozens dead in {June 2010|2010-06}.", ["clashes 2010-06"]),
    ("The first joint drills were in {August 2003|2003-08}.", ["drills 2003-08"]),
    ("Between {2002 and 2010|2002/2010} the navy took part in more than twenty exercises.",
     ["exercises 2002/2010"]),
    ("The latest, in {July 2012|2012-07}, focused on rescue at sea.", ["focused 2012-07"]),
    ("<Japan|country:jpn> has continued to invest there since {2008|2008/..}.", ["invest 2008/.."]),
    # a start that is asserted, a deed since a date
    ("In {June 2009|2009-06} <Norway|country:nor> became the main investor.", ["became 2009-06"]),
    ("Three governors have been dismissed {since 2005|2005/..}.", ["dismissed 2005/.."]),
    # the commitment is told, not what it promises
    ("In {1996|1996} the two armies agreed to withdraw their tanks.", ["agreed 1996"]),
    ("He promised in {2012|2012} to spend more on schools.", ["promised 2012"]),
    # occurrences in the same clause
    ("In {May 2005|2005-05} soldiers suppressed protests in the valley.",
     ["suppressed 2005-05", "protests 2005-05"]),
    ("In {2009|2009} the party boycotted the summit.", ["boycotted 2009", "summit 2009"]),
    ("When <Georgia|country:geo> closed the base in {2007|2007}, officers protested.",
     ["closed 2007", "protested 2007"]),
    # news agency, United Nations, press release, chronicle
    ("MANILA, {June 3|2015-06-03} - Police arrested eleven men on {Wednesday|2015-06-03}.",
     ["arrested 2015-06-03"]),
    ("On {14 May 1999|1999-05-14} a patrol of the Mission was detained by armed men.",
     ["detained 1999-05-14"]),
    ("The Committee held its third session from {5 to 8 June 2000|2000-06-05/2000-06-08}.",
     ["session 2000-06-05/2000-06-08"]),
    ("On {6 May|1999-05-06} my Special Representative met the President.", ["met 1999-05-06"]),
    ("The Minister will open the new terminal on {2 July 2015|2015-07-02}.", ["open 2015-07-02"]),
    ("{1994|1994}: <Latvia|country:lva> withdraws its request.", ["withdraws 1994"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "events"), GOVERNED)
def test_a_date_governs(text: str, events: list[str]) -> None:
    assert told(text) == events


NO_EVENT = [
    # states, measurements, agentless trends
    "<China|country:chn> has been the largest partner since {2009|2009/..}.",
    "Trade reached $90 billion in {2023|2023}.",
    "Prices rose sharply in {2011|2011}.",
    "Exports grew from $1 billion in {2000|2000} to $9 billion in {2010|2010}.",
    "In {2010|2010} the register included forty firms.",
    "Output could overtake that of <Spain|country:esp> by {2035|../2035}.",
    "As the {decade|200X} progressed, it became clear that little would change.",
    # a date that qualifies a noun that is no event
    "The {2007|2007} military doctrine stresses deterrence.",
    "Its {2012|2012} budget is small.",
]


@pytest.mark.parametrize("text", NO_EVENT)
def test_no_event_in(text: str) -> None:
    assert told(text) == []


CITED = [
    "Author's interviews, Tbilisi, {June 2012|2012-06}.",
    "“Miners attack police station”, <Reuters|org:reuters>, {4 May 2011|2011-05-04}.",
    "Jane Roe, paper, security conference, Vienna, {15 June 2012|2012-06-15}.",
    "Prime Minister, speech to parliament, {June 2012|2012-06}.",
    "The town was shelled; “Town under fire”, embassy cable, {8 May 2008|2008-05-08}.",
    "Reports on Peru: The Lima Uprising, {25 May 2005|2005-05-25}.",
]


@pytest.mark.parametrize("text", CITED)
def test_a_cited_work_in_a_note_is_no_event(text: str) -> None:
    assert told(text, region="footnote") == []


def test_a_note_tells_events_too() -> None:
    assert told("In {July 1996|1996-07}, the king visited Malta.", region="footnote") == [
        "visited 1996-07"
    ]


TIMES = [
    ("It was not completed {until 2009|../2009}.", "2009", None),
    ("The port closed after the {4 May 2010|2010-05-04} explosion.", "2010-05-04/..", "AFTER"),
    ("The port closed after the explosion in {May 2010|2010-05}.", "2010-05/..", None),
    ("The king fled before the {1979|1979} revolution.", "../1979", "BEFORE"),
    ("Since its creation in {2001|2001}, the body has rejected four states.", "2001/..", None),
    ("He left {after the 5 May 2010|2010-05-05/..|AFTER} riots.", "2010-05-05", None),
    ("Rebels may attack {after 2014|2014/..|AFTER}.", "2014/..", "AFTER"),
    ("During the {July 2012|2012-07} fighting the ministry issued a statement.", "2012-07", None),
    ("On the eve of the {2012|2012} summit, critics spoke out.", "2012", None),
    ("The port closed after the explosions of the {1990s|199X}.", "1990-01/..", None),
    ("The port closed before the explosion in {spring 2010|2010-21}.", "../2010-03", "BEFORE"),
]


@pytest.mark.parametrize(("text", "edtf", "mod"), TIMES)
def test_the_time_of_an_event_follows_its_relation_to_the_date(
    text: str, edtf: str, mod: str | None
) -> None:
    events, _, _ = read(text)
    assert (edtf, mod) in [(e.date_edtf, e.date_mod) for e in events]


TYPES = [
    ("In {2001|2001} they opened a base.", "CONSTRUCT"),
    ("In {2001|2001} troops opened fire on the crowd.", "ASSAULT"),
    ("In {2001|2001} they opened talks.", "CONSULT"),
    ("In {2001|2001} he took power.", "LEADERSHIP"),
    ("In {2001|2001} they imposed sanctions.", "SANCTION"),
    ("In {2001|2001} they imposed a curfew.", "COERCE"),
    ("In {2001|2001} they sent troops.", "MOBILIZE"),
    ("In {2001|2001} they sent an envoy.", "CONSULT"),
    ("In {2001|2001} they founded a bank.", "TRANSACT"),
    ("In {2001|2001} they founded a party.", "ESTABLISH"),
    ("In {2001|2001} the generals launched an offensive.", "ASSAULT"),
    ("In {2001|2001} the villagers gathered in the square.", "PROTEST"),
    ("In {2001|2001} he gave the army uniforms and vehicles.", "AID"),
    ("In {2001|2001} the parliament rejected the bill.", "REJECT"),
    ("In {2001|2001} the office was ransacked.", "OTHER"),
]


@pytest.mark.parametrize(("text", "event_type"), TYPES)
def test_the_type_depends_on_the_sense(text: str, event_type: str) -> None:
    events, _, _ = read(text)
    assert [e.event_type for e in events] == [event_type]


MODALITIES = [
    ("They signed it in {2010|2010}.", "actual"),
    ("They did not sign it in {2010|2010}.", "negated"),
    ("The bridge is due to open in {2019|2019}.", "planned"),
    ("The leaders are scheduled to meet in {2016|2016}.", "planned"),
    ("The {2016|2016} election is far away.", "planned"),
    ("The rebels may attack in {2016|2016}.", "possible"),
    ("The line was not completed {until 2009|../2009}.", "actual"),
    ("The planned {2014|2014} withdrawal caused alarm.", "planned"),
]


@pytest.mark.parametrize(("text", "modality"), MODALITIES)
def test_modality(text: str, modality: str) -> None:
    events, _, _ = read(text)
    assert [e.modality for e in events] == [modality]


A, B, C = "<Peru|country:per>", "<Chile|country:chl>", "<OAS|igo:oas>"
PARTICIPANTS = [
    (f"{A} attacked {B} in {{1879|1879}}.", {"country:per": "source", "country:chl": "target"}),
    (f"{A} was attacked by {B} in {{1879|1879}}.",
     {"country:per": "target", "country:chl": "source"}),
    (f"{A} signed a treaty with {B} in {{1879|1879}}.",
     {"country:per": "source", "country:chl": "source"}),
    (f"<Chilean|country:chl|demonym> troops entered {A} in {{1879|1879}}.",
     {"country:chl": "source", "country:per": "target"}),
    (f"{A} and {B} met in {{1879|1879}}.", {"country:per": "source", "country:chl": "source"}),
    (f"The {{1879|1879}} talks between {A} and {B} failed.",
     {"country:per": "source", "country:chl": "source"}),
    (f"{A}’s {{1879|1879}} intervention in {B} failed.",
     {"country:per": "source", "country:chl": "target"}),
    ("The overthrow of President <Ana Ruiz|person:ana-ruiz> in {1879|1879} was bloody.",
     {"person:ana-ruiz": "target"}),
    (f"President <Ana Ruiz|person:ana-ruiz> visited {A} in {{1879|1879}}.",
     {"person:ana-ruiz": "source", "country:per": "target"}),
    (f"{C} was founded in {{1879|1879}}.", {"igo:oas": "target"}),
    (f"Members of the {C} met in {{1879|1879}}.", {"igo:oas": "source"}),
    (f"{A} joined the {C} in {{1879|1879}} and left it in {{1890|1890}}.",
     {"country:per": "source", "igo:oas": "source"}),
    (f"Loans were signed with {A} in {{1879|1879}} and with {B} in {{1890|1890}}.",
     {"country:per": "source"}),
    (f"{A} withdrew from {B} in {{1879|1879}}.", {"country:per": "source"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "actors"), PARTICIPANTS)
def test_participants_and_their_roles(text: str, actors: dict[str, str]) -> None:
    events, _, _ = read(text)
    assert dict(events[0].actors) == actors


def test_a_pronoun_means_the_nearest_fitting_subject() -> None:
    events, _, _ = read(
        "<Peru|country:per> watched with concern. # In {1879|1879} it attacked <Chile|country:chl>."
    )
    assert dict(events[0].actors) == {"country:per": "source", "country:chl": "target"}


def test_the_sentence_after_a_dated_event_continues_it() -> None:
    text = "In {1994|1994} <Ana Ruiz|person:ana-ruiz> visited the coast. # She announced reforms."
    events, _, _ = read(text)
    assert [(e.date_edtf, e.date_basis, e.rule) for e in events][1:] == [
        ("1994", "context", "neighbour-date")
    ]
    assert dict(events[1].actors) == {"person:ana-ruiz": "source"}


def test_a_headline_takes_the_date_of_the_dateline_below() -> None:
    events, _, _ = read(
        "<Norway|country:nor> donates boats to <Peru|country:per> # {18 June 2010|2010-06-18}"
    )
    assert [(e.event_type, e.date_edtf) for e in events] == [("AID", "2010-06-18")]


def test_a_report_is_attributed_to_who_tells_it() -> None:
    events, _, _ = read("<Peru|country:per> said that rebels killed a judge in {2010|2010}.")
    assert [(e.event_type, e.attributed_to) for e in events] == [("ASSAULT", "country:per")]


def test_a_place_is_the_most_specific_named() -> None:
    events, issues, _ = read(
        "Police dispersed a rally in Arequipa, <Peru|country:per>, on {5 May 2010|2010-05-05}."
    )
    assert (events[0].place, events[0].place_country) == ("Arequipa", "PER")
    assert events[0].place_geonames_id is not None
    assert issues == []


def test_a_place_that_the_gazetteer_lacks_is_an_issue() -> None:
    events, issues, _ = read("Gunmen killed a judge in Qwrtzville on {5 May 2010|2010-05-05}.")
    assert (events[0].place, events[0].place_geonames_id) == ("Qwrtzville", None)
    assert [i.kind for i in issues] == ["unmapped_place"]
