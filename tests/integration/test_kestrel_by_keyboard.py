"""An empty file becomes the Kestrel project by keyboard alone, and weighs what its files weigh.

What is typed is read from the sample's files; nothing is set behind the screens. A paste is what a
terminal sends when somebody pastes (bracketed paste), so it counts as keyboard.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from ossbuy.analysis.evaluate import evaluate
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.matrix import matrix
from ossbuy.exchange.tables import read_csv, read_sheet
from ossbuy.model.project import Project
from ossbuy.procedure.files.build import build
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.form import Form
from small import KESTREL

pytestmark = pytest.mark.integration

PRINTED = {"C1": 21.4, "C2": 15.6, "C3": 7.5, "C4": 17.0}
PRINTED |= {"C5": 12.7, "C6": 11.1, "C7": 9.0, "C8": 5.8}
"""Derived weights as domain.md §4.1 prints them."""
KEYS = {" ": "space", "\n": "enter"}


def listed(name: str) -> list[dict[str, Any]]:
    found = yaml.load((KESTREL / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(found, list)
    return found


async def typed(pilot: Pilot[None], text: str) -> None:
    """Type a text as somebody would, or paste it where it is long."""
    if len(text) > 12:
        pilot.app.screen.post_message(events.Paste(text))
        await pilot.pause()
    else:
        await pilot.press(*(KEYS.get(c, c) for c in text))


async def settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@asynccontextmanager
async def form(pilot: Pilot[None], *keys: str) -> AsyncIterator[Form]:
    """The form that these keys open, recorded at the end; it must be gone then."""
    await pilot.press(*keys)
    await pilot.pause()
    asked = pilot.app.screen
    assert isinstance(asked, Form), f"{keys} opened {asked}"
    yield asked
    await pilot.press("ctrl+s")
    await pilot.pause()
    said = "" if pilot.app.screen is not asked else str(asked.query_one(".refusal").render())
    assert pilot.app.screen is not asked, said


async def fill(pilot: Pilot[None], fields: Mapping[str, object]) -> None:
    """Tab from field to field and type; what stands in a field is removed first."""
    left = {name: str(value) for name, value in fields.items()}
    for _ in range(80):
        focused = pilot.app.focused
        name = focused.id if focused is not None else None
        if name in left:
            assert focused is not None
            if isinstance(focused, Input) and focused.value:
                await pilot.press("home", "ctrl+k")
            await typed(pilot, left.pop(name))
        if not left:
            return
        await pilot.press("tab")
    raise AssertionError(f"the form has no {sorted(left)}")


async def by_keyboard(pilot: Pilot[None], app: OssbuyApp, file: Path) -> None:
    """The whole way from Home to linked requirements."""
    await settled(pilot)
    async with form(pilot, "n"):
        await fill(pilot, {"name": "Kestrel by keyboard", "currency": "EUR", "file": str(file)})
    await settled(pilot)

    pains = listed("pains.yaml")
    heads = ("name", "statement", "severity", "cost_likely")
    lines = ["\t".join(heads)]
    lines += ["\t".join(" ".join(p[h].split()) for h in heads) for p in pains]
    await pilot.press("v")
    await pilot.pause()
    app.screen.post_message(events.Paste("\n".join(lines)))
    await pilot.pause()
    await pilot.press("ctrl+s")
    await settled(pilot)
    assert len(app.project.pains) == len(pains)

    # Each is completed; the list runs worst first, so the line is found by its code.
    for pain in pains:
        await onto(pilot, app, pain["name"])
        async with form(pilot, "enter"):
            rest = ("frequency", "breadth", "months", "evidence", "evidence_reference")
            await fill(pilot, {name: " ".join(pain[name].split()) for name in rest})
        await settled(pilot)

    await pilot.press("2")
    await settled(pilot)
    for cause in listed("causes.yaml"):
        first, *_ = cause["explains"].items()
        await onto(pilot, app, first[0])
        async with form(pilot, "n"):
            said = {"code": cause["id"], "statement": " ".join(cause["statement"].split())}
            said |= {"category": cause["category"], "fixable": cause["fixable"]}
            await fill(pilot, said | {"share": first[1]})
        await settled(pilot)

    await pilot.press("3")
    await settled(pilot)
    points = {row["id"]: row for row in read_csv(KESTREL / "weights.csv")}
    for row in read_sheet(KESTREL / "rfp.xlsx", "Sections"):
        async with form(pilot, "N"):
            await fill(pilot, {"code": row["id"], "title": row["title"]})
        await settled(pilot)
        await onto(pilot, app, row["id"])
        async with form(pilot, "enter"):
            said = points[row["id"]]
            await fill(pilot, {"points": said["stated"], "hygiene_points": said["hygiene"]})
        await settled(pilot)
    await requirements(pilot, app)

    await pilot.press("l")
    await settled(pilot)
    await pilot.press("home", *["left"] * 9)
    for row in read_csv(KESTREL / "links.csv"):
        await pilot.press(*(row[f"c{n}"] for n in range(1, 9)))
        await settled(pilot)


async def requirements(pilot: Pilot[None], app: OssbuyApp) -> None:
    """All 48 requirements, pasted as cells of a sheet."""
    rows = list(read_sheet(KESTREL / "rfp.xlsx", "Requirements"))
    heads = ("id", "section", "title", "text")
    lines = ["\t".join(heads), *("\t".join(row[h] for h in heads) for row in rows)]
    await pilot.press("p")
    await pilot.pause()
    app.screen.post_message(events.Paste("\n".join(lines)))
    await pilot.pause()
    await pilot.press("ctrl+s")
    await settled(pilot)
    assert len(app.project.requirements) == len(rows)


async def onto(pilot: Pilot[None], app: OssbuyApp, text: str) -> None:
    """Down the focused list until the cursor stands on a line with this text."""
    await pilot.press("home")
    for _ in range(60):
        listing = app.focused
        line = getattr(listing, "rows", ())[getattr(listing, "highlighted", 0) or 0]
        if any(text in cell.plain for cell in line.cells):
            return
        await pilot.press("down")
    raise AssertionError(f"no line says {text!r}")


def derived(project: Project) -> tuple[Evaluation, dict[str, float]]:
    ev = evaluate(matrix(project))
    return ev, {s.code: 100 * (ev.weight_of(s.id).derived or 0.0) for s in project.top_sections()}


async def test_kestrel_is_built_by_keyboard_and_weighs_the_same(tmp_path: Path) -> None:
    file = tmp_path / "by-keyboard.ossbuy"
    app = OssbuyApp(first="home", actor="M. Okafor")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await by_keyboard(pilot, app, file)
    with Workspace.open(file, "reader") as made:
        assert made.verify().ok
        built = made.project
    files = Workspace.in_memory("tester")
    build(files, KESTREL)
    (ev, mine), (other, theirs) = derived(built), derived(files.project)
    for pain in files.project.pains.values():
        twin = built.by_code("pains", pain.code)
        assert twin is not None
        assert ev.trauma_of(twin) == pytest.approx(other.trauma_of(pain.id), abs=1e-9), pain.code
    assert mine == pytest.approx(theirs, abs=1e-9)
    assert mine == pytest.approx(PRINTED, abs=0.1)
