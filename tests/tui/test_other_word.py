"""Where trauma is called operational pain, no screen, help, command or workbook says trauma."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from conftest import Settle, screen_text
from ossbuy import cli
from ossbuy.model import commands
from ossbuy.model.wording import worded
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp
from ossbuy.tui.stages import STAGES

pytestmark = pytest.mark.sweep

WORD = re.compile("trauma", re.IGNORECASE)


@pytest.fixture
def renamed(decided: Workspace) -> Workspace:
    """The decided sample under the other word."""
    decided.execute(
        commands.set_policy(decided.project, {"trauma_word": "operational pain"}, "asked for")
    )
    return decided


async def test_no_screen_and_no_help_says_it(renamed: Workspace, settle: Settle) -> None:
    app = OssbuyApp(renamed)
    async with app.run_test(size=(160, 48), notifications=True) as pilot:
        await settle(pilot)
        for stage in STAGES:
            app.go(stage.id)
            await settle(pilot)
            for key in ("", "w", "f1"):
                await pilot.press(*([key] if key else []))
                await settle(pilot)
                said = "\n".join(screen_text(app))
                assert not WORD.search(said), (stage.id, key, said)
                while len(app.screen_stack) > 1:
                    await pilot.press("escape")
                    await settle(pilot)


def test_no_command_says_it(renamed: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "decided.ossbuy"
    for words in (
        ["rank", str(path)],
        ["robustness", str(path)],
        ["check", str(path)],
        ["value", str(path)],
        ["group", str(path)],
        ["people", str(path)],
        ["coverage", str(path)],
        ["why", str(path), "P1"],
        ["why", str(path), "RC1"],
        ["why", str(path), "C4.3"],
        ["log", str(path), "--last", "3"],
    ):
        done = CliRunner().invoke(cli.ossbuy, words)
        assert done.exit_code in (0, 1), (words, done.output, done.exception)
        assert not WORD.search(done.output), (words, done.output)


def test_no_cell_of_the_workbook_says_it(renamed: Workspace, tmp_path: Path) -> None:
    path, out = tmp_path / "decided.ossbuy", tmp_path / "report.xlsx"
    done = CliRunner().invoke(cli.ossbuy, ["report", str(path), "--out", str(out)])
    assert done.exit_code == 0, done.output
    book = openpyxl.load_workbook(out)
    said = [
        f"{sheet.title}!{cell.coordinate}: {cell.value}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
        and not cell.value.startswith("=")
        and WORD.search(cell.value)
    ]
    assert not said
    assert not [name for name in book.sheetnames if WORD.search(name)]


def test_what_a_person_said_stays_as_it_was_said(renamed: Workspace, tmp_path: Path) -> None:
    pain = next(iter(renamed.project.pains))
    renamed.execute(commands.change(renamed.project, "pain", pain, {"name": "The Trauma of May"}))
    done = CliRunner().invoke(cli.ossbuy, ["log", str(tmp_path / "decided.ossbuy"), "--last", "1"])
    assert "The Trauma of May" in done.output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Trauma index", "Operational pain index"),
        ("points of trauma", "points of operational pain"),
        ("traumatic", "traumatic"),
    ],
)
def test_only_the_word_itself_is_replaced(text: str, said: str) -> None:
    assert worded(text, "operational pain") == said
    assert worded(text, "") == text == worded(text, "trauma")
