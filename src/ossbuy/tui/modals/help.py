"""F1: what the focused thing is for, and every key that works here now."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widgets import Markdown, Static

from ossbuy.model.wording import worded
from ossbuy.tui.marks import Mark
from ossbuy.tui.text import fit, plain

KEY_NAMES = {
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "question_mark": "?",
    "escape": "Esc",
    "slash": "/",
    "comma": ",",
    "enter": "Enter",
    "dollar_sign": "$",
    "full_stop": ".",
    "equals_sign": "=",
    "plus": "+",
    "minus": "-",
}


WORDS = {"app.focus_next": "next thing", "app.focus_previous": "previous thing"}
MOVEMENT = ("cursor", "scroll", "page", "first", "last", "screen.copy", "screen.minimize")
"""Beginnings of actions everybody knows; one line stands for all of them."""


def worth_naming(action: str) -> bool:
    """Whether a key is worth a line of its own."""
    return not action.startswith(MOVEMENT)


def key_name(key: str) -> str:
    """A key as it is printed on the keyboard."""
    name = KEY_NAMES.get(key, key)
    for part in ("ctrl+", "shift+", "tab", "delete"):
        name = name.replace(part, part.capitalize())
    return name.upper() if name in {f"f{n}" for n in range(1, 13)} else name


class Help(ModalScreen[None]):
    """Explains the focused thing, then the screen, then the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q", "dismiss", "close")]

    def __init__(self, about: Screen[object]) -> None:
        super().__init__()
        self._texts = _helps(about)
        project = getattr(about.app, "project", None)
        self._word = project.policy.trauma_word if project is not None else ""
        self._keys = _keys(about)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box help") as box:
            box.border_title = plain("Help")
            box.border_subtitle = plain("Esc closes")
            with VerticalScroll():
                for text in self._texts:
                    yield Markdown(worded(text, self._word))
                yield Static(self._keys)


def _helps(about: Screen[object]) -> list[str]:
    """Help texts from the focused thing outwards, each once."""
    start: DOMNode = about.focused or about
    texts = [getattr(node, "HELP", None) for node in start.ancestors_with_self]
    return list(dict.fromkeys(text for text in texts if text))


def _keys(about: Screen[object]) -> Content:
    lines: dict[str, tuple[list[str], str]] = {}
    for key, active in about.active_bindings.items():
        if active.enabled and active.binding.description and worth_naming(active.binding.action):
            said = active.binding.tooltip or active.binding.description
            said = WORDS.get(active.binding.action, said)
            lines.setdefault(active.binding.action, ([], said))[0].append(key_name(key))
    rows = [
        Content.assemble(fit(plain(" ".join(keys), "bold $text-accent"), 20), plain(said))
        for keys, said in lines.values()
    ]
    moving = Content.assemble(
        fit(plain("arrows, PgUp, Home", "bold $text-accent"), 20), plain("move about")
    )
    digits = _digits(about)
    jumping = [
        Content.assemble(fit(plain(digits, "bold $text-accent"), 20), plain("go to a stage"))
    ]
    marks = [plain(f"{mark.glyph} {mark.word}", mark.style) for mark in Mark]
    head = plain("Keys that work here", "bold $text-primary")
    parts = [
        head,
        *rows,
        *(jumping if digits else ()),
        moving,
        Content(""),
        Content("   ").join(marks),
    ]
    return Content("\n").join(parts)


def _digits(about: Screen[object]) -> str:
    """``1 to 8`` where digits go to stages; nothing in a window on top."""
    if not getattr(about, "stage", ""):
        return ""
    keys = [stage.key for stage in getattr(about.app, "stages", ()) if stage.key.isdigit()]
    return f"{keys[0]} to {keys[-1]}" if keys else ""
