"""The one way text reaches the screen: shown as typed, never read as markup.

A bare ``str`` given to most Textual widgets is parsed: ``[REQ-1]`` loses its brackets and
``[/]`` ends the application with an error. Everything here returns `Content`.
"""

from __future__ import annotations

from typing import Literal

from textual.app import App
from textual.content import Content

Severity = Literal["information", "warning", "error"]

# Control characters would move the terminal's cursor; their pictures are shown instead.
_VISIBLE = {code: 0x2400 + code for code in range(32) if code not in (9, 10)} | {
    127: 0x2421,
    9: "    ",
    **dict.fromkeys(range(0x80, 0xA0), "\N{REPLACEMENT CHARACTER}"),
    # Overrides of direction could make a sentence read as something it is not.
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], None),
}


def plain(text: object, style: str = "") -> Content:
    """Any text as it was typed, in one style."""
    said = str(text).replace("\r\n", "\n").replace("\r", "\n").translate(_VISIBLE)
    return Content.styled(said, style) if style else Content(said)


def one_line(text: object, style: str = "") -> Content:
    """Text for a place one line high: line breaks become spaces."""
    return plain(" ".join(str(text).split()), style)


def cut(text: Content | str, width: int) -> Content:
    """Text that fits ``width`` cells; what does not fit ends in an ellipsis."""
    content = text if isinstance(text, Content) else one_line(text)
    if content.cell_length <= width:
        return content
    if width <= 0:
        return Content("")
    short = content.truncate(width - 1).rstrip()
    return short.append("…")


def fit(text: Content | str, width: int, align: str = "left") -> Content:
    """Text in exactly ``width`` cells: cut or padded."""
    short = cut(text, width)
    gap = max(0, width - short.cell_length)
    return short.pad_left(gap) if align == "right" else short.pad_right(gap)


def toast(app: App[None], sentence: str, severity: Severity = "information") -> None:
    """Say one sentence in the corner of the screen."""
    shown = cut(one_line(sentence), 300).plain
    app.notify(shown, severity=severity, markup=False, timeout=4 + len(shown) / 25)
