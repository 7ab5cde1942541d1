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

from ossbuy.tui.modals.confirm import Confirm
from ossbuy.tui.text import plain


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    """What may be entered, shown while the field has the focus."""
    choices: tuple[str, ...] = ()
    """Suggested while typing."""
    lines: int = 1


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
    ]
    HELP = (
        "**Tab** goes to the next field, **Enter** in a one-line field or **Ctrl+S** records, "
        "**Esc** leaves everything as it was. A field left empty is *not said*, never zero."
    )

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        submit: Callable[[Mapping[str, str]], str],
    ) -> None:
        super().__init__()
        self._title, self._fields, self._submit = title, tuple(fields), submit

    def compose(self) -> ComposeResult:
        with Vertical(classes="box form") as box:
            box.border_title = plain(self._title)
            box.border_subtitle = plain("Enter or ^s records · Esc leaves")
            with VerticalScroll(can_focus=False):
                for field in self._fields:
                    with Horizontal(classes="row"):
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

    @on(events.DescendantFocus)
    def _focused(self, event: events.DescendantFocus) -> None:
        hint = next((f.hint for f in self._fields if f.name == event.widget.id), "")
        self.query_one(".hint", Static).update(plain(hint))

    @on(Input.Submitted)
    def action_record(self) -> None:
        """Hand over what was typed."""
        before = {field.name: field.value for field in self._fields}
        changed = {name: text for name, text in self.typed().items() if text != before[name]}
        refusal = self._submit(changed) if changed else ""
        if refusal:
            self.query_one(".refusal", Static).update(plain(f"✖ {refusal}"))
        else:
            self.dismiss(bool(changed))

    def action_leave(self) -> None:
        """Record nothing; what was typed is thrown away only when somebody says so."""
        typed = self.typed()
        if all(typed[field.name] == field.value for field in self._fields):
            self.dismiss(False)
            return

        def answered(sure: bool | None) -> None:
            if sure:
                self.dismiss(False)

        self.app.push_screen(Confirm("Throw away what you typed here?", "throw away"), answered)


def _editor(field: Field) -> Input | TextArea:
    if field.lines > 1:
        area = TextArea(field.value, id=field.name, classes="field", compact=True, soft_wrap=True)
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
