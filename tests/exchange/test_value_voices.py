"""Value and voices as sheets and as frames: what is written, and that text stays text."""

from __future__ import annotations

import warnings
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.exchange import frames
from ossbuy.exchange.report import Provenance, value_cases, voices, write_report
from ossbuy.exchange.report import places as at
from ossbuy.exchange.report import value as sheet
from ossbuy.model.project import Project
from small import Case

HOSTILE = '=HYPERLINK("http://x.example") [a] "b"'
MONEY = {"volume": "1000000", "loss": 0.02, "margin": 0.5, "attribution": 0.5}
RANGE = {"loss_low": 0.01, "loss_high": 0.04}


def written(project: Project, folder: Path) -> tuple[Workbook, Workbook]:
    """The workbook as formulas and as the values cached in them."""
    out = folder / "r.xlsx"
    ev = evaluate(matrix(project))
    write_report(project, ev, None, out, Provenance("a" * 64, "t", "2026-01-01T00:00:00Z", "t"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(out), openpyxl.load_workbook(out, data_only=True)


def told() -> Case:
    case = Case().section("A", 1).requirement("A1", "A", 1, layer=3).requirement("A2", "A", 3)
    case.thing(
        "person", "ana", name="Ana", daily_user=True, vital_process="Trace", vital_often="daily"
    )
    case.thing("person", "ben", in_room=False, seat="executive")
    case.pain("P1", voice="ana", layer=3).pain("P2", voice="ben").pain("P3")
    text = {"segment": HOSTILE, "finance_metric": HOSTILE, "friction": HOSTILE}
    case.say("value/P1", MONEY | RANGE | text | {"lever": "churn", "chain": "asserted"})
    case.say("value/A1", MONEY | {"volume": "4000000", "lever": "churn"})
    return case.say("value/P2", {"lever": "churn", "margin": 0.5})


def test_the_sheet_says_what_counts_and_what_it_comes_to(tmp_path: Path) -> None:
    formulas, cached = written(told().project(), tmp_path)
    values = cached[at.VALUE]
    rows = {
        values.cell(sheet.CASES + 2 + i, 1).value: [
            values.cell(sheet.CASES + 2 + i, col + 1).value
            for col in (value_cases.AT_LIKELY, value_cases.AT_MEAN, value_cases.STATE)
        ]
        for i in range(3)
    }
    # 1M × 2 % × 50 % × 50 %; mean of 2,500, 5,000 and 10,000; A1 speaks of everybody and is more.
    assert rows["P1"] == [pytest.approx(5_000), pytest.approx(17_500 / 3), "counted already"]
    assert rows["A1"][:1] == [pytest.approx(20_000)]
    assert rows["A1"][2] == "counts"
    assert rows["P2"][2] == "not known"
    total = [values.cell(sheet.CASES + 5, col + 1).value for col in (13, 15)]
    assert total[0] == pytest.approx(20_000)
    assert total[1] in (None, "")
    for col in (value_cases.AT_LIKELY, value_cases.STATE, value_cases.TAKEN):
        assert formulas[at.VALUE].cell(sheet.CASES + 2, col + 1).data_type == "f"


def test_the_answer_wraps_and_two_printed_pages_can_be_read(tmp_path: Path) -> None:
    value = written(told().project(), tmp_path)[0][at.VALUE]
    merged = {str(block) for block in value.merged_cells.ranges}
    assert "C3:L3" in merged, "the answer stands within the first page"
    assert value["C3"].alignment.wrap_text
    assert value.print_title_cols == "$A:$B"
    assert [b.id for b in value.col_breaks.brk] == [value_cases.AT_LOW]
    assert value.page_setup.scale >= 60


def test_weight_without_a_layer_is_a_column_of_its_own(tmp_path: Path) -> None:
    _, cached = written(told().project(), tmp_path)
    row = [cached[at.VALUE].cell(sheet.STATED + 1, col).value for col in range(3, 9)]
    assert row[:4] == pytest.approx([0, 0, 0.25, 0.75])
    assert row[4:] == [3, 3]


def test_what_people_typed_stays_text(tmp_path: Path) -> None:
    formulas, _ = written(told().project(), tmp_path)
    found = [c for row in formulas[at.VALUE].iter_rows() for c in row if c.value == HOSTILE]
    assert len(found) >= 3
    for cell in found:
        assert cell.data_type == "s"
        assert cell.hyperlink is None


def test_voices_say_the_air_gap_and_who_is_missing(tmp_path: Path) -> None:
    _, cached = written(told().project(), tmp_path)
    page = cached[at.VOICES]
    points = [page.cell(row + 1, 2).value for row in (voices.DAILY, voices.OTHERS, voices.NOBODY)]
    # Three pains alike: one told by a daily user, one by somebody else, one by nobody named.
    assert points[0] == pytest.approx(points[1])
    assert points[0] == pytest.approx(points[2])
    assert page.cell(voices.GAP + 1, 3).value == pytest.approx(2 / 3)
    said = {cell.value for row in page.iter_rows() for cell in row}
    assert {"ben", "nobody is named", "no supervisor is named", "Trace"} <= said


def test_a_project_of_nothing_says_so_on_both_sheets(tmp_path: Path) -> None:
    _, cached = written(Case().project(), tmp_path)
    said = {
        c.value for name in (at.VALUE, at.VOICES) for row in cached[name].iter_rows() for c in row
    }
    assert "No pain or requirement has been traced to the customer yet." in said
    assert "Nobody is named yet." in said


def test_frames_hold_one_row_per_case_and_person() -> None:
    project = told().project()
    ev = evaluate(matrix(project))
    cases = frames.values(project, ev).set_index("of")
    assert cases.loc["A1", "state"] == "counted"
    assert cases.loc["P1", "by"] == "A1"
    assert cases["likely"].isna().tolist() == [False, True, False]
    people = frames.people(project, ev).set_index("person")
    assert people.loc["ana", "points"] == pytest.approx(ev.trauma_of("P1"))
    assert people["daily_user"].tolist() == [True, False]
    assert frames.values(Case().project(), evaluate(matrix(Case().project()))).empty


def test_a_short_text_of_several_lines_makes_its_row_higher(tmp_path: Path) -> None:
    case = told().pain("P4", statement="one\ntwo\nthree")
    pains = written(case.project(), tmp_path)[0]["Pains"]
    heights = {row[0].value: pains.row_dimensions[row[0].row].height for row in pains.iter_rows()}
    assert heights["P4"] is not None
    assert heights["P4"] >= 3 * 12
