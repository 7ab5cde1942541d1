"""The weight lock: what it covers, what it lets pass, and what an amendment leaves on record."""

from __future__ import annotations

import pytest

from ossbuy import locations
from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix import matrix
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, Json, Refused
from ossbuy.model.judging import judge_gate
from ossbuy.procedure.files.build import begin, build
from ossbuy.procedure.lock import adopt, lock_weights, record
from ossbuy.store.workspace import Workspace


def weights(ev: Evaluation) -> dict[str, float]:
    return {leaf: ev.weight_of(leaf).blended for leaf in ev.matrix.weights.leaves}


def official(workspace: Workspace) -> dict[str, float]:
    return weights(evaluate(matrix(workspace.project)))


def unlocked(workspace: Workspace) -> dict[str, float]:
    return weights(evaluate(matrix(workspace.project, respect_lock=False)))


def section(workspace: Workspace, code: str = "C1") -> str:
    found = workspace.project.by_code("sections", code)
    assert found is not None
    return found


def pain(workspace: Workspace, code: str = "P1") -> str:
    found = workspace.project.by_code("pains", code)
    assert found is not None
    return found


def lock_hash(workspace: Workspace) -> str:
    locked = workspace.project.locked
    assert locked is not None
    return locked.hash


def changes(workspace: Workspace) -> dict[str, Act]:
    """One act for everything the lock covers."""
    project = workspace.project
    requirement = next(iter(project.requirements))
    cause = project.by_code("causes", "RC2")
    assert cause is not None

    def policy(**fields: Json) -> Act:
        return commands.set_policy(project, fields)

    assert project.model is not None
    model = project.model.model_dump(mode="json", exclude_none=True) | {"version": "2"}
    return {
        "stated": commands.set_stated(project, section(workspace), 30),
        "link": commands.set_link(project, pain(workspace), section(workspace, "C8"), 9),
        "hygiene": Act("weight.set", (Fact(f"hygiene/{section(workspace)}", 5.0),)),
        "contribution": commands.set_contribution(project, cause, pain(workspace, "P6"), 0.1),
        "layer": commands.change(project, "requirement", requirement, {"layer": 3}),
        "λ": policy(blend=0.5),
        "price share": policy(price_share=0.2),
        "formula": policy(price_formula="low-high-linear"),
        "ceiling": policy(price_ceiling="30000000"),
        "evidence": policy(evidence_mode="widen"),
        "model": Act("model.adopted", (Fact("model", model),)),
    }


COVERED = (
    *("stated", "link", "hygiene", "contribution", "layer", "λ"),
    *("price share", "formula", "ceiling", "evidence", "model"),
)


@pytest.mark.parametrize("what", COVERED)
def test_after_the_lock_a_change_needs_a_reason(kestrel_workspace: Workspace, what: str) -> None:
    act = changes(kestrel_workspace)[what]
    before = kestrel_workspace.seq, lock_hash(kestrel_workspace)
    with pytest.raises(Refused, match="give a reason"):
        record(kestrel_workspace, act)
    with pytest.raises(Refused, match="give a reason"):
        record(kestrel_workspace, act, "  ")
    assert (kestrel_workspace.seq, lock_hash(kestrel_workspace)) == before


@pytest.mark.parametrize("what", [w for w in COVERED if w != "layer"])
def test_an_amendment_is_one_event_with_its_reason_and_a_new_hash(
    kestrel_workspace: Workspace, what: str
) -> None:
    act = changes(kestrel_workspace)[what]
    seq, old = kestrel_workspace.seq, lock_hash(kestrel_workspace)
    event = record(kestrel_workspace, act, "clarified in round 2")
    assert (event.kind, event.reason, event.seq) == (
        "weights.amended",
        "clarified in round 2",
        seq + 1,
    )
    # Causes carry no links here: a contribution moves no weight, so the hash may stay.
    assert (lock_hash(kestrel_workspace) != old) is (what != "contribution")
    assert official(kestrel_workspace) == pytest.approx(unlocked(kestrel_workspace), abs=1e-12)


def test_the_same_amendment_twice_gives_the_same_hash(kestrel_workspace: Workspace) -> None:
    first = lock_hash(kestrel_workspace)
    record(kestrel_workspace, commands.set_policy(kestrel_workspace.project, {"blend": 0.5}), "try")
    record(kestrel_workspace, commands.set_policy(kestrel_workspace.project, {"blend": 1}), "back")
    assert lock_hash(kestrel_workspace) == first


def test_a_pain_told_differently_after_the_lock_leaves_the_official_weights(
    kestrel_workspace: Workspace,
) -> None:
    before = official(kestrel_workspace)
    act = commands.change(
        kestrel_workspace.project, "pain", pain(kestrel_workspace), {"severity": 1}
    )
    record(kestrel_workspace, act)
    assert official(kestrel_workspace) == before
    assert unlocked(kestrel_workspace) != pytest.approx(before, abs=1e-4)
    ev = evaluate(matrix(kestrel_workspace.project))
    assert ev.trauma_of(pain(kestrel_workspace)) != pytest.approx(88.8, abs=0.1)


def test_respect_lock_false_shows_the_amendment(kestrel_workspace: Workspace) -> None:
    draft = kestrel_workspace.draft()
    draft.apply([Fact(f"stated/{section(kestrel_workspace)}", 90.0), Fact("policy/blend", 0.0)])
    held = evaluate(matrix(draft.freeze()))
    free = evaluate(matrix(draft.freeze(), respect_lock=False))
    c1 = section(kestrel_workspace)
    assert held.weight_of(c1).blended == pytest.approx(0.16)
    assert free.weight_of(c1).blended == pytest.approx(90 / (100 - 16 + 90))


