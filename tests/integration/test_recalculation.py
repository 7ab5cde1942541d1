"""The decision workbook recalculated by LibreOffice says what the engine says (decision 29).

Cached values are stripped first, then every formula is computed anew by another program: once as
written and once after each of ten random changes typed into the workbook's input cells. The same
changes are made true in a draft of the project and evaluated by the engine.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.robustness.cockpit import robustness
from ossbuy.exchange.report import Provenance, write_report
from ossbuy.exchange.report import places as at
from ossbuy.exchange.report.places import Places, word_of
from ossbuy.exchange.report.requirements import BLENDED, DERIVED, STATED, STATED_POINTS
from ossbuy.exchange.report.style import INPUT
from ossbuy.exchange.report.summary import RANKING
from ossbuy.exchange.report.trauma import COST, INDEX, SEVERITY
from ossbuy.model.events import Fact
from ossbuy.model.fold import Draft
from ossbuy.model.project import Project
from ossbuy.procedure.files.build import build
from ossbuy.procedure.workshops.voted import voted_rounds
from ossbuy.store.workspace import Workspace

KESTREL = Path(__file__).parents[2] / "sample_rfps" / "kestrel-inventory"

pytestmark = pytest.mark.integration

SEEDS = tuple(range(2026, 2036))
CLOSE = 1e-9
RESULTS = (
    *(at.SUMMARY, at.WEIGHTS, at.TRAUMA, at.CAUSES, at.TRACE),
    *(at.REQUIREMENTS, at.SCORES, at.TOTALS, at.COST, at.SENSITIVITY, at.VALUE, at.VOICES),
)


@dataclass(frozen=True)
class Edit:
    """One value typed into the workbook, and the fact it stands for."""

    sheet: str
    row: int
    col: int
    typed: Any
    fact: Fact


@dataclass
class Case:
    """A workbook on disk and what the engine makes of the same changes."""

    name: str
    project: Project
    evaluation: Evaluation
    recalculated: Workbook


Change = Callable[[random.Random, Draft, Places], list[Edit]]


def stated_weight(dice: random.Random, draft: Draft, places: Places) -> list[Edit]:
    section = dice.choice(places.top)
    points = round(dice.uniform(5, 90), 1)
    row = places.section_row[section]
    half = round(dice.uniform(0, 0.5), 2)
    return [
        Edit(at.WEIGHTS, row, 2, points, Fact(f"stated/{section}", points)),
        policy(places, "blend", half),
    ]


def leaf_weight(dice: random.Random, draft: Draft, places: Places) -> list[Edit]:
    leaf = dice.choice(places.leaves)
    points = round(dice.uniform(1, 9), 1)
    row = places.grid_row[leaf]
    return [Edit(at.REQUIREMENTS, row, STATED_POINTS, points, Fact(f"stated/{leaf}", points))]


def policy(places: Places, field: str, value: float) -> Edit:
    return Edit(at.WEIGHTS, at.WEIGHT_INPUTS[field], 2, value, Fact(f"policy/{field}", value))


def blend(dice: random.Random, draft: Draft, places: Places) -> list[Edit]:
    return [policy(places, "blend", round(dice.uniform(0, 0.4), 3))]


def price_share(dice: random.Random, draft: Draft, places: Places) -> list[Edit]:
    return [policy(places, "price_share", round(dice.uniform(0.5, 0.9), 3))]


def pain(dice: random.Random, draft: Draft, places: Places) -> list[Edit]:
    i = dice.randrange(len(places.pains))
    ident, row = places.pains[i], at.PAIN_TOP + 1 + i
    cost, severity = dice.randrange(10_000, 20_000_000), dice.randint(1, 5)
    return [
        Edit(at.TRAUMA, row, COST, cost, Fact(f"pain/{ident}/cost_likely", str(cost))),
        Edit(at.TRAUMA, row, SEVERITY, severity, Fact(f"pain/{ident}/severity", severity)),
    ]


def answer(dice: random.Random, draft: Draft, places: Places, field: str) -> list[Edit]:
    """The leader's answers in one section, all changed alike, so that it may fall."""
    v = places.vendors.index(places.ev.standings[0].vendor)
    vendor, section = places.vendors[v], dice.choice(places.top)
    words = {"level": ("none", "partial"), "evidence": ("claim", "document")}[field]
    value = dice.choice(words)
    column = places.answer_col(v, 0 if field == "level" else 2)
    edits = []
    for leaf in places.leaves:
        key = f"response/{vendor}/{leaf}"
        first, last = places.under[section]
        if first <= places.grid_row[leaf] <= last and (key, "") in draft.values:
            said = dict(draft.values[key, ""]) | {field: value}
            typed = word_of(f"{field}.{value}")
            edits.append(Edit(at.ANSWERS, places.grid_row[leaf], column, typed, Fact(key, said)))
    return edits


