"""Pains nothing answers, each with what the library proposes; taken as one act."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from ossbuy.exchange.errors import BadFile
from ossbuy.model.asking import silent_pains
from ossbuy.model.events import Act, Refused
from ossbuy.model.project import Project
from ossbuy.procedure.library import Pulled
from ossbuy.procedure.orphans import Proposal, ProposedLink, accept, propose
from ossbuy.tui.naming import coded
from ossbuy.tui.numbers import count
from ossbuy.tui.text import one_line, plain, toast
from ossbuy.tui.widgets.library_rows import about
from ossbuy.tui.widgets.listing import Column, Heads, Listing, Row

if TYPE_CHECKING:
    from ossbuy.tui.app import OssbuyApp

PAINS = (Column("pain nothing answers", 10, flexible=True), Column("takes", 5, "right"))
LINKS = (
    Column("", 1),
    Column("link", 4, "right"),
    Column("id", 8),
    Column("", 10, flexible=True),
    Column("here", 7),
)
KEYS = "Space marks · a all · Enter takes · u undo · Esc closes"


class Proposed(Message):
    """What the library proposes was found, or why it cannot be."""

    def __init__(self, project: Project, found: tuple[Proposal, ...], trouble: str = "") -> None:
        super().__init__()
        self.project, self.found, self.trouble = project, found, trouble


class Proposals(ModalScreen[None]):
    """Pains on the left, on the right the links proposed for the one under the cursor."""

    AUTO_FOCUS = "#pains"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "mark"),
        Binding("a", "mark_all", "mark all"),
        Binding("u,ctrl+z", "app.undo", "undo"),
        Binding("escape", "dismiss", "close"),
    ]
    HELP = (
        "**Proposals** for the pains nothing answers. A pain pulled from the library is answered "
        "by what its module says; one in your own words by what the library's likest pains ask "
        "for, one step weaker, because to read alike is not to be the same. **Space** marks a link "
        "(on the left, all of a pain), **a** marks all, **Enter** takes the marked ones, or those "
        "under the cursor: requirements that are not there yet are pulled and linked, as one act "
        "that **u** takes back. Nothing is recorded before."
    )

    def __init__(self, at: str = "") -> None:
        super().__init__()
        self._at = at
        self._proposals: dict[str, Proposal] = {}
        self._marked: set[tuple[str, str]] = set()
        """(pain, requirement of the library)"""

    @property
    def ossbuy(self) -> OssbuyApp:
        """The application, typed."""
        return cast("OssbuyApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box library") as box:
            box.border_title = plain("Proposals")
            box.border_subtitle = plain(KEYS)
            with Horizontal(id="library-lists"):
                with Vertical(id="library-modules"):
                    yield Heads(PAINS)
                    yield Listing(PAINS, id="pains")
                with Vertical(id="library-things"):
                    yield Static(id="because")
                    yield Heads(LINKS)
                    yield Listing(LINKS, id="proposed")
            with VerticalScroll(id="library-about"):
                yield Static(id="about")
            yield Static(plain("Looking in the library …", "$text-muted"), id="library-said")

    def on_mount(self) -> None:
        """Look in the library, and again whenever the project changes."""
        self.watch(self.app, "project", self._look)

    def _look(self) -> None:
        self._propose(self.ossbuy.project)

    # The library takes 0.4 s to read the first time.
    @work(thread=True, exclusive=True, group="library", exit_on_error=False, description="propose")
    def _propose(self, project: Project) -> None:
        try:
            self.post_message(Proposed(project, propose(project)))
        except BadFile as no:
            self.post_message(Proposed(project, (), str(no)))

    @on(Proposed)
    def _proposed(self, proposed: Proposed) -> None:
        if proposed.project is not self.ossbuy.project:
            return
        self._proposals = {proposal.pain.id: proposal for proposal in proposed.found}
        self._marked &= self._all()
        self._show(proposed.trouble)
        if self._at:
            self.query_one("#pains", Listing).go_to(self._at)
            self._at = ""

    def _all(self) -> set[tuple[str, str]]:
        """Everything proposed, as it may be marked."""
        return {link for pain in self._proposals for link in self._of(pain)}

    def _of(self, pain: str) -> set[tuple[str, str]]:
        proposal = self._proposals.get(pain)
        return {(pain, link.requirement.id) for link in proposal.links} if proposal else set()

    def _show(self, trouble: str = "") -> None:
        rows = []
        for ident, proposal in self._proposals.items():
            marked = sum(pain == ident for pain, _ in self._marked)
            of = f"{marked}/{len(proposal.links)}" if proposal.links else "–"
            rows.append(Row(ident, (coded(proposal.pain.code, proposal.pain.name), plain(of))))
        self.query_one("#pains", Listing).show(rows)
        self._show_links()
        if trouble or not rows:
            told = "Every pain is answered by a requirement."
            said = trouble or (told if self.ossbuy.project.pains else "No pain has been told yet.")
        else:
            said = f"{count(len(rows), 'pain')} without an answer · "
            said += f"{len(self._marked)} marked" if self._marked else "nothing marked"
        self.query_one("#library-said", Static).update(one_line(said, "$text-muted"))

    def _show_links(self) -> None:
        proposal = self._proposals.get(self.query_one("#pains", Listing).current)
        rows = [self._row(proposal, link) for link in proposal.links] if proposal else []
        self.query_one("#proposed", Listing).show(rows)
        said = Content("")
        if proposal is not None:
            words = f"“{proposal.pain.statement}”  " if proposal.pain.statement else ""
            said = Content.assemble(one_line(words, "italic"), one_line(proposal.because))
        self.query_one("#because", Static).update(said)
        self._show_about()

    def _row(self, proposal: Proposal, link: ProposedLink) -> Row:
        asked = link.requirement
        marked = (proposal.pain.id, asked.id) in self._marked
        there = self.ossbuy.project.label(link.there) if link.there else ""
        return Row(
            asked.id,
            (
                plain("●" if marked else " ", "bold $text-accent"),
                plain(link.strength, "bold $text-accent"),
                one_line(asked.id, "$text-primary"),
                one_line(asked.title),
                one_line(there, "$text-primary"),
            ),
        )

    def _link(self) -> ProposedLink | None:
        """The link under the cursor of the right list."""
        proposal = self._proposals.get(self.query_one("#pains", Listing).current)
        ident = self.query_one("#proposed", Listing).current
        links = proposal.links if proposal else ()
        return next((link for link in links if link.requirement.id == ident), None)

    def _show_about(self) -> None:
        link = self._link()
        if link is not None:
            text = about(link.module, link.requirement)
        elif self._proposals:
            text = plain("The library knows nothing like it: write a requirement, or link one.")
        else:
            text = Content("")
        self.query_one("#about", Static).update(text)
        self.query_one("#library-about", VerticalScroll).scroll_home(animate=False)

    @on(Listing.OptionHighlighted, "#pains")
    def _other_pain(self) -> None:
        self._show_links()
        self.query_one("#proposed", Listing).action_first()

    @on(Listing.OptionHighlighted, "#proposed")
    def _other_link(self) -> None:
        self._show_about()

    def _under_cursor(self) -> set[tuple[str, str]]:
        """What a key is about: a pain's links on the left, one link on the right."""
        listing = self.query_one("#proposed", Listing)
        pain = self.query_one("#pains", Listing).current
        if listing.has_focus:
            return {(pain, listing.current)} if listing.current else set()
        return self._of(pain)

    def action_mark(self) -> None:
        """Mark what is under the cursor, or take the marks off, and go on."""
        these = self._under_cursor()
        self._toggle(these)
        listing = self.query_one("#proposed", Listing)
        (listing if listing.has_focus else self.query_one("#pains", Listing)).action_cursor_down()

    def action_mark_all(self) -> None:
        """Mark all that is proposed; where all is marked, nothing."""
        self._toggle(self._all())

    def _toggle(self, these: set[tuple[str, str]]) -> None:
        self._marked = self._marked - these if these <= self._marked else self._marked | these
        self._show()

    @on(Listing.OptionSelected)
    def _take(self) -> None:
        wanted = self._marked or self._under_cursor()
        chosen = [
            replace(one, links=tuple(x for x in one.links if (p, x.requirement.id) in wanted))
            for p, one in self._proposals.items()
        ]
        chosen = [one for one in chosen if one.links]
        done: list[Pulled] = []

        def command(project: Project) -> Act:
            alone = silent_pains(project)
            for one in chosen:
                if one.pain.id not in alone:
                    raise Refused(f"{one.pain.code} is answered meanwhile: look again.")
            pulled = accept(project, chosen)
            if pulled.act is None:
                raise Refused("Nothing is proposed here: mark a link first.")
            done[:] = [pulled]
            return pulled.act

        before = self.ossbuy.workspace.seq
        # After the lock it waits for a reason: nothing is taken yet, and the marks stay.
        if self.ossbuy.do(command) and self.ossbuy.workspace.seq > before:
            made = f"{count(len(done[0].taken), 'requirement')} pulled, " if done[0].taken else ""
            links = count(done[0].links, "link")
            toast(self.ossbuy, f"{made}{links} made; u takes it back.".capitalize())
