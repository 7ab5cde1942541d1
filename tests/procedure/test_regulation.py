"""A regulated procurement: what stands in its way, what it forbids, what its copies publish."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ossbuy import cli
from ossbuy.exchange.errors import BadFile
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, Refused
from ossbuy.model.project import Project
from ossbuy.model.regulation import regulate
from ossbuy.output import ExitCode
from ossbuy.procedure.files.build import build
from ossbuy.procedure.lock import adopt, lock_weights, record
from ossbuy.procedure.workshops.ballots import adopt as adopt_group
from ossbuy.store.share import share
from ossbuy.store.workspace import Workspace
from small import KESTREL, Case

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def case(**policy: object) -> Case:
    """Two weighed sections, a linked pain, a vendor whose answers are still sealed."""
    said: dict[str, object] = {"price_formula": "lowest-ratio", "blend": 0.5} | policy
    made = Case(**said).pain("P1").section("A", 60).section("B", 40)
    made.requirement("A.1", "A").requirement("B.1", "B").link("P1", "A")
    made.thing("person", "ann", name="Ann").say("hygiene/B", 1.0)
    return made.vendor("acme", "100", opened=False)


def begun(made: Case) -> Workspace:
    workspace = Workspace.in_memory("chair")
    workspace.execute(Act("project.built", tuple(made.facts)))
    return workspace


def regulated(made: Case | None = None) -> Workspace:
    workspace = begun(made or case())
    workspace.execute(regulate(workspace.project))
    return workspace


def test_it_is_one_act() -> None:
    workspace = begun(case())
    event = workspace.execute(regulate(workspace.project, reason="above the threshold"))
    assert (event.kind, event.facts, event.reason) == (
        "procurement.regulated",
        (Fact("policy/regulated", True),),
        "above the threshold",
    )
    assert workspace.project.policy.regulated
    with pytest.raises(Refused, match="already"):
        regulate(workspace.project)
    workspace.undo()
    assert not workspace.project.policy.regulated


def private(made: Case) -> Case:
    made.say("note/n1/text", "her words").say("note/n1/private", True)
    made.thing("emotion", "E1", person="ann", fear="blame").thing("emotion", "E2", person="ann")
    return made


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: case(price_formula=None), "none is set: set one, for instance"),
        (lambda: private(case()), "1 private note and 2 feelings stand in this project: remove"),
        (lambda: case().thing("emotion", "E1", person="ann"), "1 feeling stands in this project"),
    ],
)
def test_what_stands_in_its_way_is_said(made: Callable[[], Case], said: str) -> None:
    project = made().project()
    with pytest.raises(Refused, match=said):
        regulate(project)
    # The same by the policy, which must be no way round.
    with pytest.raises(Refused, match=said):
        commands.set_policy(project, {"regulated": "yes"})


def test_the_policy_sets_it_by_the_same_rules() -> None:
    project = case(price_formula=None).project()
    act = commands.set_policy(project, {"regulated": "yes", "price_formula": "lowest-ratio"})
    assert act.kind == "procurement.regulated"


def test_what_is_private_may_go_with_the_same_act() -> None:
    workspace = begun(private(case()))
    event = workspace.execute(regulate(workspace.project, drop_private=True))
    project = workspace.project
    assert event.kind == "procurement.regulated"
    assert (project.emotions, project.notes, project.private) == ({}, {}, frozenset())
    without = begun(private(case(price_formula=None)))
    with pytest.raises(Refused, match="price formula"):
        regulate(without.project, drop_private=True)
    assert len(without.project.emotions) == 2


def policy(**fields: object) -> Callable[[Project], Act]:
    return lambda p: commands.set_policy(p, fields)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (policy(price_formula="low-high-linear"), "the price formula stays lowest-ratio"),
        (policy(price_formula=""), "the price formula stays lowest-ratio"),
        (
            lambda _: Act("note.written", (Fact("note/n/private", True), Fact("note/n/text", "x"))),
            "no private notes are kept",
        ),
        (
            lambda _: Act("emotion.told", (Fact("emotion/e/code", "E1"),)),
            "no private notes are kept",
        ),
    ],
)
def test_what_it_forbids_is_refused_by_every_way(
    command: Callable[[Project], Act], said: str
) -> None:
    workspace = regulated()
    seq, act = workspace.seq, command(workspace.project)
    for way in (
        lambda: workspace.execute(act),
        lambda: record(workspace, act, "a good reason"),
        lambda: adopt(workspace, act.facts, "a good reason"),
    ):
        with pytest.raises(Refused, match=said):
            way()
    assert workspace.seq == seq


def test_undo_is_no_way_round() -> None:
    workspace = begun(case())
    workspace.actor = "ben"
    workspace.execute(commands.set_policy(workspace.project, {"price_formula": "low-high-linear"}))
    chair = Workspace(workspace.journal, "chair")
    chair.execute(regulate(chair.project))
    ben = Workspace(chair.journal, "ben")
    with pytest.raises(Refused, match="the price formula stays low-high-linear"):
        ben.undo()


def test_a_ceiling_may_be_published_once() -> None:
    workspace = regulated(case(price_formula="ceiling-linear"))
    workspace.execute(commands.set_policy(workspace.project, {"price_ceiling": "1000"}))
    with pytest.raises(Refused, match="the price ceiling stays 1000"):
        workspace.execute(commands.set_policy(workspace.project, {"price_ceiling": "2000"}))


def test_the_rules_may_end_before_the_weight_lock_only() -> None:
    workspace = regulated()
    workspace.execute(commands.set_policy(workspace.project, {"regulated": "no"}))
    workspace.execute(regulate(workspace.project))
    lock_weights(workspace)
    with pytest.raises(Refused, match="the rules stay"):
        workspace.execute(commands.set_policy(workspace.project, {"regulated": "no"}))


MOVES: dict[str, Callable[[Project], Act]] = {
    "stated": lambda p: commands.set_stated(p, "A", 10),
    "hygiene": lambda p: commands.set_hygiene(p, "A", 10),
    "link": lambda p: commands.set_link(p, "P1", "B", 9),
    "λ": policy(blend=0.9),
    "price share": policy(price_share=0.1),
}


@pytest.mark.parametrize("what", MOVES)
def test_weights_move_with_a_reason_until_answers_are_opened_and_never_after(what: str) -> None:
    workspace = regulated()
    lock_weights(workspace)
    event = record(workspace, MOVES[what](workspace.project), "clarified")
    assert event.kind == "weights.amended"
    workspace.execute(
        Act("answers.unsealed", (Fact("unsealed/acme-answers", {"by": "chair", "at": "2"}),))
    )
    act = {
        "stated": lambda p: commands.set_stated(p, "B", 11),
        "hygiene": lambda p: commands.set_hygiene(p, "B", 11),
        "link": lambda p: commands.set_link(p, "P1", "B", 3),
        "λ": policy(blend=0.8),
        "price share": policy(price_share=0.2),
    }[what](workspace.project)
    seq = workspace.seq
    for way in (
        lambda: workspace.execute(act),
        lambda: record(workspace, act, "a very good reason"),
        lambda: adopt(workspace, act.facts, "a very good reason"),
    ):
        with pytest.raises(Refused, match="stay as they are, whatever the reason"):
            way()
    assert workspace.seq == seq


def test_opened_prices_alone_do_not_fix_the_weights() -> None:
    workspace = regulated()
    workspace.execute(
        Act("prices.unsealed", (Fact("unsealed/acme-prices", {"by": "chair", "at": "2"}),))
    )
    workspace.execute(commands.set_stated(workspace.project, "A", 10))


def test_without_the_rules_nothing_of_this_is_refused() -> None:
    workspace = begun(case())
    lock_weights(workspace)
    workspace.execute(
        Act("answers.unsealed", (Fact("unsealed/acme-answers", {"by": "chair", "at": "2"}),))
    )
    record(workspace, commands.set_stated(workspace.project, "A", 10), "clarified")
    record(workspace, policy(price_formula="low-high-linear")(workspace.project), "clarified")


def kestrel(path: Path, *, ruled: bool) -> Workspace:
    """Kestrel with the group's weights taken and the weights locked; regulated or not."""
    files = path.parent / "files"
    shutil.copytree(KESTREL, files)
    for name in ("record.yaml", "scores.csv", "agreed.csv", "gates.csv", "feelings.yaml"):
        (files / name).unlink(missing_ok=True)
    workspace = Workspace.create(path, "chair")
    build(workspace, files)
    workspace.execute(adopt_group(workspace.project, "top", "median"))
    if ruled:
        workspace.execute(regulate(workspace.project))
    lock_weights(workspace)
    return workspace


