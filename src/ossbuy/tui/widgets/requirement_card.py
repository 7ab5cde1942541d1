"""Everything about one requirement: what is asked, how it is shown, who asks, what it weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ossbuy.exchange.frameworks import reference_name
from ossbuy.model.project import Project
from ossbuy.model.requirement import VERIFICATION, Requirement, Section
from ossbuy.tui.covering import asked_by, excused, pools, under
from ossbuy.tui.naming import coded, words_of
from ossbuy.tui.numbers import count
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.pain_card import LAYER_WORD, who

if TYPE_CHECKING:
    from ossbuy.analysis.cell import WeightLine

STRENGTH_WORD = {9: "strong", 3: "medium", 1: "weak"}
UNIQUE_WORD = {"function": "ours alone in what it does", "data": "ours alone in its data"}


def verified(letters: str) -> str:
    """Letters of a requirement table in words; a letter nobody knows is shown as it is."""
    return " · ".join(VERIFICATION.get(letter, letter) for letter in letters.split())


def named_references(text: str) -> str:
    """Framework ids with what they are called, as far as anybody knows."""
    return " · ".join(
        f"{word} {name}".rstrip()
        for word in text.replace(",", " ").split()
        for name in (reference_name(word.upper()),)
    )


def share(value: float | None) -> str:
    """A share of quality as a percentage, or that there is none."""
    return "—" if value is None else f"{100 * value:.1f} %"


def weights_said(
    project: Project, node: str, line: WeightLine | None, price: float | None
) -> Content:
    """Stated, derived and effective weight in one line each, and the points behind them."""
    if line is None:
        return plain("weight not computed yet", "$text-muted")
    rows = [
        ("stated", line.stated, " of quality"),
        ("derived", line.derived, " of quality"),
        ("counts", line.blended, " of quality"),
    ]
    if price:
        rows.append(("", line.blended * (1 - price), " with price"))
    lines = [
        Content.assemble(
            plain(f"{name:<9}", "$text-muted"),
            plain(f"{share(value):>8}", "bold" if name == "counts" else ""),
            plain(of, "$text-muted"),
        )
        for name, value, of in rows
    ]
    for points, what in (
        (project.stated.get(node), "points among its siblings"),
        (project.hygiene.get(node), "points of the hygiene pool"),
    ):
        if points is not None:
            lines.append(plain(f"{points:g} {what}", "$text-muted"))
    return Content("\n").join(lines)


def measured(requirement: Requirement) -> str:
    """What is measured after go-live, as it is and as it shall be, each with its unit."""
    figures = [
        f"{name} {figure} {requirement.kpi_unit}".rstrip()
        for name, figure in (
            ("today", requirement.kpi_baseline),
            ("target", requirement.kpi_target),
        )
        if figure
    ]
    if not figures and requirement.kpi and requirement.kpi_unit:
        figures = [f"in {requirement.kpi_unit}"]
    return ": ".join(part for part in (requirement.kpi, ", ".join(figures)) if part)


def askers(project: Project, node: str) -> Content:
    """The pains and causes behind a node, strongest first, with who told them."""
    lines = []
    for source, strength in asked_by(project, node).items():
        pain = project.pains.get(source)
        told = f" — {who(project, pain)}" if pain else ""
        lines.append(
            Content.assemble(
                plain(f"{strength} ", "bold $text-accent"),
                coded(project.label(source), words_of(project, source)),
                plain(told, "$text-muted"),
            )
        )
    if not lines:
        asked = project.requirements.get(node)
        if asked is not None and (why := excused(asked)):
            return plain(f"nobody needs to ask for a {why}")
        if pools(project, node):
            return plain("nobody feels it until it fails: it draws on the hygiene pool")
        return plain("▲ no pain asks for it", "$text-warning")
    return Content("\n").join(lines)


def _head(text: str) -> Content:
    return plain(text, "bold $text-primary")


def requirement_card(
    project: Project,
    requirement: Requirement,
    line: WeightLine | None,
    price: float | None = None,
    wording: Content | None = None,
) -> Content:
    """The card; what nobody filled in is left out, never shown as zero.

    What is questionable about the wording stands right below the text.
    """
    parts = [plain(requirement.text), *([wording] if wording else []), Content("")]

    def say(label: str, text: str) -> None:
        if text:
            parts.append(Content.assemble(plain(f"{label}  ", "$text-muted"), plain(text)))

    if requirement.gate:
        parts.append(plain("■ gate: pass or fail, outside the weighted sum", "$text-primary"))
    say("met when", requirement.threshold)
    say("shown by", verified(requirement.verification))
    if requirement.priority:
        say("wanted", f"{requirement.priority}, which is no weight")
    if requirement.layer:
        say("serves", LAYER_WORD[requirement.layer])
    say("unique", UNIQUE_WORD.get(requirement.unique, requirement.unique))
    say("see", named_references(requirement.references))
    if requirement.risk:
        parts.append(plain("asked for because of a feared risk", "$text-accent"))
    say("measured by", measured(requirement))
    say("watch with it", requirement.counter_kpi)
    say("from the library", requirement.library)
    parts += [Content(""), _head("Weight"), weights_said(project, requirement.id, line, price)]
    parts += [Content(""), _head("Asked for by"), askers(project, requirement.id)]
    return Content("\n").join(parts)


def section_card(
    project: Project, section: Section, line: WeightLine | None, price: float | None = None
) -> Content:
    """A section: how much stands under it, what it weighs, who asks for it."""
    inside = under(project, section.id)
    gates = sum(project.requirements[r].gate for r in inside)
    said = count(len(inside), "requirement") + (f", {count(gates, 'gate')}" if gates else "")
    parts = [plain(said), Content(""), _head("Weight")]
    parts.append(weights_said(project, section.id, line, price))
    parts += [Content(""), _head("Asked for by"), askers(project, section.id)]
    return Content("\n").join(parts)
