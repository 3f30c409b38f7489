"""A short run of what ``tests.fuzz.run`` does at length, and growth no worse than linear."""

import importlib
import pkgutil
import random
import re
import sys
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import extraction
from pipeline.isolation import Limits, Worker
from pipeline.isolation.limits import Limit
from pipeline.sources.splitting import MOST
from tests.fuzz.targets import ATOMS, SEEDS, TEXTS, format_of, mutated, text

COUNT = {"dates": 150, "quantities": 60, "reader": 200, "markdown": 200, "sentences": 300}
SLACK = 1.5


@pytest.mark.parametrize("target", TEXTS)
def test_random_texts_raise_nothing_and_leave_no_span_outside(target: str) -> None:
    random_ = random.Random(target)
    for _ in range(COUNT[target]):
        TEXTS[target](text(random_))


@pytest.mark.parametrize("media_type", SEEDS)
def test_damaged_files_give_text_or_a_message(media_type: str) -> None:
    random_ = random.Random(media_type)
    for _ in range(40):
        format_of(media_type, mutated(random_, SEEDS[media_type]))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_any_text_at_all_is_read(words: str) -> None:
    words = words.encode(errors="ignore").decode()  # files hold no lone surrogates
    TEXTS["reader"](words)
    TEXTS["dates"](words)
    TEXTS["sentences"](words)


@pytest.mark.parametrize("target", ["reader", "markdown", "sentences"])
def test_twice_the_text_is_twice_the_work(target: str) -> None:
    grown = [atom for atom in ATOMS if _growth(TEXTS[target], atom) > 2 * SLACK]
    assert grown == []


def test_no_pattern_backtracks_for_ever_on_the_longest_sentence() -> None:
    """A pattern that is cubic or worse would need minutes; the limit ends it."""
    worker = Worker(Limits(seconds=Limit("KHORGOS_TEST_SECONDS", 120, "seconds")))
    try:
        assert worker.call(match_all) > 30
    finally:
        worker.stop()


def match_all() -> int:
    """Search every pattern of the extractors in long lines; return how many there are."""
    patterns = set()
    for module in pkgutil.walk_packages(extraction.__path__, "pipeline.extraction."):
        values = vars(importlib.import_module(module.name)).values()
        patterns |= {value for value in values if isinstance(value, re.Pattern)}
    for pattern in patterns:
        for atom in ATOMS:
            for _ in pattern.finditer(atom * (MOST // len(atom))):
                pass
    return len(patterns)


def _growth(call: Callable[[str], None], atom: str) -> float:
    line = atom * (400 // len(atom))
    once, twice = _steps(call, line), _steps(call, line * 2)
    return twice / once if twice > 5_000 else 0


def _steps(call: Callable[[str], None], words: str) -> int:
    """The calls that Python makes: a measure that is the same on every machine."""
    steps = 0

    def count(*_: object) -> None:
        nonlocal steps
        steps += 1

    call(words[:50])  # caches
    sys.setprofile(count)
    try:
        call(words)
    finally:
        sys.setprofile(None)
    return steps


@pytest.mark.parametrize("words", ["In the 0000's it grew.", "the 00٢٠’s", "0010s"])
def test_what_fuzzing_found_stays_mended(words: str) -> None:
    TEXTS["dates"](words)
