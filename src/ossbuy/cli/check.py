"""What is questionable: check."""

from __future__ import annotations

from pathlib import Path

import click

from ossbuy.cli.common import decidable, evaluated, json_option, open_project, project_argument
from ossbuy.output import ExitCode, Progress, emit, emit_json


@click.command()
@project_argument
@click.option("--wording", is_flag=True, help="How requirements are worded, with rewrites.")
@click.option("--all", "everything", is_flag=True, help="With --wording: every hit, not twenty.")
@click.option("--sheet", default="", help="With --wording of a workbook: which sheet.")
@click.option("--ids", default="", help="With --wording of a table: the column of ids.")
@click.option("--texts", default="", help="With --wording of a table: the column of texts.")
@json_option
def check_(
    project: Path,
    wording: bool,
    everything: bool,
    sheet: str,
    ids: str,
    texts: str,
    as_json: bool,
) -> int:
    """List findings: gaps, contradictions, weak evidence, broken chains.

    Exit code 1 when a finding blocks sign-off. With --wording it lists instead what is
    questionable about the wording of requirements, of a project or of any table of them.

    \b
    Examples:  ossbuy check kestrel.ossbuy
               ossbuy check kestrel.ossbuy --wording
               ossbuy check tender.xlsx --wording --ids Ref --texts Requirement
    """
    if wording:
        from ossbuy.cli import wording as words

        return words.check_wording(project, everything, sheet, ids, texts, as_json)
    if everything or sheet or ids or texts:
        raise click.UsageError("--all, --sheet, --ids and --texts go with --wording: add it.")
    from ossbuy.analysis.robustness.cockpit import Robustness, robustness
    from ossbuy.procedure.findings import findings

    with open_project(project) as workspace:
        evaluation = evaluated(decidable(workspace))
        with Progress() as progress:
            progress.step("checking")
            firm = robustness(evaluation, progress.part)
            tested = firm if isinstance(firm, Robustness) else None
            found = findings(workspace.project, evaluation, workspace.history(), tested)
        head, name = workspace.head, workspace.project.description.name
    blocking = any(f.severity == "blocks" for f in found)
    if as_json:
        emit_json(
            name,
            head,
            [
                {
                    "rule": f.rule,
                    "severity": f.severity,
                    "where": f.where,
                    "what": f.what,
                    "way_out": f.way_out,
                    "ref": list(f.ref),
                }
                for f in found
            ],
        )
    elif not found:
        emit("Nothing to find: no gaps, no contradictions, no broken chains.")
    else:
        for finding in found:
            emit(f"{finding.severity:<7} {finding.rule}  {finding.where}: {finding.what}")
            emit(f"             → {finding.way_out}")
        emit(
            f"\n{len(found)} findings, {sum(f.severity == 'blocks' for f in found)} block sign-off."
        )
    return ExitCode.NO if blocking else ExitCode.OK
