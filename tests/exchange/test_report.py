"""The decision workbook as a file: values in every formula, text that stays text, printed pages."""

from __future__ import annotations

import re
import warnings
import zipfile
from pathlib import Path

import openpyxl
import pytest
from edge_projects import base, edges, entity, project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.robustness.cockpit import robustness
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.report import Provenance, ReportWritten, write_report
from ossbuy.exchange.report import places as at
from ossbuy.exchange.report.places import Places
from ossbuy.exchange.report.sheet import LONGEST, writable
from ossbuy.exchange.report.style import INPUT
from ossbuy.exchange.report.summary import RANKING
from ossbuy.model.events import Fact
from ossbuy.model.project import Project

MADE = Provenance("a" * 64, "test", "2026-01-01T00:00:00Z", "x")
# What Excel 2016 and LibreOffice both know; nothing that spills, nothing newer.
FUNCTIONS = {
    *("ABS", "AND", "CHOOSE", "COLUMN", "COUNT", "COUNTIF", "FALSE", "FIXED", "IF", "INDEX"),
    *("ISNUMBER", "LN", "MATCH", "MAX", "MIN", "N", "NOT", "OR", "ROUND", "SUM", "SUMIF"),
    *("SUMPRODUCT", "SUMSQ", "TRUE"),
}


def read(path: Path, *, values: bool = False) -> Workbook:
    with warnings.catch_warnings():
        # openpyxl does not know data bars; the cells are what is read here.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path, data_only=values)


def write(what: Project, out: Path, *, simulate: bool = False) -> ReportWritten:
    ev = evaluate(matrix(what))
    return write_report(what, ev, robustness(ev) if simulate else None, out, MADE)


