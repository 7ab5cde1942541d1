"""Two themes of our own: every text colour is at least 4.5:1 on every surface it lies on.

Shipped themes do not promise that (textual-light shows warnings at 3.0:1). The test reads
`TEXT_TOKENS` and `SURFACES` and measures each pair in both themes.
"""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

TEXT_TOKENS: Final = (
    "foreground",
    "text-muted",
    "text-primary",
    "text-accent",
    "text-success",
    "text-warning",
    "text-error",
)
"""Colours that text may have."""

SURFACES: Final = ("background", "surface", "panel", "cursor")
"""Backgrounds that text may lie on; ``cursor`` is the highlighted row."""


def _theme(name: str, *, dark: bool, colours: dict[str, str]) -> Theme:
    text = {token: colours[token.removeprefix("text-")] for token in TEXT_TOKENS[1:]}
    variables = text | {
        "foreground": colours["foreground"],
        "text": colours["foreground"],
        "text-disabled": colours["muted"],
        "foreground-muted": colours["muted"],
        "foreground-disabled": colours["muted"],
        "cursor": colours["cursor"],
        "line": colours["line"],
        "bar": colours["bar"],
        "bar-empty": colours["line"],
        "block-cursor-background": colours["cursor"],
        "block-cursor-foreground": colours["foreground"],
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": colours["panel"],
        "block-cursor-blurred-foreground": colours["foreground"],
        "block-hover-background": colours["panel"],
        "border": colours["primary"],
        "border-blurred": colours["line"],
        "footer-background": colours["background"],
        "footer-foreground": colours["muted"],
        "footer-description-foreground": colours["muted"],
        "footer-key-foreground": colours["accent"],
        "input-cursor-background": colours["foreground"],
        "input-cursor-foreground": colours["background"],
        "input-selection-background": colours["cursor"],
        "scrollbar": colours["line"],
        "scrollbar-hover": colours["muted"],
        "scrollbar-active": colours["primary"],
        "scrollbar-background": colours["surface"],
        "scrollbar-background-hover": colours["surface"],
        "scrollbar-background-active": colours["surface"],
        "scrollbar-corner-color": colours["surface"],
    }
    return Theme(
        name=name,
        dark=dark,
        primary=colours["primary"],
        secondary=colours["muted"],
        accent=colours["accent"],
        warning=colours["warning"],
        error=colours["error"],
        success=colours["success"],
        foreground=colours["foreground"],
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["panel"],
        boost=colours["panel"],
        text_alpha=1.0,
        variables=variables,
    )


DARK: Final = _theme(
    "ossbuy-dark",
    dark=True,
    colours={
        "background": "#10151c",
        "surface": "#161c25",
        "panel": "#202937",
        "cursor": "#24405f",
        "line": "#3a4658",
        "foreground": "#e8ecf2",
        "muted": "#a9b4c4",
        "primary": "#7fbcf5",
        "accent": "#f0b267",
        "bar": "#5b9bd5",
        "success": "#7ed492",
        "warning": "#f3c969",
        "error": "#ff9a90",
    },
)
LIGHT: Final = _theme(
    "ossbuy-light",
    dark=False,
    colours={
        "background": "#f2f4f7",
        "surface": "#ffffff",
        "panel": "#e5e9ef",
        "cursor": "#cfe2f6",
        "line": "#b4bfcc",
        "foreground": "#18212c",
        "muted": "#475365",
        "primary": "#14538c",
        "accent": "#7d4300",
        "bar": "#2f76b8",
        "success": "#14602c",
        "warning": "#6b4a00",
        "error": "#a11f17",
    },
)
THEMES: Final = (DARK, LIGHT)
