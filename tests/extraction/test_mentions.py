"""What is a mention and of whom: sentences of our own in the manner of many publishers."""

import itertools

import pytest

from pipeline.extraction.mentions import actor_register, find_mentions
from pipeline.extraction.parsing import ParsedDocument, parse
from pipeline.extraction.spans import Actor, Issue, Mention
from pipeline.sources.model import Document, Sentence


def document(*sentences: str, region: str = "body", title: str = "") -> ParsedDocument:
    """A parsed document of ``sentences``, one after the other."""
    raw = "\n".join(sentences)
    source = Document(
        document_id="d",
        source_id="s",
        title=title,
        authors=(),
        publisher="",
        published=None,
        url=None,
        language="en",
        genre="report",
        licence="CC0-1.0",
        raw_path="d.txt",
        raw_sha256="",
        media_type="text/plain",
        raw=raw,
        start=0,
        end=len(raw),
    )
    rows, at = [], 0
    for ordinal, text in enumerate(sentences):
        starts = range(at, at + len(text))
        rows.append(
            Sentence(
                sentence_id=str(ordinal),
                document_id="d",
                ordinal=ordinal,
                section=None,
                region=region,
                text=text,
                starts=starts,
                ends=[s + 1 for s in starts],
                hangs_on=None,
                paragraph=ordinal,
            )
        )
        at += len(text) + 1
    return parse(source, rows)


def found(text: ParsedDocument) -> tuple[list[Mention], list[Actor], list[Issue]]:
    return find_mentions(text, actor_register())


def mentioned(*sentences: str, region: str = "body", title: str = "") -> list[str]:
    """Each mention as its words, followed by ``=name`` where the actor is called otherwise."""
    text = document(*sentences, region=region, title=title)
    mentions, actors, _ = found(text)
    names = {a.actor_id: a.name for a in (*actor_register().actors, *actors)}
    shown = []
    for m in mentions:
        words, name = text.sentences[m.sentence].text[m.start : m.end], names[m.actor_id]
        shown.append(words if words == name else f"{words}={name}")
    return shown


def expected(line: str) -> list[str]:
    return [part.strip() for part in line.split(";") if part.strip()]


