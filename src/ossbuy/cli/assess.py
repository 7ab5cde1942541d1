"""A vendor's own side: opening a request and looking at one's own bid."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ossbuy.cli.common import BIDDER, actor, is_project, json_option, open_project
from ossbuy.output import Progress, emit, emit_json, rounded, say, table

if TYPE_CHECKING:
    from ossbuy.analysis.competitiveness import Range
    from ossbuy.exchange.bidding.pack_in import PackIn
    from ossbuy.model.project import Project
    from ossbuy.procedure.assessing import Opened
    from ossbuy.procedure.assessment import Assessment
    from ossbuy.store.workspace import Workspace


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="The file to keep the bid in.")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="An existing bid, for an addendum or another version of the pack.",
)
@click.option(
    "--brief",
    type=click.Path(path_type=Path),
    help="A copy the buyer made for you with 'ossbuy share --for vendor'.",
)
@click.option("--name", default="", help="Who bids: your company's name.")
@json_option
def assess_(
    file: Path,
    out: Path | None,
    into: Path | None,
    brief: Path | None,
    name: str,
    as_json: bool,
) -> None:
    """Open a request as a bidder, or look at a bid: gates, root causes, gaps, how it stands.

    FILE is the buyer's pack, a copy the buyer made for you, or your own bid.

    \b
    Example:  ossbuy assess kestrel-answers.xlsx --out kestrel-bid.ossbuy --name "Ductwise"
    """
    from ossbuy.procedure.assessment import Assessment

    if out is not None and into is not None:
        raise click.UsageError("Give --out for a new bid or --into for an existing one, not both.")
    if not file.exists():
        raise click.UsageError(f"{file}: the file does not exist; check the path.")
    if not file.is_dir() and is_project(file) and not _is_copy(file):
        with open_project(file, BIDDER) as workspace:
            if out or into or brief or name:
                raise click.UsageError(
                    f"{file.name} is a bid already: give a pack as FILE and the bid after --into."
                )
            _tell(Assessment(workspace.project), workspace, as_json, file)
        return
    with Progress() as progress:
        progress.step("reading the request")
        read, content, copy = _request(file, brief)
        with _bid(file, out, into) as (workspace, place):
            from ossbuy.procedure.assessing import open_request

            opened = open_request(workspace, read, file.name, content, name.strip(), copy)
            if not as_json:
                _tell_opened(opened, place, workspace, read)
            _tell(Assessment(workspace.project), workspace, as_json, place)


def _is_copy(path: Path) -> bool:
    """Whether a project file is a copy that a buyer made for somebody."""
    from ossbuy.store.glance import glance

    return glance(path).shared


def _request(file: Path, brief: Path | None) -> tuple[PackIn, bytes, Project | None]:
    """What is asked, the workbook's bytes, and the copy the buyer made."""
    from ossbuy.procedure.assessing import pack_of_copy, read_copy, read_request

    copy = read_copy(brief, actor()) if brief is not None else None
    if is_project(file):
        asked = read_copy(file, actor())
        return pack_of_copy(asked), b"", copy or asked
    read, content = read_request(file)
    return read, content, copy


class _bid:
    """The bid's file, new or existing; a new one that fails half-way is not left behind."""

    def __init__(self, file: Path, out: Path | None, into: Path | None) -> None:
        self.into = into
        self.place = into or out or Path(file.with_suffix(".ossbuy").name)
        if into is None and self.place.suffix != ".ossbuy":
            self.place = self.place.with_name(self.place.name + ".ossbuy")

    def __enter__(self) -> tuple[Workspace, Path]:
        from ossbuy.store.workspace import Workspace

        if self.into is not None:
            self.workspace = open_project(self.into, BIDDER)
        else:
            self.workspace = Workspace.create(self.place, actor(), "vendor")
        return self.workspace, self.place

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        from ossbuy import config

        empty = self.workspace.project.model is None or not self.workspace.project.issues
        self.workspace.close()
        if self.into is None and empty:
            self.place.unlink(missing_ok=True)
        else:
            config.remember(self.place)


