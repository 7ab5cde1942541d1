"""The record of a workshop: what was said and set in it, and nothing that is nobody's business."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.workshop_record.content import Record
from ossbuy.exchange.workshop_record.page import page
from ossbuy.model import commands
from ossbuy.procedure.files.build import build
from ossbuy.procedure.files.export import export
from ossbuy.procedure.workshops.workshop_changes import Changes
from ossbuy.procedure.workshops.workshop_record import record, write
from ossbuy.store.workspace import Workspace
from workshops import SECRETS, Clock, Morning, hold


@pytest.fixture(scope="module")
def morning() -> Morning:
    clock = Clock()
    return hold(Workspace.in_memory("M. Okafor", clock=clock), clock)


@pytest.fixture(scope="module")
def made(morning: Morning) -> Record:
    return record(morning.w, morning.session)


def test_who_was_there(made: Record) -> None:
    assert [(s.name, s.role, s.spoke, s.left) for s in made.seats] == [
        ("Ana Petrova", "network planning", 1, False),
        ("Tunde Adeyemi", "field team lead", 2, False),
        ("Per Lund", "operations", 2, False),
        ("Mia Berg", "finance", 1, False),
        ("Ines Ørsted", "care", 0, True),
    ]
    assert (made.facilitator, made.on, made.agenda) == ("Mia Berg", "2026-05-04", "three-hours")


def test_the_agenda_as_planned_and_as_it_went(made: Record) -> None:
    went = {s.title: (s.planned, s.extra, s.taken) for s in made.steps}
    assert went["Why we are here"] == (10, 0, 12)
    assert went["What hurts"] == (40, 10, 51)
    assert went["What would heal it"] == (30, 0, 60)
    assert went["What counts most"] == (20, 0, None)
    assert (made.planned, made.taken) == (190, 175)
    assert made.steps[2].spoken == ("Per Lund", "Tunde Adeyemi")


def test_pains_are_told_in_the_speakers_words(made: Record) -> None:
    told = {p.code: p for p in made.pains}
    assert set(told) == {"P90", "P91", "P92", "P93"}, "not the slip, not the day after"
    ghost = told["P91"]
    assert (ghost.words, ghost.by, ghost.status, ghost.changes) == (
        "We buy cards for ports that are already free.",
        "network planning",
        "new",
        ("severity 4 because: voted in W1 Q1",),
    )
    assert told["P90"].changes == ("severity from 2 to 3 because: recounted",)


def test_ways_to_verify_and_money_are_said_in_words() -> None:
    clock = Clock()
    w = Workspace.in_memory("M. Okafor", clock=clock)
    hold(w, clock)
    before = w.project
    section = next(iter(w.project.sections))
    asked = {"code": "C91.9", "section": section, "text": "It shall count.", "verification": "P T"}
    w.execute(commands.add(w.project, "requirement", asked))
    pain = w.project.by_code("pains", "P91") or ""
    w.execute(commands.change(w.project, "pain", pain, {"cost_likely": "1383600"}))
    changes = Changes(before, w.project, [])
    (requirement,) = changes.things("requirement", "requirements")
    said = ("verification proof of concept on own data, load or fail test",)
    assert requirement.changes == said
    (told,) = changes.things("pain", "pains")
    assert told.changes[0].endswith(" to 1,383,600 EUR")


def test_causes_requirements_links_and_weights(made: Record) -> None:
    assert [(c.code, c.name) for c in made.causes] == [("RC91", "Returns are not booked")]
    assert [(r.code, r.words[:13], r.status) for r in made.requirements] == [
        ("C91.1", "The inventory", "new")
    ]
    assert [(m.of, m.was, m.now) for m in made.links] == [
        ("RC91 Returns are not booked explains P91 Ghost ports", "none", "60 %"),
        ("RC91 Returns are not booked asks for C91.1 Ports counted", "none", "9"),
    ]
    assert [(m.of, m.was, m.now, m.why) for m in made.weights] == [
        ("stated weight of C91 Model", "none", "60", "the room's coins")
    ]
    assert [(t.code, t.name, t.by) for t in made.triggers] == [("T9", "audit finding", "finance")]


def test_votes_are_told_once_they_were_shown(made: Record) -> None:
    bad, go_on = made.votes
    assert [(a.answer, a.votes, a.names) for a in bad.answers] == [
        ("1", 0, ()),
        ("2", 1, ()),
        ("3", 0, ()),
        ("4", 2, ()),
        ("5", 1, ()),
    ]
    assert bad.about == "P91 Ghost ports"
    assert bad.summary == "Median 4, from 2 to 5; 4 voted."
    assert bad.led_to == "severity of P91 set to 4"
    assert [words for a in bad.answers for words in a.comments] == ["I drive out for nothing"]
    assert go_on.summary == "3 voted, without Tunde Adeyemi."


def test_who_voted_and_said_what_stands_there_only_where_asked_for(morning: Morning) -> None:
    made = record(morning.w, morning.session, names=True)
    bad = made.votes[0]
    assert {a.answer: a.names for a in bad.answers if a.names} == {
        "2": ("Mia Berg",),
        "4": ("Tunde Adeyemi", "Ana Petrova"),
        "5": ("Per Lund",),
    }
    assert bad.answers[3].comments == ("Tunde Adeyemi: I drive out for nothing",)
    assert {p.code: p.by for p in made.pains}["P91"] == "Ana Petrova"
    assert "| 4 | 2 | ●● | Tunde Adeyemi, Ana Petrova |" in page(made)
    plain = page(record(morning.w, morning.session))
    said, votes = plain.split("## Pains")[1].split("## Votes")
    assert not [s.name for s in made.seats if s.name in said]
    voted = votes.split("### Q2")[0]
    assert not [s.name for s in made.seats if s.name in voted]


def test_what_was_parked_and_what_is_open(made: Record) -> None:
    assert [(k.code, k.resolution) for k in made.parked] == [
        ("K1", "The insurer; Mia asks on Monday."),
        ("K2", ""),
    ]
    assert list(made.open) == [
        "K2 is parked: The depot's own spreadsheet",
        "Q3 was asked and its votes were not shown: Which first?",
        "The step “Break” was not reached.",
        "The step “What counts most” was not reached.",
        "The step “What stays open” was not reached.",
        "P92 =1+1 is no formula has no severity yet.",
        "P93 Nobody trusts | the map has no severity yet.",
    ]


def test_nothing_private_or_blind_is_in_it(morning: Morning, tmp_path: Path) -> None:
    every = "".join(str(e.facts) + e.reason for e in morning.w.history())
    assert [s for s in SECRETS if s not in every] == [], "the secrets are in the journal"
    for name in ("record.md", "record.xlsx"):
        write(morning.w, morning.session, tmp_path / name)
    texts = (tmp_path / "record.md").read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "record.xlsx") as book:
        texts += "".join(book.read(n).decode("utf-8") for n in book.namelist())
    texts += str(record(morning.w, morning.session))
    assert [s for s in SECRETS if s in texts] == []
    assert "Ghost ports" in texts, "but what is everybody's is"


def test_a_cell_never_becomes_a_formula(morning: Morning, tmp_path: Path) -> None:
    out = tmp_path / "record.xlsx"
    write(morning.w, morning.session, out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == [
        "Workshop",
        "Pains",
        "Causes and requirements",
        "Links and weights",
        "Votes",
        "Parked and open",
    ]
    formulas = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(formulas) == 3
    assert all(value.startswith("=SUM(") for _, _, value in formulas)
    cells = [c.value for row in book["Pains"].iter_rows() for c in row]
    assert '=HYPERLINK("http://x","I type it twice")' in cells
    assert not [c for row in book["Pains"].iter_rows() for c in row if c.hyperlink]
    values = openpyxl.load_workbook(out, data_only=True)["Workshop"]
    totals = next(r for r in values.iter_rows(values_only=True) if r[1] == "In all, minutes")
    assert totals[3:6] == (180, 10, 175)


def test_the_page_reads_as_it_stands(made: Record) -> None:
    text = page(made)
    assert text.startswith("# W1 Steering room, day one\n")
    assert "- **P93** Nobody trusts \\| the map" in text
    assert "“\\# I phone the depot and they \\<laugh\\>.” (operations)" in text
    assert "| 4 | 2 | ●● |" in text
    assert "In all 2 h 55 min of 3 h 10 min planned." in text
    heads = [line for line in text.splitlines() if line.startswith("#")]
    assert heads == [
        "# W1 Steering room, day one",
        "## Who was there",
        "## Agenda",
        "## Why now",
        "## Pains",
        "## Causes",
        "## Requirements",
        "## Links and shares",
        "## Weights",
        "## Votes",
        "### Q1 Ghost ports: how bad was the last one?",
        "### Q2 Go on to causes?",
        "## Parked",
        "## Open",
    ]


def test_a_workshop_that_runs_is_told_so_far() -> None:
    clock = Clock()
    m = hold(Workspace.in_memory("me", clock=clock), clock, ended=False)
    clock.minute = 130
    made = record(m.w, m.session, clock.text())
    assert made.ended == ""
    assert {s.title: s.taken for s in made.steps}["What would heal it"] == 15
    assert not [o for o in made.open if "not reached" in o]
    assert "still running" in page(made)


def test_a_project_built_from_files_says_what_its_journal_does_not_hold(
    morning: Morning, tmp_path: Path
) -> None:
    export(morning.w, tmp_path / "files")
    second = Workspace.in_memory("me")
    build(second, tmp_path / "files")
    (session,) = second.project.sessions
    made = record(second, session)
    assert "built from files" in made.caution
    assert (made.pains, made.links, made.weights) == ((), (), ())
    assert made.steps[2].taken == 51
    assert [v.code for v in made.votes] == ["Q1", "Q2"]
    text = page(made)
    assert made.caution in text
    assert text.count("Not known: see the caution.") == 5, "nobody can know, which is not none"
    assert "Not known" not in page(record(morning.w, morning.session))


def test_an_empty_workshop_is_a_record_too(tmp_path: Path) -> None:
    w = Workspace.in_memory("me")
    w.execute(commands.add(w.project, "session", {"code": "W1"}))
    (session,) = w.project.sessions
    for name in ("r.md", "r.xlsx"):
        write(w, session, tmp_path / name)
    assert "Nobody is noted." in (tmp_path / "r.md").read_text()


def test_another_ending_or_place_is_refused(morning: Morning, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"\.xlsx or \.md"):
        write(morning.w, morning.session, tmp_path / "record.pdf")
    with pytest.raises(BadFile, match="cannot be written there"):
        write(morning.w, morning.session, tmp_path / "nowhere" / "record.xlsx")
