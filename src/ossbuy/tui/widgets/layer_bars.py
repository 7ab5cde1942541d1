"""Weight by layer of value as stacked bars: pure functions from profiles to `Content`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from textual.content import Content

from ossbuy.tui.numbers import percent
from ossbuy.tui.text import fit, plain

if TYPE_CHECKING:
    from ossbuy.analysis.value import Profile
    from ossbuy.analysis.worth import Worth

ORDER: Final = (1, 2, 3, 0)
"""Layers as they stand in a bar; 0 is what does not say one."""
GLYPH: Final = {1: "█", 2: "▓", 3: "▒", 0: "░"}
STYLE: Final = {1: "$bar", 2: "$text-accent", 3: "$text-success", 0: "$text-muted"}
WORD: Final = {1: "operations", 2: "revenue", 3: "customer", 0: "not said"}
SHORT: Final = {1: "oper.", 2: "rev.", 3: "cust.", 0: "none"}
NAMED = 13
"""Cells for what a bar is of."""


@cache
def layer_mark(layer: int | None) -> Content:
    """``▒ 3``: the glyph and number of a layer; ``░ –`` where none is said."""
    number = layer or 0
    return plain(f"{GLYPH[number]} {number or '–'}", STYLE[number])


def cells(shares: Sequence[float], width: int) -> list[int]:
    """Cells for each share, summing to the width; a share above nothing gets one if it can."""
    exact = [share * width for share in shares]
    taken = [max(int(x), 1 if x > 0 and width >= len(shares) else 0) for x in exact]
    order = sorted(range(len(exact)), key=lambda i: exact[i] - int(exact[i]), reverse=True)
    for place in order:
        if sum(taken) < width and exact[place] > 0:
            taken[place] += 1
    while sum(taken) > width:
        taken[taken.index(max(taken))] -= 1
    return taken


def stacked_layers(profile: Profile, width: int) -> Content:
    """One bar, the layers one after the other."""
    if not profile.total:
        return plain("nothing weighs yet", "$text-muted")
    parts = cells([profile.share(layer) for layer in ORDER], width)
    return Content.assemble(
        *(
            plain(GLYPH[layer] * taken, STYLE[layer])
            for layer, taken in zip(ORDER, parts, strict=True)
        )
    )


def layer_bars(named: Sequence[tuple[str, Profile]], width: int) -> Content:
    """A line per profile: name, bar, shares in percent, thinking depth; heads on top.

    Where there is room, an arrow says at which layer the thinking stops.
    """
    wide = width >= 100
    words, last = (WORD, 9) if wide else (SHORT, 6)
    column = max(len(word) for word in words.values()) + 2
    bar = max(4, width - NAMED - 1 - len(ORDER) * (column + 1) - last - 1)
    heads = [
        fit(plain(f"{GLYPH[layer]} {words[layer]}", STYLE[layer]), column, "right")
        for layer in ORDER
    ]
    gap = plain("")
    lines = [_line(gap, gap, [*heads, fit(plain("depth", "$text-muted"), last, "right")], bar)]
    for name, profile in named:
        depth = profile.depth
        shares = [
            fit(plain(f"{100 * profile.share(layer):.0f} %"), column, "right") for layer in ORDER
        ]
        stops = f" → {profile.stops_at}" if wide else ""
        said = plain("–" if depth is None else f"{depth:.2f}{stops}", "bold")
        drawn = stacked_layers(profile, bar)
        lines.append(_line(plain(name), drawn, [*shares, fit(said, last, "right")], bar))
    return Content("\n").join(lines)


def sight_line(worth: Worth, trauma: str) -> Content:
    """Line of sight in one line; ``trauma`` is the project's word for it."""
    said = [
        f"{percent(sight.share)} of layer-3 {what}"
        for sight, what in ((worth.sight, "weight"), (worth.pain_sight, trauma))
        if sight.share is not None
    ]
    if not said:
        return plain("Line of sight: nothing that weighs stands at layer 3.", "$text-muted")
    return plain(f"Line of sight to finance: {', '.join(said)}.", "$text-muted")


def _line(name: Content, drawn: Content, numbers: Sequence[Content], bar: int) -> Content:
    return Content(" ").join([fit(name, NAMED), fit(drawn, bar), *numbers])