def _tell_opened(opened: Opened, place: Path, workspace: Workspace, read: PackIn) -> None:
    from ossbuy.procedure.assessment import codes

    project = workspace.project
    emit(f"{place}: {opened.asked} requirements; {workspace.seq} acts recorded.")
    if opened.filled:
        emit(f"  {opened.filled} answers stood in the file already and are taken over.")
    if opened.added:
        emit(f"  new: {codes(project, opened.added)}")
    if opened.reworded:
        emit(f"  reworded, your answer wants reading again: {codes(project, opened.reworded)}")
    if opened.removed:
        emit(f"  no longer asked: {', '.join(opened.removed)}")
    for remark in read.remarks:
        say(f"  {remark}")
    emit("")


def _tell(found: Assessment, workspace: Workspace, as_json: bool, place: Path) -> None:
    if as_json:
        emit_json(workspace.project.description.name, workspace.head, _data(found))
        return
    emit("\n\n".join(part for part in (*_words(found, place),) if part))


def _words(found: Assessment, place: Path) -> tuple[str, ...]:
    return (
        _head(found),
        _gates(found),
        _causes(found),
        _gaps(found),
        _standing(found),
        _moves(found, place),
    )


def _head(found: Assessment) -> str:
    from ossbuy.model.bidding import current_issue

    project = found.project
    issue = current_issue(project)
    buyer = f" for {project.description.buyer}" if project.description.buyer else ""
    version = f", version {issue.version}" if issue and issue.version != "not said" else ""
    dates = [f"  {_when(d.at)}  {d.name or d.what}" for d in project.deadlines.values()]
    why = [f"  Why now: {_short(t.statement, 88)}" for t in project.triggers.values()]
    return "\n".join([f"{project.description.name}{buyer}{version}", *dates, *why])


def _when(at: str) -> str:
    return f"{at[:10]} {at[11:16]} UTC" if len(at) > 16 and at[10] == "T" else at


