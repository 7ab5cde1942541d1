"""Ballots on weights: refused before they are recorded, blind until the round is closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.matrix import matrix
from ossbuy.analysis.own import choices_sentence
from ossbuy.model import balloting, commands
from ossbuy.model.events import Act, Fact, Refused
from ossbuy.model.project import Project
from ossbuy.model.telling import labels_of, sentence
from ossbuy.model.weighing import TOP, Ballot
from ossbuy.procedure.lock import lock_weights, record
from ossbuy.procedure.workshops.ballots import adopt, cast
from ossbuy.procedure.workshops.group import group
from ossbuy.procedure.workshops.own_weights import own_rankings, own_weights
from ossbuy.store.workspace import Workspace
from small import Case

AT = "2026-05-04T09:00:00Z"
PEOPLE = ("ann", "ben", "cho")


def three_sections(**powers: float | None) -> Case:
    """Three people, three sections with a requirement each, a gate in the first."""
    case = Case()
    for person in PEOPLE:
        power = powers.get(person)
        said = {} if power is None else {"voting_power": power}
        case.thing("person", person, name=person.title(), **said)
    for code in ("A", "B", "C"):
        case.section(code).requirement(f"{code}.1", code)
    return case.requirement("A.2", "A", gate=True)


def points(**said: float) -> Ballot:
    return Ballot(method="points", points=said)


def open_workspace(case: Case) -> Workspace:
    workspace = Workspace.in_memory("facilitator")
    workspace.execute(Act("project.built", tuple(case.facts)))
    return workspace


def vote(workspace: Workspace, ballots: Mapping[str, Ballot], node: str = TOP) -> None:
    for person, ballot in ballots.items():
        workspace.execute(cast(workspace.project, person, node, ballot))


def close(workspace: Workspace, node: str = TOP) -> None:
    workspace.execute(balloting.close(workspace.project, node, "facilitator", AT))


def voted(case: Case, ballots: Mapping[str, Ballot], node: str = TOP) -> Workspace:
    workspace = open_workspace(case)
    vote(workspace, ballots, node)
    close(workspace, node)
    return workspace


def ahp(*pairs: tuple[str, str, float]) -> Ballot:
    return Ballot(method="ahp", pairs=pairs)


@pytest.mark.parametrize(
    ("ballot", "said"),
    [
        (points(A=40, B=60), "C has no points"),
        (points(A=0, B=0, C=0), "All points are 0"),
        (points(A=1, B=1, C=1, D=1), "D is not a top section: weigh A, B, C."),
        (Ballot(method="swing", points={"A": 50, "B": 80, "C": 0}), "No swing is 100"),
        (Ballot(method="rank-sum", ranking=(("A",), ("B",))), "C has no rank"),
        (Ballot(method="rank-sum", ranking=(("A", "B"), ("B", "C"))), "B is ranked twice"),
        (ahp(("A", "B", 3)), "Nothing connects A with C"),
        (ahp(("A", "B", 3), ("B", "C", 0)), "B against C is 0"),
        (Ballot(method="best-worst", best="A"), "The worst is not chosen yet"),
        (
            Ballot(
                method="best-worst",
                best="A",
                worst="C",
                best_to_others={"C": 3},
                others_to_worst={"B": 2},
            ),
            "A against B is not given yet",
        ),
    ],
)
def test_a_ballot_that_cannot_be_counted_is_refused_and_says_where(
    ballot: Ballot, said: str
) -> None:
    workspace = open_workspace(three_sections())
    before = workspace.seq
    with pytest.raises(Refused, match=said):
        workspace.execute(cast(workspace.project, "ann", TOP, ballot))
    assert workspace.seq == before


def test_negative_points_never_become_a_ballot() -> None:
    with pytest.raises(ValueError, match="greater than or equal"):
        points(A=-1)


@pytest.mark.parametrize(
    ("ballot", "weights"),
    [
        (points(A=50, B=30, C=20), (0.5, 0.3, 0.2)),
        (Ballot(method="swing", points={"A": 100, "B": 60, "C": 40}), (0.5, 0.3, 0.2)),
        (Ballot(method="rank-sum", ranking=(("A",), ("B",), ("C",))), (3 / 6, 2 / 6, 1 / 6)),
        (
            Ballot(method="rank-order-centroid", ranking=(("B",), ("A", "C"))),
            # 11/18 for the first; 5/18 and 2/18 shared by the two that tie
            (7 / 36, 11 / 18, 7 / 36),
        ),
        (ahp(("A", "B", 2), ("B", "C", 2)), (4 / 7, 2 / 7, 1 / 7)),
        (
            Ballot(
                method="best-worst",
                best="A",
                worst="C",
                best_to_others={"B": 2, "C": 6},
                others_to_worst={"B": 3},
            ),
            (0.6, 0.3, 0.1),
        ),
    ],
)
def test_each_method_comes_to_its_weights(ballot: Ballot, weights: tuple[float, ...]) -> None:
    workspace = voted(three_sections(), {"ann": ballot})
    result = group(workspace.project, TOP)
    assert result.own[0].weights == pytest.approx(weights, abs=1e-9)
    assert result.weights.weights.tolist() == pytest.approx(weights, abs=1e-9)


def test_who_has_no_vote_casts_none() -> None:
    workspace = open_workspace(three_sections(ben=0))
    with pytest.raises(Refused, match="Ben has a voting power of 0"):
        cast(workspace.project, "ben", TOP, points(A=1, B=1, C=1))
    with pytest.raises(Refused, match="There is no person nobody"):
        cast(workspace.project, "nobody", TOP, points(A=1, B=1, C=1))


def test_who_is_not_in_the_room_is_not_asked_but_may_vote() -> None:
    workspace = open_workspace(three_sections().say("person/ben/in_room", False))
    assert balloting.may_vote(workspace.project) == ("ann", "cho")
    vote(workspace, {"ben": points(A=1, B=1, C=1)})
    assert balloting.may_vote(workspace.project) == ("ben", "ann", "cho")


def test_a_gate_is_weighed_only_where_somebody_gave_it_points() -> None:
    project = three_sections().project()
    assert balloting.children(project, "A") == ("A.1",)
    with pytest.raises(Refused, match="nothing to weigh under A"):
        cast(project, "ann", "A", points())
    project = three_sections().say("stated/A.2", 1.0).project()
    assert balloting.children(project, "A") == ("A.1", "A.2")
    assert balloting.nodes(project) == (TOP, "A")


def test_nothing_of_an_open_round_is_shown() -> None:
    workspace = open_workspace(three_sections())
    vote(workspace, {"ann": points(A=1, B=2, C=97)})
    project = workspace.project
    assert balloting.cast_by(project, TOP, "1") == ("ann",)
    assert balloting.seen(project, TOP, "1") == {}
    assert own_weights(project) == ()
    for act in (lambda: group(project, TOP), lambda: adopt(project, TOP)):
        with pytest.raises(Refused, match="Round 1 on all sections is still open"):
            act()
    events = workspace.history()
    told = sentence(events[-1], labels_of(events))
    assert told == "cast a ballot on the weights under all sections, round 1"
    workspace.undo()
    events = workspace.history()
    assert "97" not in sentence(events[-1], labels_of(events))


def test_a_second_round_is_blind_again_and_the_first_one_stays() -> None:
    workspace = voted(
        three_sections(), {"ann": points(A=1, B=1, C=2), "ben": points(A=4, B=0, C=0)}
    )
    vote(workspace, {"ann": points(A=9, B=0, C=1)})
    project = workspace.project
    assert balloting.open_round(project, TOP) == "2"
    assert set(balloting.seen(project, TOP, "1")) == {"ann", "ben"}
    assert balloting.seen(project, TOP, "2") == {}
    assert group(project, TOP).round == "1"
    close(workspace)
    project = workspace.project
    first, second = group(project, TOP, round_="1"), group(project, TOP)
    assert (first.people, second.people) == (("ann", "ben"), ("ann",))
    assert first.weights.weights.tolist() == pytest.approx([0.625, 0.125, 0.25])
    assert second.weights.weights.tolist() == pytest.approx([0.9, 0, 0.1])
    assert balloting.open_round(project, TOP) == "3"
    with pytest.raises(Refused, match="Nobody has voted on all sections in round 3"):
        group(project, TOP, round_="3")


def test_an_empty_round_is_not_closed() -> None:
    with pytest.raises(Refused, match="Nobody has cast a ballot on all sections in round 1"):
        balloting.close(three_sections().project(), TOP, "me", AT)


def test_absent_is_who_was_waited_for_and_did_not_vote() -> None:
    nobody_waited = voted(three_sections(), {"ann": points(A=1, B=1, C=1)})
    assert nobody_waited.project.closed[TOP, "1"].absent == ()
    powerful = voted(three_sections(ben=2, cho=0), {"ann": points(A=1, B=1, C=1)})
    assert powerful.project.closed[TOP, "1"].absent == ("ben",)
    session = three_sections().thing("session", "W1", present=["ben"], on="2026-05-01")
    session.thing("session", "W2", present=["ann", "cho"], on="2026-05-04")
    present = voted(session, {"ann": points(A=1, B=1, C=1)})
    assert present.project.closed[TOP, "1"].absent == ("cho",)


TWO = {"ann": points(A=60, B=30, C=10), "ben": points(A=20, B=20, C=60)}


@pytest.mark.parametrize(
    ("method", "weights"),
    [
        ("", (0.4, 0.25, 0.35)),
        ("mean", (0.4, 0.25, 0.35)),
        ("median", (0.4, 0.25, 0.35)),
        ("trimmed-mean", (0.4, 0.25, 0.35)),
        # √(.6·.2), √(.3·.2), √(.1·.6) over their sum
        ("geometric-mean", (0.34641 / 0.836308, 0.244949 / 0.836308, 0.244949 / 0.836308)),
    ],
)
def test_the_group_by_every_method(method: str, weights: tuple[float, ...]) -> None:
    workspace = voted(three_sections(), TWO)
    result = group(workspace.project, TOP, method)
    assert result.method == (method or "mean")
    assert result.weights.weights.tolist() == pytest.approx(weights, abs=1e-6)


def test_voting_power_and_the_method_of_the_policy_count() -> None:
    workspace = voted(three_sections(ann=3), TWO)
    result = group(workspace.project, TOP)
    assert result.weights.weights.tolist() == pytest.approx([0.5, 0.275, 0.225])
    workspace.execute(commands.set_policy(workspace.project, {"group_method": "median"}))
    assert group(workspace.project, TOP).method == "median"
    with pytest.raises(Refused, match="There is no method 'average'"):
        group(workspace.project, TOP, "average")


def test_judgements_are_joined_only_where_all_compared_in_pairs() -> None:
    pairs = {"ann": ahp(("A", "B", 4), ("B", "C", 1)), "ben": ahp(("A", "B", 1), ("B", "C", 1))}
    joined = group(voted(three_sections(), pairs).project, TOP, "judgements")
    # √(4·1) = 2 : 1 : 1
    assert joined.weights.weights.tolist() == pytest.approx([0.5, 0.25, 0.25])
    mixed = voted(three_sections(), pairs | {"cho": points(A=1, B=1, C=1)})
    with pytest.raises(Refused, match="cho weighed by points"):
        group(mixed.project, TOP, "judgements")


def test_agreement_distance_and_who_decides() -> None:
    ballots = TWO | {"cho": points(A=50, B=30, C=20)}
    result = group(voted(three_sections(), ballots).project, TOP)
    # ranks: ann 1 2 3, ben 2½ 2½ 1, cho 1 2 3; sums 4½ 6½ 7, mean 6: S = 3½, T = 6
    assert result.agreement.w == pytest.approx(12 * 3.5 / (9 * 24 - 3 * 6))
    weights = result.weights.weights
    assert weights.tolist() == pytest.approx([130 / 300, 80 / 300, 90 / 300])
    ann, ben, _ = result.weights.distance
    assert ann == pytest.approx(0.6 - 130 / 300 + 0.3 - 80 / 300)
    assert ben == pytest.approx(0.6 - 0.3)
    without_ben = result.weights.effect(1)
    assert without_ben.weights is not None
    assert without_ben.weights.tolist() == pytest.approx([0.55, 0.3, 0.15])
    assert "B overtakes C" in without_ben.sentence()
    assert result.spread(0) == pytest.approx((0.2, 0.6))


def test_a_ballot_that_no_longer_fits_is_left_out_and_named() -> None:
    workspace = voted(three_sections(), TWO)
    workspace.execute(commands.add(workspace.project, "section", {"code": "D", "title": "new"}))
    with pytest.raises(Refused, match=r"No ballot of round 1 fits .* D has no points"):
        group(workspace.project, TOP)
    added = workspace.project.by_code("sections", "D") or ""
    vote(workspace, {"ann": points(**{"A": 1, "B": 1, "C": 1, added: 1})})
    workspace.execute(Act("ballot.cast", (Fact(f"ballot/ben/{TOP}", {"method": "points"}, "2"),)))
    close(workspace)
    result = group(workspace.project, TOP)
    assert result.people == ("ann",)
    assert result.left_out[0][0] == "ben"


def test_the_groups_weights_become_stated_in_one_act() -> None:
    workspace = voted(three_sections(), TWO)
    event = record(workspace, adopt(workspace.project, TOP))
    project = workspace.project
    assert event.kind == "weights.agreed"
    assert dict(project.stated) == {"A": 40.0, "B": 25.0, "C": 35.0}
    said = project.grouped[TOP]
    assert (said.method, said.round, said.people) == ("mean", "1", ("ann", "ben"))
    assert said.agreement == pytest.approx(group(project, TOP).agreement.w)
    with pytest.raises(Refused, match="are the group's already"):
        adopt(project, TOP)
    assert adopt(project, TOP, "geometric-mean").kind == "weights.agreed"
    workspace.undo()
    assert (dict(workspace.project.stated), dict(workspace.project.grouped)) == ({}, {})


def test_a_weight_set_by_hand_is_not_the_groups_any_more() -> None:
    workspace = voted(three_sections(), TWO)
    workspace.execute(adopt(workspace.project, TOP))
    event = workspace.execute(commands.set_stated(workspace.project, "A", 50))
    assert TOP not in workspace.project.grouped
    told = sentence(event, labels_of(workspace.history()))
    assert told == "set a stated weight: stated weight of A is 50"


def test_after_the_lock_the_group_amends_with_a_reason() -> None:
    workspace = voted(three_sections().say("stated/A", 1.0), TWO)
    lock_weights(workspace)
    act = adopt(workspace.project, TOP)
    with pytest.raises(Refused, match="give a reason"):
        record(workspace, act)
    event = record(workspace, act, "second workshop")
    assert (event.kind, event.reason) == ("weights.amended", "second workshop")
    assert workspace.project.grouped[TOP].people == ("ann", "ben")
    locked = workspace.project.locked
    assert locked is not None
    assert locked.stated == pytest.approx({"A.1": 0.4, "A.2": 0, "B.1": 0.25, "C.1": 0.35})


def test_a_ballot_that_was_seen_is_not_taken_back() -> None:
    workspace = open_workspace(three_sections())
    vote(workspace, {"ann": points(A=1, B=1, C=1)})
    workspace.undo()
    assert workspace.project.ballots == {}
    workspace.redo()
    close(workspace)
    with pytest.raises(Refused, match="ballots that were seen cannot be unseen"):
        workspace.undo()


def test_nor_when_somebody_else_closed_the_round() -> None:
    workspace = open_workspace(three_sections())
    workspace.actor = "ann"
    vote(workspace, {"ann": points(A=1, B=1, C=1)})
    chair = Workspace(workspace.journal, "chair")
    close(chair)
    workspace.refresh()
    mine = Workspace(workspace.journal, "ann")
    with pytest.raises(Refused, match="Round 1 is closed and its ballots have been seen"):
        mine.undo()


def with_vendors() -> Case:
    """Acme is good at A, Best at C, both alike at B and price."""
    case = three_sections()
    for vendor, levels in (("acme", "full none none"), ("best", "none none full")):
        case.vendor(vendor, "100")
        for code, level in zip(("A.1", "B.1", "C.1"), levels.split(), strict=True):
            case.answer(vendor, code, level)
        case.answer(vendor, "A.2")
    return case


def evaluated(project: Project) -> Any:
    return evaluate(matrix(project))


def test_each_persons_own_weights_choose_their_own_winner() -> None:
    ballots = TWO | {"cho": points(A=60, B=0, C=40)}
    workspace = voted(with_vendors(), ballots)
    ev = evaluated(workspace.project)
    found = own_rankings(workspace.project, ev)
    leaders = {person: r.leader.label for person, r in found.items() if r.leader}
    assert leaders == {"ann": "Acme", "ben": "Best", "cho": "Acme"}
    # price 40 % at full marks for both; quality of ann's own weights is 60 of 100 for Acme
    assert [s.total for s in found["ann"].standings] == pytest.approx(
        [0.6 * 60 + 40, 0.6 * 10 + 40]
    )
    assert choices_sentence(found) == "2 of 3 people's own weights choose Acme; 1 Best."


def test_own_weights_take_the_latest_closed_round_and_the_stated_elsewhere() -> None:
    case = with_vendors().say("stated/A.2", 1.0).say("stated/A.1", 1.0).say("stated/B", 1.0)
    workspace = voted(case, {"ann": points(A=0, B=0, C=1)})
    vote(workspace, {"ann": points(A=3, B=1, C=0)})
    (own,) = own_weights(workspace.project)
    assert own.points["C"] == 100
    close(workspace)
    (own,) = own_weights(workspace.project)
    assert (own.points["A"], own.points["A.1"], own.voted_on) == (75.0, 1.0, (TOP,))
    vote(workspace, {"ann": Ballot(method="points", points={"A.1": 1, "A.2": 3})}, "A")
    close(workspace, "A")
    (own,) = own_weights(workspace.project)
    assert (own.points["A.2"], own.voted_on) == (75.0, (TOP, "A"))


def test_while_an_answer_is_missing_the_own_winner_may_be_open() -> None:
    case = three_sections().vendor("acme", "100").vendor("best", "100")
    workspace = voted(case, TWO)
    found = own_rankings(workspace.project, evaluated(workspace.project))
    assert [r.leader for r in found.values()] == [None, None]
    assert "leaves open" in choices_sentence(found)
    nobody = voted(three_sections(), TWO)
    assert own_rankings(nobody.project, evaluated(nobody.project)) == {}
