"""Leading a workshop: one act per step, times that add up, nobody and nothing lost."""

from __future__ import annotations

import datetime as dt

import pytest

from ossbuy.model import commands, facilitating
from ossbuy.model.events import Act, Fact, Refused
from ossbuy.model.project import Project
from ossbuy.model.telling import labels_of, sentence
from ossbuy.model.workshop import Session, Step
from ossbuy.store.workspace import Workspace

DAY = dt.date(2026, 5, 4)
STEPS = {
    "hello": Step(title="Why we are here", place=1, minutes=10, ask=("Who are you?",)),
    "pains": Step(title="What hurts", place=2, minutes=40, screen="trauma"),
    "close": Step(title="What stays open", place=3),
}


def at(minute: float) -> str:
    """A time that many minutes into the morning, as the journal writes it."""
    moment = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC) + dt.timedelta(minutes=minute)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


class Room:
    """A workshop on a journal of its own."""

    def __init__(self, *present: str) -> None:
        self.workspace = Workspace.in_memory("M. Okafor")
        self.do(
            facilitating.open_workshop(
                self.project,
                "three-hours",
                STEPS,
                on=DAY,
                title="Day one",
                present=present or ("Ana Petrova, planning", "Tunde Adeyemi"),
            )
        )

    @property
    def project(self) -> Project:
        return self.workspace.project

    @property
    def session(self) -> Session:
        return next(iter(self.project.sessions.values()))

    def do(self, act: Act) -> str:
        """Record it; what the history says of it."""
        event = self.workspace.execute(act)
        return sentence(event, labels_of(self.workspace.history()))

    def step_to(self, key: str, minute: float, *spoken: str) -> str:
        ident = self.session.id
        return self.do(facilitating.step_to(self.project, ident, key, at(minute), spoken))

    def step(self, key: str) -> Step:
        return self.project.steps[self.session.id, key]

    def person(self, code: str) -> str:
        found = self.project.by_code("people", code)
        assert found
        return found


@pytest.fixture
def room() -> Room:
    return Room()


def test_opening_is_one_act_that_names_the_room_and_keeps_the_agenda(room: Room) -> None:
    assert room.workspace.seq == 1
    assert room.session.code == "W1"
    assert room.session.on == DAY
    assert [room.project.people[p].label for p in room.session.present] == [
        "Ana Petrova",
        "Tunde Adeyemi",
    ]
    assert list(facilitating.steps_of(room.project, room.session.id).items()) == [*STEPS.items()]
    said = sentence(room.workspace.history()[0], labels_of(room.workspace.history()))
    assert said == "opened the workshop W1 Day one; Ana Petrova; Tunde Adeyemi"
    room.workspace.undo()
    assert (room.project.sessions, room.project.people, room.project.steps) == ({}, {}, {})


def test_whoever_leads_may_be_named_in_the_same_act() -> None:
    act = facilitating.open_workshop(
        Project(), "x", STEPS, on=DAY, facilitator="miriam okafor", present=["Miriam Okafor, lead"]
    )
    workspace = Workspace.in_memory("me")
    workspace.execute(act)
    (session,) = workspace.project.sessions.values()
    assert workspace.project.people[session.facilitator].name == "Miriam Okafor"
    act = facilitating.open_workshop(
        Project(), "x", STEPS, on=DAY, facilitator="Al Okafor, guide", present=["Miriam Okafor"]
    )
    workspace = Workspace.in_memory("me")
    workspace.execute(act)
    (session,) = workspace.project.sessions.values()
    leader = workspace.project.people[session.facilitator]
    assert (leader.code, leader.name, leader.role) == ("okafor2", "Al Okafor", "guide")
    assert leader.id not in session.present, "whoever leads need not have a vote"
    with pytest.raises(Refused, match="no person 'nobody'"):
        facilitating.open_workshop(Project(), "x", STEPS, on=DAY, facilitator="nobody")


def test_each_step_is_one_act_and_undo_takes_it_back(room: Room) -> None:
    assert room.step_to("hello", 0) == "went on in the workshop: Why we are here"
    assert (room.step("hello").began, room.step("hello").turn) == (at(0), at(0))
    before = room.project
    assert room.step_to("pains", 12) == "went on in the workshop: What hurts"
    assert room.session.step == "pains"
    assert (room.step("hello").ended, room.step("hello").spent) == (at(12), 12)
    assert room.workspace.seq == 3
    room.workspace.undo()
    assert room.project == before
    assert facilitating.minutes_at(room.step("hello"), at(20)) == 20, "the clock ran on"


