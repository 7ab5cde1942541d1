"""docs/wording.md shows what the rules do, and docs/methods.md the figures they reach."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from ossbuy.phrasing.checking import Rules, check

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
ROW = re.compile(r"^\| `([\w-]+)` \| (\d) \| (.+?) \| (.*?) ?\| (.*?) ?\|$", re.MULTILINE)


def test_the_table_of_rules_shows_what_they_propose(rules: Rules) -> None:
    text = (ROOT / "docs" / "wording.md").read_text(encoding="utf-8")
    rows = ROW.findall(text)
    assert {row[0] for row in rows} == {rule.name for rule in rules.english}
    assert [int(row[1]) for row in rows] == [rules.severity[row[0]] for row in rows]
    for rule, _, _, example, proposal in rows:
        if example:
            said = next((h.rewrite for h in check(rules, example) if h.rule == rule), None)
            assert said is not None, f"{rule} does not find {example!r}"
            assert " ▏ ".join(said) == proposal, rule


def test_limits_named_are_those_of_the_lists(rules: Rules) -> None:
    text = " ".join((ROOT / "docs" / "wording.md").read_text(encoding="utf-8").split())
    limits = rules.lists.limits
    for said in (
        f"a sentence of more than {limits['long_words']:.0f} words".capitalize(),
        f"a text of more than {limits['long_text']:.0f}",
        f"each text of {limits['language_letters']:.0f} letters",
        f"at least {100 * limits['language_text']:.0f} % sure",
        f"at most {limits['digest']:.0f} findings",
        f"hits {100 * limits['habit_share']:.0f} % of twenty texts",
    ):
        assert said in text, said
    assert (limits["digest_per_rule"], limits["habit_texts"]) == (5, 20)


@pytest.mark.shared
def test_the_figures_are_what_the_script_prints() -> None:
    if not (SHARED / "rfps").is_dir():
        pytest.skip("needs ../shared")
    script = ROOT / "scripts" / "measure_wording.py"
    done = subprocess.run(
        [sys.executable, str(script), "--half", "both", "--shared", str(SHARED)],
        capture_output=True,
        text=True,
        check=True,
    )
    figures, counts = done.stdout.strip().split("\n\n")
    text = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    assert figures in text
    for line in counts.splitlines():
        assert f"> {line}\n" in text
