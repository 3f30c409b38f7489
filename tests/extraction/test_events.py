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
    ("{June 2001|2001-06} – Bank founded in Riga by six states.", ["founded 2001-06"]),
    # the verb that commits or asks has the date, not what it commits to
    ("<Peru|country:per> applied to join the club in {1996|1996}.", ["applied 1996"]),
    ("He appealed for help in preventing a famine on {8 May 1992|1992-05-08}.",
     ["appealed 1992-05-08"]),
    ("Officials said in {2011|2011} they would not sell the mine.", ["said 2011"]),
    ("They cancelled the tender in {2007|2007}, only to reopen it in {2008|2008}.",
     ["cancelled 2007", "reopen 2008"]),
    ("In {1997|1997} the minister was forced to resign.", ["resign 1997"]),
    # a date that hangs on a noun of the verb's phrase, but not what the noun is for
    ("The road was rebuilt with a loan between {2006 and 2010|2006/2010}.", ["rebuilt 2006/2010"]),
    ("Ministers adopted a plan for {2001-2003|2001/2003} in {August 2000|2000-08}.",
     ["adopted 2000-08"]),
    ("Starting in {2014|2014}, <Chile|country:chl> has trained pilots.", ["trained 2014/.."]),
    # clauses beside the dated one
    ("The mayor resigned in {May 1992|1992-05}, and his deputy was arrested.",
     ["resigned 1992-05", "arrested 1992-05"]),
    ("The line opened in {2009|2009}, when the king flew north.", ["opened 2009", "flew 2009"]),
    ("Until {2005|../2005}, when they were expelled, monks lived there.", ["expelled 2005"]),
    ("Deputies, voting in {January 2011|2011-01}, ceded the island.",
     ["voting 2011-01", "ceded 2011-01"]),
    ("The visit in {2017|2017}, during which ten contracts were signed, was brief.",
     ["visit 2017", "signed 2017"]),
    ("In {2016|2016} <Peru|country:per> built a port, and it has recently sold two ships.",
     ["built 2016"]),
    ("The navies held an exercise in {2006|2006} and a second in {2011|2011}.",
     ["exercise 2006", "exercise 2011"]),
    ("They signed a pact on {5 May 2001|2001-05-05}, with a loan of $2 million.",
     ["signed 2001-05-05", "loan 2001-05-05"]),
    # happenings that the dated brought about, or that stand before the date
    ("The blast in {June 2011|2011-06} led to the resignation of a minister.",
     ["blast 2011-06", "resignation 2011-06"]),
    ("Militants were blamed for explosions in the market in {May 1997|1997-05}.",
     ["blamed 1997-05", "explosions 1997-05"]),
    ("There were forty demonstrations in {2019|2019}.", ["demonstrations 2019"]),
    ("A wave of attacks shook the coast in {2012|2012}.", ["attacks 2012"]),
    ("Deliveries followed in {August 2012|2012-08}.", ["Deliveries 2012-08"]),
    ("The minister sent an observer to the {2014|2014} meeting.", ["sent 2014", "meeting 2014"]),
    ("Border guards were seen patrolling there in {2016|2016}.", ["patrolling 2016"]),
    ("The next summit is scheduled for {July 2016|2016-07}.", ["summit 2016-07"]),
    ("<Chile|country:chl> reduced its garrison in {2003|2003}.", ["reduced 2003"]),
    ("The army declared a cease-fire on {21 May 1999|1999-05-21}.", ["declared 1999-05-21"]),
    ("A re-evaluation followed in {2009|2009}.", ["re-evaluation 2009"]),
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
    # records, trends, rules, ends
    "It is the largest port {since 2003|2003/..}.",
    "<Chile|country:chl> has become the largest lender {since 2009|2009/..}.",
    "Much has changed {since 2006|2006/..}.",
    "The council extended the mandate {until May 2014|../2014-05}.",
    "Access shall be given to all parties to the rules of {17 June 2004|2004-06-17}.",
    "A cable of {13 May 2010|2010-05-13} describes the palace.",
    "The agency's reply in {2011|2011} was paraphrased elsewhere.",
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
    ("In {2001|2001} the crowd demonstrated.", "PROTEST"),
    ("In {2001|2001} they were admitted.", "SUPPORT"),
    ("In {2001|2001} he called it a disgrace.", "STATE"),
    ("In {2001|2001} she flew to Lima.", "CONSULT"),
    ("In {2001|2001} the two navies trained together.", "COOPERATE"),
    ("In {2001|2001} they stayed away.", "REJECT"),
    ("In {2001|2001} they launched a strike on the port.", "ASSAULT"),
    ("In {2001|2001} the office was redecorated.", "OTHER"),
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


