"""Home: samples, recent projects, a new one."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from conftest import Settle, screen_text
from ossbuy import config, locations
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.form import Form
from ossbuy.tui.modals.reading import Reading
from ossbuy.tui.widgets.listing import Listing


async def test_a_sample_is_copied_and_opened(settle: Settle) -> None:
    app = OssbuyApp(actor="M. Okafor")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        listing = app.screen.query_one(Listing)
        sample = locations.samples() / "kestrel-inventory"
        assert listing.go_to(f"sample {sample}")
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen.stage == "trauma"
        assert len(app.project.pains) == 9
        target = locations.projects_dir() / "kestrel-inventory.ossbuy"
        assert config.recent() == (target.resolve(),)
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen.stage == "home"
        assert app.screen.query_one(Listing).rows[0].id == f"recent {target.resolve()}"


async def test_a_new_project_can_hold_a_pain_at_once(tmp_path: Path, settle: Settle) -> None:
    app = OssbuyApp(actor="M. Okafor")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await pilot.pause()
        form = app.screen
        form.query_one("#file", Input).value = str(tmp_path / "mine")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "has no name" in str(form.query_one(".refusal").render())
        form.query_one("#name", Input).value = "Billing [OSS/BSS]"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert app.screen.stage == "trauma"
        assert (tmp_path / "mine.ossbuy").is_file()
        assert app.project.description.name == "Billing [OSS/BSS]"
        assert app.project.model is not None
        assert app.trouble == ""


async def test_the_file_is_called_after_the_project_until_somebody_names_it(
    settle: Settle,
) -> None:
    there = locations.projects_dir()
    there.mkdir(parents=True)
    (there / "größe-2.ossbuy").touch()
    app = OssbuyApp(actor="M. Okafor")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        name, file = (app.screen.query_one(which, Input) for which in ("#name", "#file"))
        assert file.value == str(there / "my-procurement.ossbuy")
        for said, stem in (("Größe: 2", "größe-2-2"), ("../..", "my-procurement")):
            name.value = said
            await settle(pilot)
            assert file.value == str(there / f"{stem}.ossbuy")
        file.value = "own.ossbuy"
        name.value = "Another"
        await settle(pilot)
        assert file.value == "own.ossbuy"


async def test_a_file_that_is_no_project_is_refused_in_one_sentence(
    tmp_path: Path, settle: Settle
) -> None:
    bad = tmp_path / "notes.ossbuy"
    bad.write_text("not a project")
    config.remember(bad)
    app = OssbuyApp(actor="M. Okafor")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen.stage == "home"
        assert not app.has_project


async def test_an_existing_file_is_never_overwritten(tmp_path: Path, settle: Settle) -> None:
    kept = tmp_path / "kept.ossbuy"
    kept.write_text("mine")
    app = OssbuyApp(actor="M. Okafor")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await pilot.pause()
        form = app.screen
        form.query_one("#name", Input).value = "New"
        form.query_one("#file", Input).value = str(kept)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.screen is form
        assert str(form.query_one(".refusal").render()).startswith("✖")
        assert kept.read_text() == "mine"


async def test_a_project_starts_from_a_past_one_without_its_client(
    kestrel: Workspace, tmp_path: Path, settle: Settle
) -> None:
    app = OssbuyApp(actor="Ines")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, Form)
        form.query_one("#name", Input).value = "Next client"
        form.query_one("#file", Input).value = str(tmp_path / "next.ossbuy")
        form.query_one("#past", Input).value = str(tmp_path / "not-there.ossbuy")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert app.screen is form
        assert str(form.query_one(".refusal").render()).startswith("✖")
        assert not (tmp_path / "next.ossbuy").exists()
        form.query_one("#past", Input).value = kestrel.where
        await pilot.press("ctrl+s")
        await settle(pilot)
        told = app.screen
        assert isinstance(told, Reading)
        said = "\n".join(screen_text(app))
        assert "9 pains by name" in said
        await pilot.press("escape")
        await settle(pilot)
        assert app.current_stage is not None
        assert app.current_stage.stage == "trauma"
        assert next(iter(app.project.pains.values())).name == "Needless port cards"
        assert not app.project.people
        assert kestrel.verify().ok
