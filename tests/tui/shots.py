"""Pictures of the screens: ``python tests/tui/shots.py [DIRECTORY] [NAME …]``.

Without names, the set kept in docs/screens: every stage, Home and the link matrix, wide and dark,
narrow and light. Named shots come in every size and theme, to look at while a screen is built: add
a line to SHOTS for a new one, a name, the stage to open and the keys to press there. The name says
by its beginning what is open: SAMPLES, a vendor's bid for ``sell``, Kestrel for all others.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ossbuy import locations
from ossbuy.model import commands, facilitating, voting
from ossbuy.model.bidding import give_task, tell_about, write_answers
from ossbuy.model.events import Act
from ossbuy.model.receipt import LoopAnswer
from ossbuy.procedure.bidding.assessing import begin_bid, read_book
from ossbuy.procedure.bidding.collecting import collected
from ossbuy.procedure.bidding.sending import pack_of
from ossbuy.procedure.files.build import build
from ossbuy.procedure.request.calendar import set_deadline
from ossbuy.procedure.request.clarifying import answer, ask, publish
from ossbuy.procedure.request.issuing import Wanted, prepare, send
from ossbuy.procedure.request.short_list import mark_short, shortlist
from ossbuy.procedure.workshops.workshop import open_workshop
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.stages import STAGES
from ossbuy.tui.time_box import written

ACTOR = "M. Okafor"
NOW = dt.datetime(2026, 6, 12, 10, 35, tzinfo=dt.UTC)
"""The moment the pictures of a workshop are taken at."""
NARROW, WIDE = (80, 24), (120, 36)
DARK, LIGHT = "ossbuy-dark", "ossbuy-light"
Look = tuple[tuple[int, int], str]
LOOKS: tuple[Look, ...] = tuple((size, theme) for size in (NARROW, WIDE) for theme in (DARK, LIGHT))
IN_DOCS = (
    *("home", *(stage.id for stage in STAGES), "requirements-links"),
    *("ballots-group", "workshop-large", "library", "trauma-heart"),
    *("import", "comparison", "drift", "success-cost"),
    *("sell-brief", "sell-answers", "sell-standing", "sell-about", "sell-send"),
)
SAMPLES = {"drift": "wren-mobile", "success": "wren-mobile"}
"""Samples other than Kestrel, by how a shot's name begins."""
ABOUT = {
    "offer-release": "KX 5.6",
    "people-build-weeks": "96",
    "people-build-users": "14",
    "after-trainers": "2",
    "after-users": "3",
    "loop-reported": "212",
}
"""What the bidder of the pictures says of itself, by question."""
CATALOGUE = """\
Annex B: catalogue of requirements

No.;Requirement;Prio;Remarks of the board
Please fill in;Please fill in;;
A;Inventory of the network;;
A.1;The system shall hold every active service as one chain.;high;
A.2;The system shall show what differs from the network.;Phase 2;says operations
A.2;The system shall report what differs from the network.;medium;
A.10;The system shall trace a fibre from the exchange to the customer.;high;says field
B;Orders;;
B.1;The system shall reserve a port while an order is open.;high;
B.2;The system shall release a port within one minute.;low;
This paper is confidential and remains the property of the buyer.;;;
"""
"""A requirement matrix with the usual habits, for the window that takes it in."""
BOTH_THEMES = ("trauma", "decision")
"""Shown wide in both themes, for whoever compares them."""
NEW = ("enter", "end", "enter")
"""To the ballot of somebody who has cast none."""
PAIRS = ("2", "enter", "3", "enter", "left", "enter", "5", *["enter"] * 5, "slash", "9", "slash")
SHOTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("home", "home", ()),
    ("home-new", "home", ("n",)),
    ("trauma", "trauma", ()),
    ("trauma-map", "trauma", ("m",)),
    ("trauma-card", "trauma", ("c",)),
    ("trauma-edit", "trauma", ("enter",)),
    ("trauma-edit-how-bad", "trauma", ("enter", "pagedown")),
    ("trauma-edit-last", "trauma", ("enter", *["pagedown"] * 5)),
    ("trauma-new", "trauma", ("n",)),
    ("trauma-cost", "trauma", ("dollar_sign",)),
    ("trauma-paste", "trauma", ("v",)),
    ("trauma-burden", "trauma", ("r",)),
    ("trauma-feelings", "trauma", ("e",)),
    ("trauma-feelings-edit", "trauma", ("e", "enter")),
    ("trauma-fears", "trauma", ("e", "down", "down", "down", "p")),
    ("trauma-script", "trauma", ("s", "right")),
    ("trauma-heart", "trauma", ("h", "down")),
    ("trauma-why-now", "trauma", ("T",)),
    ("trauma-why-now-edit", "trauma", ("T", "enter")),
    ("rfp", "rfp", ()),
    ("rfp-side", "rfp", ("c",)),
    ("rfp-question", "rfp", ("enter",)),
    ("rfp-issue", "rfp", ("i",)),
    ("rfp-dates", "rfp", ("d",)),
    ("rfp-leaks", "rfp", ("l",)),
    ("rfp-changes", "rfp", ("x", "down")),
    ("rfp-short", "rfp", ("s",)),
    ("import", "requirements", ("t", "ctrl+u", *"catalogue.csv", "enter")),
    ("import-row", "requirements", ("t", "ctrl+u", *"catalogue.csv", "enter", "tab", "enter")),
    ("import-which", "requirements", ("t",)),
    ("comparison", "home", ("m", "ctrl+u", *"shortlist.xlsx", "enter")),
    ("comparison-answer", "home", ("m", "ctrl+u", *"shortlist.xlsx", "enter", "ctrl+s")),
    ("drift", "answers", ("right", "d", *["down"] * 6)),
    ("drift-words", "answers", ("right", "m")),
    ("success-cost", "decision", ("m",)),
    ("sell-home", "home", ("a",)),
    ("sell-brief", "brief", ()),
    ("sell-brief-causes", "brief", ("c",)),
    ("sell-answers", "own_answers", ()),
    ("sell-answers-edit", "own_answers", ("enter",)),
    ("sell-answers-task", "own_answers", ("t",)),
    ("sell-answers-card", "own_answers", ("c",)),
    ("sell-standing", "standing", ()),
    ("sell-about", "own_company", ()),
    ("sell-send", "sending", ()),
    ("sell-send-write", "sending", ("x",)),
    ("settings", "trauma", ("comma",)),
    ("causes", "causes", ("down",)),
    ("causes-pareto", "causes", ("c",)),
    ("causes-edit", "causes", ("down", "enter")),
    ("requirements", "requirements", ("tab",)),
    ("requirements-links", "requirements", ("l", "down", "down")),
    ("requirements-coverage", "requirements", ("v", "down")),
    ("requirements-wording", "requirements", ("R",)),
    ("library", "requirements", ("i", "down", "tab", "space", "down", "space")),
    ("library-search", "trauma", ("I", "slash", *"port", "enter")),
    ("requirements-coverage-heat", "requirements", ("v", "m", "down", "right")),
    ("requirements-edit", "requirements", ("tab", "enter")),
    ("weights", "weights", ("down",)),
    ("weights-why", "weights", ("w",)),
    ("weights-taken", "ballots", ("t", "enter", "y", *"workshop", "enter", "4")),
    ("weights-what-if", "weights", ("x", *["shift+left"] * 6)),
    ("answers", "answers", ("f",)),
    ("answers-words", "answers", ("enter",)),
    ("answers-drift", "answers", ("d",)),
    ("answers-words-as", "answers", ("m",)),
    ("answers-received", "answers", ("r",)),
    ("vendors", "answers", ("v",)),
    ("vendors-edit", "answers", ("v", "enter")),
    ("vendors-references", "answers", ("v", "r")),
    ("decision", "decision", ()),
    ("decision-what-if", "decision", ("x", "tab", "shift+right")),
    ("decision-sections", "decision", ("s",)),
    ("decision-pains", "decision", ("p",)),
    ("decision-cost", "decision", ("c",)),
    ("decision-gates", "decision", ("G",)),
    ("decision-why", "decision", ("w",)),
    ("robustness", "robustness", ()),
    ("robustness-crossovers", "robustness", ("x",)),
    ("robustness-acceptability", "robustness", ("a",)),
    ("findings", "findings", ("down", "down")),
    ("findings-found", "findings", ("slash", *"openloom")),
    ("ballots", "ballots", ()),
    ("ballots-points", "ballots", (*NEW, *"40", "enter", *"25", "enter", *"12.5")),
    ("ballots-order", "ballots", (*NEW, "m", "m", "down", "shift+up", "down", "t")),
    ("ballots-pairs", "ballots", (*NEW, *"mmmm", *PAIRS)),
    ("ballots-best-worst", "ballots", (*NEW, *"mmmmm", "plus", "down", "minus", "3")),
    ("ballots-passed-on", "ballots", (*NEW, "m", "m", "enter", "ctrl+s")),
    ("ballots-group", "ballots", ("t", "right", "right", "right", "right")),
    ("ballots-list", "ballots", ("down",)),
    ("people", "people", ()),
    ("people-interview", "people", ("i",)),
    ("people-matrix", "people", ("m",)),
    ("people-side", "people", ("c", "c")),
    ("value", "value", ()),
    ("value-edit", "value", ("enter",)),
    ("value-map", "value", ("m",)),
    ("value-risk", "value", ("c", "c")),
    ("value-multipliers", "value", ("x", "down")),
    ("workshop", "workshop", ("space", "space", "space")),
    ("workshop-room", "workshop", ("c",)),
    ("workshop-large", "workshop", ("t",)),
    ("workshop-open", "workshop", ("E", "y", "n")),
    ("workshop-passing", "workshop", ("v",)),
    ("workshop-voting", "workshop", ("v", "enter")),
    ("workshop-votes", "workshop", ("v", *["enter", "4", "enter", "3"], "x", "y")),
    ("workshop-corner", "causes", ()),
    ("history", "history", ()),
    ("history-travel", "history", ("down", "t")),
    ("why", "trauma", ("w",)),
    ("help", "trauma", ("f1",)),
    ("palette", "trauma", ("ctrl+p",)),
    ("jump", "trauma", ("ctrl+o",)),
    ("confirm", "trauma", ("delete",)),
)


