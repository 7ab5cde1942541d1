"""A workshop as it might go, on a clock of its own, with secrets planted where none may leak."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ossbuy.model import commands, facilitating, voting
from ossbuy.model.events import Act, Fact
from ossbuy.procedure.workshops import workshop
from ossbuy.store.workspace import Workspace

DAY = dt.date(2026, 5, 4)
PEOPLE = (
    "Ana Petrova, network planning",
    "Tunde Adeyemi, field team lead",
    "Per Lund, operations",
    "Mia Berg, finance",
    "Ines Ørsted, care",
)
SECRETS = (
    "afraid of being blamed",
    "because of what E1 said",
    "private: the director must not know",
    "blind-ballot-words",
    "hidden-vote-words",
)
"""What must stand in no record."""


class Clock:
    """A clock that stands until it is set on, in minutes from nine in the morning."""

    def __init__(self) -> None:
        self.minute = 0.0

    def __call__(self) -> dt.datetime:
        morning = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)
        return morning + dt.timedelta(minutes=self.minute)

    def text(self) -> str:
        """Now, as the journal writes it."""
        return self().isoformat(timespec="seconds").replace("+00:00", "Z")


class Morning:
    """Acts of a workshop on a workspace, by visible ids."""

    def __init__(self, workspace: Workspace, clock: Clock) -> None:
        self.w, self.clock = workspace, clock

    def do(self, act: Act) -> None:
        """Record it."""
        self.w.execute(act)

    @property
    def session(self) -> str:
        """The workshop."""
        found = facilitating.latest(self.w.project)
        assert found is not None
        return found.id

    def ident(self, where: str, code: str) -> str:
        """Internal id of something by its visible one."""
        found = self.w.project.by_code(where, code)
        assert found, f"{where} {code}"
        return found

    def step(self, key: str, minute: float, *spoken: str) -> None:
        """Go to a step at a minute."""
        self.clock.minute = minute
        heard = [self.ident("people", code) for code in spoken]
        self.do(facilitating.step_to(self.w.project, self.session, key, self.clock.text(), heard))

    def ask(self, text: str, votes: Mapping[str, str], shown: bool = True, **more: Any) -> str:
        """Ask, vote by person, and show."""
        self.do(voting.ask(self.w.project, self.session, text, **more))
        asked = voting.questions_of(self.w.project, self.session)[-1].id
        for who, value in votes.items():
            answer, _, comment = value.partition(" ")
            person = self.ident("people", who)
            self.do(voting.cast(self.w.project, asked, person, answer, comment))
        if shown:
            missing = voting.waiting(self.w.project, asked)
            self.do(voting.show(self.w.project, asked, missing))
        return asked


def hold(w: Workspace, clock: Clock, ended: bool = True) -> Morning:
    """The whole of a morning on an empty project or on the Kestrel sample."""
    p = w.project
    m = Morning(w, clock)
    m.do(commands.describe(p, {"name": "Nordnetz inventory", "currency": "EUR"}))
    old = {"code": "P90", "name": "Told before", "severity": 2}
    m.do(commands.add(w.project, "pain", old))
    opened = workshop.open_workshop(
        w.project,
        "three-hours",
        DAY,
        title="Steering room, day one",
        facilitator="Mia Berg",
        present=PEOPLE,
    )
    m.do(opened)
    m.step("welcome", 0)
    m.step("trigger", 12, "petrova", "adeyemi", "lund", "berg")
    m.do(
        commands.add(
            w.project,
            "trigger",
            {"code": "T9", "type": "audit finding", "statement": "The auditors counted by hand."}
            | {"date": "2026-03-02", "escalated_by": m.ident("people", "berg")},
        )
    )
    m.step("pains", 21)
    for code, name, words, voice in (
        ("P91", "Ghost ports", "We buy cards for ports that are already free.", "petrova"),
        ("P92", "=1+1 is no formula", '=HYPERLINK("http://x","I type it twice")', "adeyemi"),
        ("P93", "Nobody trusts | the map", "# I phone the depot and they <laugh>.", "lund"),
    ):
        said = {"code": code, "name": name, "statement": words}
        said["voice"] = m.ident("people", voice)
        m.do(commands.add(w.project, "pain", said))
    m.do(commands.add(w.project, "pain", {"code": "P94", "name": "A slip of the tongue"}))
    w.undo()
    m.do(
        commands.add(
            w.project,
            "emotion",
            {"code": "E9", "person": m.ident("people", "lund"), "fear": SECRETS[0]},
        )
    )
    private = (Fact("note/n9/text", SECRETS[2]), Fact("note/n9/private", True))
    m.do(Act("note.written", private))
    m.do(facilitating.park(w.project, "Who pays for =cuts by others?", "", m.session))
    m.do(facilitating.park(w.project, "The depot's own spreadsheet", "", m.session))
    m.do(facilitating.grant(w.project, m.session, 10))
    m.do(facilitating.seat(w.project, m.session, gone=["orsted"]))
    m.step("severity", 72, "lund", "adeyemi")
    ghost = m.ident("pains", "P91")
    seen = {"petrova": "4", "adeyemi": "4 I drive out for nothing", "lund": "5", "berg": "2"}
    asked = m.ask("Ghost ports: how bad was the last one?", seen, about=ghost)
    m.do(workshop.take(w.project, asked))
    m.ask("Go on to causes?", {"petrova": "yes", "lund": "yes", "berg": "no"}, scale="yes-no")
    m.ask(
        "Which first?",
        {"lund": f"North {SECRETS[4]}"},
        False,
        scale="choice",
        choices=["North", "South"],
    )
    m.do(commands.change(w.project, "pain", m.ident("pains", "P90"), {"severity": 3}, "recounted"))
    m.step("causes", 90)
    m.do(commands.add(w.project, "cause", {"code": "RC91", "statement": "Returns are not booked"}))
    cause = m.ident("causes", "RC91")
    m.do(commands.set_contribution(w.project, cause, ghost, 0.6))
    m.step("requirements", 115)
    m.do(commands.add(w.project, "section", {"code": "C91", "title": "Model"}))
    m.do(commands.add(w.project, "section", {"code": "C92", "title": "Field"}))
    need = {"code": "C91.1", "section": m.ident("sections", "C91"), "title": "Ports counted"}
    need["text"] = "The inventory shall show every free port within a day of its return."
    m.do(commands.add(w.project, "requirement", need))
    m.do(commands.set_link(w.project, cause, m.ident("requirements", "C91.1"), 9))
    # A fear that became a requirement: its reason may quote the fear, so it is told to nobody.
    risk = commands.change(
        w.project, "requirement", m.ident("requirements", "C91.1"), {"risk": "yes"}
    )
    told = (*risk.facts, Fact(f"emotion/{m.ident('emotions', 'E9')}/requirement", "x"))
    m.do(Act("requirement.changed", told, SECRETS[1]))
    one = m.ident("sections", "C91")
    ballot = {"method": "points", "points": {one: 100.0}, "comment": SECRETS[3]}
    m.do(Act("ballot.cast", (Fact(f"ballot/{m.ident('people', 'lund')}/top", ballot, "1"),)))
    m.do(commands.set_stated(w.project, one, 60.0, "the room's coins"))
    if ended:
        clock.minute = 175
        m.do(facilitating.end(w.project, m.session, clock.text()))
        resolved = m.ident("parked", "K1")
        m.do(facilitating.resolve(w.project, resolved, "The insurer; Mia asks on Monday."))
        m.do(commands.add(w.project, "pain", {"code": "P99", "name": "Told the day after"}))
    return m
