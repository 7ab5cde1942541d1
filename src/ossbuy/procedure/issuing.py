"""The request goes out: what is asked under which version, as two workbooks, on record."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ossbuy.exchange.pack import Item, Pack, read_loops, write_answers, write_prices
from ossbuy.exchange.pack.changes import changes, in_words
from ossbuy.model.events import Act, Event, Fact, Refused, key, new_id
from ossbuy.model.project import Project
from ossbuy.model.request import Issue
from ossbuy.procedure.leaks import Leak, pack_texts, text_leaks
from ossbuy.procedure.packing import items_of, pack_of
from ossbuy.store.workspace import Workspace

YEARS = 5
"""Contract years priced when nobody says otherwise: Y0 to Y4."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How somebody wants a request to go out."""

    short: bool = False
    prices: bool = True
    years: int | None = None
    causes: tuple[str, ...] = ()
    """Internal ids of causes that are shown to vendors."""
    vendors: tuple[str, ...] = ()
    """Internal ids; empty is everybody, or the short list once there is one."""
    changes: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request ready to go out; nothing is recorded yet."""

    issue: Issue
    pack: Pack
    answers: bytes
    prices: bytes
    """Empty where no price workbook goes out."""
    leaks: tuple[Leak, ...]
    warnings: tuple[str, ...]
    addendum: bool


def versions(project: Project) -> tuple[Issue, ...]:
    """Every version that went out, oldest first, by number: 1.2 before 1.10."""
    return tuple(sorted(project.issues.values(), key=lambda i: _parts(i.version)))


def latest(project: Project) -> Issue | None:
    """The request that counts: the one that went out last."""
    return next(reversed(versions(project)), None)


def previous(project: Project, issue: Issue) -> Issue | None:
    """The version that went out before another."""
    earlier = [i for i in versions(project) if _parts(i.version) < _parts(issue.version)]
    return earlier[-1] if earlier else None


def by_version(project: Project, version: str) -> Issue:
    """The request that went out under a version. Raises Refused."""
    for issue in project.issues.values():
        if issue.version == version.strip():
            return issue
    known = ", ".join(i.version for i in project.issues.values()) or "none"
    raise Refused(f"No version {version[:20]!r} went out; went out: {known}.")


def next_version(last: Issue | None, short: bool) -> tuple[str, bool]:
    """The version to come, and whether it is an addendum to the last one."""
    if last is None:
        return "1", False
    major, *rest = _parts(last.version)
    if (last.stage == "short") != short:
        return str(major + 1), False
    return f"{major}.{(rest[0] if rest else 0) + 1}", True


def prepare(workspace: Workspace, wanted: Wanted) -> Prepared:
    """Write the workbooks of the next version, look for leaks, and say what is doubtful.

    Raises:
        Refused: there is nothing to ask, nothing changed, or a stage is missing.
        BadFile: a template is wrong.
    """
    about = workspace.about
    if about.role != "buyer" or about.share is not None:
        raise Refused("Only the buyer's own file issues a request: open that one.")
    project = workspace.project
    items = items_of(project, wanted.short)
    if not project.requirements:
        raise Refused("There is no requirement to ask: write or import at least one first.")
    if not items:
        raise Refused(
            "No requirement is marked for the short list: mark some with 'ossbuy shortlist "
            "PROJECT --questions --take', or one by one with 'ossbuy set PROJECT requirement C1.1 "
            "short yes'."
        )
    last = latest(project)
    if wanted.short and last is not None and last.stage == "full":
        raise Refused("The full request went out already: a short list comes before it.")
    years = wanted.years if wanted.years is not None else _years(project, last)
    if not 1 <= years <= 30:
        raise Refused(f"A contract of {years} years cannot be priced: say 1 to 30.")
    version, addendum = next_version(last, wanted.short)
    questions = tuple(q for q in read_loops() if q.short or not wanted.short)
    said = wanted.changes
    if addendum and last is not None:
        found = changes(items_as_asked(workspace, last), items)
        counted = in_words(found) if found else ""
        said = f"{said} ({counted})" if said and counted else said or counted
    pack = pack_of(
        project,
        about.chain,
        version,
        short=wanted.short,
        questions=questions,
        causes=wanted.causes,
        years=years,
        priced=wanted.prices,
        changes=said,
    )
    if addendum and last is not None and not _changed(workspace, last, pack, wanted):
        raise Refused(
            f"Nothing changed since version {last.version}: to write the same files again, use "
            f"--again {last.version}."
        )
    answers = write_answers(pack)
    prices = write_prices(pack) if wanted.prices else b""
    vendors, warnings = _receivers(project, wanted, last)
    issue = Issue(
        id=new_id(),
        version=version,
        stage=pack.stage,
        at=pack.issued,
        by=workspace.actor,
        hash=pack.hash,
        asked={item.key: (item.code, item.text) for item in items},
        answers_sha256=hashlib.sha256(answers).hexdigest(),
        prices_sha256=hashlib.sha256(prices).hexdigest() if prices else "",
        changes=wanted.changes,
        vendors=vendors,
        loops=tuple(q.key for q in questions),
        years=years,
    )
    leaks = text_leaks(project, pack_texts(pack))
    doubts = (*warnings, *_doubts(project, wanted, pack))
    return Prepared(issue, pack, answers, prices, leaks, doubts, addendum)


def send(workspace: Workspace, prepared: Prepared, reason: str = "") -> Event:
    """Put a prepared request on record, with both workbooks."""
    issue = prepared.issue
    blobs = {issue.answers_sha256: prepared.answers}
    if prepared.prices:
        blobs[issue.prices_sha256] = prepared.prices
    fact = Fact(key("issue", issue.id), issue.model_dump(mode="json"))
    kind = "addendum.issued" if prepared.addendum else "rfp.issued"
    return workspace.execute(Act(kind, (fact,), reason or issue.changes[:500], blobs=blobs))


def as_sent(workspace: Workspace, issue: Issue) -> tuple[bytes, bytes]:
    """Both workbooks as they went out; the second is empty where no prices were asked.

    Raises:
        Refused: this copy of the project does not hold them.
    """
    found = []
    for digest in (issue.answers_sha256, issue.prices_sha256):
        content = workspace.journal.blob(digest) if digest else b""
        if content is None:
            raise Refused(
                f"The workbooks of version {issue.version} are not in this copy of the project: "
                "write them from the buyer's own file."
            )
        found.append(content)
    return found[0], found[1]


def items_as_asked(workspace: Workspace, issue: Issue) -> tuple[Item, ...]:
    """What a version asked, with sections and gates as they stood when it went out."""
    then = items_of(as_it_stood(workspace, issue), issue.stage == "short")
    # The journal keeps no order of what was asked: it follows from the project as it stood.
    known = [item for item in then if item.key in issue.asked]
    stood = {item.key for item in known}
    gone = [ident for ident in issue.asked if ident not in stood]
    return (
        *(replace(i, code=issue.asked[i.key][0], text=issue.asked[i.key][1]) for i in known),
        *(Item(ident, issue.asked[ident][0], "", issue.asked[ident][1]) for ident in gone),
    )


def _receivers(
    project: Project, wanted: Wanted, last: Issue | None
) -> tuple[tuple[str, ...], list[str]]:
    """Who it goes to, and what is doubtful about that."""
    if wanted.vendors:
        return wanted.vendors, []
    if (
        not wanted.short
        and last is not None
        and any(i.stage == "short" for i in project.issues.values())
    ):
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


def _doubts(project: Project, wanted: Wanted, pack: Pack) -> list[str]:
    said = []
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
    if wanted.short:
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


def _changed(workspace: Workspace, last: Issue, pack: Pack, wanted: Wanted) -> bool:
    """Whether an addendum would say anything that the last version did not."""
    project = workspace.project
    then = as_it_stood(workspace, last)
    answered = any(
        c.changes_request and c.published_at and c != then.clarifications.get(c.id)
        for c in project.clarifications.values()
    )
    return bool(
        last.hash != pack.hash
        or wanted.changes.strip()
        or last.years != pack.years
        or last.loops != tuple(q.key for q in pack.questions)
        or answered
        or dict(then.deadlines) != dict(project.deadlines)
        or dict(then.drivers) != dict(project.drivers)
    )


def as_it_stood(workspace: Workspace, issue: Issue) -> Project:
    """The project as it stood when a version went out; as it stands where nobody can tell."""
    for event in workspace.history(prefix=f"issue/{issue.id}"):
        return workspace.at(event.seq)
    return workspace.project


def _years(project: Project, last: Issue | None) -> int:
    if last is not None and last.years:
        return last.years
    return len(project.policy.ramp) or YEARS


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal()) or (0,)


def labels_of(project: Project, vendors: Sequence[str]) -> str:
    """Who a request goes to, in words."""
    named: Mapping[str, str] = {v.id: v.label for v in project.vendors.values()}
    return ", ".join(named[v] for v in vendors if v in named) or "everybody invited"
