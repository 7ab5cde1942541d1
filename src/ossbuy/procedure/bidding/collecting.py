"""Answers that colleagues typed into copies of the pack, brought into the bid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ossbuy.exchange.bidding.earlier import response_of
from ossbuy.exchange.intake.book import Book
from ossbuy.exchange.replies import LOSSES, Asked, Request, load_words, read_reply
from ossbuy.model.bid import Level, Response
from ossbuy.model.bidding import own, own_answer, tell_about, write_answers
from ossbuy.model.events import Act, Refused, new_id
from ossbuy.model.project import Project
from ossbuy.model.receipt import LoopAnswer

_NOTHING = Response(level=Level.UNANSWERED)


@dataclass(frozen=True, slots=True)
class Collected:
    """What a colleague's workbook holds, held against the bid; by internal id."""

    filename: str
    new: Mapping[str, Response]
    """Answers to what nobody had answered."""
    other: Mapping[str, Response]
    """Answers that differ from ours."""
    same: tuple[str, ...]
    about: Mapping[str, LoopAnswer]
    """Answers about ourselves that are new or differ."""
    remarks: tuple[str, ...]
    """What was not taken as it stands there, in sentences with the place."""

    def acts(self, project: Project, replace_ours: bool) -> tuple[Act, ...]:
        """Take in what is new, and with ``replace_ours`` what differs.

        Raises:
            Refused: there is nothing to take in.
        """
        taken = {**self.new, **(self.other if replace_ours else {})}
        mine = own(project).id
        about = {
            question: answer
            for question, answer in self.about.items()
            if replace_ours or (mine, question) not in project.loops
        }
        if not taken and not about:
            why = ": say --replace where theirs shall count" if self.other or self.about else ""
            raise Refused(f"{self.filename} holds nothing new{why}.")
        group, reason = new_id(), f"from {self.filename}"
        acts = []
        if taken:
            acts.append(replace(write_answers(project, taken, reason), group=group))
        if about:
            acts.append(replace(tell_about(project, about), group=group, reason=reason))
        return tuple(acts)


def collected(project: Project, book: Book, questions: Mapping[str, str]) -> Collected:
    """Hold a workbook against the bid: rows are matched by key, then by id, then by text.

    It is read as the buyer would read it, however it was sorted, split or mangled.

    Args:
        project: the bid.
        book: the colleague's workbook, read.
        questions: texts of the questions on ourselves, by id.

    Raises:
        BadFile: no sheet holds a table of answers.
    """
    sections = project.sections
    reply = read_reply(
        book,
        Request(
            asked={
                r.id: Asked(
                    r.code,
                    r.text,
                    (s.code, s.title) if (s := sections.get(r.section)) else (),
                    r.gate,
                )
                for r in project.requirements.values()
            },
            questions=questions,
        ),
        load_words(),
    )
    new: dict[str, Response] = {}
    other: dict[str, Response] = {}
    same = []
    for ident, theirs in reply.answers.items():
        answer = response_of(theirs, project.requirements[ident].code)
        ours = own_answer(project, ident)
        if answer == _NOTHING:
            continue
        if ours == answer:
            same.append(ident)
        elif ours == _NOTHING:
            new[ident] = answer
        else:
            other[ident] = answer
    mine = own(project).id
    said = {q: LoopAnswer(value=value, note=note) for q, (value, note) in reply.about.items()}
    about = {q: a for q, a in said.items() if project.loops.get((mine, q)) != a and a.value}
    remarks = tuple(
        f"{item.where}: {item.what}" if item.where else item.what
        for item in reply.items
        # A colleague answers a part: what is missing there is no news.
        if item.kind in LOSSES and item.kind != "missing"
    )
    asked = {ident: _squeezed(r.text) for ident, r in project.requirements.items()}
    edited = sum(
        item.kind == "edited"
        and not asked.get(item.requirement, "").startswith(_squeezed(item.said))
        for item in reply.items
    )
    if edited:
        # The same ids may stand in another buyer's pack.
        said_ = f"{edited} of {reply.rows} rows have other texts than this bid: is it this pack?"
        remarks = (said_, *remarks)
    return Collected(book.name, new, other, tuple(same), about, remarks)


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()