CONTINUED = [
    # the next deed of a narrative, whose subject is new
    ("The mine was attacked in {May 2012|2012-05}. # Police arrested two men.",
     ["attacked 2012-05", "arrested 2012-05"]),
    ("Talks were held in {2011|2011}. # The two sides signed a treaty and agreed to meet again.",
     ["Talks 2011", "signed 2011", "agreed 2011"]),
    # what answers a dated happening follows it too
    ("After the {3 May 2010|2010-05-03} blast the port closed. # The firm dismissed its guards.",
     ["blast 2010-05-03", "closed 2010-05-03/..", "dismissed 2010-05-03/.."]),
    # a voice with a name; a time that a sentence sets
    ("The mine was attacked in {May 2012|2012-05}. # <Peru|country:per> called it a crime.",
     ["attacked 2012-05", "called 2012-05"]),
    ("In {2003|2003} trade was brisk. # Two crossings were opened.", ["opened 2003"]),
    # the same told again, a state, a voice without a part in it
    ("The mine was attacked in {May 2012|2012-05}. # Two men were assaulted.",
     ["attacked 2012-05"]),
    ("The mine was attacked in {May 2012|2012-05}. # An expert said it was badly guarded.",
     ["attacked 2012-05"]),
    ("The mine was attacked in {May 2012|2012-05}. # It has many owners.", ["attacked 2012-05"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "events"), CONTINUED)
def test_the_sentence_after_goes_on_with_what_is_news(text: str, events: list[str]) -> None:
    assert told(text) == events


MEANT = [
    (f"At its {{1879|1879}} congress, {C} admitted {A}.",
     "admitted", {"igo:oas": "source", "country:per": "target"}),
    (f"In {{1879|1879}} {A} received money {B} offered.",
     "received", {"country:per": "target", "country:chl": "source"}),
    (f"A team of doctors from {A} arrived in {{1879|1879}}.", "arrived", {"country:per": "source"}),
    (f"People from {A} crossed the river in {{1879|1879}}.", "crossed", {"country:per": "source"}),
    (f"{C} met. # The {{1879|1879}} summit was brief.", "summit", {"igo:oas": "source"}),
    (f"In {{1879|1879}} {A} argued that {B} had lied.", "argued", {"country:per": "source"}),
    (f"Firms from {B} are victims of attacks, the latest in {{1879|1879}}.",
     "attacks", {"country:chl": "target"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "actors"), MEANT)
def test_whom_a_phrase_means(text: str, trigger: str, actors: dict[str, str]) -> None:
    events, _, parsed = read(text)
    found = {parsed.sentences[e.sentence].text[e.start : e.end]: dict(e.actors) for e in events}
    assert found[trigger] == actors


PLACES = [
    ("He visited <Peru|country:per> in {2010|2010}.", "Peru"),
    ("The {2014|2014} withdrawal from <Peru|country:per> was hasty.", "Peru"),
    ("Soldiers suppressed protests in Arequipa in {2010|2010}.", "Arequipa"),
    # an adversary's country is not the place
    ("<Chile|country:chl> intervened in <Peru|country:per> in {1879|1879}.", None),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_places(text: str, place: str | None) -> None:
    events, _, _ = read(text)
    assert {e.place for e in events} == {place}


def test_a_word_that_no_vocabulary_knows_is_a_rule_of_its_own() -> None:
    events, _, _ = read("In {2001|2001} the office was redecorated.")
    assert [e.rule for e in events] == ["unknown-word"]


def test_the_author_of_a_cited_work_takes_no_part() -> None:
    events, _, _ = read(
        "<Peru|country:per> sent troops in {1879|1879} (<Smith|person:smith> 2013)."
    )
    assert [dict(e.actors) for e in events] == [{"country:per": "source"}]
