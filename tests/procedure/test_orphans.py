"""Requirements proposed for pains that nothing answers."""

from __future__ import annotations

import pytest

from ossbuy.exchange import frameworks, library
from ossbuy.model import commands
from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.procedure.files.build import begin
from ossbuy.procedure.library import pull
from ossbuy.procedure.orphans import accept, orphans, propose
from ossbuy.store.workspace import Workspace


@pytest.fixture
def desk() -> Workspace:
    workspace = Workspace.in_memory("ann")
    begin(workspace, "Inventory", "EUR")
    return workspace


def told(workspace: Workspace, code: str, name: str, statement: str = "") -> None:
    fields = {"code": code, "name": name, "statement": statement}
    workspace.execute(commands.add(workspace.project, "pain", fields))


def pulled(workspace: Workspace, module: str, *ids: str) -> None:
    act = pull(workspace.project, library.load(module), ids).act
    assert act is not None
    workspace.execute(act)


def test_a_library_pain_is_answered_by_what_its_module_says(desk: Workspace) -> None:
    pulled(desk, "mediation", "MED-P3", "MED-R6")
    (proposal,) = propose(desk.project)
    assert proposal.because == "pulled from MED-P3"
    assert [(link.requirement.id, link.strength) for link in proposal.links] == [
        ("MED-R6", 9),
        ("MED-R4", 3),
    ]
    assert [bool(link.there) for link in proposal.links] == [True, False]


def test_accepting_pulls_what_is_missing_and_links_all_in_one_act(desk: Workspace) -> None:
    pulled(desk, "mediation", "MED-P3", "MED-P7", "MED-R6")
    before, seq = desk.project, desk.seq
    taking = accept(desk.project, propose(desk.project))
    assert [t.library for t in taking.taken] == ["MED-R4", "MED-R11", "MED-R5"]
    assert taking.act is not None
    desk.execute(taking.act)
    project = desk.project
    assert desk.seq == seq + 1
    by_library = {r.id: r.library for r in project.requirements.values()}
    assert {
        (project.label(pain), by_library[asked]): strength
        for (pain, asked), strength in project.links.items()
    } == {
        ("P1", "MED-R6"): 9,
        ("P1", "MED-R4"): 3,
        ("P2", "MED-R4"): 9,
        ("P2", "MED-R11"): 9,
        ("P2", "MED-R5"): 3,
    }
    assert propose(project) == ()
    desk.undo()
    assert desk.project == before


def test_a_pain_in_own_words_is_answered_by_its_like_one_step_weaker(desk: Workspace) -> None:
    told(desk, "P1", "Needless port cards", "We buy cards for ports that are already free.")
    (proposal,) = propose(desk.project)
    assert "INV-P3 “We buy what we own”" in proposal.because
    assert "cards" in proposal.because
    asked = library.load("INV").pains["INV-P3"].asks
    strengths = {link.requirement.id: link.strength for link in proposal.links}
    weaker = {9: 3, 3: 1, 1: 1}
    assert {r: weaker[s] for r, s in asked.items()}.items() <= strengths.items()
    assert 9 not in strengths.values()
    assert len(proposal.links) <= frameworks.proposing()["requirements"]


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("Lunch is cold", "The canteen closes before the late shift sits down to eat."),
        ("Übergabe fehlt", "Niemand weiß morgens, was nachts kaputt war."),
        ("Port", "Port."),
    ],
)
def test_nothing_is_proposed_for_what_the_library_does_not_know(
    desk: Workspace, name: str, statement: str
) -> None:
    told(desk, "P1", name, statement)
    (proposal,) = propose(desk.project)
    assert proposal.links == ()
    assert proposal.because == "the library knows nothing like it"
    assert accept(desk.project, [proposal]).act is None


def test_an_answered_pain_is_no_orphan(kestrel_project: Project) -> None:
    assert orphans(kestrel_project) == ()
    assert propose(kestrel_project) == ()
    with pytest.raises(Refused, match="P1 is answered already"):
        propose(kestrel_project, ["P1"])
    with pytest.raises(Refused, match="There is no pain 'P99'"):
        propose(kestrel_project, ["P99"])


def test_a_link_on_a_deep_cause_answers_the_pain(desk: Workspace) -> None:
    pulled(desk, "mediation", "MED-P3", "MED-C3", "MED-R6")
    deep = {"code": "RC2", "statement": "Two boards, one budget."}
    desk.execute(commands.add(desk.project, "cause", deep))
    project = desk.project
    top, below = (project.by_code("causes", code) or "" for code in ("RC1", "RC2"))
    desk.execute(commands.set_contribution(project, below, top, 0.5))
    asked = project.by_code("requirements", "MED.1") or ""
    desk.execute(commands.set_link(desk.project, below, asked, 9))
    assert orphans(desk.project) == ()


def test_only_the_pains_named_are_looked_at(desk: Workspace) -> None:
    pulled(desk, "mediation", "MED-P3", "MED-P7")
    assert [p.pain.code for p in propose(desk.project, ["p2"])] == ["P2"]


def test_a_removed_link_makes_an_orphan_again(kestrel_workspace: Workspace) -> None:
    project = kestrel_workspace.project
    pain = project.by_code("pains", "P6") or ""
    for source, target in list(project.links):
        if source == pain:
            kestrel_workspace.execute(
                commands.set_link(kestrel_workspace.project, source, target, 0)
                if project.locked is None
                else commands.set_link(kestrel_workspace.project, source, target, 0, "test")
            )
    (proposal,) = propose(kestrel_workspace.project)
    assert proposal.pain.code == "P6"
    assert "INV-P8" in proposal.because


def test_cautions_are_labelled_as_judgement() -> None:
    limits = frameworks.proposing()
    assert set(limits) == {
        "least_likeness",
        "least_words",
        "pains",
        "near_best",
        "requirements",
        "weaker_9",
        "weaker_3",
        "weaker_1",
    }
    assert 0 < limits["least_likeness"] < 1
