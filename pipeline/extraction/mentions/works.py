"""Where nothing is a mention: addresses on the web, currencies and titles of works.

See Olcott, “China in Kazakhstan”, Reuters, 3 May 2011.   the title is masked
An analyst said: “China needs Kazakhstan”.                speech is not
"""

import re
from collections.abc import Iterator

from pipeline.extraction.mentions.words import Span

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\s?\S+(?: (?=\S*\.(?:html?|pdf|php))\S+)?|(?<!\S)[^\s@]++@\S+\.\w+"
)
_CURRENCY = re.compile(r"\b(?:US|HK|NT|NZ|AU|AUS|CAN|A|C|S)\$")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|(?<=,)”(?=\w)[^”“]*”|(?<!\w)\"[^\"]*(?:\"|$)|《[^》]*(?:》|$)")
_BRACKETED_TITLE = re.compile(r"[\[［]\s*[“\"][^\]］]*[\]］]")
_AFTER_TITLE = re.compile(
    r"\]?[,.;:]? ?(?:\]|$|(?:[a-z-]+ )?(?:paper|report|article|essay|book|chapter|brief)\b"
    r"|\([A-Z]|(?:in )?(?:The )?(?:[a-z]+)?[A-Z]|op\. cit|ibid|\d|www|http|cited"
    r"|press release|policy)"
)
_NUMBERED = re.compile(
    r"(?:N[°ºo]\.?|No\.?|no\.)\s?\d+, (?P<title>[A-Z][^;]*?)"
    r"(?=, (?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4}|, op\. cit|; and |;|$)"
)
_BOOK = re.compile(
    r"(?<=[a-z.)], )(?P<title>[A-Z][^,;()“”\"]*(?:: [^;()“”\"]*)?) "
    r"\((?=[^()]*\d{4}\))"
)
_REPEATED = re.compile(r"(?<=[;,] )(?P<title>[A-Z][^,;“”]*: [A-Z][^,;“”]*)(?=, op\. cit)")
_TRANSLATED = re.compile(r"(?<=[\u0400-\u04ff\u4e00-\u9fff”»》]) ?[\[［](?P<title>[^\]］]*[\]］])")
_TITLED = 0.7  # share of longer words with capitals in a title
_SMALL_WORDS = 2  # small words in brackets after a foreign title: a translation, no names


_COMPANY_BEFORE = re.compile(
    r"\b(?:JSC|OJSC|CJSC|PJSC|LLC|LLP|JV|NC|SE|RSE|PE|Ltd|named|called|"
    r"(?i:company|companies|firm|newspaper|agency|party|movement|corporation|association|"
    r"enterprise|fund|concern))\.? $"
)
_COMPANY_AFTER = re.compile(
    r",? (?:JSC|OJSC|CJSC|PJSC|LLC|LLP|Ltd|Company|Corporation|company|firm|party)\b"
)


def _names_company(text: str, start: int, end: int) -> bool:
    """Tell whether quotation marks hold a company's name, as in the East (*JSC "Oasis"*)."""
    return bool(_COMPANY_BEFORE.search(text[:start]) or _COMPANY_AFTER.match(text, end))


_LEGAL_TEXT = re.compile(
    r"(?:\b[A-Z][\w'-]* )*"
    r"\b(?:Agreement|Treaty|Convention|Protocol|Memorandum|Declaration|Charter|Accord)s?"
    r"(?: (?:(?:of|on|between|among|for|concerning|against|and|in|the) )+\[?[A-Z][\w'-]*"
    r"(?: \[?[A-Z][\w'-]*)*)+"
)


def masks(text: str, region: str) -> Iterator[Span]:
    """Yield the stretches of ``text`` in which nothing is a mention."""
    for rule in (_ADDRESS, _CURRENCY):
        for found in rule.finditer(text):
            yield Span(*found.span())
    for found in _BRACKETED_TITLE.finditer(text):
        yield Span(*found.span())
    for found in _QUOTED.finditer(text):
        if _names_company(text, *found.span()):
            continue
        if found[0].startswith("《") or is_title(text, *found.span(), region):
            yield Span(*found.span())
    if region == "footnote":
        for rule in (_NUMBERED, _BOOK, _REPEATED):
            for found in rule.finditer(text):
                yield Span(*found.span("title"))
    for found in _LEGAL_TEXT.finditer(text):
        yield Span(*found.span())
    for found in _TRANSLATED.finditer(text):
        if len(re.findall(r"\b[a-z]{2,}\b", found["title"])) >= _SMALL_WORDS:
            yield Span(*found.span("title"))


def is_title(text: str, start: int, end: int, region: str) -> bool:
    """Tell whether the quotation ``text[start:end]`` is the title of a work.

    In a note it is one if it begins with a capital, does not follow a verb of saying or a
    colon, and a publisher, a date or nothing comes after; elsewhere only if its words are
    capitalised like a title's.
    """
    words = re.findall(r"[^\W\d_]{4,}", text[start:end])
    if not words:
        return False
    inside, before, after = text[start + 1 : end], text[:start].rstrip(), text[end:]
    titled: float = sum(word[0].isupper() for word in words) / len(words)
    if region != "footnote":
        return bool(len(words) > 1 and titled == 1 and inside[0].isupper())
    if not inside[:1].isalnum() and inside[:1] not in "‘'":
        return False
    if re.search(r"(?:\b(?:said|says|noted|added|stated|that|asserted|elaborated),?|:)$", before):
        return bool(re.search(r"(?:See|See also):$", before))
    if re.search(r"[.…]$", inside.rstrip('”"')) or after.lstrip('”"').startswith("."):
        return bool(titled > _TITLED)
    if (
        before
        and before[-1] not in ",.;:]》)»"
        and before.split()[-1].casefold()
        not in (
            "see",
            "also",
            "in",
            "and",
            "from",
            "at",
            "conference",
            "paper",
        )
    ):
        return bool(titled > _TITLED)
    return bool(_AFTER_TITLE.match(after.lstrip('”"')))