def _short(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _gates(found: Assessment) -> str:
    if not found.gates:
        return "Pass or fail: nothing; every requirement is weighed."
    rows = [[g.requirement.code, g.state, _short(g.requirement.label)] for g in found.gates]
    bad = sum(g.state != "passed" for g in found.gates)
    said = "all passed and shown" if not bad else f"{bad} of {len(rows)} not safe"
    return f"Pass or fail: {said}.\n" + table(("", "state", "requirement"), rows)


def _causes(found: Assessment) -> str:
    if not found.causes:
        return ""
    pains = [f"  {p.code}  {_short(p.name, 80)}" for p in found.project.pains.values()]
    told = "\n".join(["What hurts, in the buyer's words:", *pains, "", ""]) if pains else ""
    rows = []
    for one in found.causes:
        reach = f"{one.answered} of {len(one.requirements)}" if one.requirements else "not said"
        healed = f"{100 * one.healed:.0f}" if one.healed is not None else "–"
        rows.append([one.cause.code, reach, healed, _short(one.cause.statement)])
    if not any(one.requirements for one in found.causes):
        plain = [[row[0], row[3]] for row in rows]
        return f"{told}Root causes the buyer shows, before any feature:\n" + table(
            ("", "cause"), plain
        )
    return f"{told}Root causes the buyer shows, before any feature:\n" + table(
        ("", "answered", "of 100", "cause"), rows, right=(2,)
    )


def _gaps(found: Assessment) -> str:
    from ossbuy.procedure.assessment import codes

    project, asked = found.project, len(found.answers)
    lines = [f"Answered: {found.answered} of {asked}."]
    for said, which in (
        ("unanswered", found.unanswered),
        ("means not said", found.unsaid),
        ("on your word alone", found.unevidenced),
        ("given to somebody and not done", found.unfinished_tasks),
    ):
        if which:
            lines.append(f"  {len(which):>4}  {said}: {codes(project, which)}")
    return "\n".join(lines)


def _span(span: Range) -> str:
    low, high = span
    return f"{low:.1f}" if high - low < 0.05 else f"{low:.1f} – {high:.1f}"


def _standing(found: Assessment) -> str:
    stands, project = found.standing, found.project
    if stands is None:
        return "How it stands: nothing that is weighed applies, so there is no score."
    model = project.model
    assert model is not None
    sections = project.sections
    tops = found.bidder.sections
    most = stands.any_sections
    rows = [
        ["every requirement weighs the same", _span(stands.uniform)],
        ["every section weighs the same", _span(stands.by_section)],
        ["eight of ten ways to weigh the sections", _span(stands.likely)],
        [f"worst: only {_short(sections[tops[most.worst_at]].label, 36)}", f"{most.worst:.1f}"],
        [f"best: only {_short(sections[tops[most.best_at]].label, 36)}", f"{most.best:.1f}"],
        ["all claims believed, whatever stands behind them", _span(stands.claimed)],
    ]
    if stands.published is not None:
        rows.insert(0, ["under the weights the buyer published", _span(stands.published)])
    whose = (
        f"with {model.title} {model.version}, an assumption: the buyer may use others"
        if found.assumed
        else f"with the buyer's own {model.title} {model.version}"
    )
    note = "" if not found.unanswered else " A range is what unanswered rows leave open."
    return f"How it stands on quality, of 100, {whose}.{note}\n" + table(
        ("weights", "score"), rows, right=(1,)
    )


def _moves(found: Assessment, place: Path) -> str:
    moves = found.moves[:10]
    if not moves:
        return ""
    project = found.project
    rows = [
        [
            f"{'up to ' if m.kind in ('answer', 'say how') else ''}+{m.gain:.1f}",
            project.requirements[m.requirement].code,
            m.said,
            _short(project.requirements[m.requirement].label, 44),
        ]
        for m in moves
    ]
    more = len(found.moves) - len(moves)
    also = f"\n{more} more with --json." if more > 0 else ""
    published = " under the published weights" if found.bidder.weights is not None else ""
    first = rows[0][1]
    return (
        f"What a better answer would add{published}, where it is true:\n"
        + table(("points", "", "better", "requirement"), rows, right=(0,))
        + f"{also}\n\nNext:  ossbuy answer {place.name} {first} --level … --evidence …"
    )


def _data(found: Assessment) -> dict[str, Any]:
    """Everything a script may want, by visible ids."""
    project, stands = found.project, found.standing

    def named(idents: tuple[str, ...]) -> list[str]:
        return [project.requirements[ident].code for ident in idents]

    return {
        "gates": [{"id": g.requirement.code, "state": g.state} for g in found.gates],
        "causes": [
            {
                "id": c.cause.code,
                "cause": c.cause.statement,
                "causes": c.effects,
                "requirements": named(c.requirements),
                "answered": c.answered,
                "healed": rounded(c.healed),
            }
            for c in found.causes
        ],
        "asked": len(found.answers),
        "answered": found.answered,
        "unanswered": named(found.unanswered),
        "means_not_said": named(found.unsaid),
        "on_word_alone": named(found.unevidenced),
        "tasks_left": named(found.unfinished_tasks),
        "model_assumed": found.assumed,
        "standing": None
        if stands is None
        else rounded(
            {
                "uniform": stands.uniform,
                "by_section": stands.by_section,
                "likely": stands.likely,
                "sections": (stands.any_sections.worst, stands.any_sections.best),
                "requirements": (stands.any_weights.worst, stands.any_weights.best),
                "claimed": stands.claimed,
                "published": stands.published,
            }
        ),
        "moves": [
            {
                "id": project.requirements[m.requirement].code,
                "kind": m.kind,
                "points": rounded(m.gain),
                "said": m.said,
            }
            for m in found.moves
        ],
    }
