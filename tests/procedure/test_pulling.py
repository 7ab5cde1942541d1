"""Pulling from the library: one undoable act, free ids, nothing that only this place can know."""

from __future__ import annotations

from pathlib import Path

import pytest

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.exchange import library
from ossbuy.exchange.project_files import read_project_files
from ossbuy.model import commands
from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.procedure.files.build import begin, build
from ossbuy.procedure.files.export import export
from ossbuy.procedure.findings import findings
from ossbuy.procedure.library import (
    Pulled,
    pull,
    pull_causes,
    pull_pains,
    pull_requirements,
)
from ossbuy.store.workspace import Workspace


@pytest.fixture
def empty() -> Workspace:
    workspace = Workspace.in_memory("ann")
    begin(workspace, "Mediation", "EUR")
    return workspace


@pytest.fixture
def module() -> library.Module:
    return library.load("mediation")


def take(workspace: Workspace, pulled: Pulled) -> Pulled:
    assert pulled.act is not None
    assert pulled.act.kind == "library.pulled"
    workspace.execute(pulled.act)
    return pulled


def codes(project: Project, family: str) -> list[str]:
    return [thing.code for thing in getattr(project, family).values()]


def test_a_pulled_pain_says_where_it_comes_from_and_nothing_local(
    empty: Workspace, module: library.Module
) -> None:
    pulled = take(empty, pull_pains(empty.project, module))
    assert [t.library for t in pulled.taken] == list(module.pains)
    assert codes(empty.project, "pains") == [f"P{n}" for n in range(1, len(module.pains) + 1)]
    for pain in empty.project.pains.values():
        told = module.pains[pain.library]
        assert (pain.name, pain.statement, pain.layer) == (told.name, told.statement, told.layer)
        assert pain.module == told.module
        assert pain.severity is pain.frequency is pain.breadth is pain.months is None
        assert pain.cost_likely is pain.evidence is None
        assert pain.evidence_reference == pain.voice == ""
    assert [t.ask for t in pulled.taken] == [p.ask for p in module.pains.values()]


def test_a_pulled_pain_is_not_scored_above_2_without_evidence_from_here(
    empty: Workspace, module: library.Module
) -> None:
    take(empty, pull_pains(empty.project, module, ["MED-P1"]))
    ident = empty.project.by_code("pains", "P1")
    assert ident is not None
    empty.execute(commands.change(empty.project, "pain", ident, {"severity": 2}))
    with pytest.raises(Refused, match="comes from the library"):
        commands.change(empty.project, "pain", ident, {"severity": 3})
    shown = {"severity": 3, "evidence": "C", "evidence_reference": "counter report, May"}
    empty.execute(commands.change(empty.project, "pain", ident, shown))


def test_causes_stand_behind_their_pains_with_a_share_nobody_has_said(
    empty: Workspace, module: library.Module
) -> None:
    take(empty, pull_pains(empty.project, module, ["MED-P1", "MED-P5"]))
    take(empty, pull_causes(empty.project, module))
    project = empty.project
    assert len(project.causes) == len(module.causes)
    joined = {
        (project.label(cause), project.label(pain)): share
        for (cause, pain), share in project.contributions.items()
    }
    assert joined == {("RC1", "P1"): 0.0, ("RC1", "P2"): 0.0, ("RC6", "P2"): 0.0}
    first = next(c for c in project.causes.values() if c.code == "RC1")
    known = module.causes["MED-C1"]
    assert (first.statement, first.category, first.fixable) == (
        known.statement,
        known.category,
        known.fixable,
    )


@pytest.mark.parametrize("order", [("MED-P1", "MED-C1"), ("MED-C1", "MED-P1")])
def test_cause_and_pain_are_joined_whichever_came_first(
    empty: Workspace, module: library.Module, order: tuple[str, str]
) -> None:
    for ident in order:
        take(empty, pull(empty.project, module, [ident]))
    assert len(empty.project.contributions) == 1