SENTENCES = [
    # names, acronyms, possessives, articles, titles
    (
        "Kazakhstan’s President Nursultan Nazarbayev met Hu Jintao.",
        "Kazakhstan; Nursultan Nazarbayev; Hu Jintao",
    ),
    (
        "The Shanghai Cooperation Organization (SCO) admitted India.",
        "Shanghai Cooperation Organization=Shanghai Cooperation Organisation; "
        "SCO=Shanghai Cooperation Organisation; India",
    ),
    ("She told The Economist that the U.S. would stay.", "The Economist; U.S.=United States"),
    (
        "Foreign Minister Wang Yi and Deputy Prime Minister Azim Ibrohim signed it.",
        "Wang Yi; Azim Ibrohim",
    ),
    ("Kyrgyz Prime Minister Temir Sariev resigned.", "Kyrgyz=Kyrgyzstan; Temir Sariev"),
    ("The UN and the EU sent observers to Osh.", "UN=United Nations; EU=European Union"),
    ("It was told to us by officials.", ""),
    # compounds
    (
        "Russian-led blocs and post-Soviet elites fear anti-Western moods.",
        "Russian=Russia; Soviet=Soviet Union; Western=West",
    ),
    (
        "The China-Kyrgyzstan-Uzbekistan railway will cost billions.",
        "China; Kyrgyzstan; Uzbekistan",
    ),
    ("The Turkmenistan-China pipeline runs east.", "Turkmenistan; China"),
    (
        "Sino-Russian trade grew and U.S.-Uzbek ties warmed.",
        "Sino=China; Russian=Russia; U.S.=United States; Uzbek=Uzbekistan",
    ),
    ("An SCO-wide development bank was discussed.", "SCO=Shanghai Cooperation Organisation"),
    ("Afghanistan-India trade passes Iran.", "Afghanistan; India; Iran"),
    # capitalised heads hide, small ones do not
    ("They signed the SCO Convention on Counter-Terrorism.", ""),
    ("The Belt and Road Initiative reached Georgia.", "Georgia"),
    ("A CSTO base near the border was closed.", "CSTO=Collective Security Treaty Organisation"),
    ("The Asian Development Bank financed the road.", "Asian Development Bank"),
    ("The China-Central Asia Summit opened with a dinner.", ""),
    (
        "China Daily praised the Chinese Embassy in Bishkek.",
        "China Daily; Chinese Embassy in Bishkek",
    ),
    ("The Kazakhstan-China Oil Pipeline was extended.", ""),
    # states, bodies, armies
    (
        "The Chinese foreign ministry denied it.",
        "Chinese foreign ministry=Ministry of Foreign Affairs of China",
    ),
    ("The Uzbek parliament ratified the treaty.", "Uzbek parliament=Parliament of Uzbekistan"),
    ("The Tajik army moved.", "Tajik=Tajikistan"),
    ("The Kyrgyz Government asked for help.", "Kyrgyz Government=Kyrgyzstan"),
    ("The Ministry of Energy of Kazakhstan published data.", "Ministry of Energy of Kazakhstan"),
    (
        "The Kremlin and the Pentagon were silent.",
        "Kremlin=Russia; Pentagon=US Department of Defense",
    ),
    # peoples, languages, religions
    ("Ethnic Kazakhs left Xinjiang.", "Kazakhs; Xinjiang"),
    ("The Kyrgyz diaspora in Turkey voted.", "Kyrgyz; Turkey=Türkiye"),
    ("Uighur militants fought in Syria.", "Uighur=Uyghurs; Syria"),
    ("Few of them speak Russian and the laws are in Kazakh.", ""),
    ("Muslims and Christians prayed there.", ""),
    ("The Russians understand that.", "Russians=Russia"),
    # metonyms and places
    ("Beijing believes that talks with Moscow help.", "Beijing=China; Moscow=Russia"),
    ("Talks between Bishkek and Beijing stalled.", "Bishkek=Kyrgyzstan; Beijing=China"),
    ("Policymakers in Washington disagree.", "Washington=United States"),
    ("He flew to Dushanbe and met students in Astana.", ""),
    ("Protests in Tashkent went on for days.", ""),
    ("Pressure from Beijing grew.", "Beijing=China"),
    ("Tashkent-based firms prefer Moscow-backed loans.", "Moscow=Russia"),
    ("Beijing’s influence in Ashgabat’s streets is small.", "Beijing=China"),
    ("The summit in Bishkek was short.", ""),
    # regions wherever they stand
    ("Workers came from Gorno-Badakhshan and the Caucasus.", "Gorno-Badakhshan; Caucasus"),
    ("Western China lies far from western powers.", "China; western=West"),
    (
        "European companies left the Ferghana Valley.",
        "European=Europe; Ferghana Valley=Fergana Valley",
    ),
    # news agency
    (
        "BISHKEK, June 12 (Reuters) - Kyrgyzstan will borrow $100 million from China.",
        "Reuters; Kyrgyzstan; China",
    ),
    (
        "Zarina Tolonova, an economist at the Centre for Steppe Studies, said imports fell.",
        "Zarina Tolonova; Centre for Steppe Studies",
    ),
    # UN report
    (
        "The Security Council heard the Special Representative, Mr. Gerd Merrem.",
        "Security Council=United Nations Security Council; Gerd Merrem",
    ),
    (
        "The United Nations High Commissioner for Refugees (UNHCR) opened an office.",
        "United Nations High Commissioner for Refugees; UNHCR",
    ),
    # ministry press release, presidential address, newspaper, wiki
    (
        "Minister of Trade and Integration Bakhyt Sultanov received Ambassador Zhang Xiao.",
        "Bakhyt Sultanov; Zhang Xiao",
    ),
    ("I instruct the National Bank and the Government to act.", "National Bank"),
    ("The loan comes from the Eximbank of China.", "Eximbank of China=Export-Import Bank of China"),
    (
        "In 2002 the Collective Security Treaty became the CSTO.",
        "CSTO=Collective Security Treaty Organisation",
    ),
    ("The newspaper Vechernyaya Zarya printed it.", "Vechernyaya Zarya"),
    # more of the manner of agencies, wikis, ministries and newspapers
    (
        "The mayor of Khorog, Alisher Mirzonabotov, met Tajik soldiers.",
        "Alisher Mirzonabotov; Tajik",
    ),
    ("New Delhi and Islamabad quarrelled over Chabahar port.", "New Delhi; Islamabad"),
    ("He studied Chinese and translated poems from Kazakh into English.", ""),
    ("The Amu Darya River and Lake Issyk-Kul are shrinking.", ""),
    ("China signed the Sino-Kazakh Boundary Agreement.", "China"),
    ("The Silk Road Fund invests along the Silk Road.", "Silk Road Fund"),
    ("The Democratic Party of Kazakhstan held a rally.", "Democratic Party of Kazakhstan"),
    ("The US-based Freedom House closed its office.", "US; Freedom House"),
    (
        "Uzbekistan's deputy minister of energy Sherzod Khodjaev signed.",
        "Uzbekistan; Sherzod Khodjaev",
    ),
    ("Huaneng president Deng Jianling spoke.", "Huaneng=China Huaneng Group; Deng Jianling"),
    ("The road from Dushanbe to Khujand was closed.", ""),
    ("Moscow, Beijing and Tehran condemned it.", "Moscow; Beijing; Tehran"),
    ("The loan angered Washington, and London imposed sanctions.", "Washington; London"),
    ("Washington, D.C. is far from Tashkent’s bazaars.", ""),
    ("The Soviets built the Nurek Dam.", "Soviets"),
    ("The Uzbeks of Osh fled from Kyrgyz villagers.", "Uzbeks; Kyrgyz"),
    ("Chinese New Year is celebrated by Dungans.", "Dungans"),
    (
        "Car makers left, among them firms such as Renault, Toyota and Hyundai.",
        "Renault; Toyota; Hyundai",
    ),
    ("Premier Ulan Temirov flew home from Bishkek.", "Ulan Temirov"),
    ("The Ministry of Commerce of the PRC was asked.", "Ministry of Commerce of the PRC"),
    (
        "Steppe University and the Institute of Analysis of Desert Soils merged.",
        "Steppe University; Institute of Analysis of Desert Soils",
    ),
    (
        "In 1997 the Treaty on Friendship and Cooperation bound China and Tajikistan.",
        "China; Tajikistan",
    ),
]


