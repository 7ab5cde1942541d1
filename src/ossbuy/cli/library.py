"""The requirement library: looking into it and pulling from it."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ossbuy.cli.common import json_option, open_project, project_argument
from ossbuy.output import ExitCode, emit, emit_json, say, table

if TYPE_CHECKING:
    from ossbuy.exchange.frameworks import Ratio
    from ossbuy.exchange.library import Module
    from ossbuy.procedure.library import Pulled
    from ossbuy.procedure.orphans import Proposal
    from ossbuy.store.workspace import Workspace

WIDTH = 98
"""Columns a long text is folded to; a script reads --json instead."""

OWN = click.option(
    "--library",
    "own",
    type=click.Path(path_type=Path),
    help="A directory of modules of your own, beside the shipped ones (docs/library.md).",
)


@click.command()
@click.argument("module", required=False)
@click.option("--search", "words", default="", help="Find pains and requirements by words.")
@OWN
@json_option
def library_(module: str | None, words: str, own: Path | None, as_json: bool) -> int:
    """Look into the requirement library.

    Without a MODULE it lists them; a module shows its pains, root causes, indicators and
    requirements.

    \b
    Examples:  ossbuy library
               ossbuy library resource-inventory
               ossbuy library --search "port free"
    """
    from ossbuy.exchange import library
    from ossbuy.exchange.library.plain import heading_data, module_data

    if module and words:
        raise click.UsageError("Name a module or search for words, not both.")
    if module:
        shown = library.load(module, own)
        if as_json:
            emit_json("", "", module_data(shown))
        else:
            _show(shown)
        return ExitCode.OK
    if words:
        hits = library.search(words, own)
        found = [(hit.heading.id, hit.found.id, hit.found.label) for hit in hits]
        if as_json:
            keys = ("module", "id", "title")
            emit_json("", "", [dict(zip(keys, row, strict=True)) for row in found])
        elif found:
            emit(table(("module", "id", ""), found))
        else:
            say(f"No pain and no requirement holds {words!r}; try fewer or shorter words.")
        return ExitCode.OK if found else ExitCode.NO
    headings = library.headings(own)
    if as_json:
        emit_json("", "", [heading_data(h) for h in headings])
    else:
        rows = [(str(h.number), h.id, h.prefix, h.title) for h in headings]
        emit(table(("", "module", "ids", ""), rows, right=(0,)))
    return ExitCode.OK


@click.command()
@project_argument
@click.argument("words", metavar="[MODULE] [IDS…]", nargs=-1)
@click.option("--pains", "kinds", flag_value="pains", multiple=True, help="All pains of it.")
@click.option("--causes", "kinds", flag_value="causes", multiple=True, help="All root causes.")
@click.option(
    "--requirements", "kinds", flag_value="requirements", multiple=True, help="All requirements."
)
@click.option("--section", default="", help="The section requirements go into.")
@click.option("--orphans", is_flag=True, help="Propose requirements for pains nothing answers.")
@click.option("--accept", "take", is_flag=True, help="With --orphans: take what is proposed.")
@click.option("--reason", default="", help="Recorded with the act; needed after the weight lock.")
@OWN
@json_option
def pull_(
    project: Path,
    words: tuple[str, ...],
    kinds: tuple[str, ...],
    section: str,
    orphans: bool,
    take: bool,
    reason: str,
    own: Path | None,
    as_json: bool,
) -> None:
    """Pull pains, root causes and requirements from the library.

    With --orphans, the words are pains of the project; without any, all pains that no
    requirement answers are looked at.

    \b
    Examples:  ossbuy pull inventory.ossbuy resource-inventory --pains --causes
               ossbuy pull inventory.ossbuy resource-inventory INV-R1 INV-R3
               ossbuy pull inventory.ossbuy --orphans
    """
    if take and not orphans:
        raise click.UsageError("--accept takes what --orphans proposes: say both.")
    if orphans and (kinds or section):
        raise click.UsageError("--orphans takes pains of the project and no module.")
    with open_project(project) as workspace:
        if orphans:
            _orphans(workspace, words, take, reason, own, as_json)
            return
        from ossbuy.exchange import library
        from ossbuy.procedure.library import pull

        if not words:
            raise click.UsageError("Name a module; 'ossbuy library' lists them.")
        module = library.load(words[0], own)
        ids = [*words[1:], *(i for kind in kinds for i in getattr(module, kind))]
        if not ids:
            raise click.UsageError(
                "Say what to pull: ids of the module, --pains, --causes or --requirements."
            )
        pulled = pull(workspace.project, module, ids, section)
        _record(workspace, pulled, reason, project, as_json)


def _orphans(
    workspace: Workspace,
    codes: tuple[str, ...],
    take: bool,
    reason: str,
    own: Path | None,
    as_json: bool,
) -> None:
    from ossbuy.procedure.orphans import accept, propose

    proposals = propose(workspace.project, codes, own)
    if take:
        pulled = accept(workspace.project, proposals)
        _record(workspace, pulled, reason, Path(workspace.where), as_json)
        return
    if as_json:
        data = [_proposal_data(proposal) for proposal in proposals]
        emit_json(workspace.project.description.name, workspace.head, data)
        return
    if not proposals:
        say("Every pain is answered by a requirement.")
    for proposal in proposals:
        emit(f"{proposal.pain.code} {proposal.pain.name}: {proposal.because}")
        rows = [
            (
                str(link.strength),
                link.requirement.id,
                link.requirement.title,
                workspace.project.label(link.there) if link.there else "",
            )
            for link in proposal.links
        ]
        if rows:
            emit(textwrap.indent(table(("link", "id", "", "here as"), rows, right=(0,)), "  "))
    if any(proposal.links for proposal in proposals):
        say("Nothing is recorded yet; --accept takes all of it, or name the pains to take.")


def _record(
    workspace: Workspace, pulled: Pulled, reason: str, project: Path, as_json: bool
) -> None:
    """Record what was pulled and say under which ids it is here."""
    from ossbuy.procedure.lock import record

    seq = record(workspace, pulled.act, reason).seq if pulled.act else None
    if as_json:
        data: dict[str, Any] = {
            "act": seq,
            "links": pulled.links,
            "sections": list(pulled.sections),
            "taken": [
                {"library": t.library, "family": t.family, "code": t.code, "ask": t.ask}
                for t in pulled.taken
            ],
            "left": [{"library": one.library, "why": one.why} for one in pulled.left],
        }
        emit_json(workspace.project.description.name, workspace.head, data)
        return
    if pulled.taken:
        rows = [(t.code, t.library, _short(t.label)) for t in pulled.taken]
        emit(table(("here", "library", ""), rows))
    for one in pulled.left:
        say(f"{one.library} is left out: {one.why}.")
    asks = [t for t in pulled.taken if t.ask]
    if asks:
        emit("\nAsk before you score them; without evidence from here severity stops at 2:")
        for told in asks:
            emit(_folded(f"{told.code}  {told.ask}", "    "))
    if pulled.act is None:
        say("Nothing was pulled.")
        return
    made = f"; section {', '.join(pulled.sections)} made" if pulled.sections else ""
    several = "" if pulled.links == 1 else "s"
    joined = f"; {pulled.links} link{several} made" if pulled.links else ""
    emit(f"\nRecorded as act {seq}{made}{joined}; 'ossbuy undo {project}' takes it back.")


def _ratio(ratio: Ratio) -> str:
    """``20 – 60 count per subscriber and day (mobile subscriber)``, or ``3 × mean rate``."""
    ends = (f"{ratio.low:,g}", f"{ratio.high:,g}")
    said = " – ".join(dict.fromkeys(ends))
    return (
        f"{said} × {ratio.per}" if ratio.unit == "ratio" else f"{said} {ratio.unit} ({ratio.per})"
    )


def _short(text: str) -> str:
    return text if len(text) <= 72 else text[:71].rstrip() + "…"


def _folded(text: str, indent: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="", subsequent_indent=indent)


def _show(module: Module) -> None:
    """A module as a person reads it."""
    from ossbuy.exchange.frameworks import reference_name, sizing
    from ossbuy.model.requirement import VERIFICATION

    heading = module.heading
    emit(f"{heading.number}. {heading.title}\n{_folded(heading.about, '')}")
    if heading.references:
        emit("\nInterfaces and components")
        emit("\n".join(f"  {ident:<8} {reference_name(ident)}" for ident in heading.references))
    if heading.drivers:
        emit("\nWhat drives its size (assumptions to replace by counts)")
    for driver in heading.drivers:
        ratios = [r for r in sizing().ratios if r.driver == driver]
        said = "; ".join(_ratio(ratio) for ratio in ratios)
        emit(_folded(f"  {driver}: {said or sizing().drivers[driver].meaning}", " " * 4))
    emit("\nPains")
    for pain in module.pains.values():
        asks = " ".join(f"{r}={s}" for r, s in pain.asks.items())
        emit(f"  {pain.id}  {pain.name}  (causes {' '.join(pain.causes)}; asks for {asks})")
        emit(_folded(f"          “{pain.statement}”", " " * 11))
        emit(_folded(f"          Ask: {pain.ask}", " " * 15))
    emit("\nRoot causes")
    for cause in module.causes.values():
        emit(_folded(f"  {cause.id}  {cause.statement}", " " * 10))
        emit(f"          {cause.category}; software can fix it: {cause.fixable}")
    emit("\nIndicators")
    for kpi in module.kpis.values():
        emit(_folded(f"  {kpi.id}  {kpi.name}", " " * 10))
        said = (
            f"typical {kpi.typical.text}, good {kpi.good.text} ({kpi.unit}); {kpi.better} is better"
        )
        emit(_folded(f"          {said}; {kpi.basis}: {kpi.source}", " " * 10))
        if kpi.counter:
            emit(f"          watch {kpi.counter} with it")
    emit("\nRequirements")
    for asked in module.requirements.values():
        gate = "  (gate)" if asked.gate else ""
        emit(f"  {asked.id}  {asked.title}{gate}")
        emit(_folded(f"          {asked.text}", " " * 10))
        how = ", ".join(VERIFICATION[letter] for letter in asked.verification.split())
        emit(_folded(f"          Met: {asked.threshold} ({how})", " " * 15))


def _proposal_data(proposal: Proposal) -> dict[str, Any]:
    return {
        "pain": proposal.pain.code,
        "because": proposal.because,
        "links": [
            {
                "requirement": link.requirement.id,
                "module": link.module.heading.id,
                "strength": link.strength,
                "there": bool(link.there),
            }
            for link in proposal.links
        ],
    }
