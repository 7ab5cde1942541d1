"""Vendors' files on screen: taken in sealed, opened on record, taken back; nothing is ever lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ossbuy.model.events import Refused
from ossbuy.store.errors import StoreError
from ossbuy.tui.door import PAST
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.modals.which_file import WhichFile
from ossbuy.tui.numbers import count
from ossbuy.tui.text import toast

if TYPE_CHECKING:
    from ossbuy.tui.app import OssbuyApp

ENDINGS = (".xlsx", ".xlsm", ".ods", ".csv", ".tsv", ".docx")


def take_in(app: OssbuyApp, vendor: str = "") -> None:
    """Ask for a vendor's file, then whose it is, and take it in sealed."""
    if app.as_of is not None:
        toast(app, PAST)
        return
    if not app.project.vendors:
        toast(app, "Nobody is invited yet: press v on Answers and name a vendor first.")
        return

    def chosen(path: Path) -> str:
        if not path.exists():
            return f"{path} is not there: check the path."
        app.call_later(_whose, app, path, vendor)
        return ""

    app.push_screen(WhichFile("Which file came in?", ENDINGS, chosen))


def _whose(app: OssbuyApp, path: Path, vendor: str) -> None:
    codes = {v.code: v for v in app.project.vendors.values()}
    stem = path.stem.casefold()
    told = next((c for c, v in codes.items() if stem in (c.casefold(), v.name.casefold())), "")
    near = next((c for c in codes if c.casefold() in stem), "")
    known = app.project.vendors.get(vendor)
    fields = [
        Field(
            "vendor",
            "Whose it is",
            told or near or (known.code if known else ""),
            hint="A vendor's id:",
            choices=tuple(codes),
        ),
        Field(
            "part",
            "A second file",
            hint="Empty: told by the rows it answers. Or it",
            choices=("adds", "replaces"),
        ),
        Field("reason", "Reason", hint="Needed after the deadline, or once prices were opened"),
    ]

    def submit(typed: Mapping[str, str]) -> str:
        said = {f.name: f.value for f in fields} | dict(typed)
        who = codes.get(said["vendor"].strip())
        if who is None:
            return f"There is no vendor {said['vendor']!r}: choose one of {', '.join(codes)}."
        part = {"": None, "adds": True, "replaces": False}.get(said["part"].strip())
        if said["part"].strip() and part is None:
            return f"{said['part']!r} is neither adds nor replaces: leave it empty, or say which."

        def deed() -> str:
            from ossbuy.procedure.replies.receiving import receive

            event = receive(app.workspace, path, who.id, reason=said["reason"], part=part)
            file = app.workspace.project.files[event.facts[0].key.split("/")[1]]
            many = f"{file.answered} of {file.asked} answered" if file.answered is not None else ""
            late = "late" if file.late else ""
            told = ", ".join(filter(None, [file.contents, many, late, "sealed"]))
            return f"{path.name}: {who.label}, {told}."

        return _done(app, deed)

    app.push_screen(Form(f"{path.name} came in", fields, submit, anyway=True))


def open_sealed(app: OssbuyApp) -> None:
    """Open the sealed answers, or where there are none the sealed prices, on record."""
    if app.as_of is not None:
        toast(app, PAST)
        return
    project = app.project
    waiting = {
        contents: [
            v.label
            for v in project.vendors.values()
            if any(f.id not in project.unsealed for f in project.standing_files(v.id, contents))
        ]
        for contents in ("answers", "prices")
    }
    contents = next((c for c, who in waiting.items() if who), "")
    if not contents:
        toast(app, "No sealed file is waiting to be opened.")
        return
    locked = project.locked if contents == "answers" else project.quality_lock
    who = waiting[contents]

    def deed(reason: str = "", override: str = "") -> str:
        from ossbuy.procedure.replies.unsealing import unseal

        opened = unseal(app.workspace, contents, reason=reason, override=override)
        drifted = sum(len(one.drift.items) for one in opened)
        drift = f", {count(drifted, 'remark')}: d lists them" if drifted else ""
        return f"{count(len(opened), 'file')} of {contents} opened{drift}."

    if locked is not None:
        app.ask(
            f"Open the sealed {contents} of {count(len(who), 'vendor')} ({', '.join(who)})? Who "
            "opened them and when stays on record; what was read cannot be unread.",
            "Open",
            lambda: _said(app, deed),
        )
        return
    lock = "weights" if contents == "answers" else "quality scores"
    field = Field("override", "Why all the same", hint="It stands in the record and in the report")

    def submit(typed: Mapping[str, str]) -> str:
        why = typed.get("override", "").strip()
        if not why:
            return f"The {lock} are not locked yet: lock them first, or say why not."
        return _done(app, lambda: deed(override=why))

    title = f"Open {contents} before the {lock} are locked?"
    app.push_screen(Form(title, [field], submit, anyway=True))


def take_back(app: OssbuyApp, file: str) -> None:
    """A vendor withdraws a file: what it replaced counts again; its bytes stay on record."""
    found = app.project.files.get(file)
    if found is None:
        return
    if app.as_of is not None:
        toast(app, PAST)
        return
    field = Field("reason", "Why", hint="Who took it back, and why; it stands in the record")

    def submit(typed: Mapping[str, str]) -> str:
        def deed() -> str:
            from ossbuy.procedure.replies.receiving import withdraw

            withdraw(app.workspace, file, typed.get("reason", ""))
            return f"{found.filename} is withdrawn; its bytes stay on record."

        return _done(app, deed)

    app.push_screen(Form(f"{found.filename} is withdrawn", [field], submit, anyway=True))


def mark_copy(app: OssbuyApp, vendor: str) -> None:
    """Write a vendor's opened files anew with everything marked that differs."""
    who = app.project.vendors[vendor]
    path = Path.cwd() / f"{who.code}-marked.xlsx"
    field = Field("path", "Write to", str(path), hint="A file that is there is not overwritten")

    def submit(typed: Mapping[str, str]) -> str:
        out = Path(typed.get("path", field.value).strip()).expanduser()

        def deed() -> str:
            from ossbuy.exchange.writing import put_file
            from ossbuy.procedure.replies.annotating import annotated

            copies = annotated(app.workspace, vendor)
            places = [
                out if number == 1 else out.with_stem(f"{out.stem}-{number}")
                for number in range(1, len(copies) + 1)
            ]
            for place in places:
                if place.exists():
                    raise Refused(f"{place} is there already: name another file.")
                if not place.absolute().parent.is_dir():
                    raise Refused(f"{place} cannot be written: its directory does not exist.")
            for place, (_, content) in zip(places, copies, strict=True):
                put_file(place, content, "the marked copy")
            return f"{', '.join(map(str, places))}: everything marked that differs."

        return _done(app, deed)

    app.push_screen(Form(f"Marked copy for {who.label}", [field], submit, anyway=True))


def _done(app: OssbuyApp, deed: Callable[[], str]) -> str:
    """Do it; why not, in one sentence, or nothing and a toast that says what was done."""
    from ossbuy.exchange.errors import BadFile

    try:
        said = deed()
    except (BadFile, Refused, StoreError) as no:
        return str(no) if isinstance(no, BadFile) else no.sentence()
    finally:
        app.read()
    toast(app, said)
    return ""


def _said(app: OssbuyApp, deed: Callable[[], str]) -> None:
    if no := _done(app, deed):
        toast(app, no, "warning")
