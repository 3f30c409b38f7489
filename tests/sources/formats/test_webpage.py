"""HTML as it is written: notes, tables, old layouts, furniture."""

import pytest

from pipeline.sources.formats import UnreadableError, derive
from pipeline.sources.formats.marks import escape, escape_line
from pipeline.sources.markdown import plain
from pipeline.sources.text import Text

FILLER = (
    "<p>The ministers of both countries met at the border in the spring of that year and spoke "
    "for two days about the bridge, the road that leads to it and the money for both.</p>"
)


def text(body: str, head: str = "") -> str:
    page = f"<html><head>{head}</head><body><article>{FILLER}{body}{FILLER}</article></body></html>"
    return derive(page.encode(), "text/html").text


def paragraphs(body: str) -> list[str]:
    """Return the blocks between the filler, so that it is an article for sure."""
    return text(body).strip().split("\n\n")[1:-1]


NOTES = {
    "pandoc": '<p>It was opened in 1998<a href="#fn1" class="footnote-ref" id="r1"><sup>1</sup>'
    "</a> and closed by a flood in the year after that one.</p>{filler}"
    '<section><ol><li id="fn1"><p>The Line, a report of 2001.<a href="#r1">↩︎</a></p></li></ol>'
    "</section>",
    "wiki": '<p>It was opened in 1998<sup id="c1"><a href="#n1"><span>[</span>1<span>]</span></a>'
    "</sup> and closed by a flood in the year after that one.</p>{filler}"
    '<ol><li id="n1"><b><a href="#c1">^</a></b> <span>The Line, a report of 2001.</span></li></ol>',
    "word": '<p>It was opened in 1998<a href="#_ftn1" name="_ftnref1">[1]</a> and closed by a '
    "flood in the year after that one.</p>{filler}<hr><div><p>"
    '<a href="#_ftnref1" name="_ftn1">[1]</a> The Line, a report of 2001.</p></div>',
    "anchor": '<p>It was opened in 1998<sup><a href="#note">a</a></sup> and closed by a flood in '
    'the year after that one.</p>{filler}<p><a id="note"></a>a. The Line, a report of 2001.</p>',
}


@pytest.mark.parametrize("style", NOTES)
def test_a_link_to_a_note_is_a_marker_and_the_note_a_note(style: str) -> None:
    said = text(NOTES[style].format(filler=FILLER))
    assert "opened in 1998[^1] and closed" in said
    assert "\n[^1]: The Line, a report of 2001.\n" in said


def test_a_link_in_a_list_of_contents_is_no_note() -> None:
    said = text(
        '<p><a href="#s1">1</a> The bridge, the road and the men who built it</p>'
        '<h2 id="s1">The bridge</h2>'
    )
    assert "[^" not in said


def test_headings_items_and_bold_beginnings_keep_their_marks() -> None:
    said = paragraphs(
        "<h3>Roads</h3><ul><li><strong>Gas.</strong> The line is 1,833 km long and begins at the "
        "river.</li><li><p>Oil.</p><p>It links two towns on the steppe.</p></li></ul>"
        "<ol start=4><li>The first of them all</li><li>The second of them all</li></ol>"
    )
    assert said == [
        "### Roads",
        "- **Gas.** The line is 1,833 km long and begins at the river.",
        "- Oil.",
        "It links two towns on the steppe.",
        "4. The first of them all",
        "5. The second of them all",
    ]


def test_a_table_of_data_is_rows_of_cells() -> None:
    said = paragraphs(
        "<table><tr><th>Country</th><th>Trade | all</th></tr>"
        "<tr><td>Kazakhstan</td><td>$20 billion</td></tr></table>"
    )
    assert said == ["| Country | Trade ¦ all |", "| Kazakhstan | $20 billion |"]


def test_a_table_that_sets_out_a_page_is_no_table() -> None:
    cell = f"{FILLER * 3}<p>The end of it came in May.</p>"
    page = f"<html><body><table><tr><td>News</td><td>{cell}</td></tr></table></body></html>"
    said = derive(page.encode(), "text/html").text
    assert "|" not in said
    assert "The end of it came in May." in said


