"""Layer multipliers: seen before they are adopted, and under the lock with a reason."""

from __future__ import annotations

import re

import pytest

from ossbuy import locations
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.layers import layer_presets, read_factors
from ossbuy.exchange.project_files import read_model
from ossbuy.model.events import Refused
from ossbuy.model.layering import adopt_layers, factors_of, with_layers
from ossbuy.model.project import Project
from ossbuy.procedure.edit import edit
from ossbuy.procedure.layers import layer_effect
from ossbuy.procedure.lock import record
from ossbuy.store.workspace import Workspace
from small import Case

OUTWARD = (1.0, 1.15, 1.3)


def close() -> Project:
    """Two bidders that part only by layer: A better at operations, B at the end customer."""
    case = Case(blend=0.0, price_share=0.0).section("S", 1)
    case.requirement("R1", "S", 55, layer=1).requirement("R3", "S", 45, layer=3)
    case.vendor("a", "10").vendor("b", "10")
    case.answer("a", "R1").answer("a", "R3", level="partial")
    return case.answer("b", "R1", level="partial").answer("b", "R3").project()


def test_the_presets_are_those_of_the_template_and_the_even_one_is_the_standard() -> None:
    even, outward = layer_presets()
    assert (even.factors, outward.factors) == ((1, 1, 1), OUTWARD)
    assert {p.basis for p in layer_presets()} == {"assumption"}
    standard = read_model(locations.templates() / "evaluation" / "standard.yaml")
    assert with_layers(with_layers(standard, OUTWARD, "x"), even.factors, even.source) == standard


def test_a_model_with_other_layers_says_so_in_its_version_and_hash() -> None:
    standard = read_model(locations.templates() / "evaluation" / "standard.yaml")
    changed = with_layers(standard, OUTWARD)
    assert changed.version == "1 · layers 1/1.15/1.3"
    assert changed.hash != standard.hash
    assert with_layers(changed, (1, 1, 2)).version == "1 · layers 1/1/2"
    rest = {n: c for n, c in changed.coefficients.items() if not n.startswith("layer.")}
    assert rest == {n: c for n, c in standard.coefficients.items() if not n.startswith("layer.")}


def test_the_effect_is_what_adopting_it_does() -> None:
    project = close()
    effect = layer_effect(project, OUTWARD)
    # 55 : 45 becomes 55 : 58.5, so A falls from 77.5 to (55 + 58.5 / 2) / 113.5.
    assert effect.before.leader is not None
    assert effect.before.leader.total == pytest.approx(77.5)
    assert effect.after.leader is not None
    assert effect.after.leader.label == "B"
    assert effect.after.leader.total == pytest.approx(100 * (58.5 + 27.5) / 113.5)
    assert effect.sentence() == (
        "With layers multiplied by 1/1.15/1.3 B would lead instead of A, ahead of A by 1.5 points."
    )
    assert layer_effect(project, (1, 1, 1.1)).sentence() == (
        "With layers multiplied by 1/1/1.1 A still leads, ahead of B by 2.6 points; now it is 5.0."
    )
    nothing = layer_effect(project, (1, 1, 1))
    assert nothing.after is nothing.before


def test_a_project_with_nothing_to_rank_says_so() -> None:
    assert "nothing to rank yet" in layer_effect(Case().project(), OUTWARD).sentence()
    with pytest.raises(Refused, match="no evaluation model"):
        layer_effect(Project(), OUTWARD)


def test_adopting_puts_the_whole_model_on_record(kestrel_workspace: Workspace) -> None:
    w = kestrel_workspace
    assert w.project.locked is not None
    before = w.project.locked
    expected = layer_effect(w.project, OUTWARD).after
    with pytest.raises(Refused, match="give a reason to amend"):
        record(w, edit(w.project, ["layers", "1/1.15/1.3"], "tester"))
    event = record(
        w, edit(w.project, ["layers", "1 1.15 1.3"], "tester"), "the board leans outward"
    )
    assert event.kind == "weights.amended"
    assert w.project.model is not None
    assert factors_of(w.project.model) == OUTWARD
    assert w.project.locked.model_hash == w.project.model.hash
    assert w.project.locked.hash != before.hash
    found = evaluate(matrix(w.project))
    assert [s.total for s in found.standings] == pytest.approx(
        [s.total for s in expected.standings]
    )


def test_before_the_lock_it_is_a_model_adopted() -> None:
    w = Workspace.in_memory("tester")
    from ossbuy.procedure.files.build import begin

    begin(w, "Trial", "EUR")
    event = record(w, edit(w.project, ["layers", "1/1.15/1.3"], "tester"))
    assert event.kind == "model.adopted"
    with pytest.raises(Refused, match=r"by 1/1\.15/1\.3 already"):
        adopt_layers(w.project, OUTWARD)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1/2", "must be three numbers"),
        ("1 2 x", "must be three numbers"),
        ("1 1 9", "Layer 3: 9 is above the highest allowed value 5"),
        ("1 0 1", "Layer 2: 0 is below the lowest allowed value 0.1"),
        ("1 1 nan", "Layer 3: nan is not a finite number"),
    ],
)
def test_wrong_multipliers_are_refused_in_a_sentence(
    kestrel_project: Project, typed: str, said: str
) -> None:
    with pytest.raises(Refused, match=re.escape(said)):
        edit(kestrel_project, ["layers", typed], "tester")


def test_a_template_with_two_factors_names_the_place() -> None:
    with pytest.raises(BadFile, match=r"layers\.yaml, even: '1 2' must be three numbers"):
        read_factors("1 2", "layers.yaml, even")


def test_one_vendor_alone_leads_nobody() -> None:
    case = Case(blend=0.0, price_share=0.0).section("S", 1).requirement("R1", "S", 1, layer=3)
    project = case.vendor("a", "10").answer("a", "R1").project()
    said = layer_effect(project, OUTWARD).sentence()
    assert said.endswith("is the only vendor in the running.")
    assert "leads" not in said
