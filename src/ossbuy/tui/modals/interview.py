"""Talking to one person: the questions beside the form that takes the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ossbuy.exchange.interview import interview
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.text import plain


class Interview(Form):
    """A form with its script; on a narrow screen the question stands below the fields instead."""

    HELP = (
        f"{Form.HELP} The questions stand beside the form; the one of the field the cursor is in "
        "is lit. They are the script *interview*, which `ossbuy script interview` prints."
    )

    def __init__(
        self, title: str, fields: Sequence[Field], submit: Callable[[Mapping[str, str]], str]
    ) -> None:
        super().__init__(title, fields, submit)
        self.add_class("-scripted")

    def compose(self) -> ComposeResult:
        with Horizontal(classes="scripted"):
            yield from super().compose()
            with VerticalScroll(classes="script", can_focus=False) as script:
                script.border_title = plain(interview().title)
                minutes = f"{interview().minutes:g} minutes"
                script.border_subtitle = plain(minutes)
                yield Static(plain(interview().purpose, "$text-muted"), classes="purpose")
                for question in interview().questions:
                    yield Static(id=f"ask-{question.field}", classes="question")

    def on_mount(self) -> None:
        """Write the questions down."""
        self._light("")

    @on(events.DescendantFocus)
    def _ask(self) -> None:
        """Light the question of the field the cursor is in."""
        self._light((self.focused.id or "") if self.focused else "")

    def _light(self, name: str) -> None:
        for question in interview().questions:
            lit = question.field == name
            line = self.query_one(f"#ask-{question.field}", Static)
            line.update(
                Content.assemble(
                    plain("► " if lit else "  ", "$text-accent"),
                    plain(question.ask, "bold" if lit else ""),
                    plain(f"\n  {question.purpose}" if lit else "", "$text-muted"),
                    plain(f"  {question.minutes:g} min", "$text-muted"),
                )
            )
            if lit:
                line.scroll_visible(animate=False)
