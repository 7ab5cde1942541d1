"""A form: labelled fields, one sentence when something is wrong, nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static, TextArea

from ossbuy.model.words import field_word
from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.text import plain

LONG, LONGEST = 11, 22
"""Lines of fields above which a form takes the whole height of a short, of any screen."""
OFFERED = 14
"""Words offered under a field at most."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    """What may be entered, shown while the field has the focus; the choices follow a colon."""
    choices: tuple[str, ...] = ()
    """Suggested while typing."""
    lines: int = 1
    part: str = ""
    """Heading of the part of a long form that begins with this field."""
    follows: Callable[[Mapping[str, str]], str] | None = None
    """What it says, by what stands in the other fields, as long as nobody typed into it."""
    explain: Callable[[str], str] | None = None
    """What the hint says about what is typed; empty leaves the hint as it is."""


class Form(ModalScreen[bool]):
    """Asks for several fields and hands what was typed to ``submit``.

    ``submit`` receives only what differs from the start, as text, and returns why it cannot be
    recorded, or an empty text. The form stays open, as typed, until it is recorded or left.
    """

    AUTO_FOCUS = ".field"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "record", "record", priority=True),
        Binding("escape", "leave", "leave"),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("pagedown", "part(1)", "next part", show=False, priority=True),
        Binding("pageup", "part(-1)", "previous part", show=False, priority=True),
    ]
    HELP = (
        "**Tab** goes to the next field, **PgDn** to the next part of a long form, **→** takes the "
        "word suggested, **Enter** in a one-line field or **Ctrl+S** records, **Esc** leaves "
        "everything as it was. A field left empty is *not said*, never zero."
    )

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        submit: Callable[[Mapping[str, str]], str],
        *,
        anyway: bool = False,
    ) -> None:
        """``anyway`` hands over a form that was left as it started, too."""
        super().__init__()
        self._anyway = anyway
        self._title, self._fields, self._submit = title, tuple(fields), submit
        self._followed: dict[str, str] = {}
        """What fields that follow others were filled with last."""
        self._parts = tuple(f.name for f in self._fields if f.part)
        """The first field of each part."""
        lines = sum(field.lines for field in self._fields)
        self.set_class(lines > LONG, "-long").set_class(lines > LONGEST, "-longest")

    def compose(self) -> ComposeResult:
        with Vertical(classes="box form") as box:
            box.border_title = plain(self._title)
            parts = " · PgDn next part" if self._parts else ""
            box.border_subtitle = plain(f"Enter or ^s records{parts} · Esc leaves")
            # A grid, because a row of its own per field makes a long form a third slower to open.
            with Fields(can_focus=False, classes="fields") as grid:
                heights = [
                    n for f in self._fields for n in ((1, f.lines) if f.part else (f.lines,))
                ]
                grid.styles.grid_rows = " ".join(map(str, heights))
                for field in self._fields:
                    if field.part:
                        yield Static(plain(field.part), id=f"part-{field.name}", classes="part")
                    yield Static(plain(field.label), classes="label")
                    yield _editor(field)
            yield Static(classes="refusal")
            with Horizontal(classes="row why-row"):
                yield Static(plain("Reason"), classes="label")
                yield Input(id="form-reason", classes="field", compact=True, max_length=500)
            yield Static(classes="hint")

    def reason(self) -> str:
        """The reason for a change after a lock; the first call asks for it."""
        asked = self.query_one("#form-reason", Input)
        if not self.has_class("-reason"):
            self.add_class("-reason")
            asked.focus()
        return asked.value.strip()

    def typed(self) -> dict[str, str]:
        """What stands in the fields, by name."""
        return {field.name: _read(self.query_one(f"#{field.name}")) for field in self._fields}

    @property
    def unsaved(self) -> bool:
        """Whether anything was typed that is not recorded yet."""
        typed = self.typed()
        return any(typed[field.name] != field.value for field in self._fields)

    @on(Input.Changed)
    def _follow(self) -> None:
        """Fill the fields that follow others, unless somebody typed into them."""
        for field in self._fields:
            if field.follows is None:
                continue
            editor = self.query_one(f"#{field.name}", Input)
            if editor.value == self._followed.get(field.name, field.value):
                said = field.follows(self.typed())
                self._followed[field.name] = editor.value = said

    @on(events.DescendantFocus)
    @on(Input.Changed)
    @on(TextArea.Changed)
    def _hint(self) -> None:
        """Say what may be entered where the cursor is, and what it means."""
        editor = self.focused
        field = next((f for f in self._fields if editor and f.name == editor.id), None)
        said = "" if field is None else hint(field, _read(editor).strip())
        self.query_one(".hint", Static).update(plain(said))

    def action_part(self, by: int) -> None:
        """Go to the first field of the next or the previous part."""
        names = [field.name for field in self._fields]
        here = names.index(self.focused.id) if self.focused and self.focused.id in names else 0
        starts = [names.index(name) for name in self._parts]
        beyond = [s for s in starts if (s > here if by > 0 else s < here)]
        if beyond:
            first = names[min(beyond) if by > 0 else max(beyond)]
            head = self.query_one(f"#part-{first}")
            # The heading and the fields of the part come into sight with its first field.
            self.query_one(VerticalScroll).scroll_to_widget(head, top=True, animate=False)
            # At once, not in a moment: the next key may already be waiting.
            self.set_focus(self.query_one(f"#{first}"), scroll_visible=False)

    @on(Input.Submitted)
    def action_record(self) -> None:
        """Hand over what was typed."""
        before = {field.name: field.value for field in self._fields}
        changed = {name: text for name, text in self.typed().items() if text != before[name]}
        refusal = self._submit(changed) if changed or self._anyway else ""
        if refusal:
            self.query_one(".refusal", Static).update(plain(f"✖ {refusal}"))
            # In a long form what is wrong may be out of sight.
            wrong = (f for f in self._fields if f": {field_word(f.name)} is '" in refusal)
            if field := next(wrong, None):
                self.set_focus(self.query_one(f"#{field.name}"))
        else:
            self.dismiss(bool(changed) or self._anyway)

    def action_leave(self) -> None:
        """Record nothing; what was typed is thrown away only when somebody says so."""
        if not self.unsaved:
            self.dismiss(False)
            return

        def answered(sure: bool | None) -> None:
            if sure:
                self.dismiss(False)

        self.app.push_screen(Confirm("Throw away what you typed here?", "throw away"), answered)


class Fields(VerticalScroll, inherit_bindings=False):
    """The fields, which scroll with the cursor: arrows go from field to field, never past them."""


class Lines(TextArea):
    """A field of several lines; from its first line ↑, and from its last ↓, leave it."""

    def action_cursor_up(self, select: bool = False) -> None:
        """A line up, or the previous field."""
        if select or self._row > 0:
            super().action_cursor_up(select)
        else:
            self.screen.focus_previous()

    def action_cursor_down(self, select: bool = False) -> None:
        """A line down, or the next field."""
        if select or self._row < self.wrapped_document.height - 1:
            super().action_cursor_down(select)
        else:
            self.screen.focus_next()

    @property
    def _row(self) -> int:
        """The line the cursor is on as shown, counted from 0."""
        return self.wrapped_document.location_to_offset(self.cursor_location).y


def hint(field: Field, typed: str) -> str:
    """What the line below the form says: the meaning of what is typed, the words that fit."""
    if field.explain and (said := field.explain(typed)):
        return said
    if not field.hint.endswith(":"):
        return field.hint
    begun = [c for c in field.choices if c.casefold().startswith(typed.casefold())]
    fitting = begun or list(field.choices)
    offered = ", ".join(fitting[:OFFERED]) + (", …" if len(fitting) > OFFERED else "")
    return f"{field.hint} {offered}" if offered else field.hint.rstrip(":")


def _editor(field: Field) -> Input | TextArea:
    if field.lines > 1:
        area = Lines(field.value, id=field.name, classes="field", compact=True, soft_wrap=True)
        area.styles.height = field.lines
        return area
    suggester = SuggestFromList(field.choices, case_sensitive=False) if field.choices else None
    return Input(
        field.value,
        id=field.name,
        classes="field",
        compact=True,
        suggester=suggester,
        select_on_focus=False,
    )


def _read(editor: object) -> str:
    return editor.text if isinstance(editor, TextArea) else getattr(editor, "value", "")
