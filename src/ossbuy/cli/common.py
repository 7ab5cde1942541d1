"""What most commands share: opening a project and naming vendors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    import datetime as dt

    from ossbuy.analysis.evaluation import Evaluation
    from ossbuy.model.project import Project
    from ossbuy.store.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])

PROJECT = click.Path(path_type=Path, dir_okay=True)


def project_argument(function: F) -> F:
    """The project file, first on the line."""
    return click.argument("project", type=PROJECT)(function)


class Moment(click.DateTime):
    """A time or a day, asked for in words that show how to write one."""

    def __init__(self, form: str, example: str) -> None:
        super().__init__([form])
        self.example = example

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.datetime:
        """What was said as a moment; else a sentence with an example."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            name = param.opts[0] if param is not None else "The time"
            raise click.UsageError(f"{name} is {value!r}: write it as {self.example}.") from None


def json_option(function: F) -> F:
    """``--json`` for a command that reads."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(function)


BUYER, BIDDER, EITHER = "buyer", "bidder", "either"
"""Whose file a command works on."""


def open_project(path: Path, side: str = BUYER) -> Workspace:
    """Open a project as whoever is at the keyboard; refused in a file of the other side."""
    from ossbuy import config
    from ossbuy.store.workspace import Workspace

    workspace = Workspace.open(path, actor())
    try:
        _right_side(workspace, path, side)
    except BaseException:
        workspace.close()
        raise
    config.remember(path)
    return workspace


def refuse_bid(path: Path) -> None:
    """Refuse a vendor's own bid where a buyer's project is needed, before it is opened."""
    from ossbuy.store.glance import glance

    seen = glance(path)
    if seen.role == "vendor" and not seen.shared:
        raise _is_bid(path)


def _is_bid(path: Path) -> Exception:
    from ossbuy.model.events import Refused

    return Refused(
        f"{path.name} is a vendor's own bid, and '{click.get_current_context().info_name}' is for "
        "the buyer: here go assess, answer, about, task, reuse, collect, bid, log, undo, redo, "
        "verify and open."
    )


def _right_side(workspace: Workspace, path: Path, side: str) -> None:
    from ossbuy.model.events import Refused

    about = workspace.about
    bid = about.role == "vendor" and about.share is None
    name = click.get_current_context().info_name
    if bid and side == BUYER:
        raise _is_bid(path)
    if side == BIDDER and not bid:
        raise Refused(
            f"{path.name} is a copy that a buyer made: begin a bid from it with 'ossbuy assess "
            f"{path.name} --out BID.ossbuy'."
            if about.share is not None
            else f"{path.name} is a buyer's project, and '{name}' is for a vendor's bid: begin one "
            "with 'ossbuy assess PACK.xlsx --out BID.ossbuy'."
        )


def requirement_id(project: Project, code: str) -> str:
    """The internal id of a requirement given by its id."""
    import difflib

    ident = project.by_code("requirements", code)
    if ident is None:
        codes = [r.code for r in project.requirements.values()]
        close = difflib.get_close_matches(code, codes, 1)
        hint = f"did you mean {close[0]}?" if close else f"asked are {', '.join(codes[:8])} …"
        raise click.UsageError(f"There is no requirement {code[:60]!r}; {hint}")
    return ident


def actor() -> str:
    """Who acts; a broken settings file is a usage error in one sentence."""
    from ossbuy import config

    try:
        return config.actor()
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def evaluated(project: Project) -> Evaluation:
    """The project evaluated; refused when it has no evaluation model."""
    from ossbuy.analysis.evaluate import evaluate
    from ossbuy.analysis.matrix import matrix
    from ossbuy.model.events import Refused

    try:
        return evaluate(matrix(project))
    except ValueError as error:
        raise Refused(str(error)) from None


def is_project(path: Path) -> bool:
    """Whether a file is an SQLite database, which only a project is here."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def may_be_written(out: Path, yes: bool) -> None:
    """Refuse a file that cannot be written, is there already, or is a project."""
    from ossbuy.model.events import Refused

    if out.is_dir() or not out.absolute().parent.is_dir():
        raise click.UsageError(f"{out} cannot be written: name a file in a directory that exists.")
    if out.exists() and not yes:
        raise Refused(f"{out} is there already: name another file or add --yes.")
    if out.exists() and is_project(out):
        raise Refused(f"{out} is an ossbuy project, whatever its name: it is never overwritten.")


def invoked() -> str:
    """How this person calls ossbuy: by name, or by the path they used when it is not on PATH."""
    import shutil
    import sys

    if shutil.which("ossbuy") or not sys.argv[0].endswith("ossbuy"):
        return "ossbuy"
    return sys.argv[0]


def decidable(workspace: Workspace) -> Project:
    """The project, with a warning when its record is not intact.

    Refused where this copy was made for somebody who may not see the weighing.
    """
    from ossbuy.model.events import Refused
    from ossbuy.output import say

    intact = workspace.verify()
    if not intact.ok:
        say(f"ossbuy: do not rely on this. {intact.sentence()}")
    share = workspace.about.share
    if share is not None and share.audience == "vendor":
        raise Refused(
            f"This copy was made for {share.made_for or 'a vendor'} and holds no weights and no "
            "other vendor's answers: there is nothing to rank or check in it."
        )
    return workspace.project


def vendor_id(project: Project, name: str, *, told_by_file: bool = False) -> str:
    """The internal id of a vendor given by its id or name."""
    wanted = name.strip().casefold()
    for vendor in project.vendors.values():
        if wanted in (vendor.code.casefold(), vendor.name.casefold()):
            return vendor.id
    if told_by_file:
        # "acme-prices" and "Acme Networks, answers" begin with whose they are.
        begun = {
            vendor.id
            for vendor in project.vendors.values()
            for called in (vendor.code.casefold(), vendor.name.casefold())
            if wanted.startswith(called) and not wanted[len(called)].isalnum()
        }
        if len(begun) == 1:
            return begun.pop()
    known = ", ".join(v.code for v in project.vendors.values()) or "none yet"
    way_out = " Say whose file it is with --vendor." if told_by_file else ""
    raise click.UsageError(f"There is no vendor {name!r}; invited are: {known}.{way_out}")


def money(amount: float | None, currency: str) -> str:
    """Millions with one decimal, thousands below a million."""
    if amount is None:
        return "sealed"
    if abs(amount) >= 1_000_000:
        return f"{amount / 1_000_000:.1f} M {currency}"
    return f"{amount / 1000:.0f} k {currency}"
