"""A large project under the fingers: 300 pains and 1,500 requirements, one key at a time.

Prints for each screen what a key costs until everything it caused is painted: the median and the
worst key in milliseconds of work on the thread that paints, and the ratio of the median to the same
key on the Kestrel sample (9 pains, 48 requirements). Work is counted in processor time, because the
pilot that presses the keys waits on clocks of its own and the machine may be busy with others. Goal
of issue 3: a key is answered within 100 ms on this machine.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from ossbuy import locations
from ossbuy.exchange import library
from ossbuy.model.events import Act, Fact, facts_of
from ossbuy.procedure.files.build import begin, build
from ossbuy.procedure.workshops.workshop import open_workshop
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.garbage import look_seldom

PAINS, REQUIREMENTS, SECTIONS, CAUSES = 300, 1500, 22, 120
ACTOR = "M. Okafor"
ROUTE: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    # stage, keys that lead to the place, keys that are timed there
    ("trauma", (), ("down", "down", "down", "pagedown", "up", "m", "m")),
    ("causes", (), ("down", "down", "pagedown", "up")),
    ("requirements", (), ("down", "down", "tab", "down", "pagedown", "up")),
    ("requirements", ("l",), ("right", "right", "down", "pagedown", "9", "3", "0")),
    ("requirements", ("l", "slash"), ("n", "u", "m", "b", "space", "1", "enter", "9")),
    ("requirements", ("v",), ("down", "pagedown", "a", "down", "pagedown", "m", "down", "right")),
    ("requirements", ("i", "tab"), ("space", "down", "p", "space", "shift+tab", "down")),
    ("requirements", ("i", "slash"), ("p", "o", "r", "t", "enter", "down", "space")),
    ("requirements", ("R",), ("down", "s", "d", "down", "down")),
    ("weights", (), ("down", "down", "tab", "down")),
    ("value", (), ("down", "down", "pagedown", "up", "m", "m")),
    ("people", (), ("down", "down", "pagedown", "up", "m", "m")),
    ("workshop", (), ("down", "right", "space", "space", "tab", "down", "t")),
    ("ballots", (), ("down", "down", "up", "enter", "down")),
    ("ballots", ("t",), ("right", "right", "down", "m")),
    ("ballots", ("n",), ("4", "0", "enter", "5", "m", "m")),
)


def written() -> list[str]:
    """Texts as people write them, all different: two sentences of the library each."""
    modules = [library.load(heading.id) for heading in library.headings()]
    own = [r.text for module in modules for r in module.requirements.values()]
    size = len(own)
    return [f"{own[n % size]} {own[(7 * n + n // size) % size]}" for n in range(REQUIREMENTS)]


def large(path: Path) -> None:
    """A project of the largest size the issue names."""
    draw, texts = random.Random(7), written()
    with Workspace.create(path, ACTOR) as w:
        begin(w, "Large", "EUR")
        facts: list[Fact] = []
        for n in range(40):
            said = {"code": f"V{n}", "name": f"Person {n}", "daily_user": n % 3 == 0}
            facts += facts_of("person", f"v{n}", said)
        for n in range(PAINS):
            said = {
                "code": f"P{n + 1}",
                "name": f"Pain number {n + 1} of the large project",
                "statement": "We key the same order three times and still lose it. " * 2,
                "voice": f"v{n % 40}",
                "severity": draw.randint(1, 5),
                "frequency": draw.randint(1, 5),
                "breadth": draw.randint(1, 5),
                "cost_likely": str(draw.randint(1, 400) * 10_000),
                "months": draw.randint(1, 60),
                "evidence": draw.choice("ABCD"),
                "layer": draw.randint(1, 3),
            }
            facts += facts_of("pain", f"p{n}", said)
        for n in range(CAUSES):
            said = {"code": f"RC{n + 1}", "statement": f"Cause {n + 1}: nobody owns the data"}
            facts += facts_of("cause", f"c{n}", said)
        for n in range(PAINS):
            facts.append(Fact(f"contribution/c{n % CAUSES}/p{n}", 0.5))
        for n in range(SECTIONS):
            facts += facts_of(
                "section", f"s{n}", {"code": f"S{n + 1}", "title": f"Section {n + 1}"}
            )
            facts += [Fact(f"stated/s{n}", float(draw.randint(1, 20))), Fact(f"hygiene/s{n}", 1.0)]
        for n in range(REQUIREMENTS):
            said = {
                "code": f"S{n % SECTIONS + 1}.{n // SECTIONS + 1}",
                "section": f"s{n % SECTIONS}",
                "title": f"Requirement {n + 1}",
                "text": texts[n],
                "threshold": "95 % of 1,000 requests within 2 s",
                "verification": "T",
                "priority": draw.choice(["must", "should", "could"]),
            }
            facts += facts_of("requirement", f"r{n}", said)
        for n in range(PAINS):
            for _ in range(5):
                target = draw.choice([f"s{draw.randrange(SECTIONS)}", f"r{draw.randrange(1500)}"])
                facts.append(Fact(f"link/p{n}/{target}", draw.choice([9, 3, 1])))
        for n in range(0, PAINS, 3):
            said = {"stage": "order", "lever": "churn", "segment": f"segment {n % 9}"}
            money = {"volume": "2000000", "loss": 0.02, "margin": 0.5, "attribution": 0.5}
            facts.append(Fact(f"value/p{n}", said | money))
        for n in range(15):
            said = {"method": "points", "points": {f"s{m}": draw.randint(1, 20) for m in range(22)}}
            facts.append(Fact(f"ballot/v{n}/top", said, "1"))
        facts.append(Fact("closed/top", {"by": ACTOR, "at": "2026-05-04T09:00:00Z"}, "1"))
        w.execute(Act("requirements.imported", tuple(facts), "a large project"))
        room = [f"V{n}" for n in range(15)]
        w.execute(open_workshop(w.project, "three-hours", dt.date(2026, 5, 19), present=room))


async def timed(path: Path, size: tuple[int, int]) -> dict[tuple[str, ...], list[float]]:
    """Milliseconds per timed key at each place of the route."""
    found: dict[tuple[str, ...], list[float]] = {}
    for stage, lead, keys in ROUTE:
        app = OssbuyApp(Workspace.open(path, ACTOR), path, first=stage)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
            look_seldom()  # as the application does for a project it opened itself
            for key in lead:
                await pilot.press(key)
                await pilot.pause()
                await app.workers.wait_for_complete()
                await pilot.pause()
            for key in keys:
                began = time.thread_time()
                await pilot.press(key)
                await pilot.pause()
                found.setdefault((stage, *lead), []).append(1000 * (time.thread_time() - began))
                await app.workers.wait_for_complete()
                await pilot.pause()
    return found


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"OSSBUY_HOME": home, "OSSBUY_USER": ACTOR}
        big, small = Path(home) / "large.ossbuy", Path(home) / "small.ossbuy"
        large(big)
        with Workspace.create(small, ACTOR) as w:
            build(w, locations.samples() / "kestrel-inventory")
        for size in ((120, 36), (80, 24)):
            first, second = asyncio.run(timed(big, size)), asyncio.run(timed(small, size))
            print(f"{size[0]}x{size[1]}: median and worst key, ms of work (median to Kestrel)")
            for place, values in first.items():
                middle, worst = statistics.median(values), max(values)
                ratio = middle / statistics.median(second[place])
                name = " ".join(place)
                print(f"  {name:24} {middle:7.0f} {worst:7.0f}   x{ratio:.1f}")
                if "-v" in sys.argv:
                    print("   ", " ".join(f"{v:.0f}" for v in values))


if __name__ == "__main__":
    main()
