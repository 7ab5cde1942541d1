"""The list of pains: its columns and lines."""

from __future__ import annotations

from dataclasses import replace

from textual.content import Content

from ossbuy.model.project import Project
from ossbuy.model.trauma import Pain
from ossbuy.tui.numbers import currency, millions
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.bar import bar, dots
from ossbuy.tui.widgets.listing import Column, Row
from ossbuy.tui.widgets.pain_card import EVIDENCE_WORD, LAYER_WORD

COLUMNS = (
    Column("index", 6, "right"),
    Column("", 8),
    Column("", 4),
    Column("pain", 12, flexible=True),
    Column("sev.", 5),
    Column("M/yr", 5, "right"),
    Column("shown by", 10, least=68),
    Column("layer", 12, least=90),
)


def columns(project: Project) -> list[Column]:
    """The columns with the project's currency in the head of the cost."""
    unit = f"{currency(project).strip()}M/yr"
    return [replace(c, title=unit) if c.title == "M/yr" else c for c in COLUMNS]


def pain_row(pain: Pain, trauma: float | None, computing: bool) -> Row:
    """The line of a pain; what nobody said is said so."""
    unknown = "…" if computing else "open"
    library = " · library" if pain.library else ""
    return Row(
        pain.id,
        (
            plain(unknown if trauma is None else f"{trauma:.1f}", "bold"),
            bar(trauma or 0, 100, 8),
            one_line(pain.code, "$text-primary"),
            Content.assemble(one_line(pain.name), plain(library, "$text-muted")),
            # Five cells, too few for "not said"; the card says it in words.
            dots(pain.severity) if pain.severity else plain("—", "$text-muted"),
            plain("—" if pain.cost_likely is None else millions(pain.cost_likely)),
            plain(
                f"{EVIDENCE_WORD[pain.evidence]} {pain.evidence}" if pain.evidence else "nothing"
            ),
            plain(f"{pain.layer} {LAYER_WORD[pain.layer]}" if pain.layer else "not said"),
        ),
    )
