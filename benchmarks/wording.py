"""What the checks of wording cost, as ratios within one run. Run: python benchmarks/wording.py

1,500 texts are made from the shipped library, two of its sentences each. The ratio is to reading
them once with a plain regex split into words; the language model is loaded before the clock runs,
and its loading is a line of its own. Goals: 1,500 texts reviewed (language, rules, rewrites,
duplicates, digest) in under two seconds here, and one text, which a key waits for, in under 10 ms.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable

from ossbuy import locations
from ossbuy.exchange.yaml_in import read_yaml
from ossbuy.phrasing.checking import check
from ossbuy.phrasing.duplicates import duplicates
from ossbuy.phrasing.language import languages, recognise
from ossbuy.phrasing.review import Asked, review
from ossbuy.procedure.wording import rules

TEXTS = 1500
GOAL, GOAL_ONE = 2.0, 0.010
ROUNDS = 3


def made() -> list[str]:
    """Texts of two sentences, all different."""
    paths = sorted((locations.templates() / "requirements").glob("*.yaml"))
    own = [r["text"] for path in paths for r in read_yaml(path)["requirements"]]
    return [f"{own[i % len(own)]} {own[(7 * i + i // len(own)) % len(own)]}" for i in range(TEXTS)]


def seconds(doing: Callable[[], object]) -> float:
    """Best of a few runs."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        doing()
        best = min(best, time.perf_counter() - start)
    return best


def main() -> int:
    """Print every part; 1 if a goal is missed."""
    texts = made()
    pairs = [(str(i), text) for i, text in enumerate(texts)]
    asked = [Asked(ident, text) for ident, text in pairs]
    start = time.perf_counter()
    ours = rules()
    compiled = time.perf_counter() - start
    start = time.perf_counter()
    recognise(texts[0])
    loaded = time.perf_counter() - start
    limits = ours.lists.limits
    word = re.compile(r"\W+")
    plain = seconds(lambda: [word.split(text) for text in texts])
    parts = {
        "rules and rewrites": seconds(lambda: [check(ours, text) for text in texts]),
        "languages": seconds(lambda: languages(texts, limits)),
        "duplicates": seconds(lambda: duplicates(pairs, limits["duplicate_likeness"])),
        "review, all of it": seconds(lambda: review(ours, asked)),
    }
    one = max(seconds(lambda text=text: check(ours, text)) for text in texts[:100])  # type: ignore[misc]
    sys.stdout.write(f"word lists read and compiled once {1000 * compiled:7.0f} ms\n")
    sys.stdout.write(f"language model loaded once        {1000 * loaded:7.0f} ms\n")
    sys.stdout.write(f"plain regex split, {TEXTS:,} texts   {1000 * plain:7.1f} ms  x 1\n")
    for name, took in parts.items():
        sys.stdout.write(f"{name:<33} {1000 * took:7.0f} ms  x {took / plain:.0f}\n")
    sys.stdout.write(f"slowest of 100 texts, alone       {1000 * one:7.2f} ms\n")
    return int(parts["review, all of it"] > GOAL or one > GOAL_ONE)


if __name__ == "__main__":
    sys.exit(main())
