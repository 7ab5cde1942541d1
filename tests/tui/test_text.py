"""Text is shown as typed, and only through the one door."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ossbuy.tui
from ossbuy.model.requirement import Requirement
from ossbuy.tui.naming import asked_for
from ossbuy.tui.text import cut, fit, one_line, plain

SOURCES = sorted(Path(ossbuy.tui.__file__).parent.rglob("*.py"))
SHOWN = {"Static", "Label", "Button", "Option", "Checkbox", "Collapsible", "RadioButton"}


@pytest.mark.parametrize(
    "typed", ["[REQ-1] must [x]", "a [/] b", "=1+1", "👩‍🔧 日本語 שלום", "[bold]no[/bold]", "\\[a]"]
)
def test_plain_keeps_what_was_typed(typed: str) -> None:
    assert plain(typed).plain == typed


def test_control_characters_become_visible() -> None:
    assert "\x1b" not in plain("red \x1b[31m").plain
    assert "␛" in plain("red \x1b[31m").plain
    assert plain("a\u202eb").plain == "ab"


@given(st.text(max_size=80), st.integers(0, 40))
def test_fit_takes_exactly_its_cells(text: str, width: int) -> None:
    assert fit(text, width).cell_length == width
    assert fit(text, width, "right").cell_length == width


@given(st.text(max_size=80), st.integers(1, 40))
def test_cut_says_that_it_cut(text: str, width: int) -> None:
    whole, short = one_line(text), cut(text, width)
    assert short.cell_length <= width
    assert short.plain == whole.plain or short.plain.endswith("…")


def _says_something(node: ast.AST) -> bool:
    """A text that a widget would read as markup: a literal with words in it, or an f-string."""
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(node.value.strip())
    )


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_no_bare_text_reaches_a_widget(source: Path) -> None:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if source.name != "text.py":
                assert name != "notify", f"{source.name}:{node.lineno} use toast()"
            if (name in SHOWN or name == "update") and node.args:
                assert not _says_something(node.args[0]), f"{source.name}:{node.lineno} use plain()"
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr in (
                    "border_title",
                    "border_subtitle",
                    "tooltip",
                ):
                    assert not _says_something(node.value), f"{source.name}:{node.lineno}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The inventory shall trace a fibre.", "X1 … trace a fibre."),
        ("Each visit must be kept.", "X1 … be kept."),
        ("The supplier shall\nlet " + "us " * 30, "X1 … let " + "us " * 29 + "us"),
        ("The supplier, if asked, shall come.", "X1 The supplier, if asked, shall come."),
        ("Rohrbelegung anzeigen", "X1 Rohrbelegung anzeigen"),
        ("[red]The[/] system shall [b]x[/b]", "X1 [red]The[/] system shall [b]x[/b]"),
    ],
)
def test_a_requirement_is_told_apart_by_what_it_asks(text: str, shown: str) -> None:
    asked = Requirement(id="x", code="X1", section="s", text=text)
    assert asked_for(asked).plain == shown
    assert asked_for(asked.model_copy(update={"title": "Title"})).plain == "X1 Title"
