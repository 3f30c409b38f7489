"""The lines of a paragraph put together to one text, with the way back to the raw one."""

from collections.abc import Sequence

from pipeline.sources.hyphens import WORD, Compounds, words
from pipeline.sources.lines import Line
from pipeline.sources.text import Text, concatenate


class Joiner:
    """Joins lines of one document, whose words tell which compounds it writes."""

    def __init__(self, raw: str, part: str) -> None:
        self._raw = raw
        self._compounds = Compounds(part)

    def join(self, lines: Sequence[Line], start: int) -> Text:
        """Return the lines from raw offset ``start`` on as one text, hyphenation undone."""
        parts: list[Text] = []
        for line, following in zip(lines, [*lines[1:], None], strict=True):
            part = Text.of(self._raw, max(start, line.start), line.end)
            if following is None:
                parts.append(part)
            elif line.is_broken_word and following.text[0].isalnum():
                parts.append(part if self._keeps(part.chars, following.text) else part[:-1])
            elif _needs_no_space(part.chars, following.text):
                parts.append(part)
            else:
                parts += [part, Text(" ", [line.end], [line.end + 1])]
        return concatenate(parts)

    def _keeps(self, before: str, after: str) -> bool:
        """Whether the hyphen at the end of ``before`` belongs to the word."""
        if before[-1] != "-":
            return False  # a mark of the extractor's, which stands only where a word was broken
        found = WORD.findall(before[:-1])
        left = found[-1] if found and before[:-1].endswith(found[-1]) else ""
        right = WORD.match(after)
        return self._compounds.keeps_hyphen(left, right[0] if right else "")


def _needs_no_space(before: str, after: str) -> bool:
    if not before or _is_parted_capital(before, after):
        return True
    return _is_cut_address(before, after) or (_is_cjk(before[-1]) and _is_cjk(after[0]))


def _is_parted_capital(before: str, after: str) -> bool:
    """Whether a capital stands apart from its word: *T* and *he*, but not *A* and *road*."""
    word = WORD.match(after)
    if not word or len(before) != 1 or not before.isupper() or not after[0].islower():
        return False
    return before not in "AI" or word[0] not in words()


def _is_cut_address(before: str, after: str) -> bool:
    """Whether the line end cut a web address: *www.* and *example.org/a.html*."""
    token = before.split()[-1].lstrip("([<“")
    address = token.startswith(("http", "www.")) or token.count("/") > 1
    goes_on = after[0].isalnum() and not after[0].isupper()
    return address and token[-1] in "/.-_=?&" and goes_on


def _is_cjk(char: str) -> bool:
    """Whether no space separates words of its script."""
    return "\u2e80" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"
