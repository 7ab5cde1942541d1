"""The requirement library as rows of a listing, and one thing of it in full."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, TypeAlias

from textual.content import Content

from ossbuy.exchange.frameworks import reference_name
from ossbuy.exchange.library import (
    Heading,
    LibraryCause,
    LibraryPain,
    LibraryRequirement,
    Module,
)
from ossbuy.model.project import Project
from ossbuy.model.references import FROM_LIBRARY_AT_MOST
from ossbuy.procedure.library import Pulled
from ossbuy.tui.naming import coded
from ossbuy.tui.numbers import count
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Column, Row
from ossbuy.tui.widgets.pain_card import LAYER_WORD
from ossbuy.tui.widgets.requirement_card import verified
from ossbuy.tui.widgets.views import ViewName

Thing: TypeAlias = LibraryPain | LibraryCause | LibraryRequirement

KINDS: Final = (
    ViewName("pains", "p", "pains"),
    ViewName("requirements", "r", "requirements"),
    ViewName("causes", "c", "root causes"),
)
MODULES: Final = (Column("module", 10, flexible=True), Column("here", 4, "right"))
THINGS: Final = (
    Column("", 1),
    Column("id", 8),
    Column("", 10, flexible=True),
    Column("module", 18, least=70),
    Column("here", 7),
)


def module_row(heading: Heading, here: int) -> Row:
    """A module with how much of it the project holds already."""
    number = plain(f"{heading.number:>2} ", "$text-primary")
    name = Content.assemble(number, one_line(heading.title))
    return Row(heading.id, (name, plain(here or "", "$text-muted")))


def name_of(thing: Thing) -> str:
    """What a list calls it."""
    return thing.statement if isinstance(thing, LibraryCause) else thing.label


def thing_row(
    project: Project,
    heading: Heading,
    thing: Thing,
    here: Mapping[str, str],
    marked: Collection[str],
) -> Row:
    """One thing of the library: ● marked, ✔ in the project already, under which id."""
    held = here.get(thing.id, "")
    mark = (
        plain("✔", "$text-success")
        if held
        else plain("●", "bold $text-accent")
        if thing.id in marked
        else plain(" ")
    )
    gate = isinstance(thing, LibraryRequirement) and thing.gate
    name = Content.assemble(plain("■ " if gate else ""), one_line(name_of(thing)))
    return Row(
        thing.id,
        (
            mark,
            one_line(thing.id, "$text-primary"),
            name.stylize("$text-muted") if held else name,
            one_line(heading.title, "$text-muted"),
            one_line(project.label(held) if held else "", "$text-primary"),
        ),
    )


def about(module: Module, thing: Thing) -> Content:
    """Everything the library says about one thing."""
    match thing:
        case LibraryPain():
            return _pain(module, thing)
        case LibraryCause():
            return _lines(
                plain(thing.statement),
                _said("kind", thing.category),
                _said("software can fix it", thing.fixable),
                _said(
                    "behind", ", ".join(p.id for p in module.pains.values() if thing.id in p.causes)
                ),
            )
    return _requirement(module, thing)


def _pain(module: Module, pain: LibraryPain) -> Content:
    asks = [
        Content.assemble(
            plain(f"{strength} ", "bold $text-accent"),
            coded(ident, module.requirements[ident].title),
        )
        for ident, strength in pain.asks.items()
    ]
    return _lines(
        plain(f"“{pain.statement}”", "italic"),
        plain(
            f"needs local evidence above severity {FROM_LIBRARY_AT_MOST}. Ask: {pain.ask}",
            "$text-warning",
        ),
        _said("layer", LAYER_WORD[pain.layer]),
        _said("root causes", ", ".join(pain.causes)),
        Content.assemble(plain("asks for  ", "$text-muted"), Content("  ").join(asks)),
    )


def _requirement(module: Module, asked: LibraryRequirement) -> Content:
    kpi = module.kpis.get(asked.kpi)
    measured = source = ""
    if kpi is not None:
        measured = (
            f"{kpi.name}: typical {kpi.typical.text}, good {kpi.good.text} {kpi.unit}, "
            f"{kpi.better} is better"
        )
        source = f"{kpi.basis}, {kpi.source}"
    named = [f"{ident} {reference_name(ident)}".rstrip() for ident in asked.references]
    wanting = [
        Content.assemble(
            plain(f"{pain.asks[asked.id]} ", "bold $text-accent"), coded(pain.id, pain.name)
        )
        for pain in module.pains.values()
        if asked.id in pain.asks
    ]
    return _lines(
        plain(asked.text),
        plain("■ gate: pass or fail, outside the sum", "$text-primary") if asked.gate else None,
        _said("met when", asked.threshold),
        _said("shown by", verified(asked.verification)),
        _said("measured by", measured),
        _said("figures", source),
        _said("serves", LAYER_WORD[asked.layer]),
        _said("see", " · ".join(named)),
        Content.assemble(plain("asked for by  ", "$text-muted"), Content("  ").join(wanting))
        if wanting
        else None,
    )


def _said(label: str, text: str) -> Content | None:
    if not text:
        return None
    return Content.assemble(plain(f"{label}  ", "$text-muted"), plain(text))


def _lines(*parts: Content | None) -> Content:
    return Content("\n").join([part for part in parts if part is not None])


def pulled_said(pulled: Pulled) -> str:
    """What was pulled, in a sentence."""
    words = {"pain": "pain", "cause": "root cause", "requirement": "requirement"}
    families = [taken.family for taken in pulled.taken]
    counted = [count(families.count(f), word) for f, word in words.items() if f in families]
    made = f" into the new section {', '.join(pulled.sections)}" if pulled.sections else ""
    ask = (
        f" A pulled pain needs local evidence above severity {FROM_LIBRARY_AT_MOST}."
        if "pain" in families
        else ""
    )
    return f"Pulled {', '.join(counted)}{made}; u takes it back.{ask}"
