"""What the screens of a vendor's own bid share: how it stands, and the forms to answer in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from ossbuy.model.bid import Response
from ossbuy.model.bidding import (
    WORDS,
    drop_task,
    give_task,
    own_answer,
    tell_about,
    write_answer,
)
from ossbuy.model.events import Act, Refused
from ossbuy.model.receipt import LoopAnswer
from ossbuy.procedure.bidding.assessment import Assessment
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.stage import StageScreen

if TYPE_CHECKING:
    from ossbuy.exchange.pack import Question
    from ossbuy.model.project import Project
    from ossbuy.tui.app import OssbuyApp

_EXPLAINED: Final[Mapping[str, Mapping[str, str]]] = {
    "level": {
        "full": "Full: everything the requirement says is met",
        "partial": "Partial: part of it is met; the comment says which part",
        "none": "None: it is not met",
        "not applicable": "Not applicable: the comment says why; the buyer judges it",
    },
    "delivery": {
        "shipped": "In the product as every customer gets it",
        "configuration": "Data or settings; survives every upgrade, no build",
        "extension": "Plug-in or interface that we support through upgrades",
        "custom code": "Code written for this customer: counts for little",
        "process workaround": "People do it another way",
        "roadmap": "Not there yet: say under Available from when",
        "none": "No means offered",
    },
    "evidence": {
        "claim": "Our word: counts half",
        "document": "Manual, data sheet or test report; say which page",
        "scripted demo": "Shown by the buyer's script",
        "PoC on own data": "Proof of concept on the buyer's data",
        "reference interview": "A customer of ours will tell",
        "reference KPI": "A figure measured in production at a customer",
        "own pilot": "Run by the buyer in production",
    },
}


class SellScreen(StageScreen):
    """A screen of a vendor's own bid."""

    CSS_PATH = "selling.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._assessment: Assessment | None = None

    @property
    def assessment(self) -> Assessment | None:
        """The bid looked at by its bidder; None while there is none to look at."""
        if self._assessment is None or self._assessment.project is not self.project:
            try:
                self._assessment = Assessment(self.project)
                self._assessment.answers  # noqa: B018 - asks whether there is a bid at all
            except Refused:
                self._assessment = None
        return self._assessment


def answer_form(app: OssbuyApp, requirement: str) -> Form | None:
    """The form of our own answer; None where the requirement is gone."""
    asked = app.project.requirements.get(requirement)
    if asked is None:
        return None
    answer = own_answer(app.project, requirement)
    words = {
        "level": answer.level.value,
        "delivery": answer.delivery.value if answer.delivery else "",
        "evidence": answer.evidence.value if answer.evidence else "",
    }

    def said(name: str) -> str:
        return WORDS[name].get(words[name], "")

    def chosen(name: str, label: str, asks: str = "") -> Field:
        explained = _EXPLAINED[name]
        return Field(
            name,
            label,
            said(name),
            f"{asks}{', '.join(WORDS[name].values())}; empty is not said",
            tuple(WORDS[name].values()),
            explain=lambda typed: explained.get(typed, ""),
        )

    fields = (
        # Where there is no room for the card, what is asked must be in sight all the same.
        chosen("level", "Level", f"{_shortened(asked.text)}\n"),
        chosen("delivery", "Delivery"),
        Field("available", "Available", answer.available, "Release or date, such as 6.2"),
        chosen("evidence", "Evidence"),
        Field("reference", "Reference", answer.reference, "Where it can be seen", lines=2),
        Field("comment", "Comment", answer.comment, _shortened(asked.text), lines=3),
    )

    def submit(typed: Mapping[str, str]) -> str:
        return app.attempt(lambda project: write_answer(project, requirement, typed))

    return Form(f"Our answer to {asked.code} {asked.label}", fields, submit)


def task_form(app: OssbuyApp, requirement: str) -> Form | None:
    """Who answers it by when; an empty person takes the task away."""
    asked = app.project.requirements.get(requirement)
    if asked is None:
        return None
    task = app.project.tasks.get(requirement)
    people = tuple(dict.fromkeys(t.person for t in app.project.tasks.values()))
    fields = (
        Field("person", "Who", task.person if task else "", "A colleague's name:", people),
        Field(
            "due",
            "By when",
            str(task.due) if task and task.due else "",
            "Year-month-day, such as 2027-01-10",
        ),
        Field(
            "done",
            "Done",
            ("yes" if task.done else "no") if task else "",
            "yes once it is answered",
            ("yes", "no"),
        ),
        Field("note", "Note", task.note if task else "", "What to know about it"),
    )

    def command(project: Project, typed: Mapping[str, str]) -> Act:
        if "person" in typed and not typed["person"].strip():
            return drop_task(project, [requirement])
        return give_task(
            project,
            [requirement],
            typed.get("person"),
            _day(typed.get("due")),
            None if "done" not in typed else typed["done"].strip().casefold() in ("yes", "y"),
            typed.get("note"),
        )

    def submit(typed: Mapping[str, str]) -> str:
        return app.attempt(lambda project: command(project, typed))

    return Form(f"Who answers {asked.code}", fields, submit)


def _day(text: str | None) -> dt.date | None:
    if text is None or not text.strip():
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise Refused(f"By when is {text[:30]!r}: write it as 2027-01-10.") from None


def about_form(app: OssbuyApp, question: Question, now: LoopAnswer) -> Form:
    """The form of an answer about ourselves."""
    choices = question.choices or (("Yes", "No") if question.kind == "yes-no" else ())
    unit = f" ({question.unit})" if question.unit else ""
    fields = (
        Field(
            "value",
            "Answer",
            now.value,
            f"{question.text}{unit}{':' if choices else ''}",
            choices,
            lines=3 if question.kind == "text" else 1,
        ),
        Field("note", "Comment", now.note, "Your words", lines=2),
    )

    def submit(typed: Mapping[str, str]) -> str:
        said = LoopAnswer(value=typed.get("value", now.value), note=typed.get("note", now.note))
        return app.attempt(lambda project: tell_about(project, {question.key: said}))

    return Form(question.subject or "About you", fields, submit)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 240 else f"{line[:239].rstrip()}…"


def level_word(answer: Response) -> str:
    """The level as a list shows it; empty where nothing is answered."""
    return WORDS["level"].get(answer.level.value, "")
