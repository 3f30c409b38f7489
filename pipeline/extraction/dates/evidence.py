"""Where no date stands, and which numbers of four digits are years.

A number is a year unless its neighbours speak against it: a unit or a counted noun
after it, the word of a numbered thing before it, a name around it. Titles of cited
works and addresses are masked whole.
"""

import re
from collections.abc import Sequence
from functools import cache

from pipeline import vocabulary
from pipeline.extraction.dates.tokens import Token, add_kind

FIRST_YEAR, LAST_YEAR = 1000, 2099
PLAIN_YEARS = range(1900, 2051)
"""Years that need no preposition to be read as such."""

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|(?<!\S)(?:[^\s@]++@\S+\.\w+|\S*\w\.[a-z]{2,6}/\S*"
    r"|\S+\.(?:pdf|html?|aspx?|php|shtml)\b|\S*/\d{4}/\d{1,2}/\d+\S*)"
)
_QUOTED = re.compile(
    r"“([^“”]{3,200})”|‘([^‘’]{3,200})’(?!\w)|\"([^\"]{3,200})\"|《([^《》]{2,200})》"
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_LEADING_YEAR = re.compile(r"\b[a-z]+ (\d{4})(?= [A-Z][a-z])")
_LARGE = re.compile(r"\d{4,}|[\d,]{5,}")
_CITED = re.compile(r",?\]?,?\s+(?=[A-Z0-9])")
_TITLE_CASE = 0.6


def masks(text: str, region: str) -> list[tuple[int, int]]:
    """Return the spans of addresses and of titles in quotation marks, in order."""
    found = [m.span() for m in _ADDRESS.finditer(text)]
    found += [m.span() for m in _QUOTED.finditer(text) if _is_title(m, text, region)]
    if region == "footnote":
        found += [m.span(1) for m in _LEADING_YEAR.finditer(text) if _in_title_case(m, text)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _in_title_case(year: re.Match[str], text: str) -> bool:
    """Tell whether a year stands in a title without quotation marks (*Road to the 2014 Vote*)."""
    start = max(text.rfind(sign, 0, year.start()) for sign in ",;:.(") + 1
    ends = [at for sign in ",;:.)" if (at := text.find(sign, year.end())) > 0]
    words = _WORD.findall(text[start : min(ends, default=len(text))])
    return len(words) > 2 and all(word[0].isupper() for word in words)


def _is_title(quoted: re.Match[str], text: str, region: str) -> bool:
    """Tell a cited title from words spoken: by its capitals, or by what cites it in a note."""
    if quoted.group().startswith("《"):
        return True
    words = _WORD.findall(quoted.group())
    capitals = sum(word[0].isupper() for word in words)
    if len(words) > 1 and capitals / len(words) >= _TITLE_CASE:
        return True
    if region != "footnote" or not words:
        return False
    after = text[quoted.end() :]
    ended = quoted.group()[-2] in ",?!" and after[:1] == " "
    if not (_CITED.match(after) if not ended else after[1:2].isupper() or after[1:2].isdigit()):
        return False
    return _speech_verbs().isdisjoint(re.findall(r"\w+", after.lower())[:5])


@cache
def _speech_verbs() -> frozenset[str]:
    return frozenset(row["word"] for row in vocabulary.read("speech_verbs"))


@cache
def _words(side: str, kind: str) -> frozenset[str]:
    return frozenset(
        row["word"]
        for row in vocabulary.read("year_context")
        if row["class"] == kind and row["side"] in (side, "around")
    )


def mark_years(tokens: Sequence[Token]) -> list[Token]:
    """Return ``tokens`` with the kind ``YEAR`` on each number that is read as a year."""
    marked = list(tokens)
    for at, token in enumerate(marked):
        if "FOUR" in token.kinds and _is_year(marked, at):
            marked[at] = add_kind(token, "YEAR", token.kinds["FOUR"])
    return marked


def _is_year(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    year = token.kinds["FOUR"]
    if not isinstance(year, int) or not FIRST_YEAR <= year <= LAST_YEAR:
        return False
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if _in_number(tokens, at) or _in_name(tokens, at):
        return False
    if _follows_date(tokens, at):
        return True
    if after and after.text in _words("after", "COUNTED"):
        return bool(before and before.text == "in" and after.text in ("m", "police", "companies"))
    if before and before.text == "." and at > 1 and "ABOUT" in tokens[at - 2].kinds:
        return True
    if _leads_to_count(tokens, at):
        return False
    if _in_brackets(tokens, at):
        return True
    if before is None or before.text in _words("before", "SURE") or year in PLAIN_YEARS:
        return not _is_count(tokens, at, year)
    return before.text in _words("before", "PREPOSITION") and not _is_count(tokens, at, year)


def _leads_to_count(tokens: Sequence[Token], at: int) -> bool:
    """Tell the first number of *1500 to 2000 metres*, *between 2000 and 3000* from a year."""
    if at + 2 >= len(tokens):
        return False
    link, last = tokens[at + 1], tokens[at + 2]
    if link.text not in ("to", "and", "or", "-") or not _LARGE.fullmatch(last.text):
        return False
    further = tokens[at + 3] if at + 3 < len(tokens) else None
    number = int(last.text.replace(",", ""))
    between = at > 0 and tokens[at - 1].text in ("between", "from")
    counted = further is not None and further.text in _words("after", "COUNTED")
    if link.text == "and" and not between:
        return False
    return counted or (number > LAST_YEAR and (between or link.text in ("to", "-")))


def _in_brackets(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether brackets hold years alone, as of a life or a reign: ``(1465–1847)``."""
    last = next((k for k in range(at, min(at + 4, len(tokens))) if tokens[k].text == ")"), None)
    first = next((k for k in range(at, max(at - 5, -1), -1) if tokens[k].text == "("), None)
    if last is None or first is None:
        return False
    inside = [t for t in tokens[first + 1 : last] if t.text not in ("b", "r", "d", ".", "born")]
    years = [t for t in inside if "FOUR" in t.kinds]
    signs = [t for t in inside if "DASH" in t.kinds or t.text == "/"]
    lived = len(inside) < last - first - 1
    return len(inside) == len(years) + len(signs) and (bool(signs) or lived)


def _follows_date(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a month, a day with its comma or the first year of a range leads on to it."""
    kinds: list[frozenset[str]] = [frozenset(t.kinds) for t in tokens[max(0, at - 2) : at]]
    if kinds and kinds[-1] & {"MONTH", "MONTH_SHORT"}:
        return True
    if len(kinds) < 2:
        return False
    sign = tokens[at - 1].text
    return (sign == "," and bool(kinds[0] & {"DAY", "ORDINAL", "MONTH"})) or (
        sign in ("-", "/") and "YEAR" in kinds[0]
    )


def _in_number(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the digits belong to a longer number, a code, a sum or a numbered thing."""
    token = tokens[at]
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before and before.text in ("$", "€", "£", "¥", "₸", "₽", "#", "№", "§", "+", "°", "~", "="):
        return before.text != "~"
    if after and after.text in ("%", "$", "€", "°", "+") and after.start == token.end:
        return True
    if after and after.text == "/" and after.start == token.end and _slash_code(tokens, at):
        return True
    if before and before.end == token.start and before.text in ("/", "-"):
        return not _continues_date(tokens, at)
    if before and before.text == ":" and at > 1 and tokens[at - 2].text.isdigit():
        return before.end == token.start  # ISO 9001:2015
    back = 2 if before and before.text in (".", "°") else 1
    word = tokens[at - back] if at >= back else None
    if word is None or word.text not in _words("before", "NUMBERED"):
        return _is_resolution(tokens, at)
    return word.text not in ("n", "p", "no", "order", "issue") or back == 2 or word.text == "issue"


def _slash_code(tokens: Sequence[Token], at: int) -> bool:
    """Tell a document's symbol (``1999/872``) from a pair of years (``2007/08``)."""
    follows = tokens[at + 2] if at + 2 < len(tokens) else None
    if follows is None or not follows.text.isdigit():
        return False
    return "YY" not in follows.kinds and "FOUR" not in follows.kinds and len(follows.text) != 1


def _continues_date(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether what is joined to the year by a sign is itself of time."""
    if at < 2:
        return False
    joined = tokens[at - 2]
    temporal = {
        "MONTH", "MONTH_SHORT", "YEAR", "DAY", "SEASON", "MOD", "PRE", "POST", "QUARTER_CODE",
        "EDGE",
    }  # fmt: skip
    return not temporal.isdisjoint(joined.kinds) or joined.end < tokens[at - 1].start


def _is_resolution(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the year in brackets belongs to a number: ``resolution 1373 (2001)``."""
    return (
        at >= 3
        and tokens[at - 1].text == "("
        and tokens[at - 2].text.isdigit()
        and tokens[at - 3].text in ("resolution", "resolutions", "and", ",")
    )


def _in_name(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a capitalised name runs into the year or the year into a name."""
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after and after.capital and after.text in _words("after", "NAMED"):
        return True
    if before is None or not before.text:
        return False
    if before.text in _words("before", "NAMED") and (before.capital or before.text != "plan"):
        return True
    known = _words("before", "SURE") | _words("before", "PREPOSITION")
    if not before.capital or before.text in known or not before.text.isalpha():
        return False
    temporal = {
        "MONTH",
        "MONTH_SHORT",
        "SEASON",
        "MOD",
        "SINCE",
        "UNTIL",
        "ABOUT",
        "ABOUT_TOO",
        "UNIT",
    }
    if not temporal.isdisjoint(before.kinds):
        return False
    opens = any(t.text == "(" for t in tokens[max(0, at - 4) : at])
    closes = after is not None and after.text in (")", ",", ";", ":")
    return not (opens and closes)


def _is_count(tokens: Sequence[Token], at: int, year: int) -> bool:
    """Tell whether the number counts what follows it: ``some 2000 wells``."""
    before = tokens[at - 1].text if at else ""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    plural = (
        after is not None
        and after.text.isalpha()
        and len(after.text) > 3
        and after.text.endswith("s")
        and not after.capital
        and not {"UNITS", "WEEKDAY", "MOD"} & after.kinds.keys()
        and after.text not in ("was", "this", "has", "thus", "does", "plus", "versus", "across")
    )
    if before == "than" and at > 1 and tokens[at - 2].text in ("later", "earlier"):
        return False
    if before in _words("before", "QUANTIFIER") and (plural or year not in PLAIN_YEARS):
        return True
    return plural and year % 100 == 0 and before not in ("in", "the", "since", "year", "'")
