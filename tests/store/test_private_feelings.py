"""What people feel stays in the file: no copy holds it unless that person released it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, Refused
from ossbuy.procedure.files.export import share_copy
from ossbuy.store.workspace import Workspace

SECRET = "blamed for the second failure"


def _told(path: Path, **more: object) -> None:
    with Workspace.create(path, "Ines") as w:
        w.execute(commands.describe(w.project, {"name": "X", "currency": "EUR"}))
        w.execute(commands.add(w.project, "person", {"code": "A1", "name": "Ana"}))
        w.execute(commands.add(w.project, "vendor", {"code": "acme"}))
        ana = w.project.by_code("people", "A1")
        w.execute(
            commands.add(
                w.project,
                "emotion",
                {"code": "E1", "person": ana, "intensity": 5, "fear": SECRET} | more,
            )
        )


@pytest.mark.parametrize(
    ("audience", "whom"), [("auditor", ""), ("evaluator", "A1"), ("vendor", "acme")]
)
def test_no_copy_holds_a_feeling(tmp_path: Path, audience: str, whom: str) -> None:
    path, out = tmp_path / "p.ossbuy", tmp_path / "copy.ossbuy"
    _told(path)
    share_copy(path, out, audience, whom, "Ines")
    assert SECRET.encode() not in out.read_bytes()
    with Workspace.open(out, "reader") as copy:
        assert not copy.project.emotions
        assert copy.verify().ok


def test_a_released_feeling_reaches_the_auditor(tmp_path: Path) -> None:
    path, out = tmp_path / "p.ossbuy", tmp_path / "copy.ossbuy"
    _told(path, released="yes")
    share_copy(path, out, "auditor", "", "Ines")
    with Workspace.open(out, "reader") as copy:
        assert [e.fear for e in copy.project.emotions.values()] == [SECRET]


def test_a_released_feeling_does_not_reach_a_bidder(tmp_path: Path) -> None:
    path, out = tmp_path / "p.ossbuy", tmp_path / "copy.ossbuy"
    _told(path, released="yes")
    share_copy(path, out, "vendor", "acme", "Ines")
    assert SECRET.encode() not in out.read_bytes()
    with Workspace.open(out, "acme") as copy:
        assert copy.verify().ok


def test_a_release_taken_back_counts(tmp_path: Path) -> None:
    path, out = tmp_path / "p.ossbuy", tmp_path / "copy.ossbuy"
    _told(path, released="yes")
    with Workspace.open(path, "Ines") as w:
        (ident,) = w.project.emotions
        w.execute(commands.change(w.project, "emotion", ident, {"released": "no"}))
    share_copy(path, out, "auditor", "", "Ines")
    assert SECRET.encode() not in out.read_bytes()


def test_a_regulated_procurement_keeps_no_feelings(tmp_path: Path) -> None:
    path = tmp_path / "p.ossbuy"
    _told(path)
    with Workspace.open(path, "Ines") as w:
        w.execute(Act("procurement.regulated", (Fact("policy/regulated", True),)))
        (person,) = w.project.people
        with pytest.raises(Refused, match="risk requirement"):
            commands.add(w.project, "emotion", {"code": "E2", "person": person, "fear": "x"})


def test_the_history_does_not_say_what_is_private(tmp_path: Path) -> None:
    from ossbuy.model.telling import labels_of, sentence

    path = tmp_path / "p.ossbuy"
    _told(path)
    with Workspace.open(path, "Ines") as w:
        events = w.history()
        said = " ".join(sentence(event, labels_of(events)) for event in events)
    assert "E1 (private)" in said
    assert SECRET not in said
