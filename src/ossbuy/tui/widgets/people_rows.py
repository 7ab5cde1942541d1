"""What the People screen lists: the roster, the air-gap, who is missing, processes to try first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ossbuy.model.project import Project
from ossbuy.model.trauma import SEATS, Person
from ossbuy.tui.numbers import count, percent
from ossbuy.tui.text import cut, fit, one_line, plain
from ossbuy.tui.widgets.layer_bars import cells
from ossbuy.tui.widgets.listing import Column, Row

if TYPE_CHECKING:
    from ossbuy.analysis.processes import Process
    from ossbuy.analysis.roster import Roster
    from ossbuy.analysis.voices import AirGap

ROSTER = (
    Column("seat", 10),
    Column("● daily user", 12, flexible=True),
    Column("room", 4),
    Column("h/wk", 4, "right"),
    Column("pains", 5, "right"),
    Column("points", 6, "right"),
    Column("severity", 9, least=60),
)
PROCESSES = (
    Column("", 2, "right"),
    Column("process", 12, flexible=True),
    Column("often", 5),
    Column("points", 6, "right", least=60),
    Column("score", 5, "right"),
)
SEAT_WORD = {"project team": "project"}
PARTS = (
    ("daily", "█", "$bar", "daily users"),
    ("others", "▓", "$text-accent", "others"),
    ("unvoiced", "░", "$text-muted", "nobody named"),
)
"""The parts of the air-gap: field, glyph, style, words."""
TOP = 5
"""Processes offered as scenarios of a proof of concept."""


def lives_with_it(person: Person) -> bool:
    """Whether somebody is a daily user, as the air-gap counts it."""
    return person.daily_user or person.seat == SEATS[0]


def by_seat(project: Project, roster: Roster | None) -> list[Person]:
    """People by seat, and within it by what they told."""
    order = {seat: place for place, seat in enumerate(SEATS)}
    return sorted(
        project.people.values(),
        key=lambda p: (
            order.get(p.seat, len(order)),
            -(roster.of(p.id).points if roster else 0.0),
        ),
    )


def roster_rows(project: Project, roster: Roster | None) -> list[Row]:
    """One line per person; a seat is written at its first."""
    rows, before = [], ""
    for person in by_seat(project, roster):
        seat = SEAT_WORD.get(person.seat, person.seat) or "not said"
        shown = "$text-primary" if seat != before else "$text-muted"
        before = seat
        voice = roster.of(person.id) if roster else None
        mark = plain("● " if lives_with_it(person) else "  ", "$text-success")
        spread = voice.spread.words() if voice and voice.spread else "–"
        rows.append(
            Row(
                person.id,
                (
                    one_line(seat, shown),
                    Content.assemble(mark, one_line(person.label)),
                    room(person),
                    plain("–" if person.hours_week is None else f"{person.hours_week:g}"),
                    plain("…" if voice is None else str(len(voice.pains)) if voice.pains else "–"),
                    plain("…" if voice is None else f"{voice.points:.0f}" if voice.points else "–"),
                    plain(spread),
                ),
            )
        )
    return rows


def room(person: Person) -> Content:
    """Whether somebody is in the room, as glyph and word."""
    if person.in_room is None:
        return plain("? –", "$text-muted")
    return plain("✔ in", "$text-success") if person.in_room else plain("✖ no", "$text-warning")


def gap_text(gap: AirGap, width: int, word: str) -> Content:
    """The air-gap as a bar with its parts, and the sentence."""
    if gap.gap is None:
        return plain(gap.sentence(word))
    taken = cells([gap.share(part) for part, *_ in PARTS], max(8, width))
    drawn = Content.assemble(
        *(plain(g * n, style) for (_, g, style, _), n in zip(PARTS, taken, strict=True))
    )
    lines = [drawn]
    for part, glyph, style, words in PARTS:
        points: float = getattr(gap, part)
        said = f"{percent(gap.share(part)):>6}  {points:.0f} points"
        lines.append(Content.assemble(plain(f"{glyph} {words:<13}", style), plain(said)))
    lines.append(plain(gap.sentence(word), "bold"))
    return Content("\n").join(lines)


def missing_text(project: Project, roster: Roster | None) -> Content:
    """Who is hurt and not in the room, what nobody is named for, which seats are empty."""
    if roster is None:
        return plain("computing…", "$text-muted")
    people = project.people
    lines: list[Content] = []
    for ident in roster.absent:
        if ident not in people:
            continue
        voice = roster.of(ident)
        told = ", ".join(project.label(pain) for pain in voice.pains)
        said = f"told {told}" if told else "has told nothing: nobody has asked"
        who = " · ".join(part for part in (people[ident].label, people[ident].role) if part)
        lines.append(Content.assemble(plain(f"✖ {who}", "$text-warning"), plain(f"  {said}")))
    if roster.unvoiced:
        named = ", ".join(project.label(pain) for pain in roster.unvoiced)
        lines.append(plain(f"▲ nobody is named for {named}", "$text-warning"))
    lines += [plain(f"▲ no {seat} is named", "$text-warning") for seat in roster.empty_seats]
    if roster.unsaid:
        told = f"? not said for {count(len(roster.unsaid), 'person', 'people')}"
        lines.append(plain(told, "$text-muted"))
    if not lines:
        return plain("Everybody named is in the room, and every pain has a voice.")
    return Content("\n").join(lines)


def process_rows(roster: Roster | None) -> list[Row]:
    """Processes with a score first, then those something is not known of."""
    rows = []
    for place, process in enumerate(roster.processes if roster else (), 1):
        ranked = process.score is not None and place <= TOP
        rows.append(
            Row(
                process.name,
                (
                    plain(str(place) if ranked else "", "bold"),
                    one_line(process.name, "bold" if ranked else ""),
                    _often(process),
                    plain(f"{process.points:.0f}" if process.points else "–"),
                    plain("–" if process.score is None else f"{process.score:.0f}", "bold"),
                ),
            )
        )
    return rows


def _often(process: Process) -> Content:
    if process.often is None:
        return plain("–", "$text-muted")
    return plain("●" * process.often + "○" * (5 - process.often), "$text-accent")


def matrix_text(project: Project, roster: Roster | None, width: int) -> Content:
    """Processes down, people across: ● cannot do without it, ○ does it, too."""
    if roster is None or not roster.processes:
        return plain(
            "Nobody has been asked about their work yet: i on a person asks, and takes the answers."
        )
    people = [
        p
        for p in by_seat(project, roster)
        if p.vital_process or p.other_processes  # whoever was asked
    ]
    name, column = max(16, width // 3), 9
    fits = people[: max(1, (width - name - 1) // column)]
    heads = [fit(one_line(p.code, "$text-primary"), column - 1) for p in fits]
    gap = plain("")
    lines = [Content(" ").join([fit(gap, name), *heads])]
    for process in roster.processes:
        marks = [
            fit(
                plain("●", "$text-accent")
                if p.id in process.vital_to
                else plain("○" if p.id in process.done_by else "·", "$text-muted"),
                column - 1,
            )
            for p in fits
        ]
        lines.append(Content(" ").join([fit(cut(one_line(process.name), name), name), *marks]))
    legend = "● cannot do without it  ○ does it, too"
    if len(fits) < len(people):
        legend += f"  · {len(people) - len(fits)} more people than fit"
    return Content("\n").join([*lines, plain(legend, "$text-muted")])
