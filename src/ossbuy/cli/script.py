"""Facilitators' scripts on paper: script."""

from __future__ import annotations

from pathlib import Path

import click

from ossbuy.cli.common import may_be_written
from ossbuy.output import emit, emit_json, table


@click.command()
@click.argument("name", required=False, default="")
@click.option("--out", type=click.Path(path_type=Path), help="A .md file to write, to print.")
@click.option("--yes", is_flag=True, help="Overwrite an existing file.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def script_(name: str, out: Path | None, yes: bool, as_json: bool) -> None:
    """Print the questions of a script, shipped or your own .yaml file; without NAME list them.

    With --out and no NAME all scripts are written into one file.

    \b
    Example:  ossbuy script pains --out pains.md
    """
    from dataclasses import asdict

    from ossbuy.exchange import scripts
    from ossbuy.exchange.agenda_sheet import duration
    from ossbuy.exchange.markdown import write_file

    found = (scripts.script(name),) if name else scripts.scripts()
    if as_json:
        emit_json("", "", [asdict(one) | {"minutes": one.minutes} for one in found])
    elif out is not None:
        may_be_written(out, yes)
        write_file(out, "\n".join(scripts.printable(one) for one in found))
        emit(f"{out}: {sum(len(one.questions) for one in found)} questions.")
    elif name:
        emit(scripts.printable(found[0]).rstrip("\n"))
    else:
        rows = [(s.name, duration(s.minutes), str(len(s.questions)), s.title) for s in found]
        emit(table(("name", "takes", "questions", "title"), rows, right=(1, 2)))
