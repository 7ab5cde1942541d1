"""What success costs, in the decision workbook: the engine's figures, and formulas behind them."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.growth import SHOWN, growth
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.robustness.cockpit import NotAvailable
from ossbuy.exchange.report import Provenance, write_report
from ossbuy.exchange.report.places import GROWTH, PRICES, WEIGHT_INPUTS, WEIGHTS
from ossbuy.model.bid import Elimination
from ossbuy.model.project import Project

MADE = Provenance("0" * 64, "test", "2026-01-01T00:00:00Z", "x")
VARIANTS = ("as built", "after the gate", "one price sealed", "low-high-linear", "ceiling-linear")


def variant(project: Project, name: str) -> Project:
    """Wren as built, or with one thing otherwise."""
    plover = project.by_code("vendors", "plovercloud")
    assert plover is not None
    if name == "after the gate":
        out = {plover: Elimination(by="E. Brandt", reason="Fails C7.1", failed_gate=True)}
        return replace(project, eliminated=out)
    if name == "one price sealed":
        opened = {at: line for at, line in project.prices.items() if at[0] != plover}
        return replace(project, prices=opened)
    if name in VARIANTS[3:]:
        said = {"price_formula": name, "price_ceiling": Decimal(16_000_000)}
        return replace(project, policy=project.policy.model_copy(update=said))
    return project


def written(project: Project, out: Path) -> Path:
    write_report(project, evaluate(matrix(project)), None, out, MADE)
    return out


def read(path: Path, *, values: bool = True) -> Workbook:
    with warnings.catch_warnings():
        # openpyxl does not know data bars; the cells are what is read here.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path, data_only=values)


def rows(book: Workbook) -> dict[str, list[object]]:
    """The cells beside each label in the first column; of equal labels under each heading."""
    found: dict[str, list[object]] = {}
    heading = ""
    for row in book[GROWTH].iter_rows(min_row=4, max_col=9, values_only=True):
        label = str(row[0] or "")
        if label.startswith(("Cost over all", "Total, of", "Costs more", "Price line")):
            heading = label.split(",")[0]
        found[f"{heading}: {label}" if heading else label] = list(row[1:])
    return found


@pytest.mark.parametrize("name", VARIANTS)
def test_the_sheet_says_what_the_engine_says(
    wren_project: Project, name: str, tmp_path: Path
) -> None:
    project = variant(wren_project, name)
    ev = evaluate(matrix(project))
    found = rows(read(written(project, tmp_path / "w.xlsx")))
    bids = ev.matrix.bids
    for v, label in enumerate(bids.names):
        cells = found[f"Cost over all years: {label}"]
        for n, multiple in enumerate(SHOWN):
            whole, scaled = float(bids.cost[v].sum()), float(bids.volumes[0].scaled[v])
            if whole != whole:
                assert not cells[2 + n]
            else:
                assert cells[2 + n] == pytest.approx(whole + (multiple - 1) * scaled)
    result = growth(ev, "SUB")
    if isinstance(result, NotAvailable):
        assert name == "one price sealed"
        assert result.sentence() in found
        return
    assert set(result.sentences()) <= set(found)
    assert not isinstance(result.flips, NotAvailable)
    labels = result.cost.vendors
    for v, label in enumerate(labels):
        cells = found[f"Total: {label}"]
        for n, multiple in enumerate(SHOWN):
            assert cells[2 + n] == pytest.approx(result.flips.totals(multiple)[v])
    assert tuple(found["Total: Leads"][2:]) == result.leaders(SHOWN)
    for crossing in result.cost.crossings(result.low, result.high):
        row = found[f"Costs more: {labels[crossing.dearer]}"]
        column = list(bids.names).index(labels[crossing.cheaper])
        assert row[column] == pytest.approx(crossing.at)


def test_without_a_line_that_grows_there_is_no_such_sheet(
    kestrel_project: Project, tmp_path: Path
) -> None:
    assert GROWTH not in read(written(kestrel_project, tmp_path / "k.xlsx")).sheetnames


@pytest.mark.integration
def test_libreoffice_recalculates_the_sheet_and_follows_what_is_typed(
    wren_project: Project, tmp_path: Path
) -> None:
    cached = {}
    for name in VARIANTS:
        path = written(variant(wren_project, name), tmp_path / f"{name}.xlsx")
        cached[name] = read(path)
        stripped = read(path, values=False)
        if name == "as built":
            sheet = stripped[GROWTH]
            at = next(c for c in sheet["A"] if c.value == "Cost over all years").row
            sheet.cell(at, 7).value = 1.47  # instead of 1.25: a hair before the flip
            sheet.cell(at, 8).value = 1.49
            stripped.save(tmp_path / "typed.xlsx")
            prices = stripped[PRICES]
            line = next(r for r in prices.iter_rows() if str(r[2].value).startswith("Platform"))
            for cell in line[6:11]:
                cell.value = 0
            stripped[WEIGHTS].cell(WEIGHT_INPUTS["price_share"] + 1, 3).value = 0.3
            stripped.save(tmp_path / "edited.xlsx")
            stripped = read(path, values=False)
        stripped.save(tmp_path / f"{name}.xlsx")
    names = (*VARIANTS, "typed", "edited")
    soffice = shutil.which("soffice")
    assert soffice, "install libreoffice-calc"
    subprocess.run(
        [
            *(soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out")),
            *(str(tmp_path / f"{name}.xlsx") for name in names),
        ],
        capture_output=True,
        timeout=300,
        check=True,
    )
    for name in VARIANTS:
        here, there = (rows(b) for b in (cached[name], read(tmp_path / "out" / f"{name}.xlsx")))
        assert here.keys() == there.keys()
        for label, cells in here.items():
            for one, other in zip(cells, there[label], strict=True):
                if isinstance(one, int | float):
                    assert other == pytest.approx(one, rel=1e-9), (name, label)
                else:
                    assert (one or "") == (other or ""), (name, label)
    typed = rows(read(tmp_path / "out" / "typed.xlsx"))
    assert typed["Total: Leads"][5:7] == ["Plovercloud", "Colossa BSS"]
    # The platform fee of 6.864 million gone: by hand 2.15 fixed + 0.16 · 13.2 million months.
    edited = rows(read(tmp_path / "out" / "edited.xlsx"))
    assert edited["Cost over all years: Plovercloud"][4] == pytest.approx(4_262_000)
    assert edited["Total: Leads"][2:] == ["Plovercloud"] * len(SHOWN)
