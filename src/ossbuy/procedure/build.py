"""Building a project from readable files: the whole chain, as the record says it happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import ParamSpec, TypeVar

from ossbuy import locations
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.project_files import Entry, ProjectFiles, read_model, read_project_files
from ossbuy.exchange.project_files.fields import POLICY
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, Json, Refused, key, new_id
from ossbuy.model.fold import Draft, natural
from ossbuy.model.project import Project
from ossbuy.model.scoring import AgreedScore, Decision, GateJudgement, Score
from ossbuy.procedure.lock import lock_weights
from ossbuy.procedure.receive import accept_proposals, lock_quality, receive, unseal
from ossbuy.store.workspace import Workspace

Say = Callable[[str], None]
P = ParamSpec("P")
R = TypeVar("R")


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
    typed = _Typed(files)
    workspace.execute(
        Act("project.built", typed.facts(), f"from {directory.name}, {len(typed.codes)} entries")
    )
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


def model_path(name: str, directory: Path) -> Path:
    """Where an evaluation model is: beside the project files, or among the templates."""
    plain = name.isprintable() and name not in ("", ".", "..") and not set(name) & set("/\\:")
    for place in (directory, locations.templates() / "evaluation") if plain else ():
        path = place / f"{name[:100]}.yaml"
        if path.is_file():
            return path
    raise BadFile(
        "project.yaml, evaluation_model",
        f"there is no model {name!r} beside it or among the templates.",
    )


class _Typed:
    """What the files say, as facts, with codes resolved to fresh internal ids."""

    def __init__(self, files: ProjectFiles) -> None:
        self.files = files
        self.codes: dict[tuple[str, str], str] = {}
        for family, entries in (
            ("person", files.people),
            ("trigger", files.triggers),
            ("pain", files.pains),
            ("cause", files.causes),
            ("section", files.sections),
            ("requirement", files.requirements),
            ("vendor", files.vendors),
        ):
            for entry in entries:
                code = entry["id"]
                if not code:
                    raise BadFile(entry.where, "it has no id; give it one of its own.")
                # links.csv and weights.csv name both of such a pair by id alone.
                for other in (family, *commands.SAME_TABLE.get(family, ())[:1]):
                    if (other, code.casefold()) in self.codes:
                        raise BadFile(
                            entry.where, f"the id {code[:60]} is taken already; choose another."
                        )
                self.codes[family, code.casefold()] = new_id()

    def ident(self, families: Iterable[str], code: str, where: str) -> str:
        """The internal id of what the files call ``code``."""
        families = tuple(families)
        for family in families:
            if found := self.codes.get((family, code.casefold())):
                return found
        raise BadFile(where, f"there is no {' or '.join(families)} {code!r}; check the id.")

    def facts(self) -> tuple[Fact, ...]:
        """Everything typed, in one list."""
        files = self.files
        draft = Draft()
        model = read_model(model_path(files.model, files.root))
        facts = [Fact("model", model.model_dump(mode="json", exclude_none=True))]
        facts += self._describe()
        for family, entries, references in (
            ("person", files.people, {}),
            ("trigger", files.triggers, {"escalated_by": ("person",)}),
            ("pain", files.pains, {"voice": ("person",)}),
            ("cause", files.causes, {}),
            ("section", files.sections, {"parent": ("section",)}),
            ("requirement", files.requirements, {"section": ("section",)}),
            ("vendor", files.vendors, {}),
        ):
            for entry in entries:
                facts += self._entity(family, entry, references)
        draft.apply(facts)
        facts += self._checked(draft, self._contributions(draft))
        facts += self._checked(draft, self._links(draft))
        facts += self._weights(draft)
        return tuple(facts)

    def _describe(self) -> list[Fact]:
        files = self.files
        if not files.description["name"]:
            raise BadFile("project.yaml", "name is missing; enter what the project is called.")
        if not files.description["currency"]:
            raise BadFile("project.yaml", "currency is missing; enter a code such as EUR.")
        fields: dict[str, Json] = dict(files.description.fields)
        fields["context"] = dict(files.context)
        if files.owner:
            fields["owner"] = self.ident(["person"], files.owner, "project.yaml, owner")
        facts = list(_refused_here("project.yaml", commands.describe, Project(), fields).facts)
        policy: dict[str, Json] = {
            POLICY[name]: value for name, value in files.policy.fields.items()
        }
        if files.ramp:
            policy["ramp"] = list(files.ramp)
        if policy:
            where = files.policy.where
            facts += _refused_here(where, commands.set_policy, Project(), policy).facts
        return facts

    def _entity(
        self, family: str, entry: Entry, references: Mapping[str, Sequence[str]]
    ) -> tuple[Fact, ...]:
        fields: dict[str, Json] = dict(entry.fields)
        code = str(fields.pop("id"))
        fields["code"] = code
        for name in ("answers", "prices"):
            fields.pop(name, None)
        for name, families in references.items():
            if said := entry[name]:
                fields[name] = self.ident(families, said, f"{entry.where}, {name}")
        ident = self.codes[family, code.casefold()]
        if family == "requirement" and "section" not in fields:
            raise BadFile(entry.where, "it stands under no section; enter one.")
        return _refused_here(entry.where, commands.entity_facts, family, ident, fields, code)

    def _contributions(self, draft: Draft) -> Iterable[tuple[Act, str]]:
        for said in self.files.explains:
            cause = self.ident(["cause"], said.cause, said.where)
            effect = self.ident(["pain", "cause"], said.effect, said.where)
            _number(said.percent, said.where)
            share = float(Decimal(said.percent) / 100)
            project = draft.freeze()
            act = _refused_here(
                said.where, commands.set_contribution, project, cause, effect, share
            )
            yield act, said.where

    def _links(self, draft: Draft) -> Iterable[tuple[Act, str]]:
        for entry in self.files.links:
            source = self.ident(["pain", "cause"], entry["from"], entry.where)
            target = self.ident(["section", "requirement"], entry["to"], entry.where)
            strength = _number(entry["strength"], entry.where)
            if strength != int(strength):
                raise BadFile(
                    entry.where, f"a link is 9, 3, 1 or 0, not {strength:g}; correct this cell."
                )
            project = draft.freeze()
            act = _refused_here(
                entry.where, commands.set_link, project, source, target, int(strength)
            )
            yield act, entry.where

    def _checked(self, draft: Draft, acts: Iterable[tuple[Act, str]]) -> list[Fact]:
        facts: list[Fact] = []
        for act, _ in acts:
            draft.apply(act.facts)
            facts += [fact for fact in act.facts if fact.value is not None]
        return facts

    def _weights(self, draft: Draft) -> list[Fact]:
        facts = []
        project = draft.freeze()
        for entry in self.files.weights:
            node = self.ident(["section", "requirement"], entry["id"], entry.where)
            for family in ("stated", "hygiene"):
                if said := entry[family]:
                    points = _number(said, f"{entry.where}, {family}")
                    act = _refused_here(entry.where, commands.set_stated, project, node, points)
                    facts += [Fact(key(family, node), fact.value) for fact in act.facts]
        return facts


def _happened(workspace: Workspace, files: ProjectFiles, typed: _Typed, say: Say) -> None:
    """Everything after the typing, in the order the law and the journal expect."""
    record = files.record

    def by(step: str) -> str:
        said = record[step]
        return typed.ident(["person"], said["by"], said.where) if said["by"] else ""

    def opened(step: str) -> tuple[str, ...]:
        codes = files.opened.get(step, ())
        return tuple(typed.ident(["vendor"], code, record[step].where) for code in codes)

    if "weights_locked" in record:
        say("locking the weights")
        lock_weights(workspace, record["weights_locked"]["reason"], by("weights_locked"))
    for entry in files.vendors:
        vendor = typed.ident(["vendor"], entry["id"], entry.where)
        for contents in ("answers", "prices"):
            if entry[contents]:
                say(f"receiving {entry[contents]}")
                receive(workspace, _inside(files.root, entry[contents], entry.where), vendor)
    if "answers_unsealed" in record:
        say("opening the answers")
        said = record["answers_unsealed"]
        only = opened("answers_unsealed")
        unseal(workspace, "answers", only, said["reason"], by=by("answers_unsealed"))
    if "proposals_accepted" in record:
        said = record["proposals_accepted"]
        accept_proposals(workspace, reason=said["reason"], by=by("proposals_accepted"))
    _judge(workspace, files, typed)
    if "quality_locked" in record:
        lock_quality(workspace, record["quality_locked"]["reason"], by("quality_locked"))
    if "prices_unsealed" in record:
        say("opening the prices")
        said = record["prices_unsealed"]
        only = opened("prices_unsealed")
        unseal(workspace, "prices", only, said["reason"], by=by("prices_unsealed"))
    if "decision" in record:
        said = record["decision"]
        value = Decision(
            vendor=typed.ident(["vendor"], said["vendor"], said.where),
            by=by("decision") or workspace.actor,
            statement=said["statement"][:20_000],
            conditions=files.conditions,
        )
        workspace.execute(Act("decision.made", (Fact("decision", value.model_dump(mode="json")),)))


def _judge(workspace: Workspace, files: ProjectFiles, typed: _Typed) -> None:
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


def _cell(entry: Entry, typed: _Typed) -> tuple[str, str]:
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


def _refused_here(where: str, command: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a command on something typed; a refusal names the place it was typed."""
    try:
        return command(*args, **kwargs)
    except Refused as refusal:
        raise BadFile(where, str(refusal)) from None


def _number(text: str, where: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise BadFile(where, f"{text!r} is not a number; enter digits.") from None
    if value != value or abs(value) == float("inf"):
        raise BadFile(where, f"{text!r} is not a number; enter digits.")
    return value


def _inside(root: Path, name: str, where: str) -> Path:
    """A file under the directory; a name that points elsewhere is refused."""
    shown = repr(name[:100])
    try:
        path = (root / name).resolve()
        inside, there = path.is_relative_to(root.resolve()), path.is_file()
    except (OSError, ValueError, RuntimeError):
        raise BadFile(where, f"{shown} is no name a file can have; correct it.") from None
    if not inside:
        raise BadFile(
            where, f"{shown} points outside the project's directory; put the file inside it."
        )
    if not there:
        raise BadFile(where, f"there is no file {shown} beside project.yaml; check the name.")
    return path
