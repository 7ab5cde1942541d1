"""The one door from the screens to the record: a command becomes an act, or a sentence why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from ossbuy.model.events import Act, Fact, Refused
from ossbuy.store.errors import Conflict, StoreError
from ossbuy.tui.text import toast

if TYPE_CHECKING:
    from ossbuy.model.project import Project
    from ossbuy.tui.app import OssbuyApp
    from ossbuy.tui.modals.form import Form

Command: TypeAlias = "Callable[[Project], Act]"
"""From the project as it stands to what shall be recorded; may raise Refused."""

PAST: Final = "This is the past, and it stays as it was: press Esc to return to now."


class Door:
    """Records what screens ask for; asks for a reason or a choice where the rules want one."""

    def __init__(self, app: OssbuyApp) -> None:
        self._app = app

    def attempt(self, command: Command) -> str:
        """Record what a command says; returns why not, in one sentence, or an empty text."""
        app = self._app
        if app.as_of is not None:
            return PAST
        from ossbuy.model.commands import (
            needs_reason_after_lock,
            needs_reason_after_quality_lock,
        )
        from ossbuy.model.regulation import allow
        from ossbuy.tui.modals.form import Form

        form = app.screen if isinstance(app.screen, Form) else None
        try:
            act = command(app.workspace.project)
            # Before a reason is asked for that could not help.
            allow(app.workspace.project, act.facts)
            if needs_reason_after_lock(app.workspace.project, act.facts):
                return self._amend(act, form, "The weights are locked")
            if needs_reason_after_quality_lock(app.workspace.project, act.facts):
                return self._amend(act, form, "The quality scores are locked")
            app.workspace.execute(act)
        except Conflict as conflict:
            return self._overtaken(act, conflict, form)
        except (Refused, StoreError) as no:
            return no.sentence()
        app.read()
        return ""

    def tell(self, deed: Callable[[], object]) -> bool:
        """Do something to the workspace; a refusal becomes a toast."""
        try:
            deed()
        except (Refused, StoreError) as no:
            toast(self._app, no.sentence(), "warning")
            return False
        finally:
            self._app.read()
        return True

    def _amend(self, act: Act, form: Form | None, because: str) -> str:
        """Record a change that a lock covers, once there is a reason for it."""
        from ossbuy.procedure.lock import record  # arithmetic: not before it is needed

        app = self._app
        if act.reason:
            record(app.workspace, act)
            app.read()
            return ""
        if form is not None:
            # A form keeps what was typed, so the reason is asked for inside it.
            if not (reason := form.reason()):
                return f"{because}: say why below; it is printed in the report."
            record(app.workspace, act, reason)
            app.read()
            return ""

        def with_reason(reason: str | None) -> None:
            if reason:
                self.tell(lambda: record(app.workspace, act, reason))
            else:
                toast(app, "Nothing was changed: a change after the lock needs a reason.")

        from ossbuy.tui.modals.reason import Reason

        app.push_screen(Reason(f"{because}."), with_reason)
        return ""

    def _overtaken(self, act: Act, conflict: Conflict, form: Form | None) -> str:
        """Somebody was faster: show both values and let the person choose."""
        from ossbuy.model.telling import labels_of

        workspace = self._app.workspace
        labels = labels_of(workspace.history())
        if form is not None:
            self.tell(workspace.refresh)
            return (
                f"Somebody changed this meanwhile: {_changed(labels, conflict)}. "
                "Record again to keep yours, Esc keeps theirs."
            )
        from ossbuy.tui.modals.conflict import ConflictFound

        def chosen(mine: bool | None) -> None:
            self.tell(workspace.refresh)
            if mine:
                self.tell(lambda: workspace.execute(act))

        self._app.push_screen(ConflictFound(labels, act, conflict), chosen)
        return ""


def _changed(labels: Mapping[str, str], conflict: Conflict) -> str:
    """What changed, as people name it: the screens show no internal ids."""
    from ossbuy.model.telling import fact_name, stamp, value_words

    clash, *others = conflict.clashes
    name = fact_name(labels, Fact(clash.address[0], None))
    more = f", and {len(others)} more" if others else ""
    return (
        f"{name} was {value_words(clash.read)} and is now {value_words(clash.current)} "
        f"({clash.who}, {stamp(clash.when)}){more}"
    )
