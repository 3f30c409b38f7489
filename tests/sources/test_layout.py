"""Regions and paragraphs: what the layout of a page says of its text."""

from pathlib import Path

from tests.sources.reader import read, texts

COLUMN = """The line to the border was opened with
some ceremony, and its two owners said
that more would follow in due course.
"""


def test_a_line_that_the_margin_broke_goes_on(tmp_path: Path) -> None:
    assert texts(read(tmp_path, COLUMN)) == [
        "The line to the border was opened with some ceremony, and its two owners said "
        "that more would follow in due course."
    ]


def test_a_heading_is_a_region_of_its_own_and_names_the_section(tmp_path: Path) -> None:
    sentences = read(tmp_path, f"II. The New Line\n\n{COLUMN}")
    assert [(s.region, s.section) for s in sentences] == [
        ("heading", "II. The New Line"),
        ("body", "II. The New Line"),
    ]


def test_a_paragraph_goes_on_behind_a_page_break(tmp_path: Path) -> None:
    text = COLUMN + "\nThe ministers then met again in the\nnorthern half of the yard, where \n\n"
    text += "Dostyk has its station and two\ngauges meet.\n"
    assert texts(read(tmp_path, text))[-1] == (
        "The ministers then met again in the northern half of the yard, where Dostyk has its "
        "station and two gauges meet."
    )


def test_a_picture_interrupts_the_page_and_not_the_sentence(tmp_path: Path) -> None:
    text = COLUMN + "\nThe trade with the northern neighbour\n\n"
    text += "Two ministers shake hands at the new station of Dostyk, May 3, 2020\n\n"
    text += "has grown since then, though slowly and\nnot in every year.\n"
    sentences = read(tmp_path, text)
    assert texts(sentences, "caption") == [
        "Two ministers shake hands at the new station of Dostyk, May 3, 2020"
    ]
    assert texts(sentences)[-1].startswith("The trade with the northern neighbour has grown")


def test_a_web_page_has_a_paragraph_a_line(tmp_path: Path) -> None:
    text = "The road was built in 1998.\nThe bridge came later.\nNobody has counted the cars.\n"
    assert [s.paragraph for s in read(tmp_path, text)] == [0, 1, 2]


def test_double_spaced_lines_are_one_paragraph(tmp_path: Path) -> None:
    lines = [
        "The government will give one million dollars to the victims of the flood in the",
        "valley of the lower river, as the minister said in a letter to his colleague in the",
        "north. Another part of the sum will go to the towns and villages that lie on the",
        "eastern bank, where many houses were lost and no school has been open since the",
        "storm. Nobody knows when.",
    ]
    assert len(texts(read(tmp_path, "\n\n".join(lines)))) == 3


def test_running_heads_and_page_numbers_are_boilerplate(tmp_path: Path) -> None:
    page = "The Road North\n\n{}\n\n{}\n\f"
    pages = "".join(page.format(COLUMN, number) for number in range(1, 5))
    sentences = read(tmp_path, pages)
    assert texts(sentences, "boilerplate") == [
        text for number in "1234" for text in ("The Road North", number)
    ]
    assert texts(sentences, "heading") == []


def test_a_drop_capital_that_went_astray_is_boilerplate(tmp_path: Path) -> None:
    """Its place in the file is behind the word, so it cannot be put back in order."""
    sentences = read(tmp_path, COLUMN.replace("The", "he", 1) + "\nT\n\n" + COLUMN)
    assert texts(sentences, "boilerplate") == ["T"]
    assert texts(sentences)[0].startswith("he line")


def test_what_a_page_says_of_itself_is_boilerplate(tmp_path: Path) -> None:
    furniture = [
        "Published on May 3, 2020",
        "commentary",
        "For other papers of the centre, click here.",
        "The views expressed in this paper do not necessarily reflect those of the centre.",
        "Ann Lee is a senior fellow at the Institute of Roads.",
    ]
    text = "\n\n".join([*furniture, "The road was built by five companies in 1998."])
    sentences = read(tmp_path, text)
    assert texts(sentences, "boilerplate") == furniture
    assert len(texts(sentences)) == 1


def test_a_president_who_is_somebody_is_no_author(tmp_path: Path) -> None:
    text = "Ann Lee is the president of the republic and was elected in 2019."
    assert texts(read(tmp_path, text)) == [text]