def test_minutes_of_all_turns_add_up(room: Room) -> None:
    for key, minute in (("hello", 0), ("pains", 10), ("hello", 30), ("close", 34.5)):
        room.step_to(key, minute)
    hello = room.step("hello")
    assert hello.began == at(0)
    assert hello.ended == at(34.5)
    assert facilitating.minutes_at(hello, at(500)) == 14.5
    assert facilitating.minutes_at(room.step("pains"), at(500)) == 20
    assert facilitating.minutes_at(room.step("close"), at(40)) == 5.5


def test_a_clock_that_goes_backwards_takes_no_minutes_away(room: Room) -> None:
    room.step_to("hello", 20)
    room.step_to("pains", 5)
    assert room.step("hello").spent == 0


def test_who_had_the_word_is_kept_with_the_step_that_is_left(room: Room) -> None:
    ana, tunde = room.person("petrova"), room.person("adeyemi")
    room.step_to("hello", 0)
    room.step_to("pains", 5, tunde)
    room.step_to("hello", 10, "somebody gone")
    room.step_to("pains", 11, ana, tunde)
    assert room.step("hello").spoken == (tunde, ana)
    assert room.step("pains").spoken == ()


def test_the_next_step_and_the_one_before(room: Room) -> None:
    def beside(by: int) -> str:
        return facilitating.beside(room.project, room.session, by)

    assert beside(1) == "hello", "nothing has begun"
    room.step_to("hello", 0)
    assert (beside(-1), beside(1)) == ("", "pains")
    room.step_to("close", 1)
    assert (beside(-1), beside(1)) == ("pains", "")


def test_more_minutes_are_granted_on_top_of_what_was_planned(room: Room) -> None:
    room.step_to("pains", 0)
    said = room.do(facilitating.grant(room.project, room.session.id, 5))
    assert said == "changed the workshop What hurts"
    room.do(facilitating.grant(room.project, room.session.id, 2.5))
    assert (room.step("pains").minutes, room.step("pains").box) == (40, 47.5)


def test_what_is_left_counts_what_is_ahead_and_not_what_was_passed_over(room: Room) -> None:
    def left(minute: float) -> float:
        return facilitating.minutes_left(room.project, room.session, at(minute))

    assert left(0) == 50
    room.step_to("hello", 0)
    assert left(4) == 46
    assert left(25) == 40, "a step that is over takes nothing from the next"
    room.step_to("close", 25)
    assert left(30) == 0, "pains was passed over, and the last step has no box"
    room.step_to("pains", 30)
    assert left(40) == 30


def test_people_come_and_go(room: Room) -> None:
    def seat(come: tuple[str, ...] = (), gone: tuple[str, ...] = ()) -> str:
        return room.do(facilitating.seat(room.project, room.session.id, come, gone))

    assert seat(("Per Lund, NOC",)).startswith(
        "changed the workshop W1: present Ana Petrova, Tunde Adeyemi, Per Lund"
    )
    seat(gone=("petrova",))
    assert [room.project.label(p) for p in room.session.present] == ["adeyemi", "lund"]
    room.do(facilitating.seat_all(room.project, room.session.id, ["lund", "petrova"]))
    assert [room.project.label(p) for p in room.session.present] == ["lund", "petrova"]
    with pytest.raises(Refused, match="these people already"):
        seat(("lund",))


def test_what_is_parked_stays_until_it_is_resolved(room: Room) -> None:
    ana = room.person("petrova")
    room.do(facilitating.park(room.project, "Who pays for fibre cuts?", ana, room.session.id))
    (item,) = room.project.parked.values()
    assert (item.code, item.by, item.session) == ("K1", ana, room.session.id)
    room.do(facilitating.end(room.project, room.session.id, at(60)))
    assert (
        room.do(facilitating.resolve(room.project, item.id, "The board, in May."))
        == "changed the parked K1: resolution The board, in May."
    )
    room.do(facilitating.resolve(room.project, item.id, ""))
    assert room.project.parked[item.id].resolution == ""