def level(dice: random.Random, draft: Draft, places: Places) -> list[Edit]:
    return answer(dice, draft, places, "level")


def evidence(dice: random.Random, draft: Draft, places: Places) -> list[Edit]:
    return answer(dice, draft, places, "evidence")


def price(dice: random.Random, draft: Draft, places: Places) -> list[Edit]:
    i = dice.randrange(len(places.price_lines))
    vendor, line = places.price_lines[i]
    key = f"price/{vendor}/{line}"
    said = dict(draft.values[key, ""])
    amounts = list(said["amounts"])
    amount = dice.randrange(3_000_000, 9_000_000)
    amounts[0] = str(amount)
    return [Edit(at.PRICES, 5 + i, 6, amount, Fact(key, said | {"amounts": amounts}))]


CHANGES: tuple[Change, ...] = (
    *(stated_weight, leaf_weight, blend, price_share, pain),
    *(level, evidence, price, blend, stated_weight),
)


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    """The workbook as written and after each change, recalculated in one LibreOffice call."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.fail(
            "soffice is not installed, so the workbook's formulas cannot be checked: "
            "install libreoffice-calc."
        )
    workspace = Workspace.in_memory("tester")
    build(workspace, KESTREL)
    project = workspace.project
    ev = evaluate(matrix(project))
    folder = tmp_path_factory.mktemp("recalculation")
    out = folder / "written.xlsx"
    made = Provenance(workspace.head, "test", "2026-01-01T00:00:00Z", "tester")
    voted = voted_rounds(project, ev)
    write_report(project, ev, robustness(ev), out, made, workspace.history(), (), voted)
    places = Places(project, ev)
    expected = {"as written": (project, ev)}
    with warnings.catch_warnings():
        # openpyxl does not know data bars; the formulas are what is read here.
        warnings.simplefilter("ignore")
        _save(out, folder / "as written.xlsx", [])
        for seed, change in zip(SEEDS, CHANGES, strict=True):
            draft = workspace.draft().copy()
            edits = change(random.Random(seed), draft, places)
            draft.apply(edit.fact for edit in edits)
            name = f"seed {seed} {change.__name__}"
            print(name, [(e.sheet, e.row + 1, e.col + 1, e.typed) for e in edits][:3])  # noqa: T201
            # The lock holds weights as they were; the sheet shows what follows from its inputs.
            changed = draft.freeze()
            expected[name] = (changed, evaluate(matrix(changed, respect_lock=False)))
            _save(out, folder / f"{name}.xlsx", edits)
        done = subprocess.run(
            [
                *(soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless"),
                *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out")),
                *(str(folder / f"{name}.xlsx") for name in expected),
            ],
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert len(list((folder / "out").glob("*.xlsx"))) == len(expected), done.stderr
        return [
            Case(name, *meant, _values(folder / "out" / f"{name}.xlsx"))
            for name, meant in expected.items()
        ]


def shown(value: object) -> object:
    """A cell's value; an empty cell and an empty text look the same."""
    return "" if value is None else value


def _values(path: Path) -> Workbook:
    return openpyxl.load_workbook(path, data_only=True)


def _save(written: Path, out: Path, edits: list[Edit]) -> None:
    book = openpyxl.load_workbook(written)
    for edit in edits:
        book[edit.sheet].cell(edit.row + 1, edit.col + 1).value = edit.typed
    book.save(out)


def value(case: Case, sheet: str, row: int, col: int) -> Any:
    return case.recalculated[sheet].cell(row + 1, col + 1).value


