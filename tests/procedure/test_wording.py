"""Wording on a project: what is found, and a proposal accepted as one act that undo takes back."""

from __future__ import annotations

import pytest

from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.procedure.lock import lock_weights, record
from ossbuy.procedure.wording import accept_rewrite, hits_of, review
from ossbuy.store.workspace import Workspace
from small import Case


def project(text: str, **fields: object) -> Project:
    case = Case().pain("P1").section("C1", 1.0).requirement("C1.1", "C1", 6.0, **fields)
    case.requirement("C1.2", "C1", 4.0).say("requirement/C1.1/text", text)
    return case.say("hygiene/C1.1", 3.0).link("P1", "C1.1", 9).project()


def workspace(text: str, **fields: object) -> Workspace:
    made = Workspace.in_memory("me")
    case = Case().pain("P1").section("C1", 1.0).requirement("C1.1", "C1", 6.0, **fields)
    case.requirement("C1.2", "C1", 4.0).say("requirement/C1.1/text", text)
    from ossbuy.model.events import Act

    facts = case.say("hygiene/C1.1", 3.0).link("P1", "C1.1", 9).facts
    made.execute(Act("project.built", tuple(facts)))
    return made


TWO = "The portal shall create an order and notify the customer within 5 minutes."


def test_a_proposal_is_accepted_and_taken_back() -> None:
    desk = workspace("The portal shall be able to show 12 orders.")
    before = desk.project
    event = desk.execute(accept_rewrite(before, "C1.1", "ability"))
    assert event.kind == "requirement.reworded"
    assert desk.project.requirements["C1.1"].text == "The portal shall show 12 orders."
    assert hits_of(desk.project.requirements["C1.1"]) == ()
    desk.undo()
    assert desk.project == before


def test_splitting_makes_a_second_requirement_in_one_act() -> None:
    desk = workspace(
        TWO, title="Orders", gate=True, verification="S P", threshold="12 of 12 orders"
    )
    before = desk.project
    desk.execute(accept_rewrite(before, "C1.1", "compound"))
    after = desk.project
    assert desk.seq == 2
    new = after.by_code("requirements", "C1.1b")
    assert new is not None
    whole, part = after.requirements["C1.1"], after.requirements[new]
    assert whole.text == "The portal shall create an order."
    assert part.text == "The portal shall notify the customer within 5 minutes."
    assert part.model_copy(update={"id": whole.id, "code": whole.code, "text": whole.text}) == whole
    assert after.links == {("P1", "C1.1"): 9, ("P1", new): 9}
    assert after.stated["C1.1"] == after.stated[new] == 3.0
    assert after.hygiene["C1.1"] == after.hygiene[new] == 1.5
    assert after.stated["C1.2"] == 4.0
    desk.undo()
    assert desk.project == before
    desk.redo()
    assert desk.project == after


def test_a_part_of_a_part_takes_the_next_letter() -> None:
    desk = workspace("The portal shall create, suspend and delete orders.")
    desk.execute(accept_rewrite(desk.project, "C1.1", "compound"))
    part = desk.project.by_code("requirements", "C1.1b")
    assert part is not None
    desk.execute(accept_rewrite(desk.project, part, "compound"))
    codes = [r.code for r in desk.project.requirements.values()]
    assert codes == ["C1.1", "C1.1b", "C1.1c", "C1.2"]


def test_a_threshold_is_mended_in_its_own_field() -> None:
    desk = workspace("The portal shall show 12 orders.", threshold="At most 5 in the busy hour")
    (hit,) = hits_of(desk.project.requirements["C1.1"])
    assert (hit.rule, hit.field) == ("unitless", "threshold")
    desk.execute(accept_rewrite(desk.project, "C1.1", "unitless"))
    changed = desk.project.requirements["C1.1"]
    assert changed.threshold == "At most 5 [unit] in the busy hour"
    assert changed.text == "The portal shall show 12 orders."


def test_what_cannot_be_accepted_is_refused_in_a_sentence() -> None:
    asked = project("The portal shall show 12 orders for TBD days.")
    with pytest.raises(Refused, match="has no proposal of the rule 'tbd'"):
        accept_rewrite(asked, "C1.1", "tbd")
    with pytest.raises(Refused, match="The requirement is gone"):
        accept_rewrite(asked, "C9.9", "tbd")


def test_an_answered_requirement_is_not_split() -> None:
    case = Case().section("C1", 1.0).requirement("C1.1", "C1", 6.0).vendor("acme")
    case.say("requirement/C1.1/text", TWO).answer("acme", "C1.1")
    with pytest.raises(Refused, match=r"C1\.1 has been answered by vendors"):
        accept_rewrite(case.project(), "C1.1", "compound")


def test_after_the_lock_splitting_needs_a_reason() -> None:
    desk = workspace(TWO)
    lock_weights(desk)
    act = accept_rewrite(desk.project, "C1.1", "compound")
    with pytest.raises(Refused, match="The weights are locked"):
        record(desk, act)
    record(desk, act, "two gates in one")
    assert desk.project.by_code("requirements", "C1.1b") is not None


def test_the_sample_is_well_worded(kestrel_project: Project) -> None:
    found = review(kestrel_project)
    assert found.language == "en"
    assert {(code, hit.rule) for code, hits in found.hits.items() for hit in hits} == {
        ("C4.4", "ability"),
        ("C7.6", "passive"),
    }
    assert found.duplicates == ()


def test_a_project_without_a_model_is_reviewed_all_the_same() -> None:
    case = Case().section("C1").requirement("C1.1", "C1")
    case.facts = [fact for fact in case.facts if fact.key != "model"]
    case.say("requirement/C1.1/text", "The portal shall answer quickly.")
    assert [h.rule for h in review(case.project()).hits["C1.1"]] == ["unmeasured"]