@pytest.fixture(scope="module")
def kestrel_file(kestrel_project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report") / "kestrel.xlsx"
    write(kestrel_project, out, simulate=True)
    return out


@pytest.fixture(scope="module")
def formulas(kestrel_file: Path) -> Workbook:
    return read(kestrel_file)


def test_readers_that_do_not_compute_see_the_engine_s_ranking(
    kestrel_project: Project, kestrel_file: Path
) -> None:
    ev = evaluate(matrix(kestrel_project))
    rows = (
        CalamineWorkbook.from_path(kestrel_file)
        .get_sheet_by_name(at.SUMMARY)
        .to_python(skip_empty_area=False)
    )
    for k, standing in enumerate(ev.standings):
        rank, name, total, quality, price, cost = rows[RANKING + 1 + k][:6]
        assert (rank, name) == (standing.rank, standing.label)
        assert [total, quality, price, cost] == pytest.approx(
            [standing.total, standing.quality, standing.price_score, standing.cost], abs=1e-9
        )
    assert str(rows[2][0]).startswith(f"{ev.standings[0].label} leads ")


def test_trauma_roll_up_and_weights_are_the_engine_s(
    kestrel_project: Project, kestrel_file: Path
) -> None:
    ev = evaluate(matrix(kestrel_project))
    places, book = Places(kestrel_project, ev), read(kestrel_file, values=True)
    for i, pain in enumerate(places.pains):
        cell = book[at.TRAUMA].cell(at.PAIN_TOP + 2 + i, 19)
        assert cell.value == pytest.approx(ev.trauma_of(pain), abs=1e-9)
    for i, cause in enumerate(places.causes):
        cell = book[at.CAUSES].cell(7 + i, 5)
        assert cell.value == pytest.approx(ev.rolled_of(cause), abs=1e-9)
    for section, _ in places.tree:
        row, line = places.section_row[section] + 1, ev.weight_of(section)
        found = [book[at.WEIGHTS].cell(row, col).value for col in (4, 6, 7)]
        assert found == pytest.approx([line.stated, line.derived, line.blended], abs=1e-12)


def test_the_closed_forms_are_those_of_the_cockpit(
    kestrel_project: Project, kestrel_file: Path
) -> None:
    from ossbuy.exchange.report.layout import RIVALS, Layout

    ev = evaluate(matrix(kestrel_project))
    firm = robustness(ev).firm  # type: ignore[union-attr]
    places, sheet = Places(kestrel_project, ev), read(kestrel_file, values=True)[at.SENSITIVITY]
    layout = Layout(places)
    rows = {
        row: [c for col in range(2, 7) if isinstance(c := sheet.cell(row + 1, col).value, float)]
        for row in range(RIVALS + 1, RIVALS + 5)
    }
    assert min(rows[RIVALS + 1]) == pytest.approx(firm.p_star, abs=1e-12)
    assert min(rows[RIVALS + 2]) == pytest.approx(firm.p_star_price_fixed, abs=1e-12)
    nearest = max(x for x in rows[RIVALS + 3] if x < ev.blend)
    assert firm.blend_flips is not None
    assert nearest == pytest.approx(firm.blend_flips.flips[0].at, abs=1e-9)
    assert min(rows[RIVALS + 4]) == pytest.approx(firm.price_flips.flips[0].at, abs=1e-9)
    for s in range(len(places.top)):
        low, high = (sheet.cell(layout.ranges + 3 + s, col).value for col in (3, 4))
        assert low == pytest.approx(firm.crossovers.low[s], abs=1e-9)
        assert high == pytest.approx(firm.crossovers.high[s], abs=1e-9)


def test_formulas_use_only_what_excel_2016_and_libreoffice_know(formulas: Workbook) -> None:
    used: set[str] = set()
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert isinstance(cell.value, str), "an array formula"
                    assert len(cell.value) <= 8192
                    bare = re.sub(r'"[^"]*"', '""', cell.value)
                    used |= set(re.findall(r"([A-Z][A-Z0-9.]*)\(", bare))
    assert used <= FUNCTIONS, used - FUNCTIONS


def test_every_coefficient_has_a_name_and_every_name_leads_somewhere(
    formulas: Workbook, kestrel_project: Project
) -> None:
    names = formulas.defined_names
    assert kestrel_project.model is not None
    for coefficient in kestrel_project.model.coefficients:
        assert at.name_of(coefficient) in names
    for wanted in ("blend_share", "price_share", "price_formula", "evidence_mode", "level_words"):
        assert wanted in names
    for name in names.values():
        sheet = re.match(r"'([^']+)'!", name.attr_text)
        assert sheet is not None
        assert sheet[1] in formulas.sheetnames


def test_every_sheet_prints_on_landscape_a4_and_keeps_its_headers(formulas: Workbook) -> None:
    for sheet in formulas:
        assert sheet.page_setup.orientation == "landscape", sheet.title
        assert str(sheet.page_setup.paperSize) == "9", sheet.title
        assert sheet.freeze_panes, sheet.title
        assert sheet.print_title_rows, sheet.title
        assert sheet.print_area, sheet.title
        assert "page" in sheet.oddFooter.right.text, sheet.title
        assert "a" * 16 in sheet.oddFooter.center.text, sheet.title
        if sheet.title in {at.ANSWERS, at.SCORES, at.VALUE}:
            # On one page too small to read: what a row is about is repeated on the next.
            assert sheet.col_breaks.count, sheet.title
            assert sheet.print_title_cols, sheet.title
        else:
            assert sheet.page_setup.fitToWidth in (None, 1), sheet.title
            assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title


def test_inputs_look_like_inputs(formulas: Workbook) -> None:
    fill = "FF" + INPUT.removeprefix("#")
    sheet = formulas[at.WEIGHTS]
    for row in at.WEIGHT_INPUTS.values():
        assert sheet.cell(row + 1, 3).fill.fgColor.rgb == fill
    for each in formulas:
        assert not each.protection.sheet
        for row in each.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert cell.fill.fgColor.rgb != fill, (each.title, cell.coordinate)


HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.sampled_from(
        [
            *("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "http://x.example"),
            *("1.10", "{=A1}", "'=1", "mailto:a@b.c", "\x00\x07bell", "_x0041_", "&L&P", "#REF!"),
        ]
    ),
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(HOSTILE, min_size=8, max_size=8))
def test_text_is_only_ever_text(tmp_path: Path, texts: list[str]) -> None:
    pain, cause, section, title, vendor, comment, reason, name = texts
    facts = base()
    facts += entity("pain", "p1", name=pain, statement=pain)
    facts += entity("cause", "c1", statement=cause)
    facts += entity("section", "s1", title=section)
    facts += entity("requirement", "r1", title=title, text=title, threshold=title)
    facts += entity("vendor", "a", name=vendor)
    facts += [Fact("project/name", name), Fact("eliminated/c", {"by": "x", "reason": f"={reason}"})]
    said = {"level": "full", "delivery": "STD", "evidence": "demo", "comment": comment}
    facts.append(Fact("response/b/r1", said | {"file": "fba", "reference": comment}))
    out = tmp_path / "r.xlsx"
    write(project(facts), out)
    book = read(out)
    ours = read(_plain(tmp_path))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.hyperlink is None
                if cell.data_type == "f":
                    # Exactly where the same project with plain words has one, and the same one.
                    assert ours[sheet.title][cell.coordinate].value == cell.value
    with zipfile.ZipFile(out) as parts:
        assert not [n for n in parts.namelist() if "externalLink" in n]
        assert all(b"hyperlink" not in parts.read(n) for n in parts.namelist())


def _plain(folder: Path) -> Path:
    out = folder / "plain.xlsx"
    if not out.exists():
        facts = [*base(), Fact("eliminated/c", {"by": "x", "reason": "plain"})]
        said = {"level": "full", "delivery": "STD", "evidence": "demo", "comment": "plain"}
        facts.append(Fact("response/b/r1", said | {"file": "fba", "reference": "plain"}))
        write(project(facts), out)
    return out


@given(st.text(st.characters(codec=None), max_size=200))
def test_what_can_be_written_is_written_as_it_is(text: str) -> None:
    clean, problem = writable(text)
    clean.encode("utf-8")
    if not problem:
        assert clean == text.replace("\r\n", "\n").replace("\r", "\n")
    assert writable(clean) == (clean, "")


def test_a_text_too_long_for_a_cell_is_cut_with_a_finding(tmp_path: Path) -> None:
    said = {"level": "full", "delivery": "STD", "evidence": "demo", "comment": "😀" * 19_000}
    facts = [*base(), Fact("response/b/r1", said | {"file": "fba"})]
    done = write(project(facts), tmp_path / "r.xlsx")
    assert done.repairs == (f"Answers, J8: the text was cut to {LONGEST:,} characters.",)
    book = read(tmp_path / "r.xlsx")
    assert len(book[at.ANSWERS]["J8"].value.encode("utf-16-le")) // 2 <= LONGEST
    found = [cell.value for row in book[at.FINDINGS].iter_rows() for cell in row]
    assert done.repairs[0] in found


def test_codes_that_look_like_numbers_stay_apart(tmp_path: Path) -> None:
    write(edges()["whole"], tmp_path / "r.xlsx")
    sheet = read(tmp_path / "r.xlsx")[at.REQUIREMENTS]
    codes = [sheet.cell(row, 1).value for row in range(8, 12)]
    assert codes[:2] == ["1.1", "1.10"]


def test_a_place_that_cannot_be_written_is_one_sentence(
    kestrel_project: Project, tmp_path: Path
) -> None:
    with pytest.raises(BadFile, match="the workbook cannot be written there"):
        write(kestrel_project, tmp_path / "no such folder" / "r.xlsx")


def test_what_the_vendors_sent_is_listed_with_its_hash(
    kestrel_project: Project, kestrel_file: Path
) -> None:
    sheet = read(kestrel_file)[at.PROVENANCE]
    said = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {file.sha256 for file in kestrel_project.files.values()} <= said
    assert MADE.head in said