def looks(name: str, wanted: set[str]) -> Iterator[Look]:
    """The sizes and themes in which a shot is taken."""
    if wanted:
        yield from LOOKS if name in wanted else ()
    elif name in IN_DOCS:
        yield from ((WIDE, DARK), (NARROW, LIGHT))
        if name in BOTH_THEMES:
            yield (WIDE, LIGHT)


def in_session(path: Path) -> None:
    """Take the sample into the middle of a workshop, on the clock of `NOW`."""
    with Workspace.open(path, ACTOR) as w:
        people = [p.code for p in w.project.people.values() if p.in_room]
        day = NOW.date()
        w.execute(open_workshop(w.project, "three-hours", day, present=people, title="Day one"))
        running = facilitating.running(w.project)
        assert running is not None
        session = running.id
        for key, minutes, heard in (("welcome", 95, people[:4]), ("pains", 80, people)):
            at = written(NOW - dt.timedelta(minutes=minutes))
            spoke = [w.project.by_code("people", code) or "" for code in heard]
            w.execute(facilitating.step_to(w.project, session, key, at, spoke))
        at = written(NOW - dt.timedelta(minutes=13.4))
        w.execute(facilitating.step_to(w.project, session, "severity", at))
        w.execute(facilitating.park(w.project, "Who pays for cuts by others?", "", session))
        pain = w.project.by_code("pains", "P1") or ""
        words = "The last card bought for nothing: how bad was it?"
        w.execute(voting.ask(w.project, session, words, about=pain))
        asked = voting.questions_of(w.project, session)[-1].id
        room = w.project.sessions[session].present
        for person, vote in zip(room[2:], "445342544535", strict=False):
            w.execute(voting.cast(w.project, asked, person, vote))


