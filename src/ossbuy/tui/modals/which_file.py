"""Which file? A path is typed, or chosen from what lies where the path leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Column, Listing, Row

MOST_SHOWN = 400
"""Entries of one directory that are listed."""
COLUMNS = (Column("", 20, flexible=True), Column("", 9, "right"))


class WhichFile(ModalScreen[None]):
    """Hands a path to ``then``, which says why it cannot be, or nothing and the window closes."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "leave"),
        Binding("down", "app.focus_next", show=False),
        Binding("tab", "complete", show=False, priority=True),
    ]
    HELP = (
        "Type a path; below it stands what is there. **Tab** completes what was typed, **↓** goes "
        "to the list, **Enter** opens a directory or takes the file, **Esc** leaves."
    )

    def __init__(
        self,
        title: str,
        endings: Sequence[str],
        then: Callable[[Path], str],
        *,
        start: Path | None = None,
        about: str = "",
    ) -> None:
        """``endings`` such as ``.xlsx`` say which files are listed; any may be typed.

        ``about`` says what kind of file is asked for.
        """
        super().__init__()
        self._title, self._endings, self._then = title, tuple(endings), then
        self._about = about
        # In full, so that it is plain where one is.
        self._start = (start or Path.cwd()).absolute()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box which-file") as box:
            box.border_title = plain(self._title)
            box.border_subtitle = plain("Tab completes · ↓ list · Enter takes it · Esc leaves")
            start = str(self._start)
            yield Input(
                start if start.endswith("/") else f"{start}/", compact=True, classes="field"
            )
            yield Listing(COLUMNS)
            yield Static(classes="refusal")
            yield Static(classes="hint")

    def on_mount(self) -> None:
        """List what lies where it starts."""
        asked = self.query_one(Input)
        asked.cursor_position = len(asked.value)
        self._list()

    @property
    def typed(self) -> Path:
        """The path as typed."""
        return Path(self.query_one(Input).value).expanduser()

    @on(Input.Changed)
    def _list(self) -> None:
        self.query_one(".refusal", Static).update("")
        found = self._near()
        self.query_one(Listing).show(
            [
                Row(
                    str(path),
                    (
                        one_line(
                            f"{path.name}/" if folder else path.name,
                            "$text-primary" if folder else "",
                        ),
                        plain("" if folder else _size(path), "$text-muted"),
                    ),
                )
                for path, folder in found
            ]
        )
        kinds = ", ".join(self._endings)
        self.query_one(".hint", Static).update(
            plain(
                f"{self._about} Files listed end in {kinds}; any other may be typed.".strip()
                if found
                else f"{self._about} Nothing of the kind is there: type another path.".strip()
            )
        )

    def _near(self) -> list[tuple[Path, bool]]:
        """(path, whether it is a directory) of what begins as typed, directories last."""
        said = self.query_one(Input).value
        here = self.typed if said.endswith("/") else self.typed.parent
        begins = "" if said.endswith("/") else self.typed.name.casefold()
        found = []
        try:
            for place in sorted(here.iterdir(), key=lambda p: p.name.casefold()):
                if not place.name.casefold().startswith(begins):
                    continue
                if place.name.startswith(".") and not begins.startswith("."):
                    continue
                folder = place.is_dir()
                if folder or place.suffix.casefold() in self._endings:
                    found.append((place, folder))
        except OSError:
            return []
        return sorted(found, key=lambda one: one[1])[:MOST_SHOWN]

    def action_complete(self) -> None:
        """Complete what was typed as far as only one way leads on."""
        asked = self.query_one(Input)
        if self.focused is not asked:
            asked.focus()
            return
        found = self._near()
        if not found:
            return
        names = [path.name for path, _ in found]
        shared = names[0]
        for name in names[1:]:
            while not name.casefold().startswith(shared.casefold()):
                shared = shared[:-1]
        here = self.typed if asked.value.endswith("/") else self.typed.parent
        if len(found) == 1 and found[0][1]:
            shared += "/"
        if shared:
            asked.value = str(here / shared) + ("/" if shared.endswith("/") else "")
            asked.cursor_position = len(asked.value)

    @on(Input.Submitted)
    def _entered(self) -> None:
        self._take(self.typed)

    @on(Listing.OptionSelected)
    def _chosen(self) -> None:
        if chosen := self.query_one(Listing).current:
            self._take(Path(chosen))

    def _take(self, path: Path) -> None:
        """Open a directory; hand over a file."""
        asked = self.query_one(Input)
        if path.is_dir():
            asked.value = f"{str(path).rstrip('/')}/"
            asked.cursor_position = len(asked.value)
            return
        if no := self._then(path):
            self.query_one(".refusal", Static).update(plain(f"✖ {no}"))
            asked.focus()
            return
        self.dismiss()


def _size(path: Path) -> str:
    """``85 kB``; empty where it cannot be told."""
    try:
        size = path.stat().st_size
    except OSError:
        return ""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"
