"""Authors where no quotation marks help: author-date citations, reference lists, bylines.

as argued elsewhere (Bell 2016: 31; Dean and Moss 2018)     surnames before a year
Bell, Anna. 2016. A Title of Hers. Steppe Press.            surname first, a title masked
By Anna Bell and Carl Dean in Bishkek                       a byline
"""

import re
from collections.abc import Iterator

from pipeline.extraction.mentions.found import Found
from pipeline.extraction.mentions.words import Line, Span, cities, listed

_SURNAME = r"(?:(?:van|von|der|de|al|el)[ -])*[^\W\d_a-z][^\W\d_]+(?:[-'’][^\W\d_]+)*"
_YEAR = r"(?:1[89]|20)\d\d[a-z]?"
_PAGES = r"(?:[:,] ?(?:p{1,2}\. ?)?\d+(?:[–-]\d+)?)?"
_CITED = re.compile(
    rf"(?:[(;,] ?|\b(?:see|See|cf\.|also|e\.g\.,?) )"
    rf"(?P<names>{_SURNAME}(?:, {_SURNAME})*(?:,? (?:and|&) {_SURNAME})?)(?: et al\.?)?,? "
    rf"(?={_YEAR}(?:, {_YEAR})*{_PAGES}[;)])"
)
_TOLD = re.compile(
    rf"(?P<names>{_SURNAME}(?:(?:, {_SURNAME})*,? (?:and|&) {_SURNAME})?)"
    rf"(?: et al\.?)?(?:'s)? (?=\({_YEAR}(?:, {_YEAR})*{_PAGES}\))"
)
_GIVEN = r"(?:[^\W\d_]\.(?:[ -]?[^\W\d_]\.)*|[^\W\d_a-z][\w-]+(?: [^\W\d_]\.)*)"
_LISTED_ONE = rf"{_SURNAME}, {_GIVEN}(?: [^\W\d_a-z]\w+)?"
_ENTRY = re.compile(
    rf"^(?:\[?\d+[.\]]? )?(?P<names>{_LISTED_ONE}(?:(?:,|;)? (?:and |& )?(?:{_LISTED_ONE}|"
    rf"[^\W\d_a-z]\w+ {_SURNAME}))*),? ?(?:\(eds?\.\),? ?)?"
    rf"(?:\.? ?[(\[]?{_YEAR}[^)\]]{{0,20}}[)\]]?[.,:]? )"
)
_TITLE = re.compile(r"(?P<title>[^“”\"]+?)[.?!] (?=[A-Z])")
_BYLINE = re.compile(
    r"^(?:By|BY|(?:(?:Written|Story|Text|Reporting|Edited|Translated|Posted|Photos?) )(?:by|By)) "
    r"(?P<names>[^\W\d_a-z][^.;:]{3,80}?)(?= (?:in|for|on|at|\||[-–—]) |,? \d|$|\.$)"
)


def read_references(line: Line) -> Iterator[Found]:
    """Yield the authors of works cited by name and year, and of the text itself."""
    entry = _ENTRY.match(line.text)
    if entry:
        yield from _inverted(line, entry)
        return
    for rule in (_CITED, _TOLD):
        for found in rule.finditer(line.text):
            for name in re.finditer(_SURNAME, found["names"]):
                start = found.start("names") + name.start()
                if _may_cite(line, name[0], start):
                    yield _author(start, name[0], "author-date")
    byline = _BYLINE.match(line.text)
    if byline and len(line.text) < 120:
        yield from _bylined(line, byline)


def _author(start: int, name: str, rule: str, spelled: str = "") -> Found:
    return Found(start, start + len(name), rule, "name", None, spelled or name, "person")


def _may_cite(line: Line, name: str, start: int) -> bool:
    """Tell whether ``name`` before a year can be a surname: no month, city or known actor."""
    taken = any(m.start < start + len(name) and start < m.end for m in line.matches)
    return not (
        taken or name in cities() or name in listed("name_stops", "never") or name.isupper()
    )


def _inverted(line: Line, entry: re.Match[str]) -> Iterator[Found]:
    """Yield the authors of an entry of a reference list; mask the title that follows."""
    for found in re.finditer(rf"({_SURNAME}), ({_GIVEN}(?: [^\W\d_a-z]\w+)?)", entry["names"]):
        start = entry.start("names") + found.start()
        yield _author(start, found[0], "reference-author", f"{found[2]} {found[1]}")
    title = _TITLE.match(line.text, entry.end())
    if title:
        line.masks.append(Span(*title.span("title")))


def _bylined(line: Line, byline: re.Match[str]) -> Iterator[Found]:
    """Yield the authors of a byline, in small letters where it is written in capitals."""
    for found in re.finditer(r"(?:(?!,| and | & ).)+", byline["names"]):
        name = found[0].strip()
        name = re.sub(r"^(?:and|&) ", "", name)
        start = byline.start("names") + found.start() + found[0].find(name)
        words = name.split()
        capitals = all(word[0].isupper() for word in words)
        if not 2 <= len(words) <= 4 or not capitals or line.masked(start, start + len(name)):
            continue
        if any(m.start < start + len(name) and start < m.end for m in line.matches):
            continue
        yield _author(start, name, "byline", name.title() if name.isupper() else name)
