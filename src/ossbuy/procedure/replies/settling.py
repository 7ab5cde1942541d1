"""What the opened files of a vendor make true, all of them together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.replies import Answer
from ossbuy.exchange.replies.prices import Prices
from ossbuy.model.bid import ReceivedFile
from ossbuy.model.events import Fact, Json, key
from ossbuy.model.project import Project
from ossbuy.model.receipt import Drift, DriftItem
from ossbuy.procedure.replies.replying import (
    Opened,
    bytes_of,
    open_answers,
    open_prices,
    request_of,
)
from ossbuy.procedure.replies.vendor_loops import vendor_fields
from ossbuy.store.workspace import Workspace


def settled_facts(
    workspace: Workspace,
    project: Project,
    vendor: str,
    contents: str,
    opened: Collection[str],
) -> tuple[list[Fact], tuple[Opened, ...]]:
    """The facts that change when these files of a vendor are open.

    Args:
        workspace: holds the bytes.
        project: the project as it is to be: with a withdrawal or a mapping that is about to be
            recorded.
        vendor: internal id.
        contents: ``answers`` or ``prices``.
        opened: ids of the files that are open.

    Raises:
        BadFile: a file cannot be read; nothing is to be recorded then.
        Refused: its bytes are not in this copy.
    """
    files = [f for f in project.standing_files(vendor, contents) if f.id in opened]
    if contents == "prices":
        return _prices(workspace, project, vendor, files)
    return _answers(workspace, project, vendor, files)


def _answers(
    workspace: Workspace, project: Project, vendor: str, files: Sequence[ReceivedFile]
) -> tuple[list[Fact], tuple[Opened, ...]]:
    request = request_of(project, vendor)
    read = [
        Opened(file, *open_answers(bytes_of(workspace, file), file.filename, request))
        for file in files
    ]
    wanted: dict[tuple[str, str], Json] = {}
    answers: dict[str, tuple[Answer, str]] = {}
    about: dict[str, Json] = {}
    words: dict[str, dict[str, str]] = {}
    for one in read:
        reply = one.reply
        assert reply is not None
        for ident, answer in reply.answers.items():
            before = answers.get(ident)
            # Of two parts that both answer, the later counts; a blank row takes nothing away.
            if before is None or answer.said or not before[0].said:
                answers[ident] = (answer, one.file.id)
        for question, (value, note) in reply.about.items():
            about[question] = {"value": value, "note": note, "file": one.file.id}
        for column, said in reply.words.items():
            words.setdefault(column, {}).update(said)
    told, problems = vendor_fields(project, vendor, {q: str(a["value"]) for q, a in about.items()})
    drifts = _drifts(read, answers, about, problems)
    wanted |= {("response", r): a.value(file) for r, (a, file) in answers.items()}
    facts = _changed(project, vendor, wanted, about)
    for ident, drift in drifts.items():
        if project.drifts.get(ident) != drift:
            said_of = drift.model_dump(mode="json", exclude_defaults=True)
            facts.append(Fact(key("drift", ident), said_of))
    facts += _scales(project, vendor, words)
    return [*facts, *told], tuple(read)


def _drifts(
    read: Sequence[Opened],
    answers: Mapping[str, tuple[Answer, str]],
    about: Mapping[str, Json],
    problems: Mapping[str, str],
) -> dict[str, Drift]:
    """The report of each file; a row that stands in another part is not missing."""
    found = {}
    parted = len(read) > 1
    for one in read:
        reply = one.reply
        assert reply is not None
        items: list[DriftItem] = []
        for item in reply.items:
            if parted and item.kind in ("missing", "changed") and item.requirement in answers:
                answer, file = answers[item.requirement]
                if file != one.file.id and (answer.said or item.kind == "missing"):
                    continue
            items.append(item)
        items += _said_twice(one, answers)
        items += [
            DriftItem(
                kind="unread", where=one.book.name[:500], what=what, said=about[q]["value"][:1_000]
            )
            for q, what in problems.items()
            if about[q]["file"] == one.file.id
        ]
        found[one.file.id] = Drift(
            pack_version=reply.version[:500],
            rows=reply.rows,
            taken=sum(
                1 for answer, file in answers.values() if file == one.file.id and answer.said
            ),
            items=tuple(items),
        )
    return found


def _said_twice(one: Opened, answers: Mapping[str, tuple[Answer, str]]) -> list[DriftItem]:
    """Answers of this part that a later part answers too."""
    reply = one.reply
    assert reply is not None
    found = []
    for ident, answer in reply.answers.items():
        taken, file = answers[ident]
        if file != one.file.id and answer.said and taken.value("") != answer.value(""):
            found.append(
                DriftItem(
                    kind="duplicate",
                    where=one.book.sheets[answer.sheet].where(answer.row)[:500],
                    what="another part answers this too; the later file counts.",
                    requirement=ident,
                    said=answer.raw.get("level", answer.level)[:1_000],
                )
            )
    return found


def _changed(
    project: Project,
    vendor: str,
    wanted: Mapping[tuple[str, str], Json],
    about: Mapping[str, Json],
) -> list[Fact]:
    """The facts about answers that are to be written or taken out."""
    facts = []
    for (_, requirement), value in wanted.items():
        now = project.responses.get((vendor, requirement))
        if now is None or _plain(now) != value:
            facts.append(Fact(key("response", vendor, requirement), value))
    facts += [
        Fact(key("response", who, requirement), None)
        for (who, requirement), response in project.responses.items()
        if who == vendor and response.file and ("response", requirement) not in wanted
    ]
    for question, value in about.items():
        now_ = project.loops.get((vendor, question))
        if now_ is None or now_.model_dump(mode="json") != value:
            facts.append(Fact(key("loop", vendor, question), value))
    facts += [
        Fact(key("loop", who, question), None)
        for (who, question), answer in project.loops.items()
        if who == vendor and answer.file and question not in about
    ]
    return facts


def _plain(response: object) -> Json:
    """A response as ``Answer.value`` writes it."""
    from ossbuy.model.bid import Response

    assert isinstance(response, Response)
    said: dict[str, Json] = response.model_dump(mode="json", exclude_defaults=True)
    said["level"] = response.level.value
    return said


def _scales(project: Project, vendor: str, words: Mapping[str, Mapping[str, str]]) -> list[Fact]:
    """What the vendor's words were taken as, beside what persons said about them."""
    facts = []
    for column, said in words.items():
        before = project.scales.get((vendor, column))
        settled = (
            {word: before.words[word] for word in before.settled if word in before.words}
            if before
            else {}
        )
        value: dict[str, Json] = {"words": {**said, **settled}}
        if before and before.by:
            value |= {"by": before.by, "settled": list(before.settled)}
        if before is None or before.words != value["words"]:
            facts.append(Fact(key("scale", vendor, column), value))
    return facts


