"""Checks of wording on screen: marks, the card's before and after, the walk through the digest."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from conftest import SIZES, Settle, screen_text
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact
from ossbuy.procedure.lock import record
from ossbuy.procedure.wording import accept_rewrite, hits_of, review
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.modals.reason import Reason
from ossbuy.tui.modals.wording import Wording
from ossbuy.tui.widgets.card_pane import CardPane
from ossbuy.tui.widgets.listing import Listing
from ossbuy.tui.widgets.reader import Reader
from ossbuy.tui.widgets.wording_text import compared

TWO = "The portal shall create an order and notify the customer within 5 minutes."
VAGUE = "The portal shall answer quickly."
CLEAN = "The portal shall show 12 orders on one page."


def _list(app: OssbuyApp, name: str) -> Listing:
    return app.screen.query_one(f"#{name}", Listing)


def _text(app: OssbuyApp, name: str) -> str:
    return str(app.screen.query_one(f"#{name}", Static).render())


def _written(workspace: Workspace, *texts: str) -> list[str]:
    """A section X1 with these requirements; their internal ids."""
    workspace.execute(commands.add(workspace.project, "section", {"code": "X1", "title": "New"}))
    section = workspace.project.by_code("sections", "X1")
    for number, text in enumerate(texts, 1):
        fields = {"code": f"X1.{number}", "section": section, "text": text}
        workspace.execute(commands.add(workspace.project, "requirement", fields))
    codes = [f"X1.{number}" for number in range(1, len(texts) + 1)]
    return [workspace.project.by_code("requirements", code) or "" for code in codes]


async def _at(app: OssbuyApp, pilot: object, settle: Settle, ident: str) -> None:
    await settle(pilot)  # type: ignore[arg-type]
    app.go("requirements", ident)
    await settle(pilot)  # type: ignore[arg-type]


async def test_rows_are_marked_and_the_card_shows_before_and_after(
    kestrel: Workspace, settle: Settle
) -> None:
    vague, clean = _written(kestrel, VAGUE, CLEAN)
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await _at(app, pilot, settle, vague)
        rows = {row.id: row for row in _list(app, "list").rows}
        assert rows[vague].cells[0].plain.startswith(" ▲X1.1")
        assert rows[clean].cells[0].plain.startswith("  X1.2")
        card = _text(app, "card-text")
        assert "must mend: “quickly” is a number nobody has said" in card
        assert f"before  {VAGUE}" in card
        assert "after   The portal shall answer within [number] [unit]." in card
        assert "r takes it" in card
        await pilot.press("down")
        await settle(pilot)
        assert "before" not in _text(app, "card-text")


async def test_every_mark_is_what_the_rules_say(kestrel: Workspace, settle: Settle) -> None:
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 60), notifications=True) as pilot:
        await settle(pilot)
        for row in _list(app, "list").rows:
            hits = hits_of(kestrel.project.requirements[row.id])
            assert row.cells[0].plain[1] == ("▲" if hits else " ")


async def test_r_takes_the_proposal_as_one_act_and_the_mark_goes_at_once(
    kestrel: Workspace, settle: Settle
) -> None:
    (vague,) = _written(kestrel, VAGUE)
    before, project = kestrel.seq, kestrel.project
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await _at(app, pilot, settle, vague)
        await pilot.press("r")
        await settle(pilot)
        assert kestrel.seq == before + 1
        last = kestrel.history()[-1]
        assert last.kind == "requirement.reworded"
        now = kestrel.project.requirements[vague].text
        assert now == "The portal shall answer within [number] [unit]."
        assert {h.rule for h in hits_of(kestrel.project.requirements[vague])} == {"tbd"}
        # What is left proposes nothing, and r says so instead of recording anything.
        await pilot.press("r")
        await settle(pilot)
        assert kestrel.seq == before + 1
        assert any("no proposal of the rule 'tbd'" in n.message for n in app._notifications)
        await pilot.press("u")
        await settle(pilot)
        assert kestrel.project == project
        row = next(r for r in _list(app, "list").rows if r.id == vague)
        assert row.cells[0].plain[1] == "▲"


async def test_h_goes_from_hit_to_hit_and_r_takes_the_one_shown(
    kestrel: Workspace, settle: Settle
) -> None:
    (both,) = _written(kestrel, "The portal shall be able to answer quickly.")
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await _at(app, pilot, settle, both)
        hits = hits_of(kestrel.project.requirements[both])
        assert len(hits) == 2
        card = app.screen.query_one(CardPane)
        assert card.hit == hits[0]
        await pilot.press("h")
        await settle(pilot)
        assert card.hit == hits[1]
        await pilot.press("r")
        await settle(pilot)
        assert kestrel.project.requirements[both].text == hits[1].rewrite[0]
        assert [h.rule for h in hits_of(kestrel.project.requirements[both])] != []


async def test_a_split_makes_two_requirements_in_one_act(
    kestrel: Workspace, settle: Settle
) -> None:
    (two,) = _written(kestrel, TWO)
    before, project = kestrel.seq, kestrel.project
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await _at(app, pilot, settle, two)
        card = _text(app, "card-text")
        assert "after, split in two" in card
        assert "▏ The portal shall notify the customer within 5 minutes." in card
        await pilot.press("r")
        await settle(pilot)
        assert kestrel.seq == before + 1
        part = kestrel.project.by_code("requirements", "X1.1b")
        assert part
        assert kestrel.project.requirements[two].text == "The portal shall create an order."
        assert {row.id for row in _list(app, "list").rows} >= {two, part}
        await pilot.press("u")
        await settle(pilot)
        assert kestrel.project == project


async def test_after_the_lock_a_split_asks_for_a_reason_and_a_wording_does_not(
    decided: Workspace, settle: Settle
) -> None:
    two, vague = _written(decided, TWO, VAGUE)
    record(decided, commands.set_stated(decided.project, two, 4.0), "needed for the test")
    app = OssbuyApp(decided, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await _at(app, pilot, settle, vague)
        await pilot.press("r")
        await settle(pilot)
        assert decided.history()[-1].kind == "requirement.reworded"
        app.go("requirements", two)
        await settle(pilot)
        before = decided.seq
        await pilot.press("r")
        await settle(pilot)
        assert isinstance(app.screen, Reason)
        await pilot.press(*"clearer", "enter")
        await settle(pilot)
        assert decided.seq == before + 1
        last = decided.history()[-1]
        assert (last.kind, last.reason) == ("weights.amended", "clearer")
        assert decided.project.by_code("requirements", "X1.1b")


async def test_the_digest_is_walked_through_with_r_and_s(
    kestrel: Workspace, settle: Settle
) -> None:
    vague, two, clean = _written(kestrel, VAGUE, TWO, CLEAN)
    found = review(kestrel.project)
    expected = [(g.rule, ranked.ident) for g in found.digest for ranked in g.shown]
    assert len(expected) <= 20
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("R")
        await settle(pilot)
        assert isinstance(app.screen, Wording)
        rows = _list(app, "found").rows
        assert [(row.id.partition("/")[0], row.cells[2].plain) for row in rows] == expected
        assert _text(app, "library-said") == found.sentence()
        before = kestrel.seq
        await pilot.press("s")
        await settle(pilot)
        assert kestrel.seq == before
        assert _list(app, "found").rows[0].cells[0].plain == "–"
        assert _list(app, "found").highlighted == 1
        _list(app, "found").go_to("unmeasured/X1.1")
        await settle(pilot)
        assert f"before  {VAGUE}" in _text(app, "about")
        await pilot.press("r")
        await settle(pilot)
        assert kestrel.seq == before + 1
        assert "[number]" in kestrel.project.requirements[vague].text
        marks = {row.id: row.cells[0].plain for row in _list(app, "found").rows}
        assert marks["unmeasured/X1.1"] == "✔"
        assert not app._notifications  # one would lie on the next proposal
        assert marks["compound/X1.2"] == " "
        # Taking it back opens the finding again; the list itself never jumps.
        await pilot.press("u")
        await settle(pilot)
        marks = {row.id: row.cells[0].plain for row in _list(app, "found").rows}
        assert marks["unmeasured/X1.1"] == " "
        _list(app, "found").go_to("compound/X1.2")
        await pilot.press("enter")
        await settle(pilot)
        assert app.current_stage is app.screen
        assert app.current_stage
        assert app.current_stage.focused_thing() == two
        assert clean in kestrel.project.requirements


async def test_nearly_equal_texts_are_compared_side_by_side(
    kestrel: Workspace, settle: Settle
) -> None:
    one = "The inventory shall export all ports of one exchange within 5 minutes."
    other = "The inventory shall export all ports of one exchange within 9 minutes."
    first, second = _written(kestrel, one, other)
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("R", "d")
        await settle(pilot)
        rows = _list(app, "pairs").rows
        assert [row.id for row in rows] == ["X1.1/X1.2"]
        assert "differ only in numbers" in _text(app, "about")
        assert _text(app, "one") == f"X1.1\n{one}"
        assert _text(app, "other") == f"X1.2\n{other}"
        before = kestrel.seq
        await pilot.press("r", "s")  # nothing to take or to skip here
        await settle(pilot)
        assert kestrel.seq == before
        await pilot.press("enter")
        await settle(pilot)
        assert app.current_stage
        assert app.current_stage.focused_thing() == second
        assert first != second


async def test_a_language_other_than_english_is_said(kestrel: Workspace, settle: Settle) -> None:
    text = (
        "Le système doit permettre de créer rapidement une commande complète, avec toutes les "
        "adresses du client, sans jamais perdre les informations déjà saisies par les agents."
    )
    (french,) = _written(kestrel, text)
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await _at(app, pilot, settle, french)
        assert "It reads as French: only rules that hold in every language ran." in _text(
            app, "card-text"
        )
        await pilot.press("R")
        await settle(pilot)
        assert "1 text is not in English (fr)" in _text(app, "library-said")


async def test_reading_runs_beside_the_keys_and_only_when_a_text_has_changed(
    kestrel: Workspace, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ossbuy.procedure import wording

    read: list[int] = []
    real = wording.review

    def counted(project: object) -> object:
        read.append(1)
        return real(project)  # type: ignore[arg-type]

    monkeypatch.setattr(wording, "review", counted)
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        assert len(read) == 1
        node = kestrel.project.top_sections()[0].id
        kestrel.execute(commands.set_stated(kestrel.project, node, 3.0))
        app.read()
        await settle(pilot)
        assert len(read) == 1  # a weight is no text
        ident = next(iter(kestrel.project.requirements))
        kestrel.execute(
            Act("requirement.changed", (Fact(f"requirement/{ident}/text", "It shall hold etc."),))
        )
        app.read()
        await settle(pilot)
        assert len(read) == 2
        reader = app.screen.query_one(Reader)
        assert not reader.busy
        assert [h.rule for h in reader.hits(kestrel.project.requirements[ident]) or ()] == [
            h.rule for h in hits_of(kestrel.project.requirements[ident])
        ]


async def test_somebody_else_s_wording_is_seen_as_settled(
    kestrel: Workspace, settle: Settle
) -> None:
    (vague,) = _written(kestrel, VAGUE)
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("R")
        await settle(pilot)
        kestrel.execute(accept_rewrite(kestrel.project, vague, "unmeasured"))
        app.read()
        await settle(pilot)
        marks = {row.id: row.cells[0].plain for row in _list(app, "found").rows}
        assert marks["unmeasured/X1.1"] == "✔"


def test_words_that_only_one_text_has_stand_out() -> None:
    left, right = compared("shall answer in 5 s.", "shall answer in 9 s at peak.")
    marked = {left.plain[span.start : span.end].strip() for span in left.spans}
    assert marked == {"5 s."}
    assert {right.plain[span.start : span.end].strip() for span in right.spans} == {"9 s at peak."}


@pytest.mark.parametrize("size", SIZES)
async def test_it_fits(kestrel: Workspace, settle: Settle, size: tuple[int, int]) -> None:
    _written(kestrel, VAGUE, TWO)
    app = OssbuyApp(kestrel, first="requirements")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("R")
        await settle(pilot)
        lines = screen_text(app)
        assert len(lines) == size[1]
        shown = "\n".join(lines)
        assert "before" in shown
        assert "Esc closes" in shown
