"""Where sentences end."""

import pytest

from pipeline.sources.splitting import MOST, boundaries


def split(text: str) -> list[str]:
    begins = boundaries(text)
    ends = [*begins[1:], len(text)]
    return [text[start:end].strip() for start, end in zip(begins, ends, strict=True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Lee, “The Road”, Asia Monitor, vol. 7, issue 34, 3 June 2009, p. 19.",
        "Smith, op. cit., pp. 15-23, and Jones, ibid., no. 140.",
        "See Report N°223, which Joseph Y. S. Cheng and Alyson J.K. Bailes wrote.",
        "The U.S. State Department and Gen. Lee agreed with Linda Jakobsen et al. in May.",
        "It used the word (a brothel. In Russian) and went on.",
        "He asked “who will pay?” and left at 5 p.m. on 3 Sept. 2020.",
        "Sales of Corus Ltd. rose by 8.2 per cent at the St. Petersburg yard.",
        "The assist was … coordination of … trade.",
        "Her paper, “Faith on Rails. The Map of Beliefs”, came out in May.",
        "She asked: “… what of the money”, and left.",
        "“They let us down. Nobody came” [“Nobody came”], Daily, 6 June 2012.",
        "See example.org/Paper.Html and EurasiaNet.org on St.Petersburg.",
        "See www.example.org/a.html and EurasiaNet.org for more.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentences",
    [
        ["They called it “dynamic”.", "Nobody laughed."],
        ["“There is none.”", "He left."],
        ["They left the U.S.", "However, they came back."],
        ["They left in 2001.", "14 of them returned."],
        ["Ibid.", "“Excuse me”, he added."],
        ["They bring “only harm ….", "They do nothing else”."],
        ["Did they go?", "Yes!", "All of them did (in May).", "[It rained.]"],
        ["They “had no doubt.", "They always did”, one said."],
        ["It “brought only violence.”", "The mission is over."],
        ["The answer was no.", "The talks went on."],
        ["中国同意。", "《条约》生效。"],
    ],
)
def test_a_stop_between_sentences_does(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_a_space_may_be_missing() -> None:
    assert split("They signed it in 2016.Both left.") == ["They signed it in 2016.", "Both left."]


def test_what_is_too_long_for_a_sentence_is_cut_between_words() -> None:
    text = "seventy tonnes of wool and " * 400
    begins = boundaries(text)
    assert max(b - a for a, b in zip(begins, [*begins[1:], len(text)], strict=True)) <= MOST
    assert all(text[at - 1] == " " for at in begins[1:])


def test_what_has_no_white_space_is_cut_anyway() -> None:
    assert boundaries("x" * 3 * MOST) == [0, MOST, 2 * MOST]