def test_breaks_part_paragraphs_only_where_they_are_two() -> None:
    line = "Twelve men worked on the bridge for a year and were paid by the ministry of roads"
    assert paragraphs(f"{line},<br>{line}.<br><br>{line}.") == [f"{line},\n{line}.", f"{line}."]


@pytest.mark.parametrize(
    "said",
    [
        "<figure><img src=a.jpg><figcaption>Two ministers at the bridge</figcaption></figure>",
        '<div class="wp-caption"><img><p class="wp-caption-text">Two ministers at the bridge</p>',
    ],
)
def test_words_under_a_picture_are_its_caption(said: str) -> None:
    assert paragraphs(said) == ["![]()", "*Two ministers at the bridge*"]


def test_what_the_extractor_passes_over_inside_an_article_is_kept() -> None:
    said = paragraphs(
        "<blockquote><p>We shall cross it.</p></blockquote><p>Yes.</p>"
        '<div><h4>Share this</h4><ul><li><a href="/a">On one network</a></li></ul></div>'
        "<aside><p>Subscribe to the letter about roads and bridges that we write.</p></aside>"
    )
    assert said[:2] == ["We shall cross it.", "Yes."]
    assert not any("network" in one or "Subscribe" in one for one in said)


def test_raised_digits_are_raised_in_the_text() -> None:
    said = text("<p>It covers 5 km<sup>2</sup> of land by the river, H<sub>2</sub>O included.</p>")
    assert "5 km² of land" in said and "H2O" in said


def test_elements_of_word_processors_do_no_harm() -> None:
    assert paragraphs("<p>The bridge stands.<o:p></o:p></p>") == ["The bridge stands."]


def test_what_is_hidden_or_no_text_is_left_out() -> None:
    said = text(
        '<p>The bridge was opened by a minister<span style="display: none">secret</span> in May.'
        "</p><script>var a = 1998;</script><noscript>Turn it on</noscript><p hidden>gone</p>"
    )
    for word in ("secret", "1998", "Turn it on", "gone"):
        assert word not in said


@pytest.mark.parametrize(
    ("head", "encoding", "word"),
    [
        ('<meta charset="windows-1251">', "windows-1251", "Мост"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r", "Мост"),
        ("<meta charset=iso-8859-1>", "windows-1252", "“Türkiye” – €"),
        ("<meta charset=gb2312>", "gb2312", "中国"),
        ("", "utf-16", "Мост"),
        ('<meta charset="windows-1251">', "utf-8", "Мост"),
        ("<meta charset=no-such-thing>", "utf-8", "Мост"),
    ],
)
def test_the_encoding_that_a_page_names_is_taken(head: str, encoding: str, word: str) -> None:
    page = f"<html><head>{head}</head><body>{FILLER}<p>{word}</p></body></html>"
    assert word in derive(page.encode(encoding), "text/html").text


@pytest.mark.parametrize("page", ["", "<html></html>", "<html><body><img src=a></body></html>"])
def test_a_page_without_text_says_so(page: str) -> None:
    with pytest.raises(UnreadableError):
        derive(page.encode(), "text/html")


@pytest.mark.parametrize(
    "said",
    [
        "a * b ** c __ d _e_",
        "see [1](2) and [x] and ](y)",
        "1 < 2 & <b>no tag</b> &amp; &#8212; AT&T",
        "C:\\path\\*.txt `code`",
        "# not a heading",
        "| not a row |",
        "> not a quotation",
        "https://example.org/a_b_c?d=*",
    ],
)
def test_what_is_escaped_reads_as_it_was(said: str) -> None:
    for marked in (escape(said), escape_line(said)):
        clean = plain(Text.of(marked, 0, len(marked))).chars
        assert clean == said or escape_line(said) != escape(said)
    marked = escape_line(said)
    assert plain(Text.of(marked, 0, len(marked))).chars == said
