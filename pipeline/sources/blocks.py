"""Lines put together to paragraphs: across margins, pages and what interrupts them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.sources.lines import Line, Page
from pipeline.sources.regions import is_caption

LOOK_BACK = 4  # blocks that may stand between the halves of a paragraph
CAPTION_LINES = 8
SHORT = 40  # code points: a shorter line that stands alone is no broken paragraph
HEADING_SHARE = 0.6  # of the usual width: headings do not reach the margin
LIST_ITEM = re.compile(
    r"(?:[-*+•▪‣◦]|\(?(?:(?P<number>\d{1,3})|(?P<letter>[a-z]|[ivx]{1,4}))[.)])\s+(?=\S)"
)
MARKED = re.compile(r"#{1,6}\s|\||```")


@dataclass(slots=True)
class Block:
    """The lines of one paragraph, heading, caption or note."""

    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its lines as they stand, put together."""
        return " ".join(line.text for line in self.lines)


def paragraphs(page: Page, flow: Sequence[Line]) -> list[Block]:
    """Put the running lines together to blocks, in order of their first lines."""
    blocks: list[Block] = []
    for run in _runs(page, flow):
        home: Block | None = None
        caption = is_caption(" ".join(line.text for line in run))
        for line in run:
            if MARKED.match(line.text) or _begins_item(home, line):
                home = None
            elif line is not run[0] and home:
                home = home if _continues(page, home, line) else None
            elif not caption:
                home = _interrupted(page, blocks, line)
            if home is None:
                home = Block()
                blocks.append(home)
            home.lines.append(line)
    return blocks


def _runs(page: Page, flow: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines that touch one another."""
    run: list[Line] = []
    for line in flow:
        if run and not _touches(page, run[-1], line):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _touches(page: Page, a: Line, b: Line) -> bool:
    """Whether no blank line that means anything stands between the lines."""
    return not b.page_start and (b.gap == 0 or (b.gap == 1 and page.is_double_spaced))


def _interrupted(page: Page, blocks: list[Block], line: Line) -> Block | None:
    """Return the paragraph that ``line`` takes up again, or None if it begins one."""
    for block in blocks[: -LOOK_BACK - 1 : -1]:
        if not (len(block.lines) <= CAPTION_LINES and is_caption(block.text)):
            goes_on = not MARKED.match(block.lines[0].text) and _resumes(page, block, line)
            return block if goes_on else None
    return None


def _continues(page: Page, block: Block, line: Line) -> bool:
    """Whether ``line`` goes on where the line directly above it stopped."""
    last = block.lines[-1]
    if MARKED.match(last.text):
        return False
    if last.is_broken_word or (last.is_capital and line.starts_lower):
        return True
    if not page.is_wrapped:
        middle = line.starts_lower or last.text.endswith(",") or _ends_lower(last)
        return last.is_open and len(last.text) >= SHORT and middle
    if last.is_open:
        heading = len(block.lines) == 1 and len(last.text) < HEADING_SHARE * page.width
        return line.starts_lower or not heading or bool(LIST_ITEM.match(block.lines[0].text))
    return page.is_full(last) or line.starts_lower or not line.text[:1].isupper()


def _resumes(page: Page, block: Block, line: Line) -> bool:
    """Whether ``line`` goes on where ``block`` was interrupted: by a page, a note, a picture."""
    last = block.lines[-1]
    if last.is_broken_word or last.is_capital:
        return line.text[:1].isalpha() and (last.is_broken_word or line.starts_lower)
    if not last.is_open or len(last.text) < min(SHORT, HEADING_SHARE * page.width):
        return False
    if line.starts_lower:
        return True
    if not page.is_wrapped or not page.is_full(last):
        return False
    return _ends_lower(last) or len(block.lines) > 2


def _begins_item(home: Block | None, line: Line) -> bool:
    """Whether an item of a list begins here, rather than a number that a line end set apart."""
    item = LIST_ITEM.match(line.text)
    if not item or home is None or not home.lines[-1].is_open:
        return item is not None
    if not item["number"]:
        return not item["letter"]
    before = LIST_ITEM.match(home.lines[0].text)
    return before is not None and int(before["number"] or -1) + 1 == int(item["number"])


def _ends_lower(line: Line) -> bool:
    """Whether the last word begins as none does at the end of a title."""
    return line.text.split()[-1][:1].islower()