@pytest.mark.parametrize("ruled", [True, False])
def test_the_vendors_copy_shows_the_weights_of_a_regulated_procurement(
    tmp_path: Path, ruled: bool
) -> None:
    path, out = tmp_path / "kestrel.ossbuy", tmp_path / "vendor.ossbuy"
    with kestrel(path, ruled=ruled) as workspace:
        ours = workspace.project
        vendor = ours.by_code("vendors", "ductwise") or ""
    share(path, out, "vendor", NOW, "chair", vendor)
    with Workspace.open(out, "them") as copied:
        theirs = copied.project
        assert copied.verify().ok
    if not ruled:
        assert (theirs.stated, theirs.locked, theirs.grouped) == ({}, None, {})
        assert theirs.policy.price_share is None
        return
    assert theirs.stated == ours.stated
    assert theirs.hygiene == ours.hygiene
    assert theirs.locked == ours.locked
    assert theirs.policy == ours.policy
    assert theirs.grouped == ours.grouped
    assert (theirs.links, theirs.ballots, theirs.people, theirs.scores) == ({}, {}, {}, {})
    assert list(theirs.vendors) == [vendor]


def test_regulated_files_with_feelings_are_refused(tmp_path: Path) -> None:
    for name in KESTREL.iterdir():
        if name.is_file():
            (tmp_path / name.name).write_bytes(name.read_bytes())
    text = (tmp_path / "project.yaml").read_text(encoding="utf-8")
    assert "\npolicy:\n" in text
    said = text.replace("\npolicy:\n", "\npolicy:\n  regulated: yes\n")
    (tmp_path / "project.yaml").write_text(said, encoding="utf-8")
    with pytest.raises(BadFile, match="keeps nothing private"):
        build(Workspace.in_memory("me"), tmp_path)


def test_as_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSSBUY_HOME", str(tmp_path / "home"))
    path = tmp_path / "p.ossbuy"
    with Workspace.create(path, "chair") as workspace:
        workspace.execute(Act("project.built", tuple(private(case()).facts)))
    assert cli.run(["regulate", str(path)]) == ExitCode.REFUSED
    err = capsys.readouterr().err
    assert "1 private note and 2 feelings stand in this project" in err
    assert err.count("\n") == 1
    assert cli.run(["regulate", str(path), "--drop-private", "--reason", "the law"]) == ExitCode.OK
    assert "the price formula stays lowest-ratio" in capsys.readouterr().out
    assert (
        cli.run(["set", str(path), "policy", "price_formula", "low-high-linear"])
        == ExitCode.REFUSED
    )
    assert "the price formula stays lowest-ratio" in capsys.readouterr().err