@pytest.mark.parametrize(("sentence", "mentions"), SENTENCES)
def test_mentions_of_a_sentence(sentence: str, mentions: str) -> None:
    assert [m.split("=")[0] for m in mentioned(sentence)] == [
        e.split("=")[0] for e in expected(mentions)
    ]


NOTES = [
    (
        "Erica Marat, “Unrest in the Mountains”, The Jamestown Foundation, 3 July 2008.",
        "Erica Marat; The Jamestown Foundation=Jamestown Foundation",
    ),
    ("Crisis Group interview, Beijing, June 2012.", "Crisis Group=International Crisis Group"),
    (
        "Crisis Group Asia Report N°201, Tajikistan: Old Wounds, 24 May 2011.",
        "Crisis Group=International Crisis Group",
    ),
    ("“Pipeline opens in Kazakhstan”, Nordlys, 4 May 2010.", "Nordlys"),
    (
        "王小明、李大山 [Wang Xiaoming, Li Dashan], 《中亚》 [“On Central Asia”], 2009.",
        "王小明=Wang Xiaoming; 李大山=Li Dashan; Wang Xiaoming; Li Dashan",
    ),
    ("Zhao Longsheng, op. cit.", "Zhao Longsheng"),
    (
        "See Anna Bell and Carl Dean, “A Road for Kyrgyzstan”, Steppe Quarterly, vol. 5, 2011.",
        "Anna Bell; Carl Dean; Steppe Quarterly",
    ),
    ("A Kazakh analyst said, “China needs Kazakhstan”.", "Kazakh; China; Kazakhstan"),
    ("www.eurasianet.org/China-in-Kazakhstan.html.", ""),
]


@pytest.mark.parametrize(("sentence", "mentions"), NOTES)
def test_mentions_of_a_note(sentence: str, mentions: str) -> None:
    assert [m.split("=")[0] for m in mentioned(sentence, region="footnote")] == [
        e.split("=")[0] for e in expected(mentions)
    ]


