"""Fears become proposed requirements, and nothing of what people feel reaches anything else."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ossbuy import locations
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.exchange.facilitation import fears, recognised
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, Refused, facts_of
from ossbuy.model.feeling import FEELINGS
from ossbuy.model.fold import fold
from ossbuy.model.project import Project
from ossbuy.phrasing.review import Asked, review
from ossbuy.procedure.fears import accept, taken_as
from ossbuy.procedure.files.export import export
from ossbuy.procedure.wording import rules
from ossbuy.store.workspace import Workspace
from small import Case

OWN_WORDS = "that Zebedee blames me in front of the board again"


@pytest.fixture
def told() -> Workspace:
    w = Workspace.in_memory("Ines")
    w.execute(commands.describe(w.project, {"name": "X", "currency": "EUR"}))
    w.execute(commands.add(w.project, "person", {"code": "ana", "name": "Ana"}, "ana"))
    fields = {"code": "E1", "person": "ana", "intensity": 5, "fear": OWN_WORDS}
    w.execute(commands.add(w.project, "emotion", fields, "e1"))
    return w


def test_a_fear_becomes_a_requirement_in_one_act(told: Workspace) -> None:
    fear = next(f for f in fears() if f.id == "exit")
    seq = told.seq
    event = told.execute(accept(told.project, fear, "e1"))
    assert told.seq == seq + 1
    assert event.kind == "requirement.written"
    requirement = next(iter(told.project.requirements.values()))
    assert told.project.sections[requirement.section].title == "Risk"
    assert (requirement.code, requirement.risk) == ("RISK.1", True)
    assert requirement.verification == "P C"
    assert told.project.emotions["e1"].requirement == requirement.id
    assert told.project.emotions["e1"].fear == OWN_WORDS
    said = requirement.model_dump_json()
    assert not any(word in said for word in ("Zebedee", "blames", "board", "ana"))
    told.undo()
    assert not told.project.requirements
    assert not told.project.sections
    assert not told.project.emotions["e1"].requirement


def test_the_same_fear_of_another_joins_the_requirement(told: Workspace) -> None:
    fear = fears()[0]
    told.execute(accept(told.project, fear))
    there = taken_as(told.project, fear)
    assert there is not None
    event = told.execute(accept(told.project, fear, "e1"))
    assert event.kind == "emotion.changed"
    assert told.project.emotions["e1"].requirement == there.id
    assert len(told.project.requirements) == 1
    for emotion in ("", "e1"):
        with pytest.raises(Refused, match=r"already, as RISK\.1"):
            accept(told.project, fear, emotion)


def test_codes_that_are_taken_are_left_alone(told: Workspace) -> None:
    told.execute(commands.add(told.project, "section", {"code": "risk", "title": "Others"}))
    first, second = fears()[:2]
    told.execute(accept(told.project, first))
    told.execute(accept(told.project, second))
    codes = [r.code for r in told.project.requirements.values()]
    assert codes == ["RISK1.1", "RISK1.2"]
    assert len(told.project.sections) == 2


def test_a_regulated_procurement_still_takes_proposals() -> None:
    w = Workspace.in_memory("Ines")
    w.execute(Act("procurement.regulated", (Fact("policy/regulated", True),)))
    w.execute(accept(w.project, fears()[0]))
    assert [r.risk for r in w.project.requirements.values()] == [True]


def test_a_feeling_that_is_gone_is_said(told: Workspace) -> None:
    with pytest.raises(Refused, match="not there any more"):
        accept(told.project, fears()[0], "gone")


@pytest.mark.parametrize(
    ("fear", "kind"),
    [
        ("That the migration eats a year of our evenings.", "workload"),
        ("A second project that is ninety per cent done for two years.", "never-finished"),
        ("the maker goes bankrupt", "supplier-viability"),
        ("we can never leave them", "exit"),
        ("That the crews get another form to fill.", "daily-use"),
    ],
)
def test_a_told_fear_is_recognised(fear: str, kind: str) -> None:
    assert kind in [f.id for f in recognised(fear)][:2]


def test_what_is_not_recognised_proposes_nothing() -> None:
    assert recognised("") == ()
    assert recognised("spiders") == ()


def test_every_proposal_passes_the_checks_of_wording() -> None:
    """What ossbuy says of others' texts it must not have to say of its own; no exceptions."""
    said = review(rules(), [Asked(f.id, f.text, False, None, f.threshold) for f in fears()])
    assert {ident: hits for ident, hits in said.hits.items() if hits} == {}
    assert said.duplicates == ()
    assert said.language == "en"


def test_every_proposal_is_told_apart() -> None:
    assert len({fear.title for fear in fears()}) == len(fears())
    for fear in fears():
        assert recognised(fear.fear)[0] is fear


