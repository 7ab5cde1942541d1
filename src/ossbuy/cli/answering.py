"""A vendor's own side: answers, and what it says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ossbuy.cli.common import BIDDER, json_option, open_project, requirement_id
from ossbuy.output import emit, emit_json, table

if TYPE_CHECKING:
    from ossbuy.model.bid import Response
    from ossbuy.model.project import Project

BID = click.argument("bid", type=click.Path(path_type=Path))


@click.command()
@BID
@click.argument("code", required=False, default="")
@click.option("--level", help="full, partial, none or not applicable.")
@click.option("--delivery", help="shipped, configuration, extension, custom code, … or its code.")
@click.option("--available", help="The release or date it is available from.")
@click.option("--evidence", help="claim, document, demo, poc, interview, kpi or pilot.")
@click.option("--reference", help="Where the evidence can be seen.")
@click.option("--comment", help="Your words.")
@click.option("--clear", is_flag=True, help="Take the whole answer back.")
@click.option("--reason", default="", help="Recorded with the act.")
@json_option
def answer_(bid: Path, code: str, clear: bool, reason: str, as_json: bool, **said: Any) -> None:
    """Answer a requirement; what is not named stays as it is. An empty text takes it back.

    Without options it prints the requirement and the answer; without CODE all answers.

    \b
    Example:  ossbuy answer kestrel-bid.ossbuy C1.2 --level full --delivery shipped \\
                  --evidence demo --reference "demo of 3 December, scene 2"
    """
    from ossbuy.model.bidding import ANSWER_FIELDS, write_answer

    fields: dict[str, str | None] = dict.fromkeys(ANSWER_FIELDS, "") if clear else {}
    fields |= {name: value for name, value in said.items() if value is not None}
    with open_project(bid, BIDDER) as workspace:
        if not code:
            if fields:
                raise click.UsageError("Say which requirement is answered: give its id.")
            _list(workspace.project, workspace.head, as_json)
            return
        ident = requirement_id(workspace.project, code)
        if fields:
            workspace.execute(write_answer(workspace.project, ident, fields, reason))
        if as_json:
            data = _data(workspace.project, ident)
            emit_json(workspace.project.description.name, workspace.head, data)
        elif fields:
            emit(f"{_one_line(workspace.project, ident)}")
        else:
            emit(_card(workspace.project, ident))


def _data(project: Project, ident: str) -> dict[str, Any]:
    from ossbuy.model.bidding import ANSWER_FIELDS, own_answer

    asked, answer = project.requirements[ident], own_answer(project, ident)
    source, task = project.reused.get(ident), project.tasks.get(ident)
    return {
        "id": asked.code,
        "gate": asked.gate,
        "text": asked.text,
        "answer": answer.model_dump(mode="json", include=set(ANSWER_FIELDS)),
        "taken_over": source.model_dump(mode="json") if source else None,
        "task": task.model_dump(mode="json") if task else None,
    }


def _list(project: Project, head: str, as_json: bool) -> None:
    if as_json:
        data = [_data(project, ident) for ident in project.requirements]
        emit_json(project.description.name, head, data)
        return
    from ossbuy.model.bidding import own_answer

    rows = [
        [
            asked.code,
            "gate" if asked.gate else "",
            *cells(own_answer(project, asked.id)),
            short(asked.title or asked.text),
        ]
        for asked in project.requirements.values()
    ]
    emit(table(("", "", "level", "delivery", "evidence", "requirement"), rows))


def cells(answer: Response) -> list[str]:
    from ossbuy.model.bid import DELIVERY_WORDS, EVIDENCE_WORDS, Level

    return [
        "" if answer.level is Level.UNANSWERED else answer.level.value,
        DELIVERY_WORDS[answer.delivery] if answer.delivery else "",
        EVIDENCE_WORDS[answer.evidence] if answer.evidence else "",
    ]


def short(text: str, most: int = 44) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _one_line(project: Project, ident: str) -> str:
    from ossbuy.model.bidding import own_answer

    said = ", ".join(cell for cell in cells(own_answer(project, ident)) if cell)
    return f"{project.requirements[ident].code}: {said or 'not answered'}"


def _card(project: Project, ident: str) -> str:
    from ossbuy.model.bidding import own_answer
    from ossbuy.procedure.bidding.reusing import reused_words

    asked, answer = project.requirements[ident], own_answer(project, ident)
    gate = " · pass or fail" if asked.gate else ""
    lines = [f"{asked.code}{gate}", asked.text, ""]
    level, delivery, evidence = cells(answer)
    for name, value in (
        ("level", level or "not answered"),
        ("delivery", delivery),
        ("available", answer.available),
        ("evidence", evidence),
        ("reference", answer.reference),
        ("comment", answer.comment),
        ("source", reused_words(project, ident)),
        ("task", _task_words(project, ident)),
    ):
        if value:
            lines.append(f"  {name:<10} {value}")
    return "\n".join(lines)


def _task_words(project: Project, ident: str) -> str:
    task = project.tasks.get(ident)
    if task is None:
        return ""
    due = f", due {task.due}" if task.due else ""
    return (
        f"{task.person}{due}{', done' if task.done else ''}{f': {task.note}' if task.note else ''}"
    )


@click.command()
@BID
@click.argument("question", required=False, default="")
@click.option("--value", help="The answer; an empty one takes it back.")
@click.option("--note", help="Your words.")
@click.option("--name", default="", help="Who bids: your company's name.")
@json_option
def about_(
    bid: Path, question: str, value: str | None, note: str | None, name: str, as_json: bool
) -> None:
    """Say who you are: answer the pack's questions on your team, releases and customers.

    Without QUESTION it prints all of them with the answers.

    \b
    Example:  ossbuy about kestrel-bid.ossbuy code-branches --value 2 --note "5.x and 6.x"
    """
    from ossbuy.model import commands
    from ossbuy.model.bidding import own, tell_about
    from ossbuy.model.receipt import LoopAnswer
    from ossbuy.procedure.bidding.doubts import about_answers
    from ossbuy.procedure.bidding.sending import pack_of

    with open_project(bid, BIDDER) as workspace:
        mine = own(workspace.project)
        if name:
            workspace.execute(commands.change(workspace.project, "vendor", mine.id, {"name": name}))
        questions = {q.key: q for q in pack_of(workspace).questions}
        if question:
            if question not in questions:
                raise click.UsageError(
                    f"There is no question {question[:60]!r}; 'ossbuy about {bid}' lists them."
                )
            before = about_answers(workspace.project).get(question, LoopAnswer(value=""))
            said = LoopAnswer(
                value=before.value if value is None else value,
                note=before.note if note is None else note,
            )
            workspace.execute(tell_about(workspace.project, {question: said}))
        elif value is not None or note is not None:
            raise click.UsageError("Say which question is answered: give its id.")
        about = about_answers(workspace.project)
        shown = [questions[question]] if question else list(questions.values())
        if as_json:
            emit_json(
                workspace.project.description.name,
                workspace.head,
                [
                    {
                        "id": q.key,
                        "question": q.text,
                        "unit": q.unit,
                        "value": about[q.key].value if q.key in about else None,
                        "note": about[q.key].note if q.key in about else None,
                    }
                    for q in shown
                ],
            )
            return
        rows = [
            [q.key, short(about[q.key].value, 24) if q.key in about else "", short(q.text, 60)]
            for q in shown
        ]
    emit(f"{workspace.project.vendors[mine.id].name or 'Your company has no name here yet'}\n")
    emit(table(("id", "answer", "question"), rows) if rows else "The pack asks nothing about you.")
