"""Voices: who told what, the air-gap, who is not in the room, what to try first; by formula."""

from __future__ import annotations

from ossbuy.analysis.matrix.voices import VoiceInputs, uses_daily, voice_inputs
from ossbuy.analysis.roster import Roster, roster
from ossbuy.exchange.interview import often_words
from ossbuy.exchange.report.places import VOICES, Places
from ossbuy.exchange.report.sheet import COLUMNS, Book, Sheet, block, ref
from ossbuy.exchange.report.style import COUNT, PERCENT, SCORE
from ossbuy.exchange.report.trauma import trauma_cell
from ossbuy.model.trauma import SEATS

HEADER = 4
DAILY, OTHERS, NOBODY = range(HEADER + 1, HEADER + 4)
GAP = HEADER + 4
PEOPLE = HEADER + 7
"""Head of the roster."""
(WHO, SEAT, ROLE, ROOM, HOURS, TOLD, POINTS, GRADES) = range(8)
PAIN_KEY, PAIN_POINTS, PAIN_PART, PAIN_PROCESS = 10, 11, 12, 13
"""Columns of the pains, right of the printed sheet."""


def write(book: Book, places: Places) -> None:
    """Write the sheet."""
    inputs = voice_inputs(places.project, places.ev.matrix, often_words())
    found = roster(places.ev, inputs)
    sheet = book.sheet(
        VOICES,
        "Whose words these are",
        places.say(
            "The buyer's air-gap is the share of the trauma that people who use the system every "
            "day did not tell."
        ),
        (34, 14, 44, 11, 9, 9, 11, 14, 3, 3, 12, 10, 12, 14),
    )
    pains = _pains(sheet, places, inputs, found)
    _gap(sheet, places, found, pains)
    row = _people(sheet, places, found, pains)
    row = _missing(sheet, places, found, row + 2)
    last = _processes(sheet, places, found, row + 2, pains)
    sheet.finish((HEADER, HEADER), 1, (last, GRADES))


def _pains(sheet: Sheet, places: Places, inputs: VoiceInputs, found: Roster) -> dict[int, str]:
    """Workings: each pain with who told it, in what part of the air-gap and in which process."""
    heads = ("told by", "points", "part", "process")
    sheet.texts(HEADER, PAIN_KEY, heads, "working head")
    process = {
        pain: f"process {i}" for i, entry in enumerate(found.processes) for pain in entry.pains
    }
    people = {person: f"person {i}" for i, person in enumerate(places.project.people)}
    first, last = HEADER + 1, HEADER + max(1, len(places.pains))
    for i, pain in enumerate(places.pains):
        row, teller = first + i, inputs.teller[i]
        part = "nobody" if not teller else "daily" if inputs.daily[i] == 1 else "others"
        sheet.text(row, PAIN_KEY, people.get(teller, "nobody"), "working")
        points = float(places.ev.rolled.trauma[i])
        formula = f"=N({trauma_cell(places, pain)})"
        sheet.formula(row, PAIN_POINTS, formula, points, SCORE, "working")
        sheet.text(row, PAIN_PART, part, "working")
        sheet.text(row, PAIN_PROCESS, process.get(pain, "none"), "working")
    return {
        col: block(first, col, last, col)
        for col in (PAIN_KEY, PAIN_POINTS, PAIN_PART, PAIN_PROCESS)
    }


def _gap(sheet: Sheet, places: Places, found: Roster, pains: dict[int, str]) -> None:
    sheet.texts(HEADER, 0, (places.say("Trauma told by"),), "head left")
    sheet.texts(HEADER, 1, ("points", "share"), "head")
    gap = found.gap
    points = pains[PAIN_POINTS]
    known = gap.gap is not None
    for row, name, key, value, share in (
        (DAILY, "daily users", "daily", gap.daily, gap.share("daily")),
        (OTHERS, "others", "others", gap.others, gap.share("others")),
        (NOBODY, "nobody who is named", "nobody", gap.unvoiced, gap.share("unvoiced")),
    ):
        sheet.text(row, 0, name, "strong")
        told = f'=SUMIF({pains[PAIN_PART]},"{key}",{points})'
        sheet.formula(row, 1, told, value, SCORE)
        part = f'=IF(SUM({points})>0,{ref(row, 1)}/SUM({points}),"")'
        sheet.formula(row, 2, part, share if known else None, PERCENT)
    sheet.texts(GAP, 0, ("The buyer's air-gap", ""), "strong")
    formula = f'=IF(ISNUMBER({ref(DAILY, 2)}),1-{ref(DAILY, 2)},"")'
    sheet.formula(GAP, 2, formula, gap.gap, PERCENT, "key number")


