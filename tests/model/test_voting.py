"""Votes are blind until everybody in the room has voted, whoever asks and however."""

from __future__ import annotations

import pytest
from test_facilitating import Room, at

from ossbuy.model import commands, facilitating, voting
from ossbuy.model.events import Refused
from ossbuy.model.project import Project


@pytest.fixture
def room() -> Room:
    made = Room("Ana Petrova", "Tunde Adeyemi", "Per Lund")
    made.do(commands.add(made.project, "pain", {"code": "P1", "name": "Ghost ports"}))
    made.do(commands.add(made.project, "section", {"code": "C1", "title": "Model"}))
    section = made.project.by_code("sections", "C1")
    text = {"code": "C1.1", "section": section, "text": "It shall count."}
    made.do(commands.add(made.project, "requirement", text))
    return made


def pain(project: Project) -> str:
    return next(iter(project.pains))


def ask(room: Room, text: str = "How bad?", **more: object) -> str:
    room.do(voting.ask(room.project, room.session.id, text, **more))  # type: ignore[arg-type]
    return list(room.project.questions)[-1]


def vote(room: Room, question: str, who: str, value: str) -> str:
    return room.do(voting.cast(room.project, question, room.person(who), value))


def test_a_question_about_a_pain_sets_its_severity_unless_told_otherwise(room: Room) -> None:
    about = pain(room.project)
    need = next(iter(room.project.requirements))
    for more, sets in (
        ({"about": about}, "severity"),
        ({"about": about, "sets": "breadth"}, "breadth"),
        ({"about": about, "sets": ""}, ""),
        ({"about": about, "scale": "yes-no"}, ""),
        ({"about": need}, ""),
        ({}, ""),
    ):
        asked = ask(room, **more)
        assert room.project.questions[asked].sets == sets
    assert [q.code for q in voting.questions_of(room.project, room.session.id)] == [
        f"Q{n}" for n in range(1, 7)
    ]


def test_votes_stay_hidden_until_everybody_has_voted(room: Room) -> None:
    asked = ask(room)
    assert vote(room, asked, "petrova", "4") == "voted on Q1"
    vote(room, asked, "adeyemi", "2")
    assert voting.votes_seen(room.project, asked) == {}
    assert [room.project.label(p) for p in voting.waiting(room.project, asked)] == ["lund"]
    with pytest.raises(Refused, match="Per Lund has not voted on Q1: wait, or name who"):
        voting.show(room.project, asked)
    vote(room, asked, "lund", "5")
    assert room.do(voting.show(room.project, asked)) == "showed the votes on Q1"
    seen = voting.votes_seen(room.project, asked)
    assert {room.project.label(p): v.value for p, v in seen.items()} == {
        "petrova": "4",
        "adeyemi": "2",
        "lund": "5",
    }


def test_the_history_never_says_what_was_voted(room: Room) -> None:
    asked = ask(room, "Which colour?", scale="choice", choices=["crimson", "teal"])
    said = vote(room, asked, "petrova", "crimson")
    assert "crimson" not in said
    assert room.workspace.history()[-1].on_behalf_of == room.person("petrova")
    room.workspace.undo()
    assert "crimson" not in room.do(voting.cast(room.project, asked, room.person("lund"), "teal"))


def test_voting_again_replaces(room: Room) -> None:
    asked = ask(room)
    for value in ("1", "5", "3"):
        vote(room, asked, "petrova", value)
    assert len(room.project.votes) == 1
    assert room.project.votes[asked, room.person("petrova")].value == "3"
    room.workspace.undo()
    assert room.project.votes[asked, room.person("petrova")].value == "5"


def test_who_is_passed_over_is_named_in_the_record(room: Room) -> None:
    asked = ask(room)
    vote(room, asked, "petrova", "4")
    missing = [room.person("adeyemi"), room.person("lund")]
    with pytest.raises(Refused, match="Per Lund has not voted"):
        voting.show(room.project, asked, missing[:1])
    with pytest.raises(Refused, match="Ana Petrova is not waited for"):
        voting.show(room.project, asked, [*missing, room.person("petrova")])
    said = room.do(voting.show(room.project, asked, missing))
    assert said == "showed the votes on Q1 without Tunde Adeyemi, Per Lund"
    assert room.project.questions[asked].absent == tuple(missing)


def test_whoever_left_the_room_is_not_waited_for_and_keeps_the_vote(room: Room) -> None:
    asked = ask(room)
    vote(room, asked, "petrova", "4")
    vote(room, asked, "adeyemi", "4")
    room.do(facilitating.seat(room.project, room.session.id, gone=["lund", "petrova"]))
    room.do(voting.show(room.project, asked))
    assert len(voting.votes_seen(room.project, asked)) == 2


