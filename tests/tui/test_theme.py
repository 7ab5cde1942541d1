"""Every text colour on every surface is at least 4.5:1, in both themes."""

from __future__ import annotations

from itertools import product

import pytest
from textual.color import Color
from textual.theme import Theme

from ossbuy.tui.theme import SURFACES, TEXT_TOKENS, THEMES


def _luminance(colour: Color) -> float:
    parts = []
    for channel in (colour.r, colour.g, colour.b):
        c = channel / 255
        parts.append(c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(one: Color, other: Color) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


PAIRS = [
    *product(TEXT_TOKENS, SURFACES),
    ("background", "warning"),  # the banner
    ("background", "accent"),  # jump letters
    ("footer-description-foreground", "panel"),
    ("footer-key-foreground", "panel"),
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("input-cursor-foreground", "input-cursor-background"),
]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("text", "surface"), PAIRS)
def test_text_can_be_read(theme: Theme, text: str, surface: str) -> None:
    tokens = theme.to_color_system().generate() | theme.variables
    ratio = _contrast(Color.parse(tokens[text]), Color.parse(tokens[surface]))
    assert ratio >= 4.5, f"{text} on {surface}: {ratio:.2f}:1"
