"""The form that sends the request out: where the workbooks go, and what an addendum says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ossbuy.model.events import Refused
from ossbuy.procedure.request.versions import latest, next_version
from ossbuy.store.errors import Conflict, StoreError
from ossbuy.tui.door import PAST
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.text import toast

if TYPE_CHECKING:
    from ossbuy.procedure.request.issuing import Wanted
    from ossbuy.tui.app import OssbuyApp


def issue(app: OssbuyApp, leaks: int) -> None:
    """Ask where the next version goes, and send it; ``leaks`` is how many things would leak."""
    project = app.project
    last = latest(project)
    # Until something went out, marked questions mean a first stage.
    short = any(r.short for r in project.requirements.values()) and last is None
    version, addendum = next_version(last, short)
    fields = issue_fields(app.path, version, short, leaks)
    before = {field.name: field.value for field in fields}
    title = f"{'Addendum' if addendum else 'Request'} {version}"
    app.push_screen(Form(title, fields, lambda typed: _send(app, {**before, **typed}), anyway=True))


def _send(app: OssbuyApp, said: Mapping[str, str]) -> str:
    """Issue as the form says; returns why not, or an empty text."""
    from ossbuy.exchange.errors import BadFile
    from ossbuy.procedure.request.issued_files import write_files
    from ossbuy.procedure.request.issuing import prepare, send

    if app.as_of is not None:
        return PAST
    try:
        wanted, (out, prices) = wanted_of(said), places(said)
        if said.get("about", "").strip().casefold() in ("yes", "y"):
            wanted = replace(wanted, about=tuple(app.workspace.project.description.context))
        prepared = prepare(app.workspace, wanted)
        send(app.workspace, prepared)
        app.read()
        write_files(app.workspace, prepared.issue, out, prices, None)
    except BadFile as no:
        return str(no)
    except Conflict:
        app.workspace.refresh()
        app.read()
        return "Somebody else issued meanwhile: Esc, and look at what went out first."
    except (Refused, StoreError) as no:
        return no.sentence()
    doubt = f" {prepared.warnings[0]}" if prepared.warnings else ""
    toast(app, f"Version {prepared.issue.version} is on record: {out.name}.{doubt}")
    return ""


def issue_fields(path: Path | None, version: str, short: bool, leaks: int) -> list[Field]:
    """Where the workbooks go and what an addendum says."""
    stem = f"{path.stem}-rfp-{version}" if path else f"rfp-{version}"
    folder = path.parent if path else Path.home()
    fields = [
        Field("out", "Answers workbook", str(folder / f"{stem}.xlsx"), "The file vendors fill in"),
        Field(
            "prices",
            "Price workbook",
            "" if short else str(folder / f"{stem}-prices.xlsx"),
            "Empty: no prices are asked this time",
        ),
        Field(
            "short",
            "Short list only",
            "yes" if short else "no",
            "Only what is marked:",
            ("yes", "no"),
        ),
        Field(
            "about", "About us", "no", "What the context says of us goes on Start:", ("yes", "no")
        ),
        Field("changes", "What changed", hint="For an addendum, in your words"),
    ]
    if leaks:
        many = "1 thing" if leaks == 1 else f"{leaks} things"
        fields.append(
            Field("anyway", f"{many} would leak", "no", "yes sends it all the same:", ("yes", "no"))
        )
    return fields


def wanted_of(said: Mapping[str, str]) -> Wanted:
    """What a form of issuing asks for. Raises Refused."""
    from ossbuy.procedure.request.issuing import Wanted

    if said.get("anyway", "yes").strip().casefold() not in ("yes", "y"):
        raise Refused("Something would leak: Esc and l list it; mend it, or write yes below.")
    short = said.get("short", "").strip().casefold() in ("yes", "y")
    return Wanted(
        short, bool(said.get("prices", "").strip()), changes=said.get("changes", "").strip()
    )


def places(said: Mapping[str, str]) -> tuple[Path, Path | None]:
    """Where both workbooks go. Raises Refused for what cannot be written or is there already."""
    out, prices = said.get("out", "").strip(), said.get("prices", "").strip()
    if not out:
        raise Refused("Say where the answers workbook goes: enter a file name.")
    if out == prices:
        raise Refused("Both workbooks have one name: give each its own.")
    found = []
    for name in (out, prices):
        path = Path(name).expanduser() if name else None
        if path is not None:
            if path.exists():
                raise Refused(f"{path} is there already: name another file.")
            if not path.absolute().parent.is_dir():
                raise Refused(f"{path} cannot be written: name a file in a directory that exists.")
        found.append(path)
    assert found[0] is not None
    return found[0], found[1]
