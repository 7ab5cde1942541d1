"""Before a request goes out: who gets it, and what somebody should look at first."""

from __future__ import annotations

from ossbuy.exchange.pack import Pack
from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.model.request import Issue


def receivers(
    project: Project, named: tuple[str, ...], short: bool, last: Issue | None
) -> tuple[tuple[str, ...], list[str]]:
    """Who it goes to, and what is doubtful about that."""
    if named:
        return named, []
    if not short and last is not None and any(i.stage == "short" for i in project.issues.values()):
        listed = tuple(v for v in project.shortlisted if v not in project.eliminated)
        if not listed:
            raise Refused(
                "Nobody is on the short list yet: put vendors on it with 'ossbuy shortlist PROJECT "
                "VENDOR --reason …', or name who gets the full request with --to."
            )
        return listed, []
    if not project.vendors:
        return (), ["No vendor is invited yet: invite those who shall get it."]
    return (), []


def doubts(project: Project, pack: Pack) -> list[str]:
    """What somebody should look at before a pack goes out, one sentence each."""
    said = []
    if not project.description.buyer:
        said.append(
            f"Nobody said who buys, so “{pack.buyer[:60]}” is named as the buyer: 'ossbuy set "
            "PROJECT project buyer NAME'."
        )
    if project.locked is None:
        said.append(
            "The weights are not locked yet: lock them before answers are opened, best before the "
            "request goes out."
        )
    if not any(d.what == "answers" and d.at for d in project.deadlines.values()):
        said.append(
            "No deadline for answers is set: 'ossbuy calendar PROJECT set D1 answers "
            '"2027-01-15 12:00"\'.'
        )
    if pack.stage == "short":
        missing = [r.code for r in project.requirements.values() if r.gate and not r.short]
        if missing:
            said.append(
                f"{', '.join(missing[:6])} can end an offer and "
                f"{'is' if len(missing) == 1 else 'are'} not asked in the short stage."
            )
        if len(pack.items) > 30:
            said.append(
                f"{len(pack.items)} questions are many for a short list; about 20 are enough."
            )
    return said
