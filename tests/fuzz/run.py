"""Many random inputs for every target: ``python -m tests.fuzz.run --inputs 10000000``.

Prints how many of each were tried; the first that fails is printed with its seed and ends
the run. A seed gives the same inputs on every machine.
"""

import argparse
import faulthandler
import random
import sys
import time

from tests.fuzz.targets import SEEDS, TEXTS, format_of, mutated, text

BATCH = 500
HANG = 60
"""Seconds after which an input counts as a hang: its stack is printed and the run ends."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--targets", nargs="*", default=[*TEXTS, "formats"])
    given = parser.parse_args()
    random_, started = random.Random(given.seed), time.monotonic()
    tried = dict.fromkeys(given.targets, 0)
    while sum(tried.values()) < given.inputs and time.monotonic() - started < given.seconds:
        for target in given.targets:
            for _ in range(BATCH):
                faulthandler.dump_traceback_later(HANG, exit=True)
                if not tried_one(target, random_):
                    return 1
                tried[target] += 1
        if sum(tried.values()) % 100_000 < BATCH * len(tried):
            show(tried, started)
    show(tried, started)
    return 0


def tried_one(target: str, random_: random.Random) -> bool:
    """Try an input on ``target``; say whether what must hold does."""
    if target == "formats":
        media_type = random_.choice(list(SEEDS))
        shown: object = (media_type, content := mutated(random_, SEEDS[media_type]))
        call = (format_of, media_type, content)
    else:
        shown = words = text(random_)
        call = (TEXTS[target], words)
    try:
        call[0](*call[1:])
    except Exception as error:
        sys.stdout.write(f"{target}: {type(error).__name__}: {error}\n{shown!r}\n")
        raise
    return True


def show(tried: dict[str, int], started: float) -> None:
    counts = ", ".join(f"{target} {count:,}" for target, count in tried.items())
    sys.stdout.write(f"{sum(tried.values()):,} in {time.monotonic() - started:.0f} s: {counts}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
