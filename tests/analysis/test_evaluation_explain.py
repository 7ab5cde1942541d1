"""Every explanation adds up to the number it explains, in the sample and in whatever comes."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.explain import (
    explain,
    margin_parts,
    why_cause,
    why_cell,
    why_price,
    why_section,
    why_total,
    why_trauma,
    why_weight,
)
from ossbuy.analysis.explain_weight import why_hygiene
from ossbuy.analysis.explanation import Part
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.robustness.cockpit import firmness
from ossbuy.model.events import Fact
from ossbuy.model.fold import Draft
from ossbuy.model.project import Project
from ossbuy.store.workspace import Workspace
from small import Case

LEVELS = st.sampled_from(["full", "partial", "none", "not applicable", "unanswered"])
DELIVERIES = st.sampled_from(["STD", "EXT", "CUS", "RMP", None])
EVIDENCE = st.sampled_from(["claim", "poc", "pilot", None])


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Up to three sections, three pains and a cause, four vendors; anything may be unknown."""
    case = Case(
        blend=draw(st.sampled_from([0.0, 0.3, 1.0])),
        price_share=draw(st.sampled_from([0.0, 0.4, 1.0])),
        evidence_mode=draw(st.sampled_from(["discount", "widen"])),
    )
    points = st.sampled_from([None, 0.0, 1.0, 7.0])
    sections = [f"S{i}" for i in range(draw(st.integers(0, 3)))]
    leaves = []
    for section in sections:
        case.section(section, draw(points))
        for i in range(draw(st.integers(0, 3))):
            leaves.append(f"{section}.{i}")
            case.requirement(leaves[-1], section, draw(points), gate=draw(st.booleans()))
    for i in range(draw(st.integers(0, 3))):
        severity = draw(st.sampled_from([None, 1, 5]))
        case.pain(f"P{i}", severity=severity, months=draw(st.sampled_from([None, 12])))
        for target in sections + leaves:
            if strength := draw(st.sampled_from([0, 0, 1, 9])):
                case.link(f"P{i}", target, strength)
    for i in range(draw(st.integers(0, 4))):
        vendor = f"v{i}"
        case.vendor(vendor, draw(st.sampled_from([None, "10", "25"])), draw(st.booleans()))
        for leaf in leaves:
            case.answer(vendor, leaf, draw(LEVELS), draw(DELIVERIES), draw(EVIDENCE))
    if draw(st.booleans()):
        case.say("hygiene/S0", 1.0)
    return case.project()


def summed(parts: tuple[Part, ...]) -> float:
    return sum(part.value or 0.0 for part in parts)


def check_all(ev: Evaluation) -> None:
    near = {"abs": 1e-9, "rel": 1e-9}
    for pain in ev.matrix.trauma.pains:
        index = ev.trauma_of(pain)
        parts = why_trauma(ev, pain).parts
        assert summed(parts) == pytest.approx(index or 0.0, **near)
    for cause in ev.matrix.trauma.causes:
        assert summed(why_cause(ev, cause).parts) == pytest.approx(ev.rolled_of(cause), **near)
    for node in ev.matrix.weights.nodes:
        line = ev.weight_of(node)
        parts = why_weight(ev, node).parts
        origins = tuple(p for p in parts if p.label.startswith("  from "))
        if line.derived is not None and origins:
            assert summed(origins) == pytest.approx(100 * line.derived, **near)
        hygiene = [p.value or 0.0 for p in parts if p.ref[:1] == ("hygiene",)]
        assert summed(why_hygiene(ev, node).parts) == pytest.approx(sum(hygiene), **near)
        if line.stated is not None and not ev.matrix.weights.locked_blended.size:
            product = 1.0
            for part in parts:
                product *= (part.value or 0.0) / 100 if part.ref[:1] == ("stated",) else 1.0
            if not any("stated weight stands on sections" in note for note in ev.notes):
                assert product == pytest.approx(line.stated, **near)
        if line.stated is not None and line.derived is not None:
            mixed = (1 - ev.blend) * line.stated + ev.blend * line.derived
            assert mixed == pytest.approx(line.blended, **near)
    for standing in ev.standings:
        check_vendor(ev, standing.vendor)
    known = [s for s in ev.standings if s.total is not None]
    for first, second in itertools.pairwise(known):
        assert first.total is not None
        assert second.total is not None
        parts = margin_parts(ev, first.vendor, second.vendor)
        assert summed(parts) == pytest.approx(first.total - second.total, abs=1e-9)


def check_vendor(ev: Evaluation, vendor: str) -> None:
    standing = ev.standing_of(vendor)
    parts = why_total(ev, vendor).parts
    if standing.total is not None:
        assert summed(parts) == pytest.approx(standing.total, abs=1e-9)
    for part in parts:
        if part.ref[:1] == ("section",):
            inside = why_section(ev, *part.ref[1:])
            quality = (1 - ev.price_share) * summed(inside.parts)
            assert quality == pytest.approx(part.value, abs=1e-9)
    for leaf in ev.matrix.weights.leaves:
        cell = ev.cell(vendor, leaf)
        said = why_cell(ev, vendor, leaf)
        if cell.state == "scored":
            assert said.parts[-1].value == cell.points
        else:
            assert said.parts == ()
    if standing.cost is not None and standing.price_score is not None:
        assert summed(why_price(ev, vendor).parts) == pytest.approx(standing.cost)


def test_the_sample_adds_up_everywhere(kestrel_project: Project) -> None:
    check_all(evaluate(matrix(kestrel_project)))


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(projects())
def test_any_small_project_evaluates_and_adds_up(project: Project) -> None:
    ev = evaluate(matrix(project))
    assert ev.sentence().endswith((".", "!"))
    assert firmness(ev).sentence()
    check_all(ev)


def test_every_reference_leads_to_an_explanation(kestrel_project: Project) -> None:
    ev = evaluate(matrix(kestrel_project))
    seen: set[tuple[str, ...]] = set()
    waiting = [("total", s.vendor) for s in ev.standings]
    while waiting:
        ref = waiting.pop()
        said = explain(ev, ref)
        assert said.title
        assert said.sentence.endswith(".")
        new = {p.ref for p in said.parts if p.ref} - seen
        seen |= new
        waiting += list(new)
    kinds = {"section", "price", "cell", "weight", "stated", "hygiene", "pain"}
    assert {ref[0] for ref in seen} == kinds


def test_a_lock_that_holds_another_weight_is_said(kestrel_workspace: Workspace) -> None:
    project = kestrel_workspace.project
    pain = next(iter(project.pains.values()))
    draft: Draft = kestrel_workspace.draft()
    draft.apply([Fact(f"pain/{pain.id}/severity", 1)])
    ev = evaluate(matrix(draft.freeze()))
    section = ev.section_ids[0]
    said = why_weight(ev, section)
    assert "The lock holds the derived weight at 21.4 %" in said.sentence


def test_a_weight_with_derived_parts_alone_names_its_biggest_pain() -> None:
    case = Case(blend=1.0).pain("P1", severity=1).pain("P2", severity=5).section("S")
    case.requirement("R", "S").link("P1", "S").link("P2", "S")
    said = why_weight(evaluate(matrix(case.project())), "S").sentence
    assert said.index("from P2 P2 → S (9)") < said.index("from P1 P1 → S (9)")