def test_a_requirement_comes_with_its_test_and_its_indicator(
    empty: Workspace, module: library.Module
) -> None:
    pulled = take(empty, pull_requirements(empty.project, module, ["MED-R1", "MED-R9"]))
    assert pulled.sections == ("MED",)
    project = empty.project
    assert [(s.code, s.title) for s in project.sections.values()] == [("MED", "Mediation")]
    assert codes(project, "requirements") == ["MED.1", "MED.2"]
    first, second = project.requirements.values()
    known = module.requirements["MED-R1"]
    assert (first.title, first.text, first.verification, first.threshold) == (
        known.title,
        known.text,
        known.verification,
        known.threshold,
    )
    assert (first.layer, first.gate, first.library) == (2, False, "MED-R1")
    assert (first.kpi, first.kpi_unit, first.kpi_target, first.counter_kpi) == (
        "Usage records lost between network and rating",
        "%",
        "0 – 0.01",
        "Age of the oldest suspended record",
    )
    assert first.kpi_baseline == "not yet measured here; typically 0.05 – 0.5"
    assert second.references == "TMF635"


def test_a_gate_stays_a_gate_and_weighs_nothing(empty: Workspace) -> None:
    hygiene = library.load("hygiene")
    take(empty, pull_requirements(empty.project, hygiene, ["HYG-R1", "HYG-R2"]))
    assert [r.gate for r in empty.project.requirements.values()] == [True, False]
    assert not empty.project.stated


def test_the_section_named_or_one_of_the_title_is_used(
    empty: Workspace, module: library.Module
) -> None:
    for code, title in (("A", "Anything"), ("B", "mediation")):
        empty.execute(commands.add(empty.project, "section", {"code": code, "title": title}))
    take(empty, pull_requirements(empty.project, module, ["R1"]))
    take(empty, pull_requirements(empty.project, module, ["R2"], section="a"))
    assert codes(empty.project, "requirements") == ["A.1", "B.1"]
    with pytest.raises(Refused, match="There is no section 'C': add it with"):
        pull_requirements(empty.project, module, ["R3"], section="C")


def test_ids_are_free_in_this_project(kestrel_workspace: Workspace) -> None:
    module = library.load("resource-inventory")
    ids = ["INV-P1", "INV-C1", "INV-R1"]
    before = kestrel_workspace.project
    pulled = pull(before, module, ids, section="C1")
    taken = {t.code for t in pulled.taken}
    everything = {
        thing.code.casefold()
        for family in ("pains", "causes", "sections", "requirements")
        for thing in getattr(before, family).values()
    }
    assert len(taken) == 3
    assert not {code.casefold() for code in taken} & everything
    assert pulled.taken[0].code == "P10"


def test_a_section_whose_code_is_taken_gets_another(
    empty: Workspace, module: library.Module
) -> None:
    empty.execute(commands.add(empty.project, "section", {"code": "MED", "title": "Medicine"}))
    pulled = take(empty, pull_requirements(empty.project, module, ["MED-R1"]))
    assert pulled.sections == ("MED-1",)
    assert pulled.taken[0].code == "MED-1.1"


def test_what_is_there_is_left_as_it_is(empty: Workspace, module: library.Module) -> None:
    take(empty, pull(empty.project, module, ["MED-P1", "MED-C1", "MED-R1"]))
    again = pull(empty.project, module, ["MED-P1", "MED-C1", "MED-R1", "MED-R2"])
    assert [t.library for t in again.taken] == ["MED-R2"]
    assert [(one.library, one.why) for one in again.left] == [
        ("MED-P1", "it is there already as P1"),
        ("MED-C1", "it is there already as RC1"),
        ("MED-R1", "it is there already as MED.1"),
    ]
    nothing = pull(empty.project, module, ["MED-P1"])
    assert nothing.act is None


def test_one_deed_is_one_act_and_can_be_taken_back(
    empty: Workspace, module: library.Module
) -> None:
    before, seq = empty.project, empty.seq
    take(empty, pull(empty.project, module, ["P1", "p1", "C1", "R1"]))
    assert empty.seq == seq + 1
    assert empty.project != before
    empty.undo()
    assert empty.project == before


@pytest.mark.parametrize(
    ("ident", "said"),
    [
        ("MED-R99", "The module mediation has no 'MED-R99': 'ossbuy library mediation' shows"),
        ("INV-R1", "has no 'INV-R1'"),
        ("MED-K1", "MED-K1 is a KPI: pull the requirement that is measured by it."),
        ("", "has no ''"),
    ],
)
def test_an_id_the_module_lacks_is_refused(
    empty: Workspace, module: library.Module, ident: str, said: str
) -> None:
    with pytest.raises(Refused) as refusal:
        pull(empty.project, module, [ident])
    assert said in str(refusal.value)


