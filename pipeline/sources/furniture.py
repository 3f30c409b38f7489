"""What a page carries beside its text: running heads, page numbers, rules, stray capitals."""

import re
from collections import Counter

from pipeline.sources.lines import Line, Page
from pipeline.sources.regions import is_caption

RECURRING = 3  # a line alone that comes as often as this is a running head
LABELS = 3  # lines on top of a named page number
HEAD = 120  # code points: no running head is longer
PAGE_MARK = re.compile(
    r"(?:[-–—|]\s?)?(?:page\s)?(?:\d{1,3}|[ivxl]{1,6})(?:\sof\s\d{1,3})?(?:\s?[-–—|])?", re.I
)
PAGE_NAME = re.compile(r"page\s\d{1,4}(?:\s(?:of|/)\s\d{1,4})?", re.I)
PAGE_TAIL = re.compile(r".{0,120}\b[Pp]age\s(?:\d{1,4}|[ivxl]{1,6})")
RULE = re.compile(r"(?:[-=*_~•·#]\s?){3,}")


def furniture(page: Page, title: str) -> set[int]:
    """Return the indices of the lines that are no text.

    A page number or a drop capital that went astray stands alone; a running head recurs
    alone on the pages, or is the document's ``title`` beside a page number.
    """
    lines = page.lines
    alone = [number for number in range(len(lines)) if _is_alone(page, number)]
    marks = {number for number in alone if _is_page_mark(lines[number].text)}
    found = marks | {number for number in alone if _is_stray_capital(page, number)}
    found |= {number for number, line in enumerate(lines) if RULE.fullmatch(line.text)}
    found |= _named_pages(page)
    if marks or any(line.page_start for line in lines):
        keys = {number: _key(lines[number]) for number in alone if _may_be_head(lines[number])}
        recurring = Counter(keys.values())
        found |= {number for number, key in keys.items() if recurring[key] >= RECURRING}
    beside = {number + step for number in marks for step in (-1, 1)} & set(alone)
    return found | {n for n in beside if lines[n].text.casefold() == title.casefold()}


def _named_pages(page: Page) -> set[int]:
    """Return the lines that read *Page 2*, and the labels on top of each.

    So does the United Nations head its pages: *S/1999/1*, *English*, *Page 2*.
    """
    found = set()
    for number, line in enumerate(page.lines):
        if PAGE_NAME.fullmatch(line.text):
            found.add(number)
            for above in range(number - 1, max(-1, number - 1 - LABELS), -1):
                if not _is_label(page.lines[above].text):
                    break
                found.add(above)
    return found


def _is_label(text: str) -> bool:
    return len(text.split()) <= 2 and text[0].isupper() and text[-1].isalnum()


def _is_alone(page: Page, number: int) -> bool:
    """Whether no line touches it from above or from below."""
    lines = page.lines
    above = number == 0 or lines[number].gap > 0 or lines[number].page_start
    last = number + 1 == len(lines)
    return above and (last or lines[number + 1].gap > 0 or lines[number + 1].page_start)


def _is_page_mark(text: str) -> bool:
    return PAGE_MARK.fullmatch(text) is not None or PAGE_TAIL.fullmatch(text) is not None


def _is_stray_capital(page: Page, number: int) -> bool:
    """Whether a capital has lost the word that it begins."""
    below = page.lines[number + 1 : number + 2]
    return page.lines[number].is_capital and not (below and below[0].starts_lower)


def _may_be_head(line: Line) -> bool:
    return len(line.text) <= HEAD and line.is_open and not is_caption(line.text)


def _key(line: Line) -> str:
    """Return what a running head has in common on all pages."""
    return re.sub(r"\d+|\b[ivxl]+$", "#", line.text.casefold())
