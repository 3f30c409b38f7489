"""Text that knows where each of its characters stands in the raw document."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Soft hyphens and zero-width characters: part of no word."""

LIGATURES = {char: normalize("NFKC", char) for char in "ﬀﬁﬂﬃﬄﬅﬆ"}
"""Two letters that a typeface draws as one; they share its raw offsets."""


@dataclass(frozen=True, slots=True)
class Text:
    """Characters with the raw offsets where each begins and ends (exclusive)."""

    chars: str = ""
    starts: Sequence[int] = field(default_factory=lambda: array("l"), repr=False)
    ends: Sequence[int] = field(default_factory=lambda: array("l"), repr=False)

    @classmethod
    def of(cls, raw: str, start: int, end: int) -> "Text":
        """Return ``raw[start:end]`` as it stands."""
        return cls(
            raw[start:end], array("l", range(start, end)), array("l", range(start + 1, end + 1))
        )

    def __getitem__(self, part: slice) -> "Text":
        return Text(self.chars[part], self.starts[part], self.ends[part])

    def __add__(self, other: "Text") -> "Text":
        return concatenate((self, other))

    def strip(self) -> "Text":
        """Return the text without white space at its edges."""
        left = len(self.chars) - len(self.chars.lstrip())
        return self[left : max(left, len(self.chars.rstrip()))]

    def without(self, spans: Iterable[tuple[int, int]]) -> "Text":
        """Return the text without the half-open, ordered, disjoint ``spans``."""
        parts, at = [], 0
        for start, end in spans:
            parts.append(self[at:start])
            at = end
        parts.append(self[at:])
        return concatenate(parts)

    def folded(self) -> "Text":
        """Return the text with white space folded, ligatures parted, the invisible removed.

        >>> Text.of("a  b", 0, 4).folded().chars
        'a b'
        """
        chars: list[str] = []
        starts, ends = array("l"), array("l")
        for char, start, end in zip(self.chars, self.starts, self.ends, strict=True):
            if char in INVISIBLE:
                continue
            if char.isspace():
                if chars and chars[-1] == " ":
                    ends[-1] = end
                    continue
                char = " "
            for letter in LIGATURES.get(char, char):
                chars.append(letter)
                starts.append(start)
                ends.append(end)
        return Text("".join(chars), starts, ends).strip()


def concatenate(texts: Iterable[Text]) -> Text:
    """Return the ``texts`` one after the other."""
    texts = list(texts)
    starts, ends = array("l"), array("l")
    for text in texts:
        starts.extend(text.starts)
        ends.extend(text.ends)
    return Text("".join(text.chars for text in texts), starts, ends)
