"""A changed version of a requirement matrix, compared with what stands here, taken as one act."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import get_current_worker

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.matrices import Corrections, Known
from ossbuy.model.events import Act, Refused
from ossbuy.procedure.matrices.remembering import keep_mappings
from ossbuy.procedure.matrices.revising import propose_revision
from ossbuy.tui.text import cut, one_line, plain, toast
from ossbuy.tui.widgets.listing import Column, Heads, Listing, Row

if TYPE_CHECKING:
    from ossbuy.model.project import Project
    from ossbuy.procedure.matrices.importing import Source
    from ossbuy.procedure.matrices.revising import Change, Revision
    from ossbuy.tui.app import OssbuyApp

COLUMNS = (
    Column("", 10),
    Column("id", 10),
    Column("requirement", 20, flexible=True),
    Column("what hangs on it", 26, least=96),
)
STYLES = {
    "added": "$text-success",
    "removed": "$text-error",
    "stays": "$text-warning",
    "changed": "$text-primary",
}
WORDS = {"same": "", "in": "$text-success underline", "out": "$text-error strike"}
"""How a word of a reworded text is shown."""


class Revise(ModalScreen[bool]):
    """Every change, the focused one word by word; True once it is recorded."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "record", "record", priority=True),
        Binding("space", "remove", "remove, or keep"),
        Binding("escape,q", "dismiss(False)", "leave"),
    ]
    HELP = (
        "What this version of the file adds, removes, rewords, moves and renumbers, matched by id "
        "and then by text. A blank cell changes nothing. What is gone from the file is removed "
        "only if nothing hangs on it; **Space** removes it all the same, or keeps it. What vendors "
        "have answered stays in any case. **^s** records all of it as one act, which **u** takes "
        "back; **Esc** leaves everything as it was."
    )

    def __init__(self, source: Source, corrections: Corrections, known: Known) -> None:
        super().__init__()
        self._source, self._corrections, self._known = source, corrections, known
        self._remove: frozenset[str] = frozenset()
        self._keep: frozenset[str] = frozenset()
        self.found: Revision | None = None

    @property
    def ossbuy(self) -> OssbuyApp:
        """The application, typed."""
        return cast("OssbuyApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box revising") as box:
            box.border_title = plain(f"{self._source.path.name}: a changed version")
            box.border_subtitle = plain("Space removes or keeps · ^s records · Esc leaves")
            yield Heads(COLUMNS)
            yield Listing(COLUMNS)
            with VerticalScroll(can_focus=False, classes="words"):
                yield Static(classes="word-by-word")
            yield Static(classes="refusal")

    def on_mount(self) -> None:
        """Compare beside the screen."""
        self._compare()

    @work(thread=True, exclusive=True, group="revise", exit_on_error=False, description="revise")
    def _compare(self) -> None:
        worker = get_current_worker()
        try:
            found = self._revision(self.ossbuy.project)
        except (BadFile, Refused) as no:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._refused, str(no))
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, found)

    def _revision(self, project: Project) -> Revision:
        return propose_revision(
            project, self._source, self._corrections, self._known, self._remove, self._keep
        )

    def _refused(self, no: str) -> None:
        self.query_one(".refusal", Static).update(plain(f"✖ {no}"))
        self._remove = frozenset()

    def _show(self, found: Revision) -> None:
        if not self.is_mounted:
            return
        self.found = found
        counts = [f"{n} {kind}" for kind, n in found.counts().items() if n]
        said = ", ".join(counts) or "nothing changes"
        self.query_one(".box").border_title = plain(f"{self._source.path.name} ── {said}")
        self.query_one(".refusal", Static).update(plain("\n".join(f"✖ {c}" for c in found.clashes)))
        self.query_one(Listing).show([_row(n, change) for n, change in enumerate(found.changes)])
        self._words()

    @property
    def current(self) -> Change | None:
        """The change under the cursor."""
        place = self.query_one(Listing).current
        return self.found.changes[int(place)] if self.found and place else None

    @on(Listing.OptionHighlighted)
    def _words(self) -> None:
        change = self.current
        text = word_by_word(change) if change else plain("Nothing changes: it is the same version.")
        self.query_one(".word-by-word", Static).update(text)

    def action_remove(self) -> None:
        """Remove what is gone from the file though something hangs on it, or keep it."""
        change = self.current
        if change is None or change.kind not in ("removed", "stays"):
            toast(self.app, "Only what is gone from the file is removed or kept.")
            return
        goes = change.kind == "stays"
        mine = frozenset({change.code})
        self._remove = (self._remove | mine) if goes and change.hangs else self._remove - mine
        self._keep = self._keep - mine if goes else self._keep | mine
        self._compare()

    def action_record(self) -> None:
        """Record all changes as one act."""
        if self.found is None:
            return

        def act(project: Project) -> Act:
            self.found = self._revision(project)
            if self.found.clashes:
                raise Refused(self.found.clashes[0])
            if self.found.act is None:
                raise Refused("Nothing changes: it is the same version.")
            return self.found.act

        if no := self.ossbuy.attempt(act):
            self.query_one(".refusal", Static).update(plain(f"✖ {no}"))
            return
        keep_mappings(self.found.proposal, self._known)
        counts = ", ".join(f"{n} {kind}" for kind, n in self.found.counts().items() if n)
        toast(self.app, f"{counts}; u takes it back.")
        self.dismiss(True)


def _row(number: int, change: Change) -> Row:
    code = f"{change.was} → {change.code}" if change.renumbered else change.code
    return Row(
        str(number),
        (
            plain(kind_of(change), STYLES[change.kind]),
            one_line(code, "$text-primary"),
            cut(one_line(change.text), 200),
            one_line(", ".join(change.hangs), "$text-muted"),
        ),
    )


def kind_of(change: Change) -> str:
    """What happens to it, in a word."""
    if change.kind != "changed":
        return change.kind
    kinds = {
        "reworded": change.reworded,
        "moved": change.moved is not None,
        "renumbered": change.renumbered,
    }
    said = [word for word, yes in kinds.items() if yes]
    return said[0] if said else "changed"


def word_by_word(change: Change) -> Content:
    """The text with what was added and removed in it, and whatever else changes."""
    if change.words:
        text = Content(" ").join([plain(word, WORDS[what]) for what, word in change.words])
    else:
        text = plain(change.text)
    lines = [text]
    if change.moved:
        lines.append(plain(f"moved from {change.moved[0]} to {change.moved[1]}"))
    lines += [
        plain(f"{name.replace('_', ' ')}: {before or 'nothing'} → {after or 'nothing'}")
        for name, before, after in change.fields
    ]
    if change.kind == "stays":
        why = f": {', '.join(change.hangs)}" if change.hangs else ", as you said"
        lines.append(plain(f"Gone from the file and kept{why}.", "$text-warning"))
    elif change.hangs:
        lines.append(plain(f"Hangs on it: {', '.join(change.hangs)}", "$text-muted"))
    if change.where:
        lines.append(plain(change.where, "$text-muted"))
    return Content("\n").join(lines)
