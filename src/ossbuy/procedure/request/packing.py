"""From a project to what a pack says: what is asked, when it is due, and nothing else of it."""

from __future__ import annotations

from collections.abc import Sequence

from ossbuy.exchange.pack import (
    Due,
    Item,
    Pack,
    Question,
    Reason,
    Volume,
    read_price_lines,
    set_hash,
)
from ossbuy.exchange.report.sheet import writable
from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.procedure.lock import NO_PRICE_SHARE, now
from ossbuy.procedure.request.calendar import called
from ossbuy.procedure.request.short_list import leaf_weights


def met_when(threshold: str) -> str:
    """The line under a requirement that says what counts as met."""
    return f"Met when: {threshold}" if threshold else ""


def asked_text(text: str, threshold: str) -> str:
    """A requirement as it stands in a pack: its text, and below it what counts as met."""
    return "\n".join(part for part in (text, met_when(threshold)) if part)


def items_of(project: Project, short: bool = False) -> tuple[Item, ...]:
    """The requirements as they would be asked, section by section."""
    order = {section: place for place, section in enumerate(project.sections)}
    wanted = [r for r in project.requirements.values() if r.short or not short]
    wanted.sort(key=lambda r: order.get(r.section, len(order)))
    return tuple(
        Item(
            r.id,
            r.code,
            project.sections[r.section].title if r.section in project.sections else "",
            # As a cell can hold it: what comes back is compared with what went out.
            writable(asked_text(r.text, r.threshold))[0],
            r.gate,
        )
        for r in wanted
    )


def pack_of(
    project: Project,
    chain: str,
    version: str,
    *,
    short: bool,
    questions: tuple[Question, ...],
    causes: Sequence[str] = (),
    about: Sequence[str] = (),
    years: int = 5,
    priced: bool = True,
    changes: str = "",
) -> Pack:
    """What goes out under a version, as the project stands now.

    Args:
        project: whose request.
        chain: identity of the project's chain, by which a pack is told from another project's.
        version: under which it goes out.
        short: only the requirements marked for the short list.
        questions: about the vendor itself.
        causes: internal ids of causes that are shown to vendors.
        about: names of what the project's context says of the buyer, shown to vendors.
        years: contract years priced, year 0 included.
        priced: whether a price workbook goes with it.
        changes: what an addendum says it changed.

    Raises:
        Refused: a regulated procurement has no price share to publish.
    """
    said = project.description
    items = items_of(project, short)
    dues = sorted((d for d in project.deadlines.values() if d.at), key=lambda d: (d.at, d.code))
    return Pack(
        project=chain,
        name=said.subject or said.name or "Request",
        buyer=said.buyer or said.name or "The buyer",
        version=version,
        stage="short" if short else "full",
        issued=now(),
        items=items,
        hash=set_hash(items),
        lot=said.lot,
        currency=said.currency,
        base_year=said.base_year,
        years=years,
        questions=questions,
        dues=tuple(Due(called(d), d.at, d.note) for d in dues),
        volumes=tuple(
            Volume(d.code, d.name, d.unit, tuple(str(a) for a in d.amounts))
            for d in project.drivers.values()
        ),
        priced=priced,
        lines=read_price_lines(),
        about=tuple((name, said.context[name]) for name in about if name in said.context),
        reasons=_reasons(project, causes, items),
        published=published(project) if project.policy.regulated else (),
        changes=changes,
    )


def published(project: Project) -> tuple[tuple[str, str], ...]:
    """How answers will be weighed, as a regulated procurement must say it."""
    share = project.policy.price_share
    if share is None:
        raise Refused(NO_PRICE_SHARE)
    weights = leaf_weights(project)
    said = [
        ("Quality", f"{100 * (1 - share):.1f} %"),
        ("Price", f"{100 * share:.1f} %, formula {project.policy.price_formula}"),
    ]
    for section in project.top_sections():
        inside = sum(
            w
            for r, w in weights.items()
            if project.requirements[r].section in project.sections
            and project.top_section_of(r) == section.id
        )
        said.append((section.title, f"{100 * inside:.1f} % of quality"))
    return tuple(said)


def _reasons(project: Project, causes: Sequence[str], items: Sequence[Item]) -> tuple[Reason, ...]:
    asked = {item.key: item.code for item in items}
    reasons = []
    for ident in causes:
        cause = project.causes[ident]
        effects, pains = _effects(project, ident)
        sources = {ident, *pains}
        links = {e: n for e, n in project.links.items() if e[0] in sources and n}
        # Weak links reach nearly everything: a vendor is told what is most against a cause.
        most = max(links.values(), default=0)
        codes = {
            asked[requirement]: None
            for (_, target), strength in links.items()
            if strength == most
            for requirement in _leaves(project, target)
            if requirement in asked
        }
        reasons.append(Reason(ident, cause.code, cause.statement, "; ".join(effects), tuple(codes)))
    return tuple(reasons)


def _effects(project: Project, cause: str) -> tuple[list[str], list[str]]:
    """The pains a cause leads to, by name, and their internal ids."""
    waiting, seen, names, pains = [cause], {cause}, [], []
    while waiting:
        here = waiting.pop(0)
        for source, effect in project.contributions:
            if source != here or effect in seen:
                continue
            seen.add(effect)
            if effect in project.pains:
                pain = project.pains[effect]
                names.append(pain.name or pain.code)
                pains.append(effect)
            else:
                waiting.append(effect)
    return names, pains


def _leaves(project: Project, target: str) -> list[str]:
    if target in project.requirements:
        return [target]
    below = {target} | {s for s in project.sections if _under(project, s, target)}
    return [r.id for r in project.requirements.values() if r.section in below]


def _under(project: Project, section: str, above: str) -> bool:
    step = project.parent_of(section)
    while step and step != above:
        step = project.parent_of(step)
    return step == above
