"""What a vendor's words were taken as, to be corrected: its answers are then read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.content import Content

from ossbuy.exchange.errors import BadFile
from ossbuy.model.bid import DELIVERY_WORDS, EVIDENCE_WORDS, Delivery, Level
from ossbuy.model.events import Refused
from ossbuy.store.errors import Conflict, StoreError
from ossbuy.tui.door import PAST
from ossbuy.tui.modals.form import Field, Form
from ossbuy.tui.modals.lists import ReadList
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.drift import unread_words
from ossbuy.tui.widgets.listing import Column, Row

_MEANS = {code: word for code, word in DELIVERY_WORDS.items() if code is not Delivery.NONE}
CHOICES = {
    "level": (
        *(level.value for level in (Level.FULL, Level.PARTIAL, Level.NONE, Level.NOT_APPLICABLE)),
        *(f"full + {word}" for word in _MEANS.values()),
    ),
    "delivery": tuple(_MEANS.values()),
    "evidence": tuple(EVIDENCE_WORDS.values()),
}
"""Words suggested by column; any answer may be written."""


class TakenAs(ReadList):
    """The words of one vendor by column, with what each is taken as."""

    COLUMNS = (
        Column("column", 9),
        Column("the vendor's word", 20, flexible=True),
        Column("taken as", 22),
        Column("by", 16, least=90),
    )
    EMPTY = "Every word is one of the drop-downs' own, or nothing has been opened yet."
    HELP: ClassVar[str] = (
        "**Words** lists what a vendor's own words were taken as, and those nobody could read. "
        "**Enter** corrects one: write *full*, *partial*, *none*, *not applicable*, a class of "
        "delivery such as *configuration*, or both as *full + configuration*; leave it empty "
        "where the word is no answer. The answers are read again from the kept file; it is an act "
        "like any other, and undo takes it back."
    )

    def __init__(self, vendor: str) -> None:
        super().__init__()
        self.vendor = vendor

    def named(self) -> str:
        """Whose words."""
        return f"Words of {self.project.vendors[self.vendor].label}"

    def keys(self) -> str:
        """What the lower border says."""
        return "Enter corrects · Esc closes"

    def _words(self) -> dict[str, tuple[str, str, str, str]]:
        """By line: column, word, what it is taken as, and by whom."""
        project, found = self.project, {}
        for column, word in unread_words(project, self.vendor):
            found[f"{column}/{word}"] = (column, word, "", "nobody could read it")
        for (who, column), scale in project.scales.items():
            if who != self.vendor:
                continue
            for word, taken in scale.words.items():
                by = "ossbuy"
                if word in scale.settled:
                    by = project.people[scale.by].label if scale.by in project.people else scale.by
                found[f"{column}/{word}"] = (column, word, spelled(taken) or "no answer", by)
        return found

    def rows(self) -> Sequence[Row]:
        """One line per word; those nobody could read come first."""
        return [
            Row(
                ident,
                (
                    plain(column, "$text-muted"),
                    one_line(word, "bold"),
                    one_line(taken, "$text-accent") if taken else plain("—", "$text-warning"),
                    one_line(by, "$text-muted"),
                ),
            )
            for ident, (column, word, taken, by) in self._words().items()
        ]

    def below(self, ident: str) -> Content:
        """How often the word stands there."""
        said = self._words().get(ident)
        if said is None:
            return plain("")
        column, word, taken, _ = said
        many = sum(
            " ".join(response.raw.get(column, "").split()).casefold() == word
            for (who, _), response in self.project.responses.items()
            if who == self.vendor
        )
        cells = f"“{word}” stands in {many} answer{'' if many == 1 else 's'}"
        return plain(f"{cells} under {column}" + (f", taken as {taken}." if taken else "."))

    def choose(self, ident: str) -> None:
        """Say what the word means."""
        said = self._words().get(ident)
        if said is None:
            return
        column, word, taken, _ = said
        field = Field(
            "taken",
            "Taken as",
            "" if taken == "no answer" else taken,
            hint="An answer, or two joined by +; empty where it is none:",
            choices=CHOICES.get(column, ()),
        )
        title = f"What does “{word[:40]}” mean under {column}?"
        self.app.push_screen(
            Form(title, [field], lambda typed: self._record(column, word, typed), anyway=True)
        )

    def _record(self, column: str, word: str, typed: Mapping[str, str]) -> str:
        from ossbuy.procedure.replies.unsealing import remap

        app = self.ossbuy
        if app.as_of is not None:
            return PAST
        reason, form = "", app.screen
        locked = app.workspace.project.quality_lock is not None
        if locked and isinstance(form, Form) and not (reason := form.reason()):
            return "The quality scores are locked: say why below; it is printed in the report."
        now = self._words().get(f"{column}/{word}", ("", "", "", ""))[2]
        taken = typed.get("taken", "" if now == "no answer" else now)
        try:
            remap(app.workspace, self.vendor, column, {word: taken}, reason)
        except (Refused, BadFile) as no:
            return str(no)
        except (Conflict, StoreError) as no:
            return no.sentence()
        app.read()
        return ""


def spelled(taken: str) -> str:
    """``full + STD`` in the words every other screen has: ``full + shipped``."""
    words = {code.value: word for code, word in _MEANS.items()}
    words |= {one.value: word for one, word in EVIDENCE_WORDS.items()}
    return " + ".join(words.get(part, part) for part in taken.split(" + "))
