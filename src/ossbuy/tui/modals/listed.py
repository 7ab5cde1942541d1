"""What every window over a list of the project's things knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.screen import ModalScreen

from ossbuy.tui.widgets.listing import Column, Listing

if TYPE_CHECKING:
    from ossbuy.model.project import Project
    from ossbuy.tui.app import OssbuyApp


class Listed(ModalScreen[None]):
    """A window over one listing; subclasses say what is listed and what can be done with it."""

    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    EMPTY: ClassVar[str] = ""
    """What stands there when there is nothing to list."""

    @property
    def ossbuy(self) -> OssbuyApp:
        """The application, typed."""
        return cast("OssbuyApp", self.app)

    @property
    def project(self) -> Project:
        """The project as it is being looked at."""
        return self.ossbuy.project

    @property
    def current(self) -> str:
        """Id of the line under the cursor; empty for none."""
        return self.query_one(Listing).current