def _prices(
    workspace: Workspace, project: Project, vendor: str, files: Sequence[ReceivedFile]
) -> tuple[list[Fact], tuple[Opened, ...]]:
    read: list[Opened] = []
    lines = []
    seen: dict[str, str] = {}
    facts: list[Fact] = []
    for file in files:
        book, prices = open_prices(bytes_of(workspace, file), file.filename, project)
        read.append(Opened(file, book, prices=prices))
        for line in prices.lines:
            before = seen.setdefault(line.code.casefold(), file.id)
            if before != file.id:
                raise BadFile(
                    file.filename,
                    f"line {line.code!r} stands in another part of the prices too; receive it "
                    "again as a replacement.",
                )
            lines.append((line, file.id))
        facts += _price_drift(project, file, prices)
    for number, (line, file_id) in enumerate(lines, start=1):
        value = line.model_dump(mode="json", exclude_defaults=True) | {"file": file_id}
        value["amounts"] = [format(amount, "f") for amount in line.amounts]
        facts.append(Fact(key("price", vendor, f"L{number}"), value))
    facts += [
        Fact(key("price", who, ident), None)
        for who, ident in project.prices
        if who == vendor and int(ident[1:]) > len(lines)
    ]
    return facts, tuple(read)


def _price_drift(project: Project, file: ReceivedFile, prices: Prices) -> list[Fact]:
    drift = Drift(rows=len(prices.lines), taken=len(prices.lines), items=prices.items)
    if project.drifts.get(file.id) == drift:
        return []
    return [Fact(key("drift", file.id), drift.model_dump(mode="json", exclude_defaults=True))]
