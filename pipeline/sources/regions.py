"""What kind of text a paragraph is: heading, caption, boilerplate or body."""

import re
from collections.abc import Sequence
from functools import cache

from pipeline import vocabulary

HEADING_WORDS = 20
LABEL_WORDS = 15  # a longer paragraph that begins as a label does is running text
FURNITURE_WORDS = 60  # a longer one is running text, whatever phrase it holds
BIOGRAPHY_WORDS = 120
CAPTION_WORDS = 60
DATED_WORDS = 9  # a shorter line that ends with a date is a dateline

MONTH = "|".join(r["word"] for r in vocabulary.read("months") if r["kind"] == "MONTH")
DATED_END = re.compile(
    rf"\b(?:(?:{MONTH})\s\d{{1,2}},\s\d{{4}}|\d{{1,2}}\s(?:{MONTH})\s\d{{4}})$", re.IGNORECASE
)
CREDIT = re.compile(r"©\s?[\w./ -]{2,60}$")
NAME = r"[A-Z][\w.’'-]*(?:\s(?:[a-z]{2,3}\s)?[A-Z][\w.’'-]*){1,4}"
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
BYLINE = re.compile(rf"(?:[Bb]y|BY):?\s{NAME}(?:(?:,|\sand)\s{NAME}){{0,5}}")
OPEN_END = re.compile(r"\b(?:the|a|an|of|and|or|to|in|on|for|with|by|from|that|which|is|are)$|,$")


def region_of(text: str, title: str, authors: Sequence[str], at_edge: bool) -> str:
    """Return the region of a paragraph of a document with that title and those authors.

    ``at_edge``: it stands among the first or last few paragraphs of the document.

    >>> region_of("II. The Road to the Border", "", (), False)
    'heading'
    >>> region_of("Published on 3 May 2020", "", (), False)
    'boilerplate'
    """
    words = len(text.split())
    if text.casefold() == title.casefold():
        return "heading"
    if text in authors or BYLINE.fullmatch(text):  # it names a person and is no heading
        return "body"
    if (
        ADDRESS.fullmatch(text)
        or _furniture(text) == "boilerplate"
        or _is_biography(text, words, authors, at_edge)
    ):
        return "boilerplate"
    if is_caption(text):
        return "caption"
    return "heading" if _is_heading(text, words) else "body"


def _is_heading(text: str, words: int) -> bool:
    if words > HEADING_WORDS or not any(c.isalpha() for c in text):
        return False
    first = text.lstrip("“‘\"'([")[:1]
    if not (first.isupper() or first.isdigit()) or OPEN_END.search(text):
        return False
    last = text.rstrip("”’\"')]*_")[-1:]
    if last == "?":
        return words <= 12
    return last not in ".!…:;,。！？"


def is_caption(text: str) -> bool:
    """Whether ``text`` stands under a picture: it ends with a credit or with a full date.

    >>> is_caption("Two ministers shake hands at the border station of Dostyk, May 3, 2020")
    True
    """
    words = len(text.split())
    if words > CAPTION_WORDS:
        return False
    if _furniture(text) == "caption" or CREDIT.search(text):
        return True
    return words >= DATED_WORDS and DATED_END.search(text) is not None


def _is_biography(text: str, words: int, authors: Sequence[str], at_edge: bool) -> bool:
    """Whether it says who an author is: the name, *is*, a profession.

    Example: *Ann Lee is a research fellow at the Institute of Roads.*
    """
    if words > BIOGRAPHY_WORDS:
        return False
    known = any(text.startswith(author) for author in authors)
    return (known or at_edge) and _biography().match(text) is not None


@cache
def _biography() -> re.Pattern[str]:
    professions = "|".join(re.escape(row["profession"]) for row in vocabulary.read("professions"))
    return re.compile(
        rf"(?:(?:Dr|Prof|Mr|Ms)\.\s)?{NAME},?\s(?:PhD,?\s)?(?:is|was)\s(?:currently\s)?(?:an?|the)\s"
        rf"(?:[\w’'-]+\s){{0,4}}(?i:{professions})\b",
    )


def _furniture(text: str) -> str | None:
    """Return the region that a phrase of the vocabulary gives away."""
    folded, words = text.casefold(), len(text.split())
    if words > FURNITURE_WORDS:
        return None
    for row in vocabulary.read("furniture"):
        phrase, where = row["phrase"], row["where"]
        if (
            (where == "contains" and phrase in folded)
            or (where == "begins" and words <= LABEL_WORDS and folded.startswith(phrase))
            or (where == "ends" and folded.rstrip(".").endswith(phrase))
            or (where == "is" and folded == phrase)
        ):
            return row["region"]
    return None
