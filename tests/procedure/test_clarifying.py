"""Dates and questions: moments as typed, days left, and nothing published that tells who asked."""

from __future__ import annotations

import datetime as dt

import pytest

from ossbuy.exchange.pack.addendum import clarifications_page
from ossbuy.model.commands import change
from ossbuy.model.events import Act, Refused
from ossbuy.model.removal import remove
from ossbuy.procedure.request.addenda import answered
from ossbuy.procedure.request.calendar import calendar, moment, remove_deadline, set_deadline
from ossbuy.procedure.request.clarifying import (
    answer,
    ask,
    gives_away,
    publish,
    published,
    reword,
    withdraw,
)
from ossbuy.store.workspace import Workspace
from small import Case


def workspace() -> Workspace:
    case = Case().section("C1", 1).requirement("C1.1", "C1", 1)
    case.thing("vendor", "acme", name="Acme Orbit", release="Orbit 7")
    case.thing("vendor", "bolt", name="Bolt")
    space = Workspace.in_memory("okafor")
    space.execute(Act("project.built", tuple(case.facts)))
    return space


def asked(space: Workspace, text: str = "Is it in scope?", **said: object) -> str:
    before = set(space.project.clarifications)
    space.execute(ask(space.project, text, "acme", ("C1.1",), **said))
    return (set(space.project.clarifications) - before).pop()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2027-01-15", "2027-01-15T23:59:00Z"),
        ("2027-01-15 12:00", "2027-01-15T12:00:00Z"),
        ("2027-01-15T12:00Z", "2027-01-15T12:00:00Z"),
        ("2027-01-15 12:00 UTC", "2027-01-15T12:00:00Z"),
        ("2027-01-15 12:00+01:00", "2027-01-15T11:00:00Z"),
        (" 2027-01-15 00:30 +0200 ", "2027-01-14T22:30:00Z"),
    ],
)
def test_a_moment_is_kept_in_utc(typed: str, kept: str):
    assert moment(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "tomorrow",
        "15.1.2027",
        "2027-13-01",
        "2027-01-15 25:00",
        "0000-01-01",
        "0001-01-01 00:00+23:00",
    ],
)
def test_what_is_no_moment_is_refused_with_how_to_write_one(typed: str):
    with pytest.raises(Refused, match="2027-01-15 12:00"):
        moment(typed)


def test_dates_are_listed_by_time_with_days_left():
    space = workspace()
    space.execute(set_deadline(space.project, "D2", "answers", "2027-01-15 12:00"))
    space.execute(set_deadline(space.project, "D1", "questions", "2026-12-31", note="in writing"))
    now = dt.datetime(2027, 1, 1, 8, tzinfo=dt.UTC)
    assert [(d.deadline.code, d.left) for d in calendar(space.project, now)] == [
        ("D1", "1 day ago"),
        ("D2", "14 days left"),
    ]
    space.execute(set_deadline(space.project, "d2", at="2027-01-01 23:00", name="Bids"))
    assert [d.left for d in calendar(space.project, now)] == ["1 day ago", "today"]
    ident = space.project.by_code("deadlines", "D1")
    assert ident is not None
    event = space.execute(remove_deadline(space.project, ident))
    assert event.kind == "deadline.removed"
    assert [d.name for d in calendar(space.project, now)] == ["Bids"]
    space.undo()
    assert len(space.project.deadlines) == 2
    with pytest.raises(Refused, match="needs its moment"):
        set_deadline(space.project, "D3", "award")
    with pytest.raises(Refused, match="no kind of deadline"):
        set_deadline(space.project, "D3", "party", "2027-01-01")


def test_a_question_goes_from_asked_to_published_without_who_asked():
    space = workspace()
    ident = asked(space)
    with pytest.raises(Refused, match="no answer yet"):
        publish(space.project, ident)
    space.execute(answer(space.project, ident, "Yes.", "okafor", True))
    assert published(space.project) == ()
    space.execute(publish(space.project, ident))
    (said,) = published(space.project)
    page = clarifications_page("Inventory", answered(space.project, [said]))
    assert "Is it in scope?" in page
    assert "C1.1" in page
    assert not any(word in page.casefold() for word in ("acme", "okafor"))
    for forbidden in (
        lambda: reword(space.project, ident, "Other?"),
        lambda: withdraw(space.project, ident),
        lambda: publish(space.project, ident),
    ):
        with pytest.raises(Refused, match="published"):
            forbidden()
    with pytest.raises(Refused, match="has been read"):
        space.undo()


def test_a_new_answer_must_be_published_again():
    space = workspace()
    ident = asked(space)
    space.execute(answer(space.project, ident, "Yes.", "okafor"))
    space.execute(publish(space.project, ident))
    space.execute(answer(space.project, ident, "No.", "okafor"))
    assert published(space.project) == ()
    assert space.project.clarifications[ident].answer == "No."


@pytest.mark.parametrize("word", ["Acme Orbit", "acme", "ACME", "Bolt", "Orbit 7"])
def test_words_that_tell_who_asked_stop_publishing_until_somebody_says_anyway(word: str):
    space = workspace()
    ident = asked(space, f"Does {word} count as open?")
    space.execute(answer(space.project, ident, "Yes.", "okafor"))
    assert len(gives_away(space.project, space.project.clarifications[ident])) == 1
    with pytest.raises(Refused, match="tell who asked"):
        publish(space.project, ident)
    # To the one who asked it tells nothing new.
    publish(space.project, ident, "acme")
    space.execute(publish(space.project, ident, anyway=True))
    assert len(published(space.project)) == 1


def test_only_the_one_it_was_published_to_reads_it():
    space = workspace()
    ident = asked(space)
    space.execute(answer(space.project, ident, "Yes.", "okafor"))
    space.execute(publish(space.project, ident, "acme"))
    assert published(space.project) == published(space.project, "bolt") == ()
    assert len(published(space.project, "acme")) == 1


def test_what_a_question_points_to_may_go():
    space = workspace()
    ident = asked(space)
    space.execute(remove(space.project, "requirement", "C1.1"))
    assert space.project.clarifications[ident].requirements == ()
    space.execute(remove(space.project, "vendor", "acme"))
    assert space.project.clarifications[ident].asked_by == ""
    space.execute(withdraw(space.project, ident))
    assert not space.project.clarifications


def test_an_empty_question_or_an_unknown_one_is_refused():
    space = workspace()
    with pytest.raises(Refused, match="no question to note"):
        ask(space.project, "  ")
    with pytest.raises(Refused, match="no vendor"):
        ask(space.project, "Why?", "nobody")
    with pytest.raises(Refused, match="no requirement"):
        ask(space.project, "Why?", "acme", ("C9",))
    ident = asked(space)
    with pytest.raises(Refused, match="empty"):
        answer(space.project, ident, " ", "okafor")
    with pytest.raises(Refused, match="nothing to change"):
        change(space.project, "clarification", ident, {"question": "Is it in scope?"})
