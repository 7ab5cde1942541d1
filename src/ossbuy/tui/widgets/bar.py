"""Bars of eighth blocks: pure functions from numbers to `Content`."""

from __future__ import annotations

from textual.content import Content

EIGHTHS = " ▏▎▍▌▋▊▉█"


def blocks(value: float, most: float, width: int) -> str:
    """A bar ``value/most`` of ``width`` cells long, to an eighth of a cell."""
    if most <= 0 or not value > 0 or width <= 0:
        return ""
    eighths = round(min(1.0, value / most) * width * 8)
    # Something is never drawn as nothing.
    full, rest = divmod(max(1, eighths), 8)
    return "█" * full + (EIGHTHS[rest] if rest else "")


def bar(value: float, most: float, width: int, style: str = "$bar") -> Content:
    """A bar padded to its full width."""
    drawn = blocks(value, most, width)
    return Content.styled(drawn, style).pad_right(width - len(drawn))


def dots(value: int | None, top: int = 5) -> Content:
    """A grade as ●●●●○; a grade nobody gave is said so."""
    if value is None:
        return Content.styled("not said"[: max(top, 8)], "$text-muted")
    return Content.assemble(
        Content.styled("●" * value, "$text-accent"),
        Content.styled("○" * (top - value), "$text-muted"),
    )