def test_nothing_moves_once_the_votes_were_seen(room: Room) -> None:
    asked = ask(room)
    for who in ("petrova", "adeyemi", "lund"):
        vote(room, asked, who, "3")
    room.do(voting.show(room.project, asked))
    with pytest.raises(Refused, match="were shown already: ask another question"):
        vote(room, asked, "lund", "5")
    with pytest.raises(Refused, match="were shown already"):
        voting.show(room.project, asked)
    with pytest.raises(Refused, match="cannot be unseen"):
        room.workspace.undo()


@pytest.mark.parametrize(
    ("scale", "typed", "means"),
    [
        ("1-5", " 4 ", "4"),
        ("yes-no", "Y", "yes"),
        ("yes-no", "no", "no"),
        ("choice", "2", "Teal"),
        ("choice", "red", "red"),
    ],
)
def test_answers_are_taken_as_people_type_them(
    room: Room, scale: str, typed: str, means: str
) -> None:
    choices = ["red", "Teal"] if scale == "choice" else []
    asked = ask(room, scale=scale, choices=choices)
    vote(room, asked, "lund", typed)
    assert room.project.votes[asked, room.person("lund")].value == means


@pytest.mark.parametrize(
    ("scale", "typed", "known"),
    [
        ("1-5", "6", "1, 2, 3, 4, 5"),
        ("1-5", "", "1, 2, 3, 4, 5"),
        ("1-5", "3.5", "1, 2, 3, 4, 5"),
        ("yes-no", "maybe", "yes, no"),
        ("choice", "3", "1 red, 2 Teal"),
        ("choice", "²", "1 red, 2 Teal"),
    ],
)
def test_other_answers_are_refused_with_those_there_are(
    room: Room, scale: str, typed: str, known: str
) -> None:
    asked = ask(room, scale=scale, choices=["red", "Teal"] if scale == "choice" else [])
    with pytest.raises(Refused, match=f"is no answer to Q1: choose from {known}"):
        vote(room, asked, "lund", typed)


def test_a_choice_that_is_a_number_means_itself(room: Room) -> None:
    asked = ask(room, "How many sites?", scale="choice", choices=["2", "1"])
    vote(room, asked, "lund", "1")
    assert room.project.votes[asked, room.person("lund")].value == "1"


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"text": " "}, "Enter the question"),
        ({"scale": "1-10"}, "1-5, yes-no, choice"),
        ({"scale": "choice", "choices": ["one"]}, "2 to 9 answers"),
        ({"scale": "choice", "choices": list("abcdefghij")}, "2 to 9 answers"),
        ({"scale": "choice", "choices": ["Yes", "yes "]}, "the same"),
        ({"scale": "choice", "choices": ["a", "b" * 101]}, "longer than 100"),
        ({"choices": ["a", "b"]}, "leave them out"),
        ({"about": "gone"}, "no pain or requirement"),
        ({"sets": "severity"}, "name a pain"),
        ({"sets": "cost"}, "severity, frequency, breadth"),
        ({"text": "x" * 20_001}, "longer than"),
    ],
)
def test_a_question_that_does_not_hold_together_is_refused(
    room: Room, more: dict[str, object], wrong: str
) -> None:
    with pytest.raises(Refused, match=wrong):
        ask(room, **({"text": "How bad?"} | more))  # type: ignore[arg-type]


def test_only_people_in_the_room_vote(room: Room) -> None:
    asked = ask(room)
    room.do(commands.add(room.project, "person", {"code": "eve", "name": "Eve"}))
    with pytest.raises(Refused, match="Eve is not in the room of W1: note that the person came"):
        vote(room, asked, "eve", "3")
    with pytest.raises(Refused, match="Nobody has voted on Q1"):
        voting.show(room.project, asked)
    room.do(facilitating.end(room.project, room.session.id, at(5)))
    with pytest.raises(Refused, match="W1 has ended"):
        vote(room, asked, "lund", "3")


def test_a_question_outside_a_workshop_takes_no_votes(room: Room) -> None:
    room.do(commands.add(room.project, "question", {"code": "Q9", "text": "Now?"}))
    asked = room.project.by_code("questions", "Q9") or ""
    with pytest.raises(Refused, match="belongs to no workshop"):
        vote(room, asked, "lund", "3")
    with pytest.raises(Refused, match="no question 'Q7': choose from Q9"):
        voting.question_named(room.project, "Q7")
    assert voting.question_named(room.project, "q9").id == asked


def test_a_pain_removed_is_taken_off_its_questions(room: Room) -> None:
    asked = ask(room, about=pain(room.project))
    room.do(commands.remove(room.project, "pain", pain(room.project)))
    question = room.project.questions[asked]
    assert (question.about, question.sets, question.text) == ("", "", "How bad?")
