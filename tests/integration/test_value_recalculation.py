"""The sheets Value and Voices recalculated by LibreOffice say what the engine says.

Numbers typed into the yellow cells (revenue, losses, shares, layers) are made true in the project
as well; which case of a lever counts, and every total, must come out the same.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import warnings
from dataclasses import dataclass
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.matrix.value import value_inputs
from ossbuy.analysis.value import Profile
from ossbuy.analysis.worth import Worth, worth
from ossbuy.exchange.report import Provenance, value_cases, voices, write_report
from ossbuy.exchange.report import places as at
from ossbuy.exchange.report import value as sheet
from ossbuy.exchange.report.places import Places
from ossbuy.exchange.report.requirements import BLENDED, LAYER
from ossbuy.model.events import Fact
from ossbuy.model.fold import Draft
from ossbuy.model.project import Project
from ossbuy.procedure.files.build import build
from ossbuy.store.workspace import Workspace
from small import KESTREL, model_with

pytestmark = pytest.mark.integration

SEEDS = tuple(range(31, 39))
CLOSE = 1e-6
"""Money a year; amounts run to some millions."""
COLUMNS = {
    "volume": value_cases.VOLUME,
    "loss_low": value_cases.LOW,
    "loss": value_cases.LIKELY,
    "loss_high": value_cases.HIGH,
    "margin": value_cases.MARGIN,
    "attribution": value_cases.BLAME,
}


@dataclass
class Case:
    """A workbook recalculated, and the engine on the same changes."""

    name: str
    project: Project
    evaluation: Evaluation
    worth: Worth
    book: Workbook

    def cell(self, where: str, row: int, col: int) -> Any:
        found = self.book[where].cell(row + 1, col + 1).value
        return None if found == "" else found


def of(project: Project) -> tuple[Evaluation, Worth]:
    ev = evaluate(matrix(project))
    return ev, worth(ev, value_inputs(project, ev.matrix))


def numbers(dice: random.Random) -> dict[str, float | str]:
    """Factors of a case; equal ones are likely, so that ties are settled, too."""
    low, likely, high = sorted(dice.choice([0.01, 0.02, 0.03, 0.05]) for _ in range(3))
    said: dict[str, float | str] = {
        "volume": str(dice.choice([1, 2, 5]) * 1_000_000),
        "loss_low": low,
        "loss": likely,
        "loss_high": high,
        "margin": dice.choice([0.4, 0.6]),
        "attribution": dice.choice([0.5, 1.0]),
    }
    for name in list(said):
        if dice.random() < 0.06:
            del said[name]
    return said


def begin(dice: random.Random) -> Draft:
    """Kestrel unlocked, outward multipliers, a value case on every pain and some requirements."""
    workspace = Workspace.in_memory("tester")
    build(workspace, KESTREL)
    draft = workspace.draft().copy()
    project = workspace.project
    draft.apply([Fact("lock/weights", None), model_with(layer__2=1.15, layer__3=1.3)])
    for ident in (*project.pains, *list(project.requirements)[:5]):
        said = numbers(dice) | {
            "lever": dice.choice(["conversion", "churn", "leakage"]),
            "segment": dice.choice(["homes", " Homes", "business", ""]),
            "chain": dice.choice(["asserted", "measured"]),
        }
        if dice.random() < 0.1:
            said["obstructs"] = True
        if dice.random() < 0.1:
            del said["lever"]
        draft.apply([Fact(f"value/{ident}", said)])
    leaf = next(iter(project.requirements))
    draft.apply([Fact(f"requirement/{leaf}/layer", None)])
    return draft


def change(dice: random.Random, draft: Draft, book: Workbook, places: Places) -> None:
    """Other numbers for some cases, another layer for a pain and for a requirement."""
    project = draft.freeze()
    _, found = of(project)
    values = book[at.VALUE]
    for i, line in enumerate(found.revenue.lines):
        if dice.random() < 0.5:
            continue
        said, row = numbers(dice), sheet.CASES + 2 + i
        for name, col in COLUMNS.items():
            typed = said.get(name)
            values.cell(row, col + 1).value = float(typed) if typed is not None else None
        kept = {k: v for k, v in draft.values[f"value/{line.id}", ""].items() if k not in COLUMNS}
        draft.apply([Fact(f"value/{line.id}", kept | said)])
    i = dice.randrange(len(places.pains))
    layer = dice.choice([1, 2, 3, None])
    values.cell(sheet.pains_at(len(found.revenue.lines)) + 2 + i, 3).value = layer
    draft.apply([Fact(f"pain/{places.pains[i]}/layer", layer)])
    leaf, layer = dice.choice(places.leaves), dice.choice([1, 2, 3, None])
    book[at.REQUIREMENTS].cell(places.grid_row[leaf] + 1, LAYER + 1).value = layer
    draft.apply([Fact(f"requirement/{leaf}/layer", layer)])


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.fail("soffice is not installed: install libreoffice-calc.")
    folder = tmp_path_factory.mktemp("value")
    meant: dict[str, Project] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for seed in SEEDS:
            dice = random.Random(seed)
            draft = begin(dice)
            project = draft.freeze()
            ev = evaluate(matrix(project))
            out = folder / "written.xlsx"
            write_report(
                project, ev, None, out, Provenance("a" * 64, "t", "2026-01-01T00:00:00Z", "t")
            )
            book = openpyxl.load_workbook(out)
            if seed != SEEDS[0]:
                change(dice, draft, book, Places(project, ev))
            name = f"seed {seed}"
            book.save(folder / f"{name}.xlsx")
            meant[name] = draft.freeze()
        done = subprocess.run(
            [
                *(soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless"),
                *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out")),
                *(str(folder / f"{name}.xlsx") for name in meant),
            ],
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert len(list((folder / "out").glob("*.xlsx"))) == len(meant), done.stderr
        return [
            Case(
                name,
                project,
                *of(project),
                openpyxl.load_workbook(folder / "out" / f"{name}.xlsx", data_only=True),
            )
            for name, project in meant.items()
        ]


def same(found: object, expected: float | None) -> bool:
    if expected is None or found is None:
        return found is None and expected is None
    return found == pytest.approx(expected, rel=1e-9, abs=CLOSE)


def test_amounts_and_which_case_counts_are_those_of_the_engine(cases: list[Case]) -> None:
    states = set()
    for case in cases:
        for i, line in enumerate(case.worth.revenue.lines):
            row = sheet.CASES + 1 + i
            for col, expected in (
                (value_cases.AT_LOW, line.low),
                (value_cases.AT_LIKELY, line.likely),
                (value_cases.AT_HIGH, line.high),
                (value_cases.AT_MEAN, line.mean),
            ):
                assert same(case.cell(at.VALUE, row, col), expected), (case.name, i, col)
            shown = value_cases.SHOWN.get(line.state, line.state)
            assert case.cell(at.VALUE, row, value_cases.STATE) == shown, (case.name, i)
            states.add(line.state)
    # Every way to count or not was met.
    assert states == {"counted", "counted already", "not known", "lever not said", "obstructs"}


def test_totals_are_those_of_the_engine(cases: list[Case]) -> None:
    for case in cases:
        revenue = case.worth.revenue
        row = sheet.CASES + 1 + len(revenue.lines)
        for col, expected in (
            (value_cases.AT_LOW, revenue.low),
            (value_cases.AT_LIKELY, revenue.likely),
            (value_cases.AT_HIGH, revenue.high),
            (value_cases.AT_MEAN, revenue.mean),
        ):
            assert same(case.cell(at.VALUE, row, col), expected), (case.name, col)
    assert len({c.worth.revenue.likely for c in cases}) > len(cases) // 2


def test_profiles_and_depths_are_those_of_the_engine(cases: list[Case]) -> None:
    for case in cases:
        for row, held in (
            (sheet.STATED, case.worth.stated),
            (sheet.DERIVED, case.worth.derived),
            (sheet.COUNTS, case.worth.counts),
            (sheet.PAINS, case.worth.pains),
        ):
            assert isinstance(held, Profile)
            for place, layer in enumerate((1, 2, 3, 0)):
                found = case.cell(at.VALUE, row, 2 + place)
                assert found == pytest.approx(held.share(layer), abs=1e-9), (case.name, row, layer)
            assert case.cell(at.VALUE, row, 6) == pytest.approx(held.depth, abs=1e-9)
            assert case.cell(at.VALUE, row, 7) == held.stops_at
        for leaf in case.evaluation.matrix.weights.leaves:
            places = Places(case.project, case.evaluation)
            found = case.cell(at.REQUIREMENTS, places.grid_row[leaf], BLENDED)
            expected = case.evaluation.weight_of(leaf).blended
            assert found == pytest.approx(expected, abs=1e-9), (case.name, leaf)


def test_the_air_gap_is_that_of_the_engine(cases: list[Case]) -> None:
    ev = cases[0].evaluation
    told = {p: cases[0].project.people[cases[0].project.pains[p].voice] for p in ev.indexed}
    daily = sum(ev.trauma_of(p) or 0.0 for p, person in told.items() if person.daily_user)
    expected = 1 - daily / sum(ev.trauma_of(p) or 0.0 for p in ev.indexed)
    for case in cases:
        assert case.cell(at.VOICES, voices.GAP, 2) == pytest.approx(expected, abs=1e-9)
