"""docs/keys.md names every key of every screen, and no other."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

KEY_NAMES = {
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "question_mark": "?",
    "slash": "/",
    "escape": "Esc",
    "enter": "Enter",
    "delete": "Del",
    "backspace": "Backspace",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "space": "Space",
    "plus": "+",
    "minus": "-",
    "comma": ",",
    "full_stop": ".",
    "tab": "Tab",
    "dollar_sign": "$",
    "equals_sign": "=",
}


def printed(key: str) -> str:
    """A key as the documents write it."""
    *held, last = key.split("+")
    name = KEY_NAMES.get(last, last.upper() if re.fullmatch(r"f\d+", last) else last)
    if held and len(name) == 1 and name.isascii():
        name = name.upper()
    return "+".join([*(h.capitalize() for h in held), name])


def bound() -> dict[str, set[str]]:
    """Keys by class, of every class of the screens that declares some."""
    from textual.binding import Binding

    import ossbuy.tui

    found: dict[str, set[str]] = {}
    for info in pkgutil.walk_packages(ossbuy.tui.__path__, "ossbuy.tui."):
        module = importlib.import_module(info.name)
        for name, cls in inspect.getmembers(module, inspect.isclass):
            if cls.__module__ != module.__name__ or "BINDINGS" not in vars(cls):
                continue
            keys = set()
            for binding in vars(cls)["BINDINGS"]:
                pressed = binding.key if isinstance(binding, Binding) else binding[0]
                keys.update(printed(k.strip()) for k in pressed.split(","))
            if keys:
                found[name] = keys
    return found


def test_every_key_is_described_and_no_other() -> None:
    text = (Path(__file__).parents[1] / "docs/keys.md").read_text(encoding="utf-8")
    said: dict[str, set[str]] = {}
    for part in re.split(r"^(?=<!-- )", text, flags=re.M)[1:]:
        name = re.match(r"<!-- (\w+) -->", part)
        assert name
        keys = said.setdefault(name[1], set())
        for row in re.findall(r"^\| (`.+?) \| (.+) \|$", part, re.M):
            keys.update(re.findall(r"`([^`]+)`", row[0]))
    assert said == bound()
