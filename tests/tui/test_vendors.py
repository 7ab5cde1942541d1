"""Vendors and their references, kept on screen."""

from __future__ import annotations

from textual.widgets import Input

from conftest import Settle
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.modals.form import Form
from ossbuy.tui.modals.references import References
from ossbuy.tui.modals.vendors import Vendors
from ossbuy.tui.widgets.listing import Listing


def _fill(form: Form, **texts: str) -> None:
    for name, text in texts.items():
        form.query_one(f"#{name}", Input).value = text


async def test_a_vendor_is_invited_changed_and_removed(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel, first="answers")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("v")
        await settle(pilot)
        assert isinstance(app.screen, Vendors)
        await pilot.press("n")
        await settle(pilot)
        form = app.screen
        assert isinstance(form, Form)
        _fill(form, code="nordlys", name="Nordlys Systems", go_live="2028-02-01")
        await pilot.press("ctrl+s")
        await settle(pilot)
        found = next(v for v in kestrel.project.vendors.values() if v.code == "nordlys")
        assert (found.name, str(found.go_live)) == ("Nordlys Systems", "2028-02-01")
        app.screen.query_one(Listing).go_to(found.id)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, Form)
        _fill(app.screen, staff_after_go_live="2.5")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert kestrel.project.vendors[found.id].staff_after_go_live == 2.5
        await pilot.press("delete")
        await settle(pilot)
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await settle(pilot)
        assert found.id not in kestrel.project.vendors
        assert [e.kind for e in kestrel.history()][-3:] == [
            "vendor.invited",
            "vendor.changed",
            "vendor.changed",
        ]


async def test_a_bad_date_stays_in_the_form(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel, first="answers")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("v", "enter")
        await settle(pilot)
        form = app.screen
        assert isinstance(form, Form)
        seq = kestrel.seq
        _fill(form, go_live="next spring")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert app.screen is form
        assert form.query_one("#go_live", Input).value == "next spring"
        assert kestrel.seq == seq


async def test_references_are_named_and_taken_off(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel, first="answers")
    vendor = next(iter(kestrel.project.vendors))
    before = {k for k in kestrel.project.references if k[0] == vendor}
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("v", "r")
        await settle(pilot)
        if not isinstance(app.screen, Form):
            assert isinstance(app.screen, References)
            await pilot.press("n")
            await settle(pilot)
        assert isinstance(app.screen, Form)
        _fill(app.screen, customer="Brackwater Broadband", seen="2026-04-01", release="5.6")
        await pilot.press("ctrl+s")
        await settle(pilot)
        (new,) = {k for k in kestrel.project.references if k[0] == vendor} - before
        assert kestrel.project.references[new].customer == "Brackwater Broadband"
        screen = app.screen
        assert isinstance(screen, References)
        screen.query_one(Listing).go_to(new[1])
        await pilot.press("delete")
        await settle(pilot)
        assert new not in kestrel.project.references
