"""Beginning: demo, new, open, where."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ossbuy import locations
from ossbuy.cli.common import PROJECT, actor, evaluated, invoked, money, refuse_bid
from ossbuy.output import ExitCode, Progress, emit, emit_json, say, table

if TYPE_CHECKING:
    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.analysis.robustness.cockpit import NotAvailable, Robustness
    from ossbuy.model.project import Project
    from ossbuy.procedure.past import Past
    from ossbuy.store.workspace import Workspace


@click.command()
@click.argument("name", default="kestrel-inventory")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("ossbuy-demo"),
    help="Directory to write to; ./ossbuy-demo by default.",
)
@click.option("--yes", is_flag=True, help="Overwrite an earlier run without asking.")
def demo_(name: str, out: Path, yes: bool) -> None:
    """Run a shipped sample end to end, without a screen.

    Builds the project from its files, receives and opens the vendors' workbooks, scores, tests
    how firm the result is, and writes the decision workbook.

    \b
    Example:  ossbuy demo kestrel-inventory --out /tmp/kestrel
    """
    from ossbuy.analysis.robustness.cockpit import robustness
    from ossbuy.procedure.files.build import build
    from ossbuy.procedure.report import report
    from ossbuy.store.workspace import Workspace

    names = locations.sample_names()
    if name not in names:
        raise click.UsageError(f"There is no sample {name!r}; there are: {', '.join(names)}.")
    project, workbook = _targets(out, name, yes)
    with Progress() as progress:
        progress.step("building the project")
        with Workspace.create(project, actor()) as workspace:
            build(workspace, locations.samples() / name, progress.step)
            progress.step("testing how firm the result is")
            evaluation = evaluated(workspace.project)
            firm = robustness(evaluation, progress.part)
            emit(f"{workspace.project.description.name}\n")
            if act := _tested(workspace):
                before = evaluated(workspace.at(act - 1))
                emit(f"Before the test that act {act} recorded:\n")
                _tell(before, robustness(before, progress.part))
                emit("\nAfter the test:\n")
            progress.step("writing the decision workbook")
            report(workspace, workbook, evaluation, firm)
            _tell(evaluation, firm)
            _tell_gates_and_growth(evaluation, workspace.project, progress)
            currency = workspace.project.description.currency
    if evaluation.do_nothing is not None:
        emit(
            "Doing nothing forgoes "
            f"{money(evaluation.do_nothing.avoidable_total, currency)} of avoidable pain over "
            f"{len(evaluation.do_nothing.avoidable)} years."
        )
    emit(f"\nWritten:\n  {project}\n  {workbook}")
    emit(f"\nOpen next:\n  {invoked()} open {project}\n  {workbook} in Excel or LibreOffice")
    _remember(project)


def _targets(out: Path, name: str, yes: bool) -> tuple[Path, Path]:
    """Where the demo writes; an earlier run is overwritten only when somebody says so."""
    from ossbuy.model.events import Refused

    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{out} cannot be made ({error.strerror}): name another --out.") from None
    project, workbook = out / f"{name}.ossbuy", out / f"{name}.xlsx"
    if not (project.exists() or workbook.exists()):
        return project, workbook
    overwrite = yes or (
        sys.stdin.isatty() and click.confirm(f"{project} is there already. Overwrite it?", err=True)
    )
    if overwrite:
        for path in (project, workbook):
            path.unlink(missing_ok=True)
        return project, workbook
    number = 2
    while (out / f"{name}-{number}.ossbuy").exists() or (out / f"{name}-{number}.xlsx").exists():
        number += 1
    say(f"An earlier run stays as it is; this one is number {number}.")
    return out / f"{name}-{number}.ossbuy", out / f"{name}-{number}.xlsx"


def _tested(workspace: Workspace) -> int:
    """The number of the act that recorded a test; 0 where nothing was tested."""
    return next((e.seq for e in workspace.history() if e.kind == "test.recorded"), 0)


def _tell(evaluation: Evaluation, firm: Robustness | NotAvailable) -> None:
    from ossbuy.analysis.robustness.cockpit import NotAvailable

    currency = ""
    rows = [
        [
            str(s.rank or "–"),
            s.label,
            f"{s.total:.1f}" if s.total is not None else f"{s.total_low:.1f}–{s.total_high:.1f}",
            f"{s.quality:.1f}" if s.quality is not None else "open",
            f"{s.price_score:.1f}" if s.price_score is not None else "sealed",
            money(s.cost, currency).strip(),
        ]
        for s in evaluation.standings
    ]
    headers = ["", "vendor", "total", "quality", "price", "five-year cost"]
    emit(table(headers, rows, right=(2, 3, 4, 5)))
    emit(f"\n{evaluation.sentence()}\n{firm.sentence()}")
    panel = None if isinstance(firm, NotAvailable) else firm.firm.panel
    if panel is not None and panel.changing:
        emit(panel.sentence())


def _tell_gates_and_growth(evaluation: Evaluation, project: Project, progress: Progress) -> None:
    """Who fails a gate, and what happens to the winner when more or fewer come than forecast."""
    from ossbuy.analysis.growth import grown_volumes
    from ossbuy.analysis.robustness.cockpit import robustness
    from ossbuy.procedure.gated import without_failing

    labels = evaluation.matrix.labels
    for s in evaluation.contenders:
        if s.gates_failed:
            emit(f"But {s.label} fails gate {' and '.join(labels[g] for g in s.gates_failed)}.")
    if (others := without_failing(project)) is not None:
        left = evaluated(others)
        firm = robustness(left, progress.part)
        emit(f"Without it: {left.sentence()} {firm.sentence()}")
    for grown in grown_volumes(evaluation):
        emit(grown.sentences()[0])


@click.command()
@click.argument("project", type=PROJECT)
@click.option(
    "--from",
    "directory",
    type=click.Path(path_type=Path),
    help="Build it from readable project files (docs/project-files.md).",
)
@click.option(
    "--past",
    type=PROJECT,
    help="Start from a past project file, its client taken out.",
)
@click.option("--name", default="", help="What the project is called.")
@click.option("--currency", default="EUR", show_default=True, help="ISO 4217 code.")
@click.option(
    "--model",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Evaluation model; the standard one by default.",
)
def new_(
    project: Path,
    directory: Path | None,
    past: Path | None,
    name: str,
    currency: str,
    model: Path | None,
) -> None:
    """Begin a project: empty, from readable files, or from a past project without its client.

    \b
    Example:  ossbuy new kestrel.ossbuy --from sample_rfps/kestrel-inventory
    """
    from ossbuy.procedure.files.build import begin, build
    from ossbuy.store.workspace import Workspace

    if directory is not None and past is not None:
        raise click.UsageError("Give --from or --past, not both.")
    if past is not None and not name:
        raise click.UsageError("Say with --name what the new project is called.")
    if not project.name:
        raise click.UsageError("Say what the project's file is called, such as kestrel.ossbuy.")
    taken = _without_client(past) if past is not None else None
    if project.suffix != ".ossbuy":
        project = project.with_name(project.name + ".ossbuy")
    with Progress() as progress:
        workspace = Workspace.create(project, actor())
        try:
            if directory is None:
                begin(workspace, name or project.stem, currency, model)
                if taken is not None:
                    workspace.execute(taken.act())
            else:
                build(workspace, directory, progress.step)
        except BaseException:
            # Half a project helps nobody; the files it came from are untouched.
            workspace.close()
            project.unlink(missing_ok=True)
            raise
        with workspace:
            head, seq = workspace.head, workspace.seq
            what = workspace.project
    emit(
        f"{project}: {what.description.name}, {len(what.pains)} pains, {len(what.requirements)} "
        f"requirements, {len(what.vendors)} vendors; {seq} act{'' if seq == 1 else 's'} recorded, "
        f"head {head[:12]}."
    )
    if taken is not None:
        emit("\n".join(taken.sentences()))
    emit(f"Open it:  {invoked()} open {project}")
    _remember(project)


def _without_client(past: Path) -> Past:
    """What a past project gives; it is only read."""
    from ossbuy.procedure.past import past as strip
    from ossbuy.store.workspace import Workspace

    refuse_bid(past)
    with Workspace.open(past, actor()) as old:
        taken = strip(old.project)
    taken.act()  # refused before a new file is made
    return taken


@click.command()
@click.argument("project", type=PROJECT)
def open_(project: Path) -> int:
    """Open a project on screen.

    \b
    Example:  ossbuy open kestrel.ossbuy
    """
    return _screen(project)


def open_last() -> None:
    """The screen on the project open last, or Home."""
    from ossbuy import config

    last = next(iter(config.recent()), None)
    raise SystemExit(_screen(last))


def _screen(project: Path | None) -> int:
    if not sys.stdout.isatty() or not sys.stdin.isatty():
        say("ossbuy: the screen needs a terminal; use 'ossbuy rank', 'report' and the like here.")
        return ExitCode.USAGE
    from ossbuy import config

    who = actor()
    seen = None
    if project is not None:
        from ossbuy.store.glance import glance

        # What is no project is refused here, before the screen is touched.
        seen = glance(project)
    from ossbuy.tui.app import OssbuyApp

    app = OssbuyApp(None, project, actor=who, theme=config.settings().theme, glance=seen)
    app.run()
    if app.failure is not None:
        raise app.failure
    return app.return_code or ExitCode.OK


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def where_(as_json: bool) -> None:
    """Print where ossbuy keeps things.

    \b
    Example:  ossbuy where
    """
    places = {
        "settings": locations.config_dir() / "config.toml",
        "state": locations.state_dir(),
        "projects": locations.projects_dir(),
        "templates": locations.templates(),
        "samples": locations.samples(),
    }
    if as_json:
        emit_json("", "", {name: str(path) for name, path in places.items()})
    else:
        emit("\n".join(f"{name:<10} {path}" for name, path in places.items()))


def _remember(project: Path) -> None:
    from ossbuy import config

    config.remember(project)