def request_out(path: Path) -> None:
    """A request that went out, was asked about, and has changed since."""
    with Workspace.open(path, ACTOR) as w:

        def do(make: Callable[..., Act], *args: Any, **more: Any) -> None:
            w.execute(make(w.project, *args, **more))

        def of(family: str, code: str) -> str:
            return w.project.by_code(family, code) or ""

        do(set_deadline, "D1", "questions", "2026-06-17 12:00")
        do(set_deadline, "D2", "answers", "2026-07-10 12:00", note="by mail")
        do(set_deadline, "D3", "demonstrations", "2026-08-24 09:00")
        do(mark_short, tuple(r.id for r in w.project.requirements.values() if r.gate))
        do(shortlist, of("vendors", "ductwise"), ACTOR, "all gates, two references")
        do(shortlist, of("vendors", "skylark"), ACTOR, "one gate open, lowest effort")
        send(w, prepare(w, Wanted()))
        about = (of("requirements", "C1.2"),)
        do(ask, "Is GPON to be modelled in every exchange?", of("vendors", "skylark"), about)
        do(answer, of("clarifications", "Q1"), "Yes, in all 64.", ACTOR, True)
        do(publish, of("clarifications", "Q1"))
        words = "Ductwise counts splices by tray: is that what C2.1 means?"
        do(ask, words, of("vendors", "ductwise"), (of("requirements", "C2.1"),))
        do(answer, of("clarifications", "Q2"), "By tray or by tube, as the plan shows them.", ACTOR)
        do(ask, "May prices be indexed?", of("vendors", "colossa"))
        for code, text in (
            ("C1.2", "The inventory shall represent XGS-PON beside GPON down to the drop."),
            (
                "C6.2",
                "The supplier shall keep a published API version on Oracle for 24 months.",
            ),
        ):
            do(commands.change, "requirement", of("requirements", code), {"text": text})


