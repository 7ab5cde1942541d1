"""What project files say, as facts, with every id resolved and every rule asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import ParamSpec, TypeVar

from ossbuy import locations
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.project_files import Entry, Forecast, ProjectFiles, read_model
from ossbuy.exchange.project_files.fields import POLICY
from ossbuy.model import commands, judging
from ossbuy.model.events import Act, Fact, Json, Refused, key, new_id
from ossbuy.model.fold import Draft
from ossbuy.model.project import Project
from ossbuy.procedure.files.typed_kept import kept_facts
from ossbuy.procedure.files.typed_origins import origin_facts
from ossbuy.procedure.files.typed_request import TypedRequest
from ossbuy.procedure.files.typed_workshop import TypedWorkshop
from ossbuy.procedure.lock import now

P = ParamSpec("P")
R = TypeVar("R")


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


class Typed:
    """What the files say, as facts, with codes resolved to fresh internal ids."""

    def __init__(self, files: ProjectFiles) -> None:
        self.files = files
        self.codes: dict[tuple[str, str], str] = {}
        self.blobs: dict[str, bytes] = {}
        """Workbooks that went out, by SHA-256; filled by ``facts``."""
        for family, entries in (
            ("person", files.people),
            ("trigger", files.triggers),
            ("pain", files.pains),
            ("cause", files.causes),
            ("section", files.sections),
            ("requirement", files.requirements),
            ("vendor", files.vendors),
            ("driver", tuple(f.entry for f in files.drivers)),
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
        for forecast in files.drivers:
            facts += self._forecast(forecast)
        draft.apply(facts)
        facts += self._checked(draft, self._references(draft))
        facts += self._checked(draft, self._contributions(draft))
        facts += self._checked(draft, self._links(draft))
        facts += self._weights(draft)
        facts += kept_facts(files.answers, files.prices, self.ident)
        facts += TypedWorkshop(files.workshop, self.ident, now()).facts()
        origins, matrices = origin_facts(files.imported, files.root, self.ident)
        facts += origins
        self.blobs.update(matrices)
        request = TypedRequest(files.request, files.root, self.codes, self.ident)
        facts += request.facts()
        self.blobs.update(request.blobs)
        if Fact("policy/regulated", True) in facts and any(
            fact.key.startswith("emotion/") for fact in facts
        ):
            raise BadFile(
                "feelings.yaml",
                "project.yaml says that this is a regulated procurement, which keeps nothing "
                "private; leave the file out.",
            )
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
        facts = list(refused_here("project.yaml", commands.describe, Project(), fields).facts)
        policy: dict[str, Json] = {
            POLICY[name]: value for name, value in files.policy.fields.items()
        }
        if files.ramp:
            policy["ramp"] = list(files.ramp)
        if policy:
            where = files.policy.where
            facts += refused_here(where, commands.set_policy, Project(), policy).facts
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
        return refused_here(entry.where, commands.entity_facts, family, ident, fields, code)

    def _forecast(self, forecast: Forecast) -> tuple[Fact, ...]:
        entry = forecast.entry
        fields: dict[str, Json] = dict(entry.fields) | {"amounts": list(forecast.amounts)}
        code = str(fields.pop("id"))
        ident = self.codes["driver", code.casefold()]
        said = fields | {"code": code}
        return refused_here(entry.where, commands.entity_facts, "driver", ident, said, code)

    def _references(self, draft: Draft) -> Iterable[tuple[Act, str]]:
        for said in self.files.references:
            vendor = self.ident(["vendor"], said["vendor"], said.where)
            fields: dict[str, Json] = dict(said.fields)
            number = str(fields.pop("number"))
            fields.pop("vendor")
            project = draft.freeze()
            yield (
                refused_here(said.where, judging.refer, project, vendor, number, fields),
                said.where,
            )

    def _contributions(self, draft: Draft) -> Iterable[tuple[Act, str]]:
        for said in self.files.explains:
            cause = self.ident(["cause"], said.cause, said.where)
            effect = self.ident(["pain", "cause"], said.effect, said.where)
            number(said.percent, said.where)
            share = float(Decimal(said.percent) / 100)
            project = draft.freeze()
            act = refused_here(said.where, commands.set_contribution, project, cause, effect, share)
            yield act, said.where

    def _links(self, draft: Draft) -> Iterable[tuple[Act, str]]:
        for entry in self.files.links:
            source = self.ident(["pain", "cause"], entry["from"], entry.where)
            target = self.ident(["section", "requirement"], entry["to"], entry.where)
            strength = number(entry["strength"], entry.where)
            if strength != int(strength):
                raise BadFile(
                    entry.where, f"a link is 9, 3, 1 or 0, not {strength:g}; correct this cell."
                )
            project = draft.freeze()
            act = refused_here(
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
                    points = number(said, f"{entry.where}, {family}")
                    act = refused_here(entry.where, commands.set_stated, project, node, points)
                    facts += [Fact(key(family, node), fact.value) for fact in act.facts]
        return facts


def refused_here(where: str, command: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a command on something typed; a refusal names the place it was typed."""
    try:
        return command(*args, **kwargs)
    except Refused as refusal:
        # The place often ends with the id that the refusal begins with: once is enough.
        said = str(refusal).removeprefix(f"{where.rpartition(', ')[2]}: ")
        raise BadFile(where, said) from None


def number(text: str, where: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise BadFile(where, f"{text!r} is not a number; enter digits.") from None
    if value != value or abs(value) == float("inf"):
        raise BadFile(where, f"{text!r} is not a number; enter digits.")
    return value
