"""A comparison with blanks is answered among the vendors scored in full, and says what is open."""

from __future__ import annotations

from pathlib import Path

import pytest

from ossbuy.procedure.comparisons.compared import Answer, answer
from ossbuy.procedure.comparisons.comparing import begin_from, read_comparison

HEAD = "Criterion,Weight,Acme,Borealis,Cirrus\n"


def _answer(tmp_path: Path, *rows: str) -> Answer:
    sheet = tmp_path / "matrix.csv"
    sheet.write_text(HEAD + "\n".join(rows) + "\n")
    kept = read_comparison(sheet)
    with begin_from(tmp_path / "m.ossbuy", "tester", kept) as workspace:
        return answer(workspace, kept.comparison)


def test_a_blank_that_cannot_lead_does_not_stop_the_answer(tmp_path: Path) -> None:
    found = _answer(tmp_path, "Discovery,50,5,3,2", "Reports,30,5,2,1", "Price,20,3,5,")
    assert found.verdict().startswith("Among those scored in full: Acme leads")
    assert "Cirrus has a blank and is left aside: whatever belongs there, it stays behind Acme" in (
        found.verdict()
    )
    # 50 × 2/5 + 30 × 1/5 + 20 if the blank earned all of it.
    assert "(at most 46.0 points)" in found.verdict()
    assert found.weights
    assert found.p_star()


def test_a_blank_that_may_lead_is_said_to(tmp_path: Path) -> None:
    found = _answer(tmp_path, "Discovery,50,4,3,5", "Reports,30,4,2,", "Price,20,4,3,4")
    assert "Cirrus has a blank and is left aside, but may reach 96.0 points and pass Acme" in (
        found.verdict()
    )


@pytest.mark.parametrize("blanks", ["5,,", ",,2"])
def test_where_only_one_is_scored_in_full_nothing_is_said_of_firmness(
    tmp_path: Path, blanks: str
) -> None:
    found = _answer(tmp_path, f"Discovery,50,{blanks}", "Reports,50,5,2,1")
    assert found.complete is None
    assert "How firm it is cannot be tested with blanks (" in found.verdict()