def bid_on(path: Path, target: Path) -> None:
    """A vendor's bid on the request of a project: most of it answered, some given to colleagues."""
    pack_file = path.with_name("kestrel-rfp.xlsx")
    with Workspace.open(path, ACTOR) as w:
        set_out = set_deadline(w.project, "D1", "answers", "2026-07-10 12:00")
        w.execute(set_out)
        pack_file.write_bytes(prepare(w, Wanted(causes=tuple(w.project.causes))).answers)
    with begin_bid(pack_file, target, "J. Abara", "Ductwise").workspace as w:
        theirs = locations.samples() / "kestrel-inventory" / "answers" / "ductwise.xlsx"
        questions = {q.key: q.text for q in pack_of(w).questions}
        found = collected(w.project, read_book(theirs)[0], questions)
        open_ = {w.project.by_code("requirements", c) for c in ("C2.3", "C4.4", "C6.2", "C7.1")}
        given = {ident: said for ident, said in found.new.items() if ident not in open_}
        w.execute(write_answers(w.project, given))
        for code, who, day in (("C4.4", "A. Petrova", 18), ("C7.1", "T. Lind", 24)):
            ident = w.project.by_code("requirements", code) or ""
            w.execute(give_task(w.project, [ident], who, dt.date(2026, 6, day)))
        told = {key: LoopAnswer(value=value) for key, value in ABOUT.items() if key in questions}
        w.execute(tell_about(w.project, told))


def opened(kestrel: Path, name: str) -> Path:
    """The file a shot is taken of, built when it is asked for first."""
    begins = name.partition("-")[0]
    if begins == "sell":
        target = kestrel.with_name("ductwise.ossbuy")
        if not target.exists():
            bid_on(kestrel, target)
        return target
    sample = SAMPLES.get(begins, "kestrel-inventory")
    target = kestrel.with_name(f"{sample}.ossbuy")
    if not target.exists():
        with Workspace.create(target, ACTOR) as workspace:
            build(workspace, locations.samples() / sample)
    return target


async def shoot(path: Path, target: Path, wanted: set[str]) -> None:
    """Write one SVG per shot and look."""
    for name, stage, keys in SHOTS:
        for size, theme in looks(name, wanted):
            # A ballot passed on in one picture is not there in the next.
            file = path.with_name("shot.ossbuy")
            shutil.copy(opened(path, name), file)
            if name.startswith("workshop"):
                in_session(file)
            if name.startswith("rfp"):
                request_out(file)
            app = OssbuyApp(Workspace.open(file, ACTOR), path, theme=theme, first=stage)
            app.moment = lambda: NOW
            async with app.run_test(size=size, notifications=True) as pilot:
                await pilot.pause()
                await app.workers.wait_for_complete()
                await pilot.pause()
                for pressed in keys:
                    await pilot.press(pressed)
                    await pilot.pause()
                    if pressed in ("enter", "ctrl+s"):
                        # A file may be read beside the screen.
                        await app.workers.wait_for_complete()
                        await pilot.pause()
                if keys:
                    await app.workers.wait_for_complete()
                    await pilot.pause()
                svg = app.export_screenshot(title="ossbuy")
            # Without this, renderers drop the spaces a line begins with.
            svg = svg.replace("<text ", '<text xml:space="preserve" ')
            short = theme.removeprefix("ossbuy-")
            picture = target / f"{name}-{size[0]}x{size[1]}-{short}.svg"
            picture.write_text(svg, encoding="utf-8")


def main() -> None:
    """Build the sample and shoot."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screens")
    target.mkdir(parents=True, exist_ok=True)
    target = target.absolute()
    with tempfile.TemporaryDirectory() as home:
        # Nothing of whoever takes the pictures: no recent projects, no name.
        os.environ |= {"OSSBUY_HOME": home, "OSSBUY_USER": ACTOR}
        path = opened(Path(home) / "kestrel-inventory.ossbuy", "")
        (path.parent / "catalogue.csv").write_text(CATALOGUE, encoding="utf-8")
        shutil.copy(locations.templates() / "importing" / "shortlist.xlsx", path.parent)
        os.chdir(path.parent)
        asyncio.run(shoot(path, target, set(sys.argv[2:])))


if __name__ == "__main__":
    main()