FACTS = st.fixed_dictionaries(
    {"person": st.sampled_from(["ana", "bo"]), "code": st.sampled_from(["E1", "E2", "E3"])},
    optional={
        "pain": st.sampled_from(["P1", "P2", ""]),
        "feeling": st.sampled_from(FEELINGS),
        "intensity": st.integers(1, 5),
        "fear": st.just(OWN_WORDS),
        "good_outcome": st.text(max_size=20),
        "past_attempts": st.text(max_size=20),
        "requirement": st.sampled_from(["R1", "R2", ""]),
        "released": st.booleans(),
    },
)


def _case() -> Case:
    case = Case(blend=0.6).thing("person", "ana").thing("person", "bo", name="Bo")
    case.pain("P1", cost_likely="900000").pain("P2", severity=2)
    case.cause("RC1", {"P1": 0.5})
    case.section("C1", 3).section("C2", 7)
    case.requirement("R1", "C1", 1).requirement("R2", "C2", 1, risk=True)
    case.link("RC1", "C1").link("P2", "C2", 3)
    case.vendor("acme", "100").vendor("zeta", "140")
    for vendor in ("acme", "zeta"):
        for requirement in ("R1", "R2"):
            level = "full" if (vendor, requirement) != ("acme", "R2") else "partial"
            case.answer(vendor, requirement, level)
    return case


def _numbers(project: Project) -> list[object]:
    """Every number and text of an evaluation, arrays as lists."""
    found: list[object] = []

    def walk(value: object) -> None:
        if isinstance(value, np.ndarray):
            found.append(value.tolist())
        elif hasattr(value, "__dataclass_fields__"):
            for name in value.__dataclass_fields__:
                walk(getattr(value, name))
        elif isinstance(value, tuple | list):
            for one in value:
                walk(one)
        else:
            found.append(repr(value))

    walk(evaluate(matrix(project)))
    return found


def _written(project: Project, directory: Path) -> dict[str, bytes]:
    workspace = Workspace.in_memory("Ines")
    shutil.rmtree(directory, ignore_errors=True)
    from ossbuy.exchange.project_files.write import write_project_files

    write_project_files(project, directory, lambda _: b"", workspace.history())
    return {p.name: p.read_bytes() for p in sorted(directory.rglob("*")) if p.is_file()}


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(["e1", "e2", "e3"]), FACTS, max_size=3))
def test_no_feeling_moves_a_weight_a_rank_or_a_file(
    tmp_path_factory: pytest.TempPathFactory, feelings: dict[str, dict[str, object]]
) -> None:
    case = _case()
    calm = case.project()
    facts: list[Fact] = list(case.facts)
    for ident, fields in feelings.items():
        facts += facts_of("emotion", ident, fields)
    moved = fold(facts)
    assert len(moved.emotions) == len(feelings)
    assert _numbers(moved) == _numbers(calm)
    home = tmp_path_factory.getbasetemp()
    written = _written(moved, home / "moved")
    released = any(emotion.released for emotion in moved.emotions.values())
    assert bool(written.pop("feelings.yaml", b"")) == released
    assert written == _written(calm, home / "calm")


def test_the_measure_notices_a_weight_that_moves() -> None:
    case = _case()
    assert _numbers(_case().say("stated/C1", 4).project()) != _numbers(case.project())


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_no_cell_of_the_report_holds_a_feeling(tmp_path: Path) -> None:
    """The decision workbook of Kestrel with and without its feelings, cell by cell."""
    from openpyxl import load_workbook

    from ossbuy.analysis.robustness.cockpit import robustness
    from ossbuy.exchange.report import Provenance, write_report
    from ossbuy.procedure.files.build import build

    files = tmp_path / "files"
    shutil.copytree(locations.samples() / "kestrel-inventory", files)
    assert (files / "feelings.yaml").exists()
    with Workspace.create(tmp_path / "k.ossbuy", "Ines") as workspace:
        build(workspace, files)
        project, events = workspace.project, workspace.history()
        assert project.emotions
        gone: list[Fact] = []
        for ident in project.emotions:
            gone += commands.remove(project, "emotion", ident).facts
        draft = workspace.draft()
        draft.apply(gone)
        calm = draft.freeze()
        assert not calm.emotions
        cells = []
        for number, one in enumerate((project, calm)):
            out = tmp_path / f"{number}.xlsx"
            evaluation = evaluate(matrix(one))
            made = Provenance("head", "1", "2026-11-30T00:00:00Z", "Ines")
            write_report(one, evaluation, robustness(evaluation), out, made, events, [])
            book = load_workbook(out)
            cells.append(
                {
                    (sheet.title, cell.coordinate): cell.value
                    for sheet in book
                    for row in sheet.iter_rows()
                    for cell in row
                    if cell.value is not None
                }
            )
        assert cells[0] == cells[1]
        assert len(cells[0]) > 1000
        private = [
            text
            for emotion in project.emotions.values()
            for text in (emotion.fear, emotion.good_outcome, emotion.past_attempts)
            if text
        ]
        assert private
        assert not any(text in str(value) for value in cells[0].values() for text in private)


def test_an_export_without_a_word_more_holds_no_feeling(tmp_path: Path, told: Workspace) -> None:
    export(told, tmp_path / "out")
    written = b"".join(p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file())
    assert b"Zebedee" not in written