def test_ending_closes_the_step_and_everything_that_follows(room: Room) -> None:
    room.step_to("close", 10)
    said = room.do(
        facilitating.end(room.project, room.session.id, at(25), [room.person("adeyemi")])
    )
    assert said.startswith("changed the workshop W1: ended 04 May 2026")
    assert room.step("close").spent == 15
    assert room.step("close").spoken == (room.person("adeyemi"),)
    assert facilitating.running(room.project) is None
    for act in (
        lambda p, s: facilitating.step_to(p, s, "hello", at(30)),
        lambda p, s: facilitating.grant(p, s, 5),
        lambda p, s: facilitating.seat(p, s, gone=["petrova"]),
        lambda p, s: facilitating.end(p, s, at(40)),
    ):
        with pytest.raises(Refused, match="W1 has ended: open another workshop first"):
            act(room.project, room.session.id)
    room.workspace.undo()
    assert facilitating.running(room.project) == room.session


def test_only_one_workshop_runs_at_a_time(room: Room) -> None:
    with pytest.raises(Refused, match="W1 is still running: end it before you open another"):
        facilitating.open_workshop(room.project, "x", STEPS, on=DAY)
    room.do(facilitating.end(room.project, room.session.id, at(1)))
    room.do(facilitating.open_workshop(room.project, "x", STEPS, on=DAY))
    assert [s.code for s in room.project.sessions.values()] == ["W1", "W2"]
    assert facilitating.latest(room.project) == facilitating.session_named(room.project, "w2")


def test_refusals_say_what_to_do(room: Room) -> None:
    ident = room.session.id
    with pytest.raises(Refused, match="has no step 'lunch': choose from hello, pains, close"):
        facilitating.step_to(room.project, ident, "lunch", at(0))
    with pytest.raises(Refused, match="has not begun a step"):
        facilitating.grant(room.project, ident, 5)
    room.step_to("close", 0)
    with pytest.raises(Refused, match="at that step"):
        facilitating.step_to(room.project, ident, "close", at(1))
    with pytest.raises(Refused, match="no time-box"):
        facilitating.grant(room.project, ident, 5)
    with pytest.raises(Refused, match="Enter a few words"):
        facilitating.park(room.project, "  ")
    with pytest.raises(Refused, match="There is no workshop 'W9': choose from W1"):
        facilitating.session_named(room.project, "W9")
    with pytest.raises(Refused, match="longer than 20000"):
        facilitating.note(room.project, ident, "close", "x" * 20_001)
    with pytest.raises(Refused, match="open one first"):
        facilitating.session_named(Project())


def test_a_note_on_a_step_is_kept_and_taken_back(room: Room) -> None:
    ident = room.session.id
    room.do(facilitating.note(room.project, ident, "pains", " two camps\non ports "))
    assert room.step("pains").note == "two camps\non ports"
    room.do(facilitating.note(room.project, ident, "pains", ""))
    assert room.step("pains") == STEPS["pains"]


def test_a_person_removed_leaves_the_room_and_the_round(room: Room) -> None:
    ana, tunde = room.person("petrova"), room.person("adeyemi")
    room.step_to("hello", 0)
    room.step_to("pains", 5, ana, tunde)
    before = room.project
    room.do(commands.remove(room.project, "person", ana))
    assert room.session.present == (tunde,)
    assert room.step("hello").spoken == (tunde,)
    room.workspace.undo()
    assert room.project == before


def test_a_workshop_removed_takes_its_steps_along_and_leaves_what_was_parked(room: Room) -> None:
    ident = room.session.id
    room.do(facilitating.park(room.project, "Who pays?", session=ident))
    room.do(commands.remove(room.project, "session", ident))
    assert room.project.steps == {}
    assert [k.session for k in room.project.parked.values()] == [""]


def test_steps_written_by_an_older_hand_still_have_an_order() -> None:
    workspace = Workspace.in_memory("me")
    facts = (Fact("session/w/code", "W1"), Fact("step/w/b", {"title": "B"}))
    workspace.execute(Act("workshop.opened", (*facts, Fact("step/w/a", {"title": "A"}))))
    assert list(facilitating.steps_of(workspace.project, "w")) == ["a", "b"]
