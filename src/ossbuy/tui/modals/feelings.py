"""What people feel about it: told here, private, and in no weight, report or copy by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from ossbuy.model import commands
from ossbuy.model.codes import free_code
from ossbuy.model.feeling import FEELINGS, Emotion
from ossbuy.tui.editing import Editing, fields_for, read
from ossbuy.tui.modals.entries import Entries
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.numbers import count
from ossbuy.tui.speakers import codes_of, speaker
from ossbuy.tui.text import one_line
from ossbuy.tui.widgets.bar import dots
from ossbuy.tui.widgets.listing import Column, Row

PRIVATE = "private: in no report, no weight and no copy"
FORM = (
    Field("person", "Who feels it", hint="A person's id:"),
    Field("pain", "About", hint="A pain's id; empty for this procurement as a whole"),
    Field("feeling", "Feeling", hint="Any word, or one of these:", choices=FEELINGS),
    Field("intensity", "How strong", hint="1 to 5, 5 is strongest; empty is not said"),
    Field("fear", "Fears", hint="What this person fears about this procurement", lines=2),
    Field("good_outcome", "Hopes for", hint="What a good outcome means to this person", lines=2),
    Field("past_attempts", "Still carries", hint="Attempts that failed before", lines=2),
    Field(
        "released",
        "May leave",
        hint="yes only if this person agreed that it may stand in copies and exports",
        choices=("no", "yes"),
    ),
    Field("code", "Id", hint="Short and your own; left empty it is numbered for you"),
)


class Feelings(Entries):
    """Feelings about pains and about the procurement as a whole."""

    COLUMNS = (
        Column("id", 4),
        Column("who", 12, flexible=True),
        Column("about", 24),
        Column("feeling", 24, least=90),
        Column("strong", 6),
        Column("fear", 9),
    )
    NAMED = f"Feelings ── {PRIVATE}"
    EMPTY = "Nobody has told how it feels yet: press n."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "propose", "requirement against the fear"),
    ]
    HELP: ClassVar[str] = (
        "**Feelings** are private: they stand in no report and no export, no copy holds them "
        "unless the person released them, and they change no weight. **n** tells one, **Enter** "
        "edits, **p** proposes a requirement against what is feared: its words come from a "
        "template and carry nothing of what the person said. **h** on Trauma sets feelings "
        "against evidenced cost."
    )

    def keys(self) -> str:
        """What the lower border says."""
        return "Enter edits · n new · p requirement against a fear · Esc closes"

    def rows(self) -> Sequence[Row]:
        """One line per feeling; what is feared is only said to be there."""
        project = self.project
        return [
            Row(
                e.id,
                (
                    one_line(e.code, "$text-primary"),
                    one_line(project.people[e.person].label if e.person in project.people else "—"),
                    one_line(self._about(e), "$text-muted"),
                    one_line(e.feeling or "not said"),
                    dots(e.intensity),
                    one_line(_feared(project.label(e.requirement), e), "$text-accent"),
                ),
            )
            for e in project.emotions.values()
        ]

    def _about(self, emotion: Emotion) -> str:
        pain = self.project.pains.get(emotion.pain)
        return f"{pain.code} {pain.name}" if pain else "the procurement"

    def total(self) -> str:
        """How many, and what became of the fears."""
        told = self.project.emotions.values()
        if not told:
            return ""
        feared = [e for e in told if e.fear]
        answered = sum(bool(e.requirement) for e in feared)
        people = count(len({e.person for e in told}), "person", "people")
        fears = f"{count(len(feared), 'fear')}, {answered} answered by a requirement"
        return f"{count(len(told), 'feeling')} of {people} · {fears}"

    def edit(self, ident: str) -> None:
        """Everything told of a feeling."""
        if emotion := self.project.emotions.get(ident):
            submit = Editing(self.ossbuy, "emotion", ident)
            self.app.push_screen(
                Form(f"{emotion.code} ── {PRIVATE}", self._fields(emotion), submit)
            )

    def action_tell(self) -> None:
        """Another feeling."""
        fields = self._fields(None)
        self.app.push_screen(Form(f"How does it feel? ── {PRIVATE}", fields, self._told))

    def _fields(self, emotion: Emotion | None) -> list[Field]:
        project = self.project

        def about(typed: str) -> str:
            pain = project.pains.get(project.by_code("pains", typed) or "")
            return pain.name if pain else ""

        layout = []
        for field in FORM:
            if field.name == "person":
                field = speaker(project, field)
            elif field.name == "pain":
                field = replace(field, explain=about)
            layout.append(field)
        pains = tuple(pain.code for pain in project.pains.values())
        return fields_for(
            project, emotion, tuple(layout), {"person": codes_of(project), "pain": pains}
        )

    def _told(self, typed: Mapping[str, str]) -> str:
        if not typed.get("person", "").strip():
            return "Nobody is named: enter the id of whoever feels it."
        said = {name: text for name, text in typed.items() if text.strip()}
        return self.ossbuy.attempt(
            lambda p: commands.add(p, "emotion", {"code": free_code(p, "emotion")} | read(p, said))
        )

    def action_remove(self) -> None:
        """Remove a feeling, after a yes."""
        ident = self.current
        if emotion := self.project.emotions.get(ident):
            self.ossbuy.ask(
                f"Remove what was told as {emotion.code}? It stays in the history of this file, "
                "and undo brings it back.",
                "Remove",
                lambda: self.ossbuy.do(lambda p: commands.remove(p, "emotion", ident)),
            )

    def action_propose(self) -> None:
        """Requirements against the fear under the cursor, or against any."""
        from ossbuy.tui.modals.fears import Fears

        self.app.push_screen(Fears(self.current))


def _feared(requirement: str, emotion: Emotion) -> str:
    if requirement:
        return f"→ {requirement}"
    return "told" if emotion.fear else ""
