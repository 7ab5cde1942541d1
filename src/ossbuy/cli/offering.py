"""A vendor's own side: answers from elsewhere, and the workbook it sends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ossbuy.cli.answering import BID, cells, short
from ossbuy.cli.common import (
    BIDDER,
    actor,
    json_option,
    may_be_written,
    open_project,
    requirement_id,
)
from ossbuy.output import ExitCode, Progress, emit, emit_json, rounded, say, table

if TYPE_CHECKING:
    from ossbuy.model.project import Project
    from ossbuy.procedure.bidding.collecting import Collected


@click.command()
@BID
@click.option(
    "--from",
    "source",
    required=True,
    type=click.Path(path_type=Path),
    help="An earlier bid: its .ossbuy file or its answers workbook.",
)
@click.option("--take", "taken", multiple=True, help="Take over the proposal for this requirement.")
@click.option(
    "--above", type=click.FloatRange(0, 100), help="Take over all at least this alike, in percent."
)
@json_option
def reuse_(
    bid: Path, source: Path, taken: tuple[str, ...], above: float | None, as_json: bool
) -> None:
    """Take over answers from an earlier bid where the requirements are alike.

    Without --take and --above it lists proposals. Where an answer comes from stays in your bid
    and never leaves with it.

    \b
    Example:  ossbuy reuse kestrel-bid.ossbuy --from nordnetz-2025.ossbuy --above 90
    """
    from ossbuy.procedure.bidding.reusing import proposals, read_earlier, take_over

    if not source.is_file():
        raise click.UsageError(f"{source}: the file does not exist; check the path.")
    with open_project(bid, BIDDER) as workspace, Progress() as progress:
        progress.step(f"reading {source.name}")
        name, given = read_earlier(source, actor())
        project = workspace.project
        found = proposals(project, given)
        wanted = {requirement_id(project, code) for code in taken}
        if strangers := wanted - {one.requirement for one in found}:
            code = project.requirements[min(strangers)].code
            raise click.UsageError(
                f"Nothing is proposed for {code}: it is answered already, or nothing in {name} is "
                "like it."
            )
        chosen = [
            one
            for one in found
            if one.requirement in wanted
            or (above is not None and 100 * one.likeness >= above and not one.numbers)
        ]
        if taken or above is not None:
            workspace.execute(take_over(project, chosen, name))
        head = workspace.head
    left = [one for one in found if one not in chosen]
    if as_json:
        emit_json(
            project.description.name,
            head,
            [
                {
                    "id": project.requirements[one.requirement].code,
                    "from": one.given.code,
                    "text": one.given.text,
                    "likeness": rounded(one.likeness),
                    "numbers_differ": one.numbers,
                    "taken": one in chosen,
                }
                for one in found
            ],
        )
        return
    if chosen:
        emit(f"{len(chosen)} answer{'' if len(chosen) == 1 else 's'} taken over from {name}.")
    rows = [
        [
            f"{100 * one.likeness:.0f} %",
            project.requirements[one.requirement].code,
            one.given.code,
            ", ".join(c for c in cells(one.given.answer) if c),
            "other numbers" if one.numbers else "",
            short(one.given.text),
        ]
        for one in left
    ]
    if rows:
        emit(f"{len(rows)} proposal{'' if len(rows) == 1 else 's'} from {name}:")
        emit(table(("alike", "", "there", "answer", "", "its requirement"), rows, right=(0,)))
    elif not chosen:
        emit(f"Nothing in {name} is like what is still unanswered.")


@click.command()
@BID
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--replace", "replace_ours", is_flag=True, help="Theirs count where answers differ.")
@click.option("--dry-run", is_flag=True, help="Say what would be taken in; record nothing.")
def collect_(bid: Path, files: tuple[Path, ...], replace_ours: bool, dry_run: bool) -> None:
    """Take in answers that colleagues typed into copies of the pack.

    Rows are matched by their hidden key, else by id, else by text. Where an answer differs from
    the bid's own, the bid's stays unless --replace says otherwise.

    \b
    Example:  ossbuy collect kestrel-bid.ossbuy from-jo.xlsx from-ana.xlsx
    """
    from ossbuy.model.events import Refused
    from ossbuy.procedure.bidding.assessing import read_book
    from ossbuy.procedure.bidding.collecting import collected
    from ossbuy.procedure.bidding.sending import pack_of

    with open_project(bid, BIDDER) as workspace, Progress() as progress:
        questions = {q.key: q.text for q in pack_of(workspace).questions}
        for file in files:
            progress.step(f"reading {file.name}")
            if not file.is_file():
                raise click.UsageError(f"{file}: the file does not exist; check the path.")
            found = collected(workspace.project, read_book(file)[0], questions)
            _tell_collected(workspace.project, found, replace_ours)
            if dry_run:
                continue
            try:
                acts = found.acts(workspace.project, replace_ours)
            except Refused as refused:
                if len(files) == 1:
                    raise
                say(f"  {refused}")
                continue
            for act in acts:
                workspace.execute(act)


def _tell_collected(project: Project, found: Collected, replace_ours: bool) -> None:
    from ossbuy.procedure.bidding.assessment import codes

    emit(
        f"{found.filename}: {len(found.new)} new, {len(found.other)} differ, {len(found.same)} "
        f"the same, {len(found.about)} about us."
    )
    if found.other:
        what = "replaced" if replace_ours else "ours stay"
        emit(f"  differ, {what}: {codes(project, tuple(found.other))}")
    for remark in found.remarks[:20]:
        emit(f"  {remark}")
    if len(found.remarks) > 20:
        emit(f"  {len(found.remarks) - 20} more like these")


@click.command()
@BID
@click.option("--out", type=click.Path(path_type=Path), help="The .xlsx to write.")
@click.option("--yes", is_flag=True, help="Overwrite an existing file.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=LETTER",
    help="In a buyer's own spreadsheet: level=G, or comment=new for a column of its own.",
)
@json_option
def bid_(bid: Path, out: Path | None, yes: bool, columns: tuple[str, ...], as_json: bool) -> int:
    """Say what a buyer would ask about at once; with --out write the workbook that goes out.

    Tasks, sources of answers taken over, and the history stay with you. Without --out the exit
    code is 1 while there is something to mend.

    \b
    Example:  ossbuy bid kestrel-bid.ossbuy --out ductwise.xlsx
    """
    from ossbuy.procedure.bidding.doubts import doubts
    from ossbuy.procedure.bidding.sending import write_bid

    if out is not None:
        may_be_written(out, yes)
    with open_project(bid, BIDDER) as workspace:
        project = workspace.project
        found = doubts(project)
        sent = write_bid(workspace, out, _columns(columns)) if out is not None else None
        if as_json:
            emit_json(
                project.description.name,
                workspace.head,
                {
                    "doubts": [
                        {"id": project.requirements[d.requirement].code, "said": d.said}
                        for d in found
                    ],
                    "written": None
                    if sent is None
                    else {"file": str(sent.out), "sha256": sent.sha256, "answered": sent.answered},
                },
            )
            return ExitCode.OK if sent is not None or not found else ExitCode.NO
    if found:
        emit(f"{len(found)} to mend before it goes out:")
        emit(
            table(("", "what"), [[project.requirements[d.requirement].code, d.said] for d in found])
        )
    elif sent is None:
        emit("Nothing that a buyer would ask about at once.")
    if sent is None:
        return ExitCode.NO if found else ExitCode.OK
    about = f", {sent.about} of {sent.questions} about us" if sent.questions else ""
    emit(f"{sent.out}: {sent.answered} of {sent.asked} answered{about}; sha256 {sent.sha256}")
    kept = sum(1 for one in project.reused if one in project.requirements)
    if project.imported:
        from ossbuy.exchange.bidding.foreign_out import KEPT, LOST

        emit("\n".join(f"  {line}" for line in sent.columns))
        emit(f"A fresh workbook laid out as theirs. Kept: {KEPT}.\nNot kept: {LOST}.")
    emit(f"Stays here: tasks ({len(project.tasks)}), sources of answers ({kept}), the history.")
    return ExitCode.OK


def _columns(said: tuple[str, ...]) -> dict[str, str]:
    """Where parts of an answer go, by field."""
    from ossbuy.exchange.bidding.foreign import number
    from ossbuy.model.bidding import ANSWER_FIELDS

    found = {}
    for one in said:
        field, _, to = one.partition("=")
        field, to = field.strip().casefold(), to.strip()
        if field not in ANSWER_FIELDS:
            raise click.UsageError(
                f"{field[:40]!r} is no part of an answer; there are {', '.join(ANSWER_FIELDS)}."
            )
        try:
            number(to if to.casefold() != "new" else "A")
        except ValueError as error:
            raise click.UsageError(f"--column {one[:40]}: {error}.") from None
        found[field] = "new" if to.casefold() == "new" else to
    return found
