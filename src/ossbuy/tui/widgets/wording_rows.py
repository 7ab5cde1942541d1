"""Findings about wording as rows of a listing, and one of them in full."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from textual.content import Content

from ossbuy.model.project import Project
from ossbuy.tui.text import one_line, plain
from ossbuy.tui.widgets.listing import Column, Row
from ossbuy.tui.widgets.reader import Reader
from ossbuy.tui.widgets.views import ViewName
from ossbuy.tui.widgets.wording_text import FIELD, SEVERITY, language_said, rewrite

if TYPE_CHECKING:
    from ossbuy.phrasing.duplicates import Pair
    from ossbuy.phrasing.hit import Hit
    from ossbuy.phrasing.review import Review

VIEWS: Final = (ViewName("found", "f", "findings"), ViewName("pairs", "d", "nearly the same"))
FOUND: Final = (
    Column("", 1),
    Column("rule", 12),
    Column("id", 9),
    Column("", 10, flexible=True),
)
PAIRS: Final = (
    Column("id", 9),
    Column("and", 9),
    Column("alike", 5, "right"),
    Column("", 10, flexible=True),
)
WHOLE: Final = frozenset({"duplicate", "ids"})
"""Rules that look at the whole set: what they found does not follow from one text."""


class Taken(Enum):
    """What was done about a finding: glyph and colour."""

    SETTLED = ("✔", "$text-success")
    SKIPPED = ("–", "$text-muted")


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule at one requirement, as the digest ranks it."""

    id: str
    rule: str
    code: str
    hit: Hit
    first: bool
    """The first of its rule, which names it."""
    total: int
    habit: bool


def findings(found: Review) -> tuple[Finding, ...]:
    """The digest of a review in order: at most twenty, grouped by rule."""
    return tuple(
        Finding(
            f"{group.rule}/{ranked.ident}",
            group.rule,
            ranked.ident,
            ranked.hit,
            place == 0,
            group.total,
            group.habit,
        )
        for group in found.digest
        for place, ranked in enumerate(group.shown)
    )


def hit_now(project: Project, reader: Reader, ident: str, finding: Finding) -> Hit | None:
    """What the rule says of the requirement as it stands now; None once it is settled."""
    asked = project.requirements.get(ident)
    if asked is None:
        return None
    if finding.rule in WHOLE:
        return finding.hit
    found = [h for h in reader.hits(asked) or () if h.rule == finding.rule]
    same = [h for h in found if h.field == finding.hit.field]
    return next(iter(same or found), None)


def finding_row(finding: Finding, hit: Hit | None, done: Taken | None) -> Row:
    """The rule where its group begins, the requirement, and what is wrong."""
    glyph, style = done.value if done else (" ", "")
    tail = f" {finding.total}" if finding.first else ""
    what = one_line((hit or finding.hit).what)
    return Row(
        finding.id,
        (
            plain(glyph, style),
            one_line(f"{finding.rule}{tail}" if finding.first else "", "bold $text-accent"),
            one_line(finding.code, "$text-primary"),
            what.stylize("$text-muted") if done else what,
        ),
    )


def about(
    project: Project, reader: Reader, ident: str, finding: Finding, hit: Hit | None
) -> Content:
    """A finding in full: how often, how grave, and the proposal as before and after."""
    asked = project.requirements.get(ident)
    of = len(project.requirements)
    habit = ": a habit, so settle it once for all" if finding.habit else ""
    lines = [
        Content.assemble(
            plain(finding.rule, "bold $text-accent"),
            plain(
                f"  {SEVERITY[finding.hit.severity]} · {finding.total} of {of} texts{habit}",
                "$text-muted",
            ),
        )
    ]
    if asked is None:
        return Content("\n").join([*lines, plain("The requirement is gone.")])
    if hit is None:
        return Content("\n").join(
            [*lines, plain("Settled: the rule finds nothing there any more.")]
        )
    lines.append(plain(FIELD[hit.field] + hit.what))
    if said := language_said(reader.language(ident)):
        lines.append(plain(said, "$text-warning"))
    if finding.rule not in WHOLE:
        lines.append(rewrite(asked, hit, reader.hits(asked) or ()))
    return Content("\n").join(lines)


def pair_row(pair: Pair) -> Row:
    """Two texts that are alike."""
    return Row(
        f"{pair.one}/{pair.other}",
        (
            one_line(pair.one, "$text-primary"),
            one_line(pair.other, "$text-primary"),
            plain(f"{pair.likeness:.0f} %"),
            one_line(
                {
                    "same": "the same: keep one",
                    "numbers": "differ only in numbers: which holds?",
                }.get(pair.what, "nearly the same: keep one, or say what differs")
            ),
        ),
    )