def test_totals_ranks_weights_and_trauma_are_those_of_the_engine(cases: list[Case]) -> None:
    for case in cases:
        ev = case.evaluation
        places = Places(case.project, ev)
        for v, vendor in enumerate(places.vendors):
            standing = ev.standing_of(vendor)
            col = places.total_col(v)
            for what, expected in (
                ("total", standing.total),
                ("quality", standing.quality),
                ("price", standing.price_score),
                ("cost", standing.cost),
                ("rank", standing.rank),
            ):
                found = value(case, at.TOTALS, places.total_row(what), col)
                assert found == pytest.approx(expected, rel=0, abs=CLOSE), (case.name, what)
            for s, section in enumerate(places.top):
                found = value(case, at.TOTALS, 5 + s, col)
                expected = ev.section_score(vendor, section)
                assert found == pytest.approx(expected, rel=0, abs=CLOSE), (case.name, section)
        for leaf in places.leaves:
            line = ev.weight_of(leaf)
            for col, expected in (
                (STATED, line.stated),
                (DERIVED, line.derived),
                (BLENDED, line.blended),
            ):
                found = value(case, at.REQUIREMENTS, places.grid_row[leaf], col)
                assert found == pytest.approx(expected, rel=0, abs=CLOSE), (case.name, leaf)
        for i, ident in enumerate(places.pains):
            found = value(case, at.TRAUMA, at.PAIN_TOP + 1 + i, INDEX)
            assert found == pytest.approx(ev.trauma_of(ident), rel=0, abs=CLOSE), case.name


def test_the_ranking_on_the_summary_is_sorted_by_formula(cases: list[Case]) -> None:
    for case in cases:
        listed = [
            value(case, at.SUMMARY, RANKING + 1 + k, 1)
            for k in range(len(case.evaluation.standings))
        ]
        assert listed == [s.label for s in case.evaluation.standings], case.name


def test_some_of_the_changes_flip_the_winner(cases: list[Case]) -> None:
    before = cases[0].evaluation.standings[0].vendor
    flipped = [c.name for c in cases[1:] if c.evaluation.standings[0].vendor != before]
    print("flipped by", flipped)  # noqa: T201
    assert 2 <= len(flipped) < len(cases) - 1


def test_every_change_changed_something(cases: list[Case]) -> None:
    before = cases[0].evaluation
    for case in cases[1:]:
        moved = case.evaluation
        same_totals = [s.total for s in before.standings] == [s.total for s in moved.standings]
        same_weights = before.stated.tolist() == moved.stated.tolist()
        assert not (same_totals and same_weights), case.name


def test_every_formula_recalculates_to_its_cached_value(
    cases: list[Case], kestrel_written: tuple[Workbook, Workbook]
) -> None:
    formulas, cached = kestrel_written
    recalculated = cases[0].recalculated
    wrong, count = [], 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                one = shown(cached[sheet.title][cell.coordinate].value)
                other = shown(recalculated[sheet.title][cell.coordinate].value)
                same = one == other
                if not isinstance(one, str) and not isinstance(other, str):
                    same = one == pytest.approx(other, rel=1e-9, abs=CLOSE)
                if not same:
                    wrong.append((sheet.title, cell.coordinate, one, other))
    assert count > 2000
    assert not wrong, wrong[:10]


def test_numbers_on_result_sheets_are_formulas(kestrel_written: tuple[Workbook, Workbook]) -> None:
    formulas, cached = kestrel_written
    live = typed = 0
    for name in RESULTS:
        for row in formulas[name].iter_rows():
            for cell in row:
                if cell.fill.fgColor.rgb == "FF" + INPUT.removeprefix("#"):
                    continue
                is_number = isinstance(cached[name][cell.coordinate].value, (int, float))
                live += is_number and cell.data_type == "f"
                typed += is_number and cell.data_type != "f"
    print(f"{live} of {live + typed} numbers on result sheets are formulas")  # noqa: T201
    assert live / (live + typed) >= 0.95


@pytest.fixture(scope="module")
def kestrel_written(
    cases: list[Case], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Workbook, Workbook]:
    """The workbook as written, read once for its formulas and once for its cached values."""
    base = tmp_path_factory.getbasetemp()
    written = next(base.glob("recalculation*/written.xlsx"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(written), openpyxl.load_workbook(written, data_only=True)
