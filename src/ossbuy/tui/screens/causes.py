"""Causes: why it hurts, asked again and again, and which causes carry most of the trauma."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content

from ossbuy.model import commands
from ossbuy.model.codes import free_code
from ossbuy.model.events import Act, Refused
from ossbuy.model.project import Project
from ossbuy.tui.editing import Editing, fields_for, read
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.numbers import count, percent
from ossbuy.tui.stage import StageScreen
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Column, Heads, Listing, Row
from ossbuy.tui.widgets.pane import Pane
from ossbuy.tui.widgets.why_tree import UNEXPLAINED, pareto_row, tree_row, why_tree

TREE = (
    Column("why", 20, flexible=True),
    Column("share", 6, "right"),
    Column("software", 8, least=44),
)
PARETO = (
    Column("cause", 10, flexible=True),
    Column("carries", 7, "right", least=64),
    Column("ends", 6, "right"),
    Column("", 10, least=44),
    Column("sum", 6, "right"),
)
FORM = (
    Field("statement", "Why", hint="Ask why once more before you write it down", lines=3),
    Field(
        "category",
        "Category",
        hint="data, process, people, tool, integration, governance …",
        choices=(
            "data",
            "process",
            "people",
            "tool",
            "integration",
            "governance",
            "commercial",
            "network",
        ),
    ),
    Field("fixable", "Can software fix it", hint="yes, part or no", choices=("yes", "part", "no")),
    Field("unique", "Only ours", hint="yes or no: does only this buyer have it?"),
    Field(
        "code", "Id", hint="Short and your own, such as RC2.1; left empty it is numbered for you"
    ),
)


class Causes(StageScreen):
    """The why-tree on the left, what the causes carry on the right."""

    stage = "causes"
    CSS_PATH = "causes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "find", "new cause", tooltip="A new cause of the focused thing"),
        Binding("delete", "remove", "remove", show=False, tooltip="Remove the share or the cause"),
        Binding("c", "pareto", "pareto", show=False, tooltip="Tree or Pareto, where narrow"),
    ]
    HELP = (
        "**Causes** asks why, and why again. On the left each pain with its causes and the share "
        "each explains; what nobody explained yet has its own line. On the right the causes by "
        "the trauma that ends at them because nothing explains it further, largest first, with the "
        "running sum; what they carry in all counts what they pass on, too. **Enter** edits the "
        "share and the cause, **n** adds a cause to the focused thing, **Delete** takes it off."
    )

    def compose_body(self) -> ComposeResult:
        with Horizontal():
            with Pane("Why", id="why"):
                yield Heads(TREE)
                yield Listing(TREE, id="tree")
            with Pane("What carries most", id="most"):
                yield Heads(PARETO)
                yield Listing(PARETO, id="pareto")

    def show(self) -> None:
        """Paint tree and Pareto."""
        project = self.project
        self.query_one("#tree", Listing).show(
            [tree_row(project, *step) for step in why_tree(project)]
        )
        self.query_one("#why", Pane).entitle(
            "Why", f"{count(len(project.causes), 'cause')} of {count(len(project.pains), 'pain')}"
        )
        rows, summary = self._pareto()
        self.query_one("#pareto", Listing).show(rows)
        self.query_one("#most", Pane).entitle("What carries most", summary)

    def _pareto(self) -> tuple[list[Row], str]:
        evaluation, project = self.evaluation, self.project
        if evaluation is None:
            return [], self.ossbuy.trouble or "computing…"
        nodes = set(evaluation.matrix.trauma.pains + evaluation.matrix.trauma.causes)
        ends = {c: evaluation.retained_of(c) for c in project.causes if c in nodes}
        left = sum(evaluation.retained_of(p) for p in project.pains if p in nodes)
        total = sum(ends.values()) + left
        most = max([*ends.values(), left], default=0.0)
        rows, running = [], 0.0
        for cause, points in sorted(ends.items(), key=lambda item: -item[1]):
            running += points
            thing = project.causes[cause]
            name = Content.assemble(
                plain(f"{thing.code} ", "$text-primary"), one_line(thing.statement)
            )
            carried = evaluation.rolled_of(cause)
            rows.append(pareto_row(cause, name, carried, points, most, running, total))
        name = plain("unexplained", "$text-warning")
        rows.append(pareto_row(UNEXPLAINED, name, left, left, most, running + left, total))
        share = percent(left / total) if total else "none"
        return rows, f"{total:.0f} points · {share} unexplained"

    @on(Listing.OptionSelected)
    def _edit(self) -> None:
        cause, effect = self._edge()
        thing = self.project.causes.get(cause)
        if thing is None:
            return
        fields = fields_for(self.project, thing, FORM, {})
        if effect:
            share = self.project.contributions.get((cause, effect), 0.0)
            label = f"Share of {self.project.label(effect)}, %"
            hint = "How much of it this cause explains; 100 at most for all causes together"
            fields.insert(0, Field("share", label, f"{100 * share:.4g}", hint))

        def also(project: Project, typed: Mapping[str, str]) -> list[Act]:
            if "share" not in typed:
                return []
            return [commands.set_contribution(project, cause, effect, _share(typed["share"]))]

        submit = Editing(self.ossbuy, "cause", cause, also)
        self.app.push_screen(Form(f"{thing.code}", fields, submit))

    def action_find(self) -> None:
        """A new cause of the focused pain or cause."""
        cause, effect = self._edge()
        of = cause if cause in self.project.causes else effect or self.focused_thing()
        fields = fields_for(self.project, None, FORM, {})
        if of in self.project.pains or of in self.project.causes:
            label = f"Share of {self.project.label(of)}, %"
            # Before the id, which hardly anybody chooses.
            fields.insert(-1, Field("share", label, "", "How much of it this cause explains"))

        def found(typed: Mapping[str, str]) -> str:
            return self.ossbuy.attempt(lambda p: self._new(p, typed, of))

        self.app.push_screen(Form("Why?", fields, found))

    def _new(self, project: Project, typed: Mapping[str, str], of: str) -> Act:
        own = {name: text for name, text in typed.items() if name != "share"}
        own["code"] = own.get("code", "").strip() or free_code(project, "cause")
        act = commands.add(project, "cause", read(project, own))
        if not typed.get("share", "").strip():
            return act
        draft = self.ossbuy.workspace.draft()
        draft.apply(act.facts)
        cause = act.facts[0].key.split("/")[1]
        share = commands.set_contribution(draft.freeze(), cause, of, _share(typed["share"]))
        return commands.merge([act, share], act.kind)

    def action_remove(self) -> None:
        """Take a cause off what it explains, or remove it altogether."""
        cause, effect = self._edge()
        thing = self.project.causes.get(cause)
        if thing is None:
            return
        if effect:
            self.ossbuy.ask(
                f"Take {thing.code} off {self.project.label(effect)}? The cause itself stays.",
                "Take it off",
                lambda: self.ossbuy.do(lambda p: commands.set_contribution(p, cause, effect, None)),
            )
        else:
            self.ossbuy.ask(
                f"Remove {thing.code} with all its shares and links? "
                "It stays in the history, and undo brings it back.",
                "Remove",
                lambda: self.ossbuy.do(lambda p: commands.remove(p, "cause", cause)),
            )

    def action_pareto(self) -> None:
        """Tree or Pareto, where there is no room for both."""
        self.toggle_class("-card")
        self.query_one("#pareto" if self.has_class("-card") else "#tree", Listing).focus()

    def _edge(self) -> tuple[str, str]:
        """(cause, effect) under the cursor; the effect is empty in the Pareto."""
        pareto = self.query_one("#pareto", Listing)
        if pareto.has_focus:
            return pareto.current, ""
        steps = self.query_one("#tree", Listing).current.split("/")
        return (steps[-1], steps[-2]) if len(steps) > 1 else ("", "")

    def focused_thing(self) -> str:
        """The pain or cause under the cursor."""
        pareto = self.query_one("#pareto", Listing)
        if pareto.has_focus:
            return pareto.current
        steps = self.query_one("#tree", Listing).current.split("/")
        return steps[-2] if steps[-1] == UNEXPLAINED else steps[-1]

    def select(self, ident: str) -> bool:
        """Put the cursor on the first place where a pain or cause stands."""
        tree = self.query_one("#tree", Listing)
        place = next((r.id for r in tree.rows if r.id.rsplit("/", 1)[-1] == ident), "")
        tree.focus()
        return tree.go_to(place)

    def walk_forward(self) -> tuple[str, str] | None:
        """The section or requirement this cause, or its pain, asks for most."""
        steps = self.query_one("#tree", Listing).current.split("/")
        for node in (self.focused_thing(), *reversed(steps)):
            asked = [(s, t) for (f, t), s in self.project.links.items() if f == node and s]
            if asked:
                return ("requirements", max(asked)[1])
        return None

    def walk_backward(self) -> tuple[str, str] | None:
        """The pain this line of causes explains."""
        steps = self.query_one("#tree", Listing).current.split("/")
        if not self.query_one("#pareto", Listing).has_focus and steps[0]:
            return ("trauma", steps[0])
        pains = [
            (s, e)
            for (c, e), s in self.project.contributions.items()
            if c == self.focused_thing() and e in self.project.pains
        ]
        return ("trauma", max(pains)[1]) if pains else None

    def why(self) -> tuple[str, ...] | None:
        """What the focused cause carries, or why the focused pain hurts."""
        ident = self.focused_thing()
        if ident in self.project.causes:
            return ("cause", ident)
        return ("pain", ident) if ident in self.project.pains else None

    def back(self) -> bool:
        """From the Pareto to the tree, where only one is shown."""
        if self.has_class("-card"):
            self.action_pareto()
            return True
        return False


def _share(text: str) -> float | None:
    """A typed percentage as a share; empty is None."""
    typed = text.strip().removesuffix("%").strip().replace(",", ".")
    if not typed:
        return None
    try:
        return float(typed) / 100
    except ValueError:
        raise Refused(f"The share {typed!r} is not a number: enter 0 to 100.") from None
