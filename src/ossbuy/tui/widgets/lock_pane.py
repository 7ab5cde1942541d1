"""Whether the weights are locked, since when, by whom, and under which rules."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from ossbuy.model.project import Project
from ossbuy.model.telling import stamp
from ossbuy.tui.text import plain
from ossbuy.tui.widgets.pane import Pane

OPEN = "Lock before answers are opened: L. A change after it needs a reason."
REGULATED = "Regulated: weights published, price formula fixed, nothing private."


class LockPane(Pane):
    """The weight lock in a few lines."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("Lock", id=id)

    def compose(self) -> ComposeResult:
        yield Static(id="lock-text")

    def show(self, project: Project) -> None:
        """Say how the lock stands."""
        locked, regulated = project.locked, project.policy.regulated
        if locked is None:
            self.entitle("Lock", "○ open · regulated" if regulated else "○ open")
            self.query_one("#lock-text", Static).update(plain(REGULATED if regulated else OPEN))
            return
        self.entitle("Lock", f"■ {stamp(locked.at)}")
        people = project.people
        who, again = (
            people[by].label if by in people else by for by in (locked.by, locked.amended_by)
        )
        amended = f"\n▲ amended {stamp(locked.amended_at)} by {again}" if locked.amended_at else ""
        text = Content.assemble(
            plain(f"hash {locked.hash[:24]}…", "bold"),
            plain(f"\nlocked by {who}"),
            plain(amended, "$text-warning"),
            plain(f"\nλ {locked.blend:.2f} · price share {100 * locked.price_share:.0f} %"),
            plain(f"\n{REGULATED if regulated else 'A change asks for a reason.'}", "$text-muted"),
        )
        self.query_one("#lock-text", Static).update(text)
