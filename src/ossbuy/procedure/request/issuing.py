"""The request goes out: what is asked under which version, as two workbooks, on record."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ossbuy.exchange.pack import Item, Pack, Question, read_loops, write_answers, write_prices
from ossbuy.exchange.pack.changes import changes, in_words
from ossbuy.model.events import Act, Event, Fact, Refused, key
from ossbuy.model.project import Project
from ossbuy.model.request import Issue
from ossbuy.procedure.request.before_issuing import doubts, receivers
from ossbuy.procedure.request.leaks import Leak, pack_texts, text_leaks
from ossbuy.procedure.request.packing import items_of, pack_of, published
from ossbuy.procedure.request.versions import by_version as by_version
from ossbuy.procedure.request.versions import latest as latest
from ossbuy.procedure.request.versions import next_version as next_version
from ossbuy.procedure.request.versions import previous as previous
from ossbuy.procedure.request.versions import versions as versions
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
    about: tuple[str, ...] = ()
    """Names of what the project's context says of the buyer, shown to vendors."""
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
        counted = "; ".join(_differences(workspace, last, wanted, items, questions, years))
        if not (counted or said):
            raise Refused(
                f"Nothing changed since version {last.version}: to write the same files again, use "
                f"--again {last.version}."
            )
        said = f"{said} ({counted})" if said and counted else said or counted
    pack = pack_of(
        project,
        about.chain,
        version,
        short=wanted.short,
        questions=questions,
        causes=wanted.causes,
        about=wanted.about,
        years=years,
        priced=wanted.prices,
        changes=said,
    )
    answers = write_answers(pack)
    prices = write_prices(pack) if wanted.prices else b""
    vendors, warnings = receivers(project, wanted.vendors, wanted.short, last)
    # From the version, so that of two people who issue at once the second one is told.
    ident = hashlib.sha256(f"{about.chain}/{version}".encode()).hexdigest()[:10]
    issue = Issue(
        id=ident,
        version=version,
        stage=pack.stage,
        at=pack.issued,
        by=workspace.actor,
        hash=pack.hash,
        asked={item.key: (item.code, item.text) for item in items},
        answers_sha256=hashlib.sha256(answers).hexdigest(),
        prices_sha256=hashlib.sha256(prices).hexdigest() if prices else "",
        changes=said,
        vendors=vendors,
        loops=tuple(q.key for q in questions),
        years=years,
    )
    leaks = text_leaks(project, pack_texts(pack))
    doubtful = (*warnings, *doubts(project, pack))
    return Prepared(issue, pack, answers, prices, leaks, doubtful, addendum)


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


def _differences(
    workspace: Workspace,
    last: Issue,
    wanted: Wanted,
    items: Sequence[Item],
    questions: Sequence[Question],
    years: int,
) -> list[str]:
    """What an addendum says that the last version did not, in words; empty when nothing."""
    project, then = workspace.project, as_it_stood(workspace, last)
    answered = any(
        c.changes_request and c.published_at and c != then.clarifications.get(c.id)
        for c in project.clarifications.values()
    )
    found = changes(items_as_asked(workspace, last), items)
    weighed = project.policy.regulated and published(project) != (
        published(then) if then.policy.regulated else ()
    )
    said = [in_words(found)] if found else []
    for differs, words in (
        (last.years != years, f"{years} contract years"),
        (
            wanted.prices != bool(last.prices_sha256),
            "prices asked" if wanted.prices else "no prices",
        ),
        (last.loops != tuple(q.key for q in questions), "other questions about you"),
        (dict(then.deadlines) != dict(project.deadlines), "other dates"),
        (dict(then.drivers) != dict(project.drivers), "other volumes"),
        (weighed, "other weights"),
        (answered, "questions answered"),
    ):
        if differs:
            said.append(words)
    return said


def as_it_stood(workspace: Workspace, issue: Issue) -> Project:
    """The project as it stood when a version went out; as it stands where nobody can tell."""
    for event in workspace.history(prefix=f"issue/{issue.id}"):
        return workspace.at(event.seq)
    return workspace.project


def _years(project: Project, last: Issue | None) -> int:
    if last is not None and last.years:
        return last.years
    return len(project.policy.ramp) or YEARS


def labels_of(project: Project, vendors: Sequence[str]) -> str:
    """Who a request goes to, in words."""
    named: Mapping[str, str] = {v.id: v.label for v in project.vendors.values()}
    return ", ".join(named[v] for v in vendors if v in named) or "everybody invited"