def test_credits_are_captions(tmp_path: Path) -> None:
    captions = [
        "Source: Getty",
        "A train leaves for the north (AP).",
        "The yard at Dostyk in the early morning.   © Reuters",
    ]
    text = "\n\n".join([*captions, "The road was built by five companies in 1998."])
    sentences = read(tmp_path, text)
    assert {s.region for s in sentences if s.paragraph < 3} == {"caption"}


def test_items_of_a_list_are_paragraphs_without_their_bullets(tmp_path: Path) -> None:
    text = "Three goods crossed the border:\n\n- iron ore\n- cotton and wool\n- used cars\n"
    assert texts(read(tmp_path, text))[1:] == ["iron ore", "cotton and wool", "used cars"]


def test_a_sentence_never_crosses_a_region(tmp_path: Path) -> None:
    sentences = read(tmp_path, f"Source: Getty\n\nA. The Line\n\n{COLUMN}\n\nPosted on May 3, 2020")
    assert [s.region for s in sentences] == ["caption", "heading", "body", "boilerplate"]


def test_ids_do_not_depend_on_what_stands_before(tmp_path: Path) -> None:
    short = {s.text: s.sentence_id for s in read(tmp_path, COLUMN)}
    long = {s.text: s.sentence_id for s in read(tmp_path, f"A new paragraph came.\n\n{COLUMN}")}
    assert short.items() <= long.items()


def test_twins_have_ids_of_their_own(tmp_path: Path) -> None:
    ids = [s.sentence_id for s in read(tmp_path, "They refused.\n\nNobody asked.\n\nThey refused.")]
    assert len(set(ids)) == 3


def test_quoted_lines_are_one_paragraph(tmp_path: Path) -> None:
    text = "".join(f"> {line}\n" for line in COLUMN.splitlines())
    assert len(read(tmp_path, text)) == 1


def test_a_number_that_a_line_end_set_apart_begins_no_item(tmp_path: Path) -> None:
    text = "The two ministers then agreed to meet on\n12. of May, which is a holiday of both the\n"
    assert len({s.paragraph for s in read(tmp_path, text + "countries and their people.\n")}) == 1


def test_numbered_items_that_touch_are_paragraphs(tmp_path: Path) -> None:
    text = "1. roads and bridges\n2. dams\n3. a railway\n"
    assert texts(read(tmp_path, text)) == ["roads and bridges", "dams", "a railway"]


def test_a_drawn_rule_is_boilerplate(tmp_path: Path) -> None:
    assert texts(read(tmp_path, f"{COLUMN}\n* * *\n\n{COLUMN}"), "boilerplate") == ["* * *"]


def test_a_heading_that_recurs_outside_pages_is_a_heading(tmp_path: Path) -> None:
    text = "".join(f"Trade\n\nIt grew in the year {year}.\n\n" for year in (1998, 1999, 2000))
    assert texts(read(tmp_path, text), "heading") == ["Trade"] * 3


def test_a_byline_names_no_section(tmp_path: Path) -> None:
    sentences = read(tmp_path, f"The Line\n\nBy Ann Lee and Bo Smith\n\n{COLUMN}")
    assert [(s.region, s.section) for s in sentences[1:]] == [("body", "The Line")] * 2


def test_a_page_head_of_the_united_nations_interrupts_no_sentence(tmp_path: Path) -> None:
    text = "The Council then noted that in the north the\nS/1999/1\nEnglish\nPage 2\n"
    sentences = read(tmp_path, text + "situation was calm, and that nobody had been hurt.\n")
    assert texts(sentences, "boilerplate") == ["S/1999/1", "English", "Page 2"]
    assert len(texts(sentences)) == 1


def test_a_drop_capital_that_stands_before_its_word_is_put_to_it(tmp_path: Path) -> None:
    sentences = read(tmp_path, "T\n\n" + COLUMN.replace("The", "he", 1))
    assert texts(sentences)[0].startswith("The line to the border")
    assert sentences[0].raw_span(0, 3) == (0, 5)


def test_ligatures_are_parted(tmp_path: Path) -> None:
    (sentence,) = read(tmp_path, "The ﬁrst oﬃce opened.")
    assert sentence.text == "The first office opened."
    assert sentence.raw_span(4, 9) == (4, 8)
