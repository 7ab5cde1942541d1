"""Building a project from readable files: the whole chain, as the record says it happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ossbuy import locations
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.project_files import Entry, ProjectFiles, read_model, read_project_files
from ossbuy.exchange.project_files.inside import inside
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, Json, Refused, key
from ossbuy.model.fold import natural
from ossbuy.model.judging import eliminate
from ossbuy.model.project import Project
from ossbuy.model.scoring import AgreedScore, Decision, GateJudgement, Score
from ossbuy.procedure.files.typed import Typed, refused_here
from ossbuy.procedure.files.typed_replies import TypedReplies
from ossbuy.procedure.lock import lock_weights
from ossbuy.procedure.replies.receive import accept_proposals, lock_quality, receive, unseal
from ossbuy.procedure.testing import record_tests
from ossbuy.store.workspace import Workspace

Say = Callable[[str], None]


def build(workspace: Workspace, directory: Path, say: Say = lambda _: None) -> None:
    """Fill an empty project from a directory of project files.

    What was typed becomes one event; what happened to it (received, locked, opened, accepted,
    agreed) is recorded act by act, each on behalf of the person the files name.

    Raises:
        BadFile: a file is wrong; the sentence names file and place.
        Refused: a rule of the procedure says no.
    """
    if workspace.seq:
        raise Refused(f"{workspace.where} is not empty: name a new project file.")
    files = read_project_files(directory)
    say("reading what was typed")
    typed = Typed(files)
    said = f"from {directory.name}, {len(typed.codes)} entries"
    workspace.execute(Act("project.built", typed.facts(), said, blobs=typed.blobs))
    _happened(workspace, files, typed, say)


def begin(workspace: Workspace, name: str, currency: str, model: Path | None = None) -> None:
    """Begin an empty project with a name, a currency and an evaluation model."""
    fields: dict[str, Json] = {"name": name, "currency": currency.upper()}
    facts = commands.describe(Project(), fields).facts
    workspace.execute(Act("project.begun", facts))
    adopt_model(workspace, model or locations.templates() / "evaluation" / "standard.yaml")


def adopt_model(workspace: Workspace, path: Path) -> None:
    """Adopt an evaluation model: its whole content goes into the journal with its hash."""
    model = read_model(path)
    value = model.model_dump(mode="json", exclude_none=True)
    workspace.execute(
        Act("model.adopted", (Fact("model", value),), f"{model.title}, {model.hash[:12]}")
    )


def _happened(workspace: Workspace, files: ProjectFiles, typed: Typed, say: Say) -> None:
    """Everything after the typing, in the order the law and the journal expect."""
    record, actor = files.record, workspace.actor

    def by(step: str) -> str:
        said = record[step]
        return typed.ident(["person"], said["by"], said.where) if said["by"] else ""

    def opened(step: str) -> tuple[str, ...]:
        codes = files.opened.get(step, ())
        return tuple(typed.ident(["vendor"], code, record[step].where) for code in codes)

    if "weights_locked" in record:
        say("locking the weights")
        lock_weights(workspace, record["weights_locked"]["reason"], by("weights_locked"))
    replies = TypedReplies(files.replies, files.root, typed.ident)
    replies.receive(workspace, say)
    for entry in files.vendors:
        vendor = typed.ident(["vendor"], entry["id"], entry.where)
        for contents in ("answers", "prices"):
            if (vendor, contents) in replies.speaks_of:
                continue
            for number, name in enumerate(files.received[entry["id"]][contents]):
                say(f"receiving {name}")
                path = inside(files.root, name, entry.where)
                # When it came is not known here, so it is not called late.
                receive(workspace, path, vendor, part=number > 0, late=False)
    replies.settle(workspace)
    if "answers_unsealed" in record:
        say("opening the answers")
        said = record["answers_unsealed"]
        only = opened("answers_unsealed")
        unseal(workspace, "answers", only, said["reason"], by=by("answers_unsealed"))
    if "proposals_accepted" in record:
        said = record["proposals_accepted"]
        accept_proposals(workspace, reason=said["reason"], by=by("proposals_accepted"))
    _judge(workspace, files, typed)
    if files.tests and "tested" not in record:
        record_tests(workspace, files.tests)
    for entry in files.eliminated:
        gone = typed.ident(["vendor"], entry["vendor"], entry.where)
        person = typed.ident(["person"], entry["by"], entry.where) if entry["by"] else actor
        project = workspace.project
        act = refused_here(entry.where, eliminate, project, gone, person, entry["reason"])
        workspace.execute(act)
    if "quality_locked" in record:
        lock_quality(workspace, record["quality_locked"]["reason"], by("quality_locked"))
    if "prices_unsealed" in record:
        say("opening the prices")
        said = record["prices_unsealed"]
        only = opened("prices_unsealed")
        unseal(workspace, "prices", only, said["reason"], by=by("prices_unsealed"))
    if "tested" in record:
        say("recording what the test showed")
        if not files.tests:
            raise BadFile(record["tested"].where, "there is no tests.csv with what was seen.")
        record_tests(workspace, files.tests, record["tested"]["reason"], by("tested"))
    if "decision" in record:
        said = record["decision"]
        value = Decision(
            vendor=typed.ident(["vendor"], said["vendor"], said.where),
            by=by("decision") or workspace.actor,
            statement=said["statement"][:20_000],
            conditions=files.conditions,
        )
        workspace.execute(Act("decision.made", (Fact("decision", value.model_dump(mode="json")),)))


def _judge(workspace: Workspace, files: ProjectFiles, typed: Typed) -> None:
    """Scores, agreed scores and gates, one event each."""
    actor = workspace.actor
    scores, agreed, gates = [], [], []
    for entry in sorted(files.scores, key=lambda e: natural(e["round"])):
        cell = _cell(entry, typed)
        person = typed.ident(["person"], entry["evaluator"], entry.where)
        value = _value(Score, entry, {"value": entry["score"], "reason": entry["reason"]})
        scores.append(Fact(key("score", person, *cell), value, entry["round"] or "1"))
    for entry in files.agreed:
        present = [typed.ident(["person"], p, entry.where) for p in entry["present"].split()]
        value = _value(
            AgreedScore,
            entry,
            {"value": entry["score"], "reason": entry["reason"], "present": present},
        )
        agreed.append(Fact(key("agreed", *_cell(entry, typed)), value))
    for entry in files.gates:
        judge = typed.ident(["person"], entry["by"], entry.where) if entry["by"] else actor
        value = _value(
            GateJudgement,
            entry,
            {"result": entry["result"], "by": judge, "reason": entry["reason"]},
        )
        gates.append(Fact(key("gate", *_cell(entry, typed)), value))
    for kind, facts in (("score.given", scores), ("score.agreed", agreed), ("gate.judged", gates)):
        if facts:
            workspace.execute(Act(kind, tuple(facts)))


def _cell(entry: Entry, typed: Typed) -> tuple[str, str]:
    return (
        typed.ident(["vendor"], entry["vendor"], entry.where),
        typed.ident(["requirement"], entry["requirement"], entry.where),
    )


def _value(kind: type, entry: Entry, fields: Mapping[str, Json]) -> Json:
    from pydantic import ValidationError

    from ossbuy.model.words import sentence

    try:
        return kind.model_validate(fields).model_dump(mode="json")  # type: ignore[attr-defined]
    except ValidationError as error:
        raise BadFile(entry.where, sentence(error, "here").removeprefix("here: ")) from None
