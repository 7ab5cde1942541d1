"""Files taken into a bid on screen: colleagues' workbooks, and addenda or copies from the buyer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ossbuy.exchange.errors import BadFile
from ossbuy.model.events import Refused
from ossbuy.procedure.bidding.assessing import (
    Opened,
    open_request,
    read_book,
    read_copy,
    read_request,
)
from ossbuy.procedure.bidding.assessment import codes
from ossbuy.procedure.bidding.collecting import collected
from ossbuy.procedure.bidding.sending import join_brief, pack_of
from ossbuy.store.errors import StoreError
from ossbuy.tui.door import PAST
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.numbers import count
from ossbuy.tui.text import toast

if TYPE_CHECKING:
    from ossbuy.tui.app import OssbuyApp


def collect_answers(app: OssbuyApp) -> None:
    """Ask for a workbook that a colleague typed answers into."""
    fields = (
        Field("path", "Workbook", hint="A copy of the pack that a colleague typed answers into"),
        Field(
            "theirs",
            "Theirs count",
            "no",
            "yes where an answer of theirs shall stand over ours; no keeps ours",
            ("yes", "no"),
        ),
    )

    def submit(typed: Mapping[str, str]) -> str:
        return _collect(app, _path(typed), typed.get("theirs", "no").strip().casefold() == "yes")

    app.push_screen(Form("Answers of a colleague", fields, submit))


def take_addendum(app: OssbuyApp) -> None:
    """Ask for a later version of the request, or a copy that the buyer made."""
    hint = "A later version of the pack, or a copy the buyer made for you"
    fields = (Field("path", "From the buyer", hint=hint),)

    def submit(typed: Mapping[str, str]) -> str:
        return _take(app, _path(typed))

    app.push_screen(Form("Take in an addendum or a copy", fields, submit))


def _path(typed: Mapping[str, str]) -> Path:
    return Path(typed.get("path", "").strip()).expanduser()


def _collect(app: OssbuyApp, path: Path, theirs: bool) -> str:
    if no := _missing(app, path):
        return no
    workspace = app.workspace
    try:
        questions = {q.key: q.text for q in pack_of(workspace).questions}
        found = collected(workspace.project, read_book(path)[0], questions)
        for act in found.acts(workspace.project, theirs):
            workspace.execute(act)
    except (BadFile, Refused, StoreError) as no_:
        return str(no_)
    app.read()
    stay = "" if theirs or not found.other else f"; ours stay in {codes(app.project, found.other)}"
    taken = len(found.new) + (len(found.other) if theirs else 0)
    toast(app, f"{path.name}: {count(taken, 'answer')} taken in{stay}.")
    return ""


def _take(app: OssbuyApp, path: Path) -> str:
    if no := _missing(app, path):
        return no
    workspace = app.workspace
    try:
        with path.open("rb") as file:
            is_copy = file.read(16) == b"SQLite format 3\0"
        if is_copy:
            opened = join_brief(workspace, path.name, read_copy(path, workspace.actor))
        else:
            found, content = read_request(path)
            origins = found.origins
            opened = open_request(workspace, found.read, path.name, content, origins=origins)
    except (BadFile, Refused, StoreError) as no_:
        return str(no_)
    app.read()
    toast(app, f"{path.name}: {_changes(app, opened)}.")
    return ""


def _changes(app: OssbuyApp, opened: Opened) -> str:
    said = [
        f"{what} {codes(app.project, which, 6)}"
        for what, which in (("new", opened.added), ("read again", opened.reworded))
        if which
    ]
    if opened.removed:
        said.append(f"no longer asked {', '.join(opened.removed[:6])}")
    return "; ".join(said) or "nothing that is asked has changed"


def _missing(app: OssbuyApp, path: Path) -> str:
    if app.as_of is not None:
        return PAST
    return "" if path.is_file() else f"{path}: there is no such file; check the path."
