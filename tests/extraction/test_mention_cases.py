"""The codebook's rulings on mentions, a text each: the words and who is meant."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.extraction.test_mentions import expected, mentioned

FILE = Path(__file__).with_name("mention_cases.txt")


def cases() -> Iterator[tuple[str, str, str]]:
    """Region, text and mentions of each line of the file."""
    region = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            region = line[1:].split()[0]
        elif line and not line.startswith("%"):
            text, _, mentions = line.partition(" =>")
            yield region, text, mentions


@pytest.mark.parametrize(("region", "text", "mentions"), cases())
def test_who_is_meant(region: str, text: str, mentions: str) -> None:
    assert mentioned(*text.split(" # "), region=region) == expected(mentions)


def test_the_cases_are_many_and_each_is_there_once() -> None:
    texts = [text for _, text, _ in cases()]
    assert len(set(texts)) == len(texts) > 300
