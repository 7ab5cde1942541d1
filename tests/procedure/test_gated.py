"""Who would lead without the vendors that fail a gate; nobody is eliminated by looking."""

from __future__ import annotations

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.model.project import Project
from ossbuy.procedure.gated import failing, without_failing


def test_without_the_vendor_that_fails_another_leads(wren_project: Project) -> None:
    assert [wren_project.vendors[v].code for v in failing(wren_project)] == ["plovercloud"]
    others = without_failing(wren_project)
    assert others is not None
    left = evaluate(matrix(others))
    assert [s.label for s in left.contenders][:2] == ["Patchwork consortium", "Colossa BSS"]
    assert not wren_project.eliminated


def test_where_nobody_fails_there_is_nothing_to_say(kestrel_project: Project) -> None:
    assert without_failing(kestrel_project) is None


def test_who_is_out_already_is_not_named_again(wren_project: Project) -> None:
    others = without_failing(wren_project)
    assert others is not None
    assert without_failing(others) is None
