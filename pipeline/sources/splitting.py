"""Where sentences end: rules over stops, closing marks, abbreviations and brackets."""

import re
from functools import cache

from pipeline import vocabulary

CLOSE = r"[”’\"'»)\]】》]*+"
SPACED = rf"(?<![.!?…])[.!?…]++{CLOSE}[.,;:]?{CLOSE}\s++"
CHINESE = r"[。！？]++[”’」』）】》]*+\s*+"
UNSPACED = r"(?<=[a-z\d][a-z\d])[.!?][”\"]?+(?=[“\"]?[A-Z][a-z])"  # it ended in 2016.Both left
STOP = re.compile(f"{SPACED}|{CHINESE}|{UNSPACED}")
ADDRESS = re.compile(r"[/@]|www\.")
TOKEN_BEFORE = re.compile(r"[^\s“”‘’\"'()\[\]«»/,;:–—]*$")
INITIAL = re.compile(r"^(?:[A-ZÀ-ÖØ-ÞА-Я](?:\.-?[A-ZÀ-ÖØ-ÞА-Я])*)$")
NUMBER_AFTER = re.compile(r"[\d°º#]|[IVXLC]+\b|[ivxlc]+\b")
FIRST_WORD = re.compile(r"[“‘\"'(\[]*([^\W\d_]+)")
OPENERS = "“‘\"'«([【《（［「『"
PAIRS = {")": "(", "]": "[", "）": "（", "］": "［"}
BRACKET_REACH = 400  # code points: what an opening bracket holds is one unit
TITLE = re.compile(r"(?:(?<=^)|(?<=[,.;] )|(?<=\[))“[^“”]{1,160}+”(?=[,\]]| \[)")
MOST = 2_000  # code points of a sentence; the longest that publishers write have 600
CONTEXT = 40  # code points before a stop that can matter


def boundaries(text: str) -> list[int]:
    """Return where each sentence of ``text`` begins, from 0.

    >>> boundaries("It rose by 5.6 per cent. Gen. Lee left the U.S. in May. He lost.")
    [0, 25, 56]
    """
    found, inside = [0], _bracketed(text)
    for match in STOP.finditer(text):
        end = match.end()
        if end < len(text) and not inside[match.start()] and _ends_sentence(text, match):
            found += _cuts(text, found[-1], end)
            found.append(end)
    return found + _cuts(text, found[-1], len(text))


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Return where ``text[start:end]`` is cut so that no part is longer than ``MOST``.

    What is longer is no sentence but a table, a list or an attack, and rules that look at a
    sentence from each of its words would take for ever. A cut falls behind white space if it can.
    """
    cuts = []
    while end - start > MOST:
        space = text.rfind(" ", start + MOST // 2, start + MOST)
        start = space + 1 if space != -1 else start + MOST
        cuts.append(start)
    return cuts


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    stop, after = match[0], text[match.end() : match.end() + CONTEXT]
    if stop[0] in "。！？":
        return True
    if stop.rstrip()[-1] in ",;:":
        return False
    word = after.lstrip(OPENERS)
    if not word or word[0].islower() or text[max(0, match.start() - 1)] in OPENERS:
        return False
    if stop[0] in "!?" or stop.startswith(("..", "…")):
        return True
    before = text[max(0, match.start() - CONTEXT) : match.start()]
    token = TOKEN_BEFORE.search(before)
    if not stop[-1].isspace() and ADDRESS.search(before.split()[-1]):
        return False
    return _may_end(token[0] if token else "", stop, after)


def _may_end(token: str, stop: str, after: str) -> bool:
    """Whether a sentence may end on ``token`` and its full stop."""
    if len(stop.rstrip()) > 1:  # a closing mark follows the stop
        return True
    ends = _abbreviations().get(token.casefold(), "always")
    if ends == "always" and INITIAL.match(token):
        ends = "starter"  # A. B. Smith; but: the U.S.S.R. It
    if ends == "never":
        return False
    if ends == "number":
        return not NUMBER_AFTER.match(after)
    if ends == "starter":
        first = FIRST_WORD.match(after)
        return first is not None and first[1].casefold() in _starters()
    return True


def _bracketed(text: str) -> bytearray:
    """Return for each character whether it stands inside brackets or a cited title."""
    inside = bytearray(len(text))
    stack: list[tuple[str, int]] = []
    for at, char in enumerate(text):
        if char in "([（［":
            stack.append((char, at))
        elif char in PAIRS and stack and stack[-1][0] == PAIRS[char]:
            _, start = stack.pop()
            if not stack and at - start <= BRACKET_REACH:
                inside[start:at] = b"\x01" * (at - start)
    for match in TITLE.finditer(text):
        inside[match.start() : match.end()] = b"\x01" * len(match[0])
    return inside


@cache
def _abbreviations() -> dict[str, str]:
    return {row["abbreviation"]: row["ends"] for row in vocabulary.read("abbreviations")}


@cache
def _starters() -> frozenset[str]:
    return frozenset(row["word"] for row in vocabulary.read("sentence_starters"))
