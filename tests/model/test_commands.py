"""Every refusal is one sentence with the thing and the way out; removal leaves nothing behind."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import pytest

from ossbuy.model import commands
from ossbuy.model.events import Act, Refused
from ossbuy.model.fold import Draft
from ossbuy.model.project import Project
from ossbuy.store.workspace import Workspace
from small import Case

REMEDY = re.compile(
    r"enter|choose|remove|shorten|set|add|move|check|correct|eliminate|redact|nothing to|"
    r"somebody may|must be|at most|first",
    re.IGNORECASE,
)


def whole() -> Case:
    """Two pains, a chain of causes, nested sections, a vendor with an answer."""
    case = Case().pain("P1", voice="ann").pain("P2")
    case.cause("RC1", {"P1": 0.6}).cause("RC2", {"RC1": 0.5}).cause("RC3", {"P1": 0.3})
    case.section("S", 3.0).section("T").section("S1", parent="S").section("Empty")
    case.requirement("S1.1", "S1", 2.0).requirement("S1.2", "S1").requirement("T1", "T")
    case.link("P1", "S", 9).link("P2", "T1", 3).say("hygiene/T1", 1.0)
    case.thing("person", "ann", name="Ann").thing("person", "bob", name="Bob")
    case.thing("trigger", "T-1", statement="it broke", escalated_by="ann")
    case.say("project/owner", "ann")
    case.vendor("v", "10").answer("v", "T1").thing("vendor", "w", name="W")
    return case.say("score/bob/v/T1", {"value": 3.0}, "1")


@pytest.fixture
def project() -> Project:
    return whole().project()


Try = Callable[[Project], Act]

REFUSED: dict[str, tuple[Try, str]] = {
    "no code": (lambda p: commands.add(p, "pain", {"name": "x"}), "id of its own, such as P10"),
    "blank code": (lambda p: commands.add(p, "cause", {"code": "  "}), "such as RC6"),
    "code taken": (
        lambda p: commands.add(p, "pain", {"code": "p1", "name": "x"}),
        "p1 is already taken by another pain",
    ),
    "code taken by a cause": (
        lambda p: commands.add(p, "pain", {"code": "RC1", "name": "x"}),
        "RC1 is already taken by a cause",
    ),
    "code of a section for a requirement": (
        lambda p: commands.add(p, "requirement", {"code": "T", "section": "S", "text": "x"}),
        "T is already taken by a section",
    ),
    "code changed to a taken one": (
        lambda p: commands.change(p, "pain", "P1", {"code": "P2"}),
        "P2 is already taken",
    ),
    "code changed to nothing": (
        lambda p: commands.change(p, "pain", "P1", {"code": "  "}),
        "P1: code: it is missing",
    ),
    "severity of nine": (
        lambda p: commands.add(p, "pain", {"code": "P9", "name": "x", "severity": 9}),
        "P9: severity is '9': it must be 5 or less",
    ),
    "severity in words": (
        lambda p: commands.change(p, "pain", "P1", {"severity": "bad"}),
        "P1: severity is 'bad': it must be a whole number",
    ),
    "cost below zero": (
        lambda p: commands.change(p, "pain", "P1", {"cost_likely": "-1"}),
        "likely yearly cost is '-1': it must be 0 or more",
    ),
    "cost that is no number": (
        lambda p: commands.change(p, "pain", "P1", {"cost_likely": "NaN"}),
        "likely yearly cost",
    ),
    "evidence grade E": (
        lambda p: commands.change(p, "pain", "P1", {"evidence": "E"}),
        "evidence grade is 'E': it must be one of",
    ),
    "unknown field": (
        lambda p: commands.change(p, "pain", "P1", {"colour": "red"}),
        "no such field exists",
    ),
    "field nearly spelt": (
        lambda p: commands.change(p, "pain", "P1", {"since_months": "12"}),
        "P1: since_months: no such field exists; enter months, if that is meant.",
    ),
    "name too long": (
        lambda p: commands.change(p, "pain", "P1", {"name": "x" * 501}),
        "longer than 500 characters",
    ),
    "date": (
        lambda p: commands.change(p, "trigger", "T-1", {"date": "31.5.2026"}),
        "it must be a date written as 2026-05-31",
    ),
    "yes or no": (
        lambda p: commands.change(p, "person", "ann", {"evaluator": "maybe"}),
        "it must be yes or no",
    ),
    "a person of two words": (
        lambda p: commands.add(p, "person", {"code": "ann lee"}),
        "one word",
    ),
    "nothing changed": (
        lambda p: commands.change(p, "pain", "P1", {"severity": 4}),
        "P1 already says that",
    ),
    "a default said again": (
        lambda p: commands.change(p, "person", "ann", {"daily_user": False, "role": ""}),
        "ann already says that",
    ),
    "changing what is gone": (
        lambda p: commands.change(p, "pain", "P7", {"severity": 4}),
        "no pain P7 any more",
    ),
    "removing what is gone": (lambda p: commands.remove(p, "pain", "P7"), "no pain P7 any more"),
    "unknown voice": (
        lambda p: commands.change(p, "pain", "P1", {"voice": "zoe"}),
        "Voice zoe is not known",
    ),
    "unknown section": (
        lambda p: commands.add(p, "requirement", {"code": "R", "section": "X", "text": "x"}),
        "Section X is not known",
    ),
    "no section": (
        lambda p: commands.add(p, "requirement", {"code": "R", "text": "x"}),
        "section: it is missing",
    ),
    "a section under itself": (
        lambda p: commands.change(p, "section", "S", {"parent": "S1"}),
        "cannot stand under itself",
    ),
    "a section that is not empty": (lambda p: commands.remove(p, "section", "S"), "not empty"),
    "an answered requirement": (
        lambda p: commands.remove(p, "requirement", "T1"),
        "set its weight to 0 instead",
    ),
    "a vendor with files": (
        lambda p: commands.remove(p, "vendor", "v"),
        "eliminate the vendor with a reason",
    ),
    "a person who has scored": (
        lambda p: commands.remove(p, "person", "bob"),
        "redact the name instead",
    ),
    "strength of two": (lambda p: commands.set_link(p, "P1", "S", 2), "9, 3, 1 or 0, not 2"),
    "link from nothing": (lambda p: commands.set_link(p, "P7", "S", 3), "no pain or cause P7"),
    "link to nothing": (lambda p: commands.set_link(p, "P1", "X", 3), "no requirement or section"),
    "a pain's cause beside the pain": (
        lambda p: commands.set_link(p, "RC1", "T", 3),
        "RC1 and P1 carry the same trauma",
    ),
    "a cause's cause beside the pain": (
        lambda p: commands.set_link(p, "RC2", "T", 3),
        "RC2 and P1 carry the same trauma",
    ),
    "a share of more than all": (
        lambda p: commands.set_contribution(p, "RC1", "P2", 1.2),
        "share of RC1 in P2 is 120 %",
    ),
    "a share that is no number": (
        lambda p: commands.set_contribution(p, "RC1", "P2", math.nan),
        "enter 0 to 100 percent",
    ),
    "more than the whole": (
        lambda p: commands.set_contribution(p, "RC3", "P1", 0.5),
        "would explain 110 % of it: at most 40 % is left for RC3",
    ),
    "itself": (
        lambda p: commands.set_contribution(p, "RC1", "RC1", 0.1),
        "RC1 would explain itself",
    ),
    "a circle": (
        lambda p: commands.set_contribution(p, "RC1", "RC2", 0.1),
        "RC1 → RC2 → RC1 would explain itself",
    ),
    "a share of nothing": (
        lambda p: commands.set_contribution(p, "RC1", "P7", 0.1),
        "no pain or cause P7",
    ),
    "a cause that is gone": (
        lambda p: commands.set_contribution(p, "RC7", "P1", 0.1),
        "no cause RC7 any more",
    ),
    "a negative weight": (
        lambda p: commands.set_stated(p, "S", -1),
        "Weight of S is -1: weights cannot be negative, so enter 0 to leave S out",
    ),
    "an endless weight": (lambda p: commands.set_stated(p, "S", math.inf), "plain number"),
    "a weight that is no number": (lambda p: commands.set_stated(p, "S", math.nan), "plain"),
    "a weight of nothing": (lambda p: commands.set_stated(p, "X", 1), "no section or requirement"),
    "λ of two": (
        lambda p: commands.set_policy(p, {"blend": 2}),
        "λ (how far weights follow the pain) is '2'",
    ),
    "a price formula nobody knows": (
        lambda p: commands.set_policy(p, {"price_formula": "cheapest-wins"}),
        "it must be one of lowest-ratio, ceiling-linear, low-high-linear",
    ),
    "an evidence mode nobody knows": (
        lambda p: commands.set_policy(p, {"evidence_mode": "trust"}),
        "it must be one of discount, widen",
    ),
    "a ceiling in words": (
        lambda p: commands.set_policy(p, {"price_ceiling": "much"}),
        "it must be an amount above 0",
    ),
    "a ceiling of nothing": (
        lambda p: commands.set_policy(p, {"price_ceiling": "0"}),
        "it must be an amount above 0",
    ),
    "policy as it is": (lambda p: commands.set_policy(p, {"blend": 0.0}), "already says that"),
    "a project without a name": (
        lambda p: commands.describe(p, {"name": " "}),
        "A project needs a name",
    ),
    "currency in words": (
        lambda p: commands.describe(p, {"currency": "euro"}),
        "three-letter code such as EUR",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusals_are_one_sentence_that_names_the_thing_and_the_way_out(
    project: Project, case: str
) -> None:
    attempt, said = REFUSED[case]
    with pytest.raises(Refused) as refusal:
        attempt(project)
    text = refusal.value.sentence()
    assert said in text
    assert text.endswith(".")
    assert "\n" not in text
    assert not re.search(r"[a-z)]\. [A-Z]", text), "more than one sentence"
    assert REMEDY.search(text), f"no way out in: {text}"
    for foreign in ("pydantic", "validation", "None", "Traceback", "input_type"):
        assert foreign not in text


def test_a_share_that_would_put_two_linked_nodes_on_one_path_is_refused() -> None:
    """P2 and RC3 are linked and strangers; a new edge would make them carry one trauma."""
    case = whole()
    case.facts = [f for f in case.facts if f.key != "link/P1/S"]
    case.link("RC3", "S", 3)
    with pytest.raises(Refused, match="RC3 and P2 are both linked and would carry the same trauma"):
        commands.set_contribution(case.project(), "RC3", "P2", 0.2)
    with pytest.raises(Refused, match="RC3 and P2"):
        commands.set_contribution(case.cause("RC4", {"P2": 0.1}).project(), "RC3", "RC4", 0.2)


def test_causes_of_one_pain_may_both_be_linked() -> None:
    case = whole()
    case.facts = [f for f in case.facts if f.key != "link/P1/S"]
    assert commands.set_link(case.link("RC1", "S").project(), "RC3", "T", 3).facts


def test_setting_a_link_to_zero_is_always_allowed(project: Project) -> None:
    (fact,) = commands.set_link(project, "RC1", "S", 0).facts
    assert fact.value is None


def test_a_code_may_change_only_its_letters(project: Project) -> None:
    (fact,) = commands.change(project, "pain", "P1", {"code": "p1"}).facts
    assert (fact.key, fact.value) == ("pain/P1/code", "p1")


def test_a_field_set_to_nothing_says_nothing_any_more(project: Project) -> None:
    act = commands.change(project, "pain", "P1", {"cost_likely": None, "voice": " "})
    draft = Draft()
    draft.apply(whole().facts)
    draft.apply(act.facts)
    pain = draft.freeze().pains["P1"]
    assert (pain.cost_likely, pain.voice) == (None, "")


def in_memory() -> Workspace:
    workspace = Workspace.in_memory("tester")
    case = whole()
    workspace.execute(Act("project.built", tuple(case.facts)))
    return workspace


@pytest.mark.parametrize(
    ("family", "ident"),
    [
        ("pain", "P1"),
        ("cause", "RC1"),
        ("requirement", "S1.1"),
        ("section", "Empty"),
        ("person", "ann"),
        ("trigger", "T-1"),
        ("vendor", "w"),
    ],
)
def test_removal_takes_everything_along_and_undo_brings_everything_back(
    family: str, ident: str
) -> None:
    workspace = in_memory()
    before = workspace.project
    workspace.execute(commands.remove(before, family, ident, "a mistake"))
    after = workspace.project
    assert after != before
    said = [key for key, _ in workspace.draft().values]
    assert not [key for key in said if ident in key.split("/")]
    for pain in after.pains.values():
        assert pain.voice != ident
    workspace.undo()
    assert workspace.project == before
    workspace.redo()
    assert workspace.project == after


def test_a_removed_default_leaves_no_ghost() -> None:
    """A field that was said to be what it is anyway goes along, or a nameless thing remains."""
    workspace = in_memory()
    fields = {"code": "eve", "name": "Eve", "daily_user": False, "role": "cook"}
    workspace.execute(commands.add(workspace.project, "person", fields, "eve"))
    workspace.execute(commands.remove(workspace.project, "person", "eve"))
    assert "eve" not in workspace.project.people


def test_merging_acts_keeps_the_last_word() -> None:
    project = whole().project()
    acts = [commands.set_stated(project, "S", points) for points in (1.0, 2.0)]
    merged = commands.merge(acts, "weight.set", "one deed")
    assert [(f.key, f.value) for f in merged.facts] == [("stated/S", 2.0)]


def test_a_seat_is_one_of_four_in_any_case() -> None:
    act = commands.add(Project(), "person", {"code": "a", "name": "Ann", "seat": " Daily  User "})
    assert [f.value for f in act.facts if f.key.endswith("/seat")] == ["daily user"]
    with pytest.raises(Refused, match="'king' is no seat: choose one of daily user, supervisor"):
        commands.add(Project(), "person", {"code": "a", "seat": "king"})
