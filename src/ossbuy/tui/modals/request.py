"""A buyer's request, opened in a file of the vendor's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ossbuy import config, locations
from ossbuy.exchange.errors import BadFile
from ossbuy.model.events import Refused
from ossbuy.procedure.bidding.assessing import begin_bid
from ossbuy.store.errors import StoreError
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.naming import free
from ossbuy.tui.text import toast

if TYPE_CHECKING:
    from ossbuy.tui.app import OssbuyApp


def answer_request(app: OssbuyApp) -> None:
    """Ask for the request's file and where the bid shall be kept, and begin it."""
    suggestion = free(locations.projects_dir() / "my-bid.ossbuy")
    fields = (
        Field(
            "request",
            "Request",
            hint="The buyer's pack, any spreadsheet of requirements, or a copy made for you",
        ),
        Field("brief", "Copy", hint="A copy the buyer made for you beside the pack, or nothing"),
        Field("bidder", "Who bids", hint="Your company's name"),
        Field("file", "File", str(suggestion), "Your bid is kept in this one file"),
    )

    def submit(typed: Mapping[str, str]) -> str:
        form = app.screen
        said = form.typed() if isinstance(form, Form) else dict(typed)
        return _begin(app, {name: text.strip() for name, text in said.items()})

    app.push_screen(Form("Answer a request", fields, submit))


def _begin(app: OssbuyApp, said: Mapping[str, str]) -> str:
    if not said["request"]:
        return "No request is named: enter the file the buyer sent."
    if not said["file"]:
        return "No file is named: enter where the bid shall be kept."
    request = Path(said["request"]).expanduser()
    place = Path(said["file"]).expanduser()
    place = place if place.suffix == ".ossbuy" else place.with_name(place.name + ".ossbuy")
    brief = Path(said["brief"]).expanduser() if said["brief"] else None
    if not request.is_file():
        return f"{request}: there is no such file; check the path."
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        begun = begin_bid(request, place, app.actor or config.actor(), said["bidder"], brief)
    except (BadFile, Refused, StoreError) as no:
        return str(no)
    except OSError as no:
        return f"{place.parent} cannot be made ({no.strerror}): name another."
    config.remember(place)
    if begun.remarks:
        toast(app, begun.remarks[0])
    # Later, so that the form is closed on this screen first.
    app.call_later(app.open_workspace, begun.workspace, place)
    return ""