def test_a_credit_in_a_caption_is_a_mention() -> None:
    shown = mentioned("A market in Osh. Photo: Danil Usmanov / Reuters", region="caption")
    assert shown == ["Danil Usmanov", "Reuters"]


def test_a_heading_names_actors_but_no_unknown_persons() -> None:
    assert mentioned("Tajikistan and the Silk Road: Hopes and Fears", region="heading") == [
        "Tajikistan"
    ]


def test_a_surname_means_the_person_whose_full_name_the_document_gives() -> None:
    shown = mentioned("Police chief Zhou Tianlin visited Kabul.", "Zhou left early.")
    assert shown == ["Zhou Tianlin", "Zhou=Zhou Tianlin"]


def test_an_acronym_holds_where_the_document_defines_it() -> None:
    shown = mentioned(
        "The Regional Dams Agency (RDA) met.", "RDA experts spoke.", "Excess items (EI) went."
    )
    assert shown == ["Regional Dams Agency", "RDA=Regional Dams Agency", "RDA=Regional Dams Agency"]


def test_two_acronyms_in_one_bracket_name_two_bodies() -> None:
    text = document("The Steppe Academy (SA) and the Desert Institute (DI) met.", "SA/DI talks.")
    mentions, actors, _ = found(text)
    assert {a.actor_id for a in actors} == {"org:steppe-academy", "org:desert-institute"}
    assert len(mentions) == 6


def test_glued_pinyin_is_the_same_person() -> None:
    shown = mentioned(
        "王小明 [WangXiaoming], op. cit.", "Wang Xiaoming, op. cit.", region="footnote"
    )
    assert shown == [
        "王小明=Wang Xiaoming",
        "WangXiaoming=Wang Xiaoming",
        "Wang Xiaoming",
    ]


def test_a_new_actor_is_unreviewed_with_a_readable_id() -> None:
    _, actors, _ = found(document("Prime Minister Ulan Temirov resigned."))
    assert actors == [
        Actor(
            actor_id="person:ulan-temirov",
            name="Ulan Temirov",
            actor_type="person",
            country=None,
            aliases=(),
            wikidata=None,
            status="unreviewed",
        )
    ]


def test_a_body_named_without_its_state_belongs_to_the_one_the_title_names() -> None:
    text = document(
        "Kazakhstan acted.", "The head of the State Water Agency spoke.", title="Kazakhstan at 30"
    )
    _, actors, _ = found(text)
    assert [(a.country, a.aliases) for a in actors] == [
        ("KAZ", ("State Water Agency of Kazakhstan",))
    ]


def test_a_surname_that_two_persons_of_the_document_bear_is_an_issue() -> None:
    text = document(
        "Governor Azat Temirov met Minister Ulan Temirov.", "Later Temirov signed the paper."
    )
    mentions, _, issues = found(text)
    assert [m.sentence for m in mentions] == [0, 0]
    assert [(i.sentence, i.kind) for i in issues] == [(1, "ambiguous_actor")]


def test_mentions_are_in_order_and_do_not_overlap() -> None:
    text = document(*(sentence for sentence, _ in SENTENCES))
    mentions, _, _ = found(text)
    spans = [(m.sentence, m.start, m.end) for m in mentions]
    assert spans == sorted(spans)
    for (s, _, end), (other, start, _) in itertools.pairwise(spans):
        assert s != other or end <= start


def test_every_mention_refers_to_an_actor_that_is_known_or_new() -> None:
    text = document(*(sentence for sentence, _ in SENTENCES))
    mentions, actors, _ = found(text)
    known = {a.actor_id for a in (*actor_register().actors, *actors)}
    assert {m.actor_id for m in mentions} <= known
    assert {a.actor_id for a in actors} <= {m.actor_id for m in mentions}


def test_forms() -> None:
    text = document("China, the SCO, Chinese firms and Beijing’s envoys.")
    assert [m.form for m in found(text)[0]] == ["name", "acronym", "demonym", "metonym"]


def test_an_office_without_a_name_is_no_mention() -> None:
    assert mentioned("The Secretary-General's report came.", "The Minister of State.") == []


def test_the_register_holds_names_and_acronyms_as_aliases_but_no_demonyms() -> None:
    china = actor_register().by_id["country:chn"]
    assert "PRC" in china.aliases
    assert not {"Chinese", "Beijing"} & set(china.aliases)