def _people(sheet: Sheet, places: Places, found: Roster, pains: dict[int, str]) -> int:
    """The roster; returns its last row."""
    project = places.project
    sheet.texts(PEOPLE, 0, ("Person", "Seat", "Role"), "head left")
    sheet.texts(
        PEOPLE,
        ROOM,
        ("In the room", "Hours a week", "Pains told", "Points", "Severities given"),
        "head",
    )
    if not project.people:
        sheet.text(PEOPLE + 1, 0, "Nobody is named yet.", "sentence")
    key = {person: f"person {i}" for i, person in enumerate(project.people)}
    order = {seat: place for place, seat in enumerate(SEATS)}
    people = sorted(
        project.people.values(),
        key=lambda p: (order.get(p.seat, len(order)), -found.of(p.id).points),
    )
    row = PEOPLE + 1
    for row, person in enumerate(people, PEOPLE + 1):
        voice = found.of(person.id)
        daily = " (daily user)" if uses_daily(person) and person.seat != SEATS[0] else ""
        sheet.text(row, WHO, person.label, "strong")
        sheet.text(row, SEAT, f"{person.seat or 'not said'}{daily}")
        sheet.text(row, ROLE, person.role)
        said = {True: "yes", False: "no", None: "not said"}[person.in_room]
        sheet.text(row, ROOM, said, "word")
        sheet.number(row, HOURS, person.hours_week, "0.#", "input")
        count = f'=COUNTIF({pains[PAIN_KEY]},"{key[person.id]}")'
        sheet.formula(row, TOLD, count, float(len(voice.pains)), COUNT)
        told = f'=SUMIF({pains[PAIN_KEY]},"{key[person.id]}",{pains[PAIN_POINTS]})'
        sheet.formula(row, POINTS, told, voice.points, SCORE)
        sheet.text(row, GRADES, voice.spread.words() if voice.spread else "none", "word")
    return row


def _missing(sheet: Sheet, places: Places, found: Roster, row: int) -> int:
    """Who is hurt and not in the room; returns the last row."""
    project = places.project
    sheet.texts(row, 0, ("Hurt and not in the room", "Told", "Why"), "head left")
    said = []
    for ident in found.absent:
        told = " ".join(project.label(pain) for pain in found.of(ident).pains)
        role = project.people[ident].role
        said.append((project.people[ident].label, told or "nothing", role or "not in the room"))
    said += [
        ("nobody is named", project.label(pain), project.pains[pain].name)
        for pain in found.unvoiced
    ]
    said += [(f"no {seat} is named", "", "an empty seat") for seat in found.empty_seats]
    if not said:
        said = [("nobody", "", "Everybody named is in the room, and every pain has a voice.")]
    for one in said:
        row += 1
        sheet.texts(row, 0, one)
    return row


def _processes(
    sheet: Sheet, places: Places, found: Roster, head: int, pains: dict[int, str]
) -> int:
    """What to try first; returns the last row."""
    project = places.project
    sheet.texts(head, 0, ("Try first in a proof of concept", "", "People"), "head left")
    sheet.texts(head, ROOM, ("Score", "How often, 1 to 5", "", "Points", ""), "head")
    if not found.processes:
        sheet.text(head + 1, 0, "Nobody has been asked about their work yet.", "sentence")
    row = head + 1
    for row, process in enumerate(found.processes, head + 1):
        key = f"process {row - head - 1}"
        sheet.text(row, WHO, process.name, "strong")
        for col in (SEAT, TOLD, GRADES):
            sheet.text(row, col, "")
        vital = [project.people[p].label for p in process.vital_to]
        done = [f"{project.people[p].label} (does it, too)" for p in process.done_by]
        sheet.text(row, ROLE, ", ".join((*vital, *done)))
        sheet.number(row, HOURS, process.often, COUNT, "input")
        told = f'=SUMIF({pains[PAIN_PROCESS]},"{key}",{pains[PAIN_POINTS]})'
        sheet.formula(row, POINTS, told, process.points, SCORE)
        often, points = (f"${COLUMNS[col]}{row + 1}" for col in (HOURS, POINTS))
        score = f'=IF(AND(ISNUMBER({often}),{points}>0),{often}*{points},"")'
        sheet.formula(row, ROOM, score, process.score, SCORE, "key number")
    return row