def test_every_module_can_be_pulled_whole(empty: Workspace) -> None:
    """Also a proof that every text of the library fits the fields of a project."""
    for heading in library.headings():
        module = library.load(heading.id)
        ids = [*module.pains, *module.causes, *module.requirements]
        pulled = take(empty, pull(empty.project, module, ids))
        assert len(pulled.taken) == len(ids), pulled.left
    project = empty.project
    assert len(project.sections) == 22
    assert all(pain.library for pain in project.pains.values())
    named = [*codes(project, "sections"), *codes(project, "requirements")]
    assert len(named) == len(set(named))


EXPECTED = {
    "F01": "links are for the buyer to make: pulling links nothing",
    "F02": "the same, seen from the pains",
    "F19": "pulled pains have no voice until somebody here tells them",
    "F36": "nobody has stated weights, λ or the price share",
    "F42": "pulled pains are not local until somebody shows that they happen here",
}
"""What may be said of a project that holds pulled modules and nothing else, and why."""
ONE_LAYER = {"digital-portal": {"F43", "F44"}, "cpq": {"F44"}}
"""Modules that serve the customer or the sale and leave layer 1 to others: bought alone, they are
rightly asked who keeps them running."""


def found_in(workspace: Workspace) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    project = workspace.project
    for finding in findings(project, evaluate(matrix(project)), workspace.history()):
        said.setdefault(finding.rule, []).append(f"{finding.where}: {finding.what}")
    return said


@pytest.mark.parametrize("name", [*(h.id for h in library.headings()), "all"])
def test_whole_modules_raise_only_what_the_buyer_has_yet_to_say(
    empty: Workspace, name: str
) -> None:
    for one in [h.id for h in library.headings()] if name == "all" else [name]:
        module = library.load(one)
        ids = [*module.pains, *module.causes, *module.requirements]
        take(empty, pull(empty.project, module, ids))
    said = found_in(empty)
    expected = EXPECTED.keys() | ONE_LAYER.get(name, set())
    assert {rule: what for rule, what in said.items() if rule not in expected} == {}
    assert set(said) == expected


def test_a_requirement_brings_all_of_its_indicator(empty: Workspace) -> None:
    """Unit, where others stand, the target, and for what is to fall what to watch with it."""
    for heading in library.headings():
        module = library.load(heading.id)
        take(empty, pull_requirements(empty.project, module))
        for asked in empty.project.requirements.values():
            known = module.requirements.get(asked.library)
            if known is None:
                continue
            kpi = module.kpis.get(known.kpi)
            if kpi is None:
                assert asked.kpi == asked.kpi_unit == asked.kpi_target == asked.counter_kpi == ""
                continue
            assert (asked.kpi, asked.kpi_unit, asked.kpi_target) == (
                kpi.name,
                kpi.unit,
                kpi.good.text,
            )
            assert asked.kpi_baseline == f"not yet measured here; typically {kpi.typical.text}"
            assert bool(asked.counter_kpi) or kpi.better == "higher"
            assert asked.counter_kpi != asked.kpi


def test_an_indicator_without_what_to_watch_would_be_found(empty: Workspace) -> None:
    """The proof that silence above means something: take unit and counter away again."""
    take(empty, pull_requirements(empty.project, library.load("mediation"), ["MED-R1"]))
    (asked,) = empty.project.requirements.values()
    assert not {"F08", "F29"} & set(found_in(empty))
    for field, rule in (("counter_kpi", "F29"), ("kpi_unit", "F08")):
        empty.execute(commands.change(empty.project, "requirement", asked.id, {field: ""}))
        assert rule in found_in(empty)


def test_origins_survive_readable_files(
    empty: Workspace, module: library.Module, tmp_path: Path
) -> None:
    take(empty, pull(empty.project, module, ["P1", "C1", "R1"]))
    export(empty, tmp_path / "out")
    assert read_project_files(tmp_path / "out")
    again = Workspace.in_memory("ann")
    build(again, tmp_path / "out")
    assert [p.library for p in again.project.pains.values()] == ["MED-P1"]
    (asked,) = again.project.requirements.values()
    assert (asked.library, asked.kpi_target) == ("MED-R1", "0 – 0.01")
    assert list(again.project.contributions.values()) == [0.0]
