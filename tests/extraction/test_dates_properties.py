"""Dates made from values in many forms come back as those values; no text does harm."""

import datetime
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.en import English

from pipeline.extraction.dates import find_dates
from pipeline.extraction.dates.finder import expressions
from pipeline.extraction.parsing import ParsedDocument
from pipeline.sources.model import Document, Sentence

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = st.dates(datetime.date(1500, 1, 1), datetime.date(2099, 12, 31))
DAY_FORMS = (
    "{d.day} {m} {d.year}",
    "{m} {d.day}, {d.year}",
    "{d.day} {m}, {d.year}",
    "the {d.day}th of {m} {d.year}",
    "{d.year:04d}-{d.month:02d}-{d.day:02d}",
    "{d.day} {s} {d.year}",
    "{s} {d.day}, {d.year}",
)
TOKENIZER = English()
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def edtfs(text: str, published: str | None = "2020-06-15") -> list[str]:
    document = Document(
        "d", "s", "t", (), "p", published, None, "en", "report", "CC-BY-4.0", "x.txt", "0",
        "text/plain", "", 0, 0,
    )  # fmt: skip
    sentence = Sentence(
        "s", "d", 0, None, "body", text, range(len(text)), range(1, len(text) + 1), None, 0
    )
    parsed = ParsedDocument(document, [sentence], [TOKENIZER(text)])
    dates, issues = find_dates(parsed)
    for span in (*dates, *issues):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip() == text[span.start : span.end]
    for first, second in pairwise(dates):
        assert first.end <= second.start
    for date in dates:
        low, high = date.bounds
        assert low is None or high is None or low <= high
    return [date.edtf for date in dates]


@given(DAYS, st.sampled_from(DAY_FORMS))
def test_a_day_comes_back(day: datetime.date, form: str) -> None:
    month = MONTHS[day.month - 1]
    short = "Sept." if day.month == 9 else month if day.month == 5 else f"{month[:3]}."
    words = form.format(d=day, m=month, s=short)
    assert edtfs(f"It was signed on {words} in the capital.") == [day.isoformat()]


@given(st.integers(1000, 2098), st.integers(1, 60), st.sampled_from(
    ("between {a} and {b}", "from {a} to {b}", "in {a}-{b}", "in {a}–{b}")))  # fmt: skip
def test_a_range_of_years_comes_back(first: int, length: int, form: str) -> None:
    last = min(first + length, 2099)
    words = form.format(a=first, b=last)
    assert edtfs(f"They ruled {words} without a break.") == [f"{first}/{last}"]


@given(st.integers(1, 12), st.integers(1500, 2099))
def test_a_month_comes_back(month: int, year: int) -> None:
    assert edtfs(f"They met in {MONTHS[month - 1]} {year} again.") == [f"{year}-{month:02d}"]


@given(st.integers(150, 209), st.sampled_from(("early", "mid", "late")))
def test_a_decade_comes_back(decade: int, part: str) -> None:
    if decade % 10 == 0 and decade < 190:
        return
    assert edtfs(f"In the {part}-{decade}0s it rained.") == [f"{decade}X"]


FRAGMENTS = (
    *MONTHS, "may", "march", "in", "by", "since", "the", "of", "first", "two", "half", "end",
    "years", "year", "later", "ago", "last", "next", "then", "and", "from", "to", "between", "-",
    "–", "/", ",", ".", "(", ")", "“", "”", "'", "s", "2012", "199", "1990s", "31", "30", "5",
    "21st", "century", "2012-13", "03/04/2012", "Q3", "mid", "over", "past", "same", "period",
    "http://a.b/2012", "Friday", "week", "day", "after", "before", "BC", "~", "decade", "9999",
)  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25), st.sampled_from((" ", "", "  ")),
       st.sampled_from(("2020-06-15", "2020-06", "2020", None, "unknown")))  # fmt: skip
def test_no_heap_of_date_words_does_harm(
    words: list[str], glue: str, published: str | None
) -> None:
    edtfs(glue.join(words), published)


@given(st.text(max_size=200))
def test_no_text_does_harm(text: str) -> None:
    edtfs(text)


@given(st.integers(1, 40))
def test_the_work_of_a_long_sentence_is_that_of_its_parts(times: int) -> None:
    once = "It fell in June 2012 and rose by 2014. "
    assert len(expressions(once * times)) == times * len(expressions(once))


PARTS = st.sampled_from((("q", 4, 32), ("h", 2, 39)))
PART_FORMS = st.sampled_from(("{l}{n} {y}", "{n}{l} {y}", "{n}{l}{y}", "{l}{n} of {y}"))


@given(PARTS, st.integers(1, 4), st.integers(1990, 2050), PART_FORMS)
def test_a_quarter_or_half_in_code_comes_back(
    part: tuple[str, int, int], number: int, year: int, form: str
) -> None:
    letter, count, base = part
    number = (number - 1) % count + 1
    words = form.format(l=letter.upper(), n=number, y=year)
    assert edtfs(f"Sales in {words} fell.") == [f"{year}-{base + number}"]


@given(st.integers(1970, 2060), st.sampled_from(("FY{s}", "FY{y}", "fiscal year {y}", "FY {y}")))
def test_a_fiscal_year_comes_back(year: int, form: str) -> None:
    words = form.format(s=f"{year % 100:02d}", y=year)
    assert edtfs(f"Revenue of {words} fell.") == [str(year)]


@given(st.integers(2, 11), st.sampled_from(("months", "weeks", "days")), st.booleans())
def test_what_is_so_long_ago_lies_before_the_publication(
    count: int, unit: str, later: bool
) -> None:
    word = "from now" if later else "ago"
    (edtf,) = edtfs(f"It was {count} {unit} {word}.")
    assert (edtf > "2020-06-15") == later


@given(st.lists(st.integers(1, 28), min_size=2, max_size=3, unique=True).map(sorted),
       st.integers(1, 12), st.integers(1950, 2050), st.booleans())  # fmt: skip
def test_the_days_of_a_list_share_month_and_year(
    days: list[int], month: int, year: int, american: bool
) -> None:
    listed = " and ".join((", ".join(map(str, days[:-1])), str(days[-1])))
    name = MONTHS[month - 1]
    words = f"{name} {listed}, {year}" if american else f"{listed} {name} {year}"
    assert edtfs(f"They met on {words}.") == [f"{year}-{month:02d}-{day:02d}" for day in days]