def test_removing_a_weighed_requirement_after_the_lock_needs_a_reason() -> None:
    workspace = begun()
    act = commands.remove(workspace.project, "requirement", "R2")
    before = official(workspace)
    with pytest.raises(Refused, match="give a reason"):
        record(workspace, act)
    assert official(workspace) == before
    record(workspace, act, "withdrawn in the clarification")
    assert official(workspace) == {"R1": 1.0}


def test_a_requirement_added_after_the_lock_weighs_nothing_and_that_is_said() -> None:
    workspace = begun()
    late = {"code": "R3", "section": "S", "text": "shall come late", "layer": 2}
    record(workspace, commands.add(workspace.project, "requirement", late, "R3"))
    assert official(workspace) == {"R1": 0.75, "R2": 0.25, "R3": 0.0}
    assert any("after the weight lock" in n for n in matrix(workspace.project).notes)


def test_pains_linked_around_the_lock_do_not_move_what_was_locked_without_any() -> None:
    """Locked with stated weights alone: a link slipped in later derives nothing official."""
    workspace = begun()
    before = official(workspace)
    fields = {"code": "P", "name": "late", "severity": 5, "evidence": "D"}
    workspace.execute(commands.add(workspace.project, "pain", fields, "P"))
    workspace.execute(commands.set_link(workspace.project, "P", "R2", 9))
    assert official(workspace) == before


def begun() -> Workspace:
    """A small locked project: R1 weighs three quarters, R2 one; nobody has told a pain."""
    workspace = Workspace.in_memory("tester")
    begin(workspace, "small", "EUR")
    for family, ident, fields in (
        ("section", "S", {"code": "S", "title": "all"}),
        ("requirement", "R1", {"code": "R1", "section": "S", "text": "one"}),
        ("requirement", "R2", {"code": "R2", "section": "S", "text": "two"}),
    ):
        workspace.execute(commands.add(workspace.project, family, fields, ident))
    workspace.execute(commands.set_stated(workspace.project, "R1", 3))
    workspace.execute(commands.set_stated(workspace.project, "R2", 1))
    workspace.execute(commands.set_policy(workspace.project, {"price_share": 0.4, "blend": 0.5}))
    lock_weights(workspace, "closed")
    return workspace


def test_a_lock_needs_a_price_share_and_a_requirement() -> None:
    workspace = Workspace.in_memory("tester")
    begin(workspace, "small", "EUR")
    with pytest.raises(Refused, match="no requirements yet"):
        lock_weights(workspace)
    fields = {"code": "S", "title": "all"}
    workspace.execute(commands.add(workspace.project, "section", fields, "S"))
    fields = {"code": "R", "section": "S", "text": "one"}
    workspace.execute(commands.add(workspace.project, "requirement", fields, "R"))
    with pytest.raises(Refused, match="price share is not set"):
        lock_weights(workspace)


def test_the_weights_lock_once(kestrel_workspace: Workspace) -> None:
    with pytest.raises(Refused, match="already locked"):
        lock_weights(kestrel_workspace)


def test_adopting_a_scenario_is_one_event_that_amends(kestrel_workspace: Workspace) -> None:
    facts = [Fact("policy/blend", 0.5), Fact("policy/blend", 0.0), Fact("policy/price_share", 0.4)]
    with pytest.raises(Refused, match="give a reason"):
        adopt(kestrel_workspace, facts)
    seq = kestrel_workspace.seq
    event = adopt(kestrel_workspace, facts, "the board wants the stated weights")
    assert (kestrel_workspace.seq, event.kind) == (seq + 1, "weights.amended")
    assert kestrel_workspace.project.policy.blend == 0.0
    assert [f.key for f in event.facts] == ["policy/blend", "lock/weights"]


def test_adopting_what_already_holds_is_refused(kestrel_workspace: Workspace) -> None:
    with pytest.raises(Refused, match="changes nothing"):
        adopt(kestrel_workspace, [Fact("policy/blend", 1.0)], "why not")


def test_adopting_before_a_lock_needs_no_reason() -> None:
    workspace = Workspace.in_memory("tester")
    begin(workspace, "small", "EUR")
    event = adopt(workspace, [Fact("policy/price_share", 0.3)])
    assert (event.kind, workspace.project.policy.price_share) == ("scenario.adopted", 0.3)


def test_a_lock_cannot_be_taken_back() -> None:
    workspace = begun()
    with pytest.raises(Refused, match="amend a weight with a reason instead"):
        workspace.undo()


def test_a_score_changed_after_the_quality_lock_needs_a_reason(
    kestrel_workspace: Workspace,
) -> None:
    project = kestrel_workspace.project
    assert project.quality_lock is not None
    vendor = project.by_code("vendors", "inhouse") or ""
    gate = project.by_code("requirements", "C4.4") or ""
    act = judge_gate(project, vendor, gate, "pass", "tester")
    before = kestrel_workspace.head
    with pytest.raises(Refused, match="quality scores are locked"):
        record(kestrel_workspace, act)
    assert kestrel_workspace.head == before
    event = record(kestrel_workspace, act, "rehearsal shown on 24 November")
    assert (event.kind, event.reason) == ("gate.judged", "rehearsal shown on 24 November")
    with pytest.raises(Refused, match="quality lock covers this"):
        kestrel_workspace.undo()


def test_the_same_weights_have_the_same_lock_hash_in_any_file() -> None:
    hashes = set()
    for _ in range(2):
        workspace = Workspace.in_memory("somebody")
        build(workspace, locations.samples() / "kestrel-inventory")
        assert workspace.project.locked is not None
        hashes.add(workspace.project.locked.hash)
    assert len(hashes) == 1
