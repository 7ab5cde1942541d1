"""The journal in sentences."""

from __future__ import annotations

from ossbuy.model import commands
from ossbuy.model.events import KINDS
from ossbuy.model.telling import labels_of, sentence
from ossbuy.store.workspace import Workspace


def _last(workspace: Workspace) -> str:
    events = workspace.history()
    return sentence(events[-1], labels_of(events))


def test_a_changed_field_is_named_with_its_value(kestrel: Workspace) -> None:
    pain = kestrel.project.by_code("pains", "P1") or ""
    kestrel.execute(commands.change(kestrel.project, "pain", pain, {"severity": "3"}))
    assert _last(kestrel) == "changed the pain P1: severity 3"


def test_a_removed_thing_keeps_its_name(kestrel: Workspace) -> None:
    pain = kestrel.project.by_code("pains", "P9") or ""
    kestrel.execute(commands.remove(kestrel.project, "pain", pain))
    assert _last(kestrel).startswith("removed the pain P9")
    kestrel.undo()
    assert _last(kestrel).startswith("took back: P9 Reports come late")


def test_links_and_shares_are_told_by_code(kestrel: Workspace) -> None:
    project = kestrel.project
    pain, section = project.by_code("pains", "P1") or "", project.by_code("sections", "C2") or ""
    kestrel.execute(commands.set_link(project, pain, section, 9))
    assert _last(kestrel) == "linked P1 → C2 is 9"
    cause = project.by_code("causes", "RC5") or ""
    kestrel.execute(commands.set_contribution(kestrel.project, cause, pain, 0.05))
    assert _last(kestrel) == "changed the cause RC5 in P1 is 5 %"


def test_every_kind_has_a_sentence_and_no_ids(decided: Workspace) -> None:
    events = decided.history()
    labels = labels_of(events)
    for event in events:
        said = sentence(event, labels)
        assert event.kind in KINDS
        assert "{what}" not in said
        assert not any(ident in said for ident in labels), said


def test_cells_by_the_dozen_are_counted(decided: Workspace) -> None:
    events = decided.history()
    labels = labels_of(events)
    told = [sentence(e, labels) for e in events if e.kind == "proposals.accepted"]
    count = sum(len(e.facts) for e in events if e.kind == "proposals.accepted")
    assert told
    assert str(count) in told[0]
