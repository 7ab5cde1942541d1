"""The workbook a bidder sends: checked, written, recorded."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ossbuy.exchange.bidding.filled import filled
from ossbuy.exchange.bidding.foreign import answer_columns, places_in_words
from ossbuy.exchange.bidding.foreign_out import write_foreign
from ossbuy.exchange.bidding.pack_in import PackIn, read_pack
from ossbuy.exchange.intake import read_structure, read_values
from ossbuy.exchange.pack import Pack, read_loops, write_answers
from ossbuy.exchange.writing import put_file
from ossbuy.model.bid import Level, Response
from ossbuy.model.bidding import current_issue, own_answer
from ossbuy.model.events import Act, Event, Fact, Refused, key, new_id
from ossbuy.model.project import Project
from ossbuy.procedure.bidding.assessing import Opened, known_as, open_request, pack_of_copy, renamed
from ossbuy.procedure.bidding.doubts import about_answers
from ossbuy.procedure.lock import now
from ossbuy.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Sent:
    """What was written."""

    out: Path
    sha256: str
    answered: int
    asked: int
    about: int
    questions: int
    event: Event
    columns: tuple[str, ...] = ()
    """In a spreadsheet that ossbuy did not make: where answers went, in words."""


def pack_of(workspace: Workspace) -> Pack:
    """The pack this bid answers: from the workbook as it was received, else from what is asked."""
    project = workspace.project
    issue = current_issue(project)
    content = (
        workspace.journal.blob(issue.answers_sha256) if issue and issue.answers_sha256 else None
    )
    at = issue.at if issue is not None else now()
    if content is not None and not project.imported:
        names = dict(read_structure(content, "the pack").defined_names)
        read = read_pack(read_values(content, "the pack"), names)
        pack = renamed(read, known_as(project, read.pack)).pack
        return pack if _is_time(pack.issued) else replace(pack, issued=at)
    if content is not None:
        return replace(pack_of_copy(project).pack, issued=at)
    return replace(pack_of_copy(project).pack, questions=read_loops(), issued=at)


def join_brief(workspace: Workspace, filename: str, brief: Project) -> Opened:
    """Take a copy that the buyer made into a bid whose request is open already."""
    read = PackIn(pack_of(workspace), {}, {}, ())
    origins = dict(workspace.project.imported)
    return open_request(workspace, read, filename, b"", "", brief, origins, joins=True)


def _is_time(text: str) -> bool:
    try:
        dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return False
    return True


def _in_their_layout(
    workspace: Workspace, answers: Mapping[str, Response], said: Mapping[str, str]
) -> tuple[bytes, tuple[str, ...]]:
    """A fresh workbook laid out as the buyer's spreadsheet, and where our answers went."""
    project = workspace.project
    issue = current_issue(project)
    content = workspace.journal.blob(issue.answers_sha256) if issue is not None else None
    if content is None:
        raise Refused("The buyer's spreadsheet is not in this file: open it again with --into.")
    name = next(iter(project.imported.values())).name
    book = read_values(content, name)
    structure = read_structure(content, name) if book.kind in ("xlsx", "ods") else None
    places = {
        (origin.sheet, origin.row): answers[ident]
        for ident, origin in project.imported.items()
        if ident in answers and origin.row is not None
    }
    sheets = {sheet for sheet, _ in places}
    columns = {
        sheet: tables
        for sheet, tables in answer_columns(book, structure, said).items()
        if sheet in sheets
    }
    return write_foreign(book, columns, places), places_in_words(book, columns)


def write_bid(workspace: Workspace, out: Path, columns: Mapping[str, str] | None = None) -> Sent:
    """Write the filled workbook and record that it was written, with its hash.

    What leaves: answers and what we say of ourselves. What stays: tasks, sources of answers taken
    over, notes, the history. ``columns`` says, for a spreadsheet that ossbuy did not make, where
    parts of an answer go: a letter or ``new`` by field.

    Raises:
        Refused: nothing is answered.
        BadFile: the file cannot be written.
    """
    project = workspace.project
    answers = {ident: own_answer(project, ident) for ident in project.requirements}
    answered = sum(answer.level is not Level.UNANSWERED for answer in answers.values())
    if not answered:
        raise Refused("Nothing is answered yet, so there is nothing to send.")
    pack, about = pack_of(workspace), about_answers(project)
    places: tuple[str, ...] = ()
    if project.imported:
        content, places = _in_their_layout(workspace, answers, columns or {})
    else:
        content = write_answers(pack, filled(answers, about))
    put_file(out, content, "the answers workbook")
    digest = hashlib.sha256(content).hexdigest()
    value = {"filename": out.name, "sha256": digest, "answered": answered, "asked": len(answers)}
    event = workspace.execute(Act("bid.written", (Fact(key("shared", new_id()), value),), out.name))
    told = sum(q.key in about for q in pack.questions)
    return Sent(out, digest, answered, len(answers), told, len(pack.questions), event, places)
