"""Which language a document is written in, so that only English is taken for English.

Enough English function words settle it; the classifier is asked only about the rest.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from pipeline import vocabulary
from pipeline.sources.model import Sentence

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
ENOUGH = 0.15  # share of function words: English has a third, other languages a twentieth
SURE = 0.9  # confidence of the classifier, of 1
LEAST = 60  # letters: less Latin text tells nothing
MOST = 50_000  # code points: more tells nothing new
CHINESE = frozenset({"wuu", "yue"})
NO_LANGUAGE = "zxx"
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def language_of(sentences: Iterable[Sentence]) -> str | None:
    """Return the language of a document's running text, ISO 639-1; None where it is not plain.

    Notes count only where there is no other text: they cite works in any language.
    """
    read = [s for s in sentences if s.region != "boilerplate"]
    running = [s for s in read if s.region == "body"] or read
    return recognise(" ".join(s.text for s in running))


def recognise(text: str) -> str | None:
    """Return the language of ``text``, ISO 639-1; None where too little tells it.

    >>> recognise("The bridge was opened in May by two ministers."), recognise("Astana")
    ('en', None)
    >>> recognise("Мост открыли в мае два министра.")
    'ru'
    """
    text = text[:MOST]
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if words and sum(word in _function_words() for word in words) >= ENOUGH * len(words):
        return ENGLISH
    letters = sum(map(len, words))
    latin = len(LATIN.findall(text))
    if not letters or (latin > letters / 2 and latin < LEAST):
        return None
    best, confidence = _classifier().classify(text)
    if best in CHINESE:
        return "zh"
    if best == NO_LANGUAGE or (confidence < SURE and latin > letters / 2):
        return None
    codes: list[str] = [code for code, _ in _classifier().rank(text)]
    return next(code for code in codes if len(code) == 2)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in vocabulary.read("function_words"))


@cache
def _classifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # its model takes a second to load

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
