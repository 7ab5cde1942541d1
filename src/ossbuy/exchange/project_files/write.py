"""Writing a project as the readable files it could have been typed in.

Longer than other files because every readable file is written here, one short method each.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from ossbuy.exchange.formula_guard import guarded
from ossbuy.exchange.project_files import fields
from ossbuy.exchange.project_files.kept import kept_answers, kept_prices
from ossbuy.exchange.project_files.origins import IMPORTED, origin_rows, place_of
from ossbuy.exchange.project_files.replies import REPLIES, replies_file
from ossbuy.exchange.project_files.request import REQUEST, request_file
from ossbuy.exchange.project_files.tested import TESTED, tested
from ossbuy.exchange.project_files.workshop import FILES, workshop_files
from ossbuy.model.bid import EVIDENCE_WORDS, Evidence, ReceivedFile
from ossbuy.model.evaluation import EvaluationModel
from ossbuy.model.events import Event
from ossbuy.model.fold import natural
from ossbuy.model.project import Project
from ossbuy.model.scoring import AgreedScore


class _Plain(yaml.SafeDumper):
    """Block style, every scalar a string, long text folded where a person would."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Plain.add_representer(str, _text)


def write_project_files(
    project: Project,
    directory: Path,
    blob: Callable[[str], bytes],
    events: Iterable[Event],
    private: bool = False,
) -> tuple[Path, ...]:
    """Write everything a person may have typed into ``directory``, and the received files.

    Args:
        project: what to write.
        directory: an empty or new directory.
        blob: the bytes of an attachment by SHA-256.
        events: the journal, for who locked, unsealed and accepted.
        private: write feelings and what is still blind as well.

    Returns:
        The files written, in order.

    Raises:
        FileExistsError: the directory is not empty.
    """
    if directory.exists() and any(directory.iterdir()):
        raise FileExistsError(f"{directory} is not empty: name a new directory.")
    directory.mkdir(parents=True, exist_ok=True)
    writer = _Writer(project, directory)
    writer.yaml("project.yaml", writer.top())
    writer.yaml("people.yaml", [writer.entity(p, fields.PERSON) for p in project.people.values()])
    writer.yaml("pains.yaml", [writer.entity(p, fields.PAIN) for p in project.pains.values()])
    writer.yaml("causes.yaml", [writer.cause(c) for c in project.causes.values()])
    writer.csv(
        "sections.csv",
        fields.SECTION,
        [writer.entity(s, fields.SECTION) for s in project.sections.values()],
    )
    writer.csv(
        "requirements.csv",
        fields.REQUIREMENT,
        [writer.entity(r, fields.REQUIREMENT) for r in project.requirements.values()],
    )
    origins = origin_rows(project, writer.code, writer.received(blob))
    writer.csv("imported.csv", IMPORTED, origins)
    writer.csv("weights.csv", ("id", "stated", "hygiene"), writer.weights())
    writer.csv(*writer.links())
    writer.csv(*writer.forecasts())
    writer.yaml("vendors.yaml", writer.vendors(blob))
    writer.csv("answers.csv", fields.ANSWER, kept_answers(project, writer.code))
    writer.csv("prices.csv", fields.PRICE, kept_prices(project, writer.code))
    writer.csv("scores.csv", fields.SCORE, writer.scores())
    history = tuple(events)
    before, tests = tested(project, history)
    writer.csv("agreed.csv", fields.AGREED, writer.agreed(before))
    writer.csv("tests.csv", fields.TEST, writer.tests(tests))
    writer.csv("gates.csv", fields.GATE, writer.gates())
    writer.yaml("record.yaml", writer.record(history))
    (request,) = REQUEST
    writer.yaml(request, _scalars(request_file(project, writer.code, writer.workbook(blob))))
    (replies,) = REPLIES
    writer.yaml(replies, _scalars(writer.replies(history, blob)))
    for name, content in workshop_files(project, writer.code, private).items():
        writer.yaml(name, _scalars(content))
    return tuple(writer.written)


class _Writer:
    def __init__(self, project: Project, directory: Path) -> None:
        self.project = project
        self.directory = directory
        self.written: list[Path] = []
        self.standing: dict[str, str] = {}
        """Names of vendors' files that count, by internal id; filled while they are written."""

    def yaml(self, name: str, content: object) -> None:
        if not content:
            return
        text = yaml.dump(
            content, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=100, indent=2
        )
        self._write(name, text.encode())

    def csv(self, name: str, headers: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
        if not rows:
            return
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(map(guarded, headers))
        for row in rows:
            strange = row.keys() - set(headers)
            if strange:
                raise ValueError(f"{name} has no column {min(strange)!r}")
            writer.writerow([guarded(row.get(header, "")) for header in headers])
        self._write(name, out.getvalue().encode())

    def _write(self, name: str, content: bytes) -> None:
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.written.append(path)

    def code(self, ident: str) -> str:
        return self.project.label(ident)

    def named(self, person: str) -> str:
        """The id of a person in people.yaml; empty for an account that nobody put there."""
        return self.code(person) if person in self.project.people else ""

    def entity(self, thing: BaseModel, names: Sequence[str]) -> dict[str, str]:
        said = thing.model_dump(mode="json", exclude_defaults=True)
        said["id"] = said.pop("code")
        for name in ("voice", "escalated_by", "section", "parent"):
            if name in said:
                said[name] = self.code(said[name])
        return {name: _scalar(said[name]) for name in names if name in said}

    def top(self) -> dict[str, Any]:
        project = self.project
        said = project.description.model_dump(mode="json", exclude_defaults=True)
        top: dict[str, Any] = {n: _scalar(said[n]) for n in fields.DESCRIPTION if n in said}
        if project.description.owner:
            top["owner"] = self.code(project.description.owner)
        if project.model:
            top["evaluation_model"] = self.model(project.model)
        if project.description.context:
            top["context"] = dict(project.description.context)
        if project.triggers:
            top["triggers"] = [self.entity(t, fields.TRIGGER) for t in project.triggers.values()]
        policy = project.policy.model_dump(mode="json", exclude_defaults=True)
        written = {
            name: [_scalar(v) for v in policy[field]] if field == "ramp" else _scalar(policy[field])
            for name, field in fields.POLICY.items()
            if field in policy
        }
        if written:
            top["policy"] = written
        return top

    def model(self, model: EvaluationModel) -> str:
        """Write the model as adopted beside the other files; the shipped one may change."""
        name = _safe(model.name)[:60]
        if (self.directory / f"{name}.yaml").exists() or f"{name}.yaml" in TYPED:
            name += "-model"
        said = model.model_dump(mode="json", exclude_none=True)
        said["coefficients"] = {
            code: {field: _scalar(value) for field, value in coefficient.items()}
            for code, coefficient in said["coefficients"].items()
        }
        self.yaml(f"{name}.yaml", said)
        return name

    def cause(self, cause: BaseModel) -> dict[str, Any]:
        said: dict[str, Any] = dict(self.entity(cause, fields.CAUSE))
        ident = getattr(cause, "id", "")
        shares = {
            self.code(effect): _percent(share)
            for (source, effect), share in self.project.contributions.items()
            if source == ident
        }
        explains = {effect: shares[effect] for effect in sorted(shares, key=natural)}
        if explains:
            said["explains"] = explains
        return said

    def weights(self) -> list[dict[str, str]]:
        project = self.project
        rows = []
        for ident in (*project.sections, *project.requirements):
            row = {
                name: _scalar(points[ident])
                for name, points in (("stated", project.stated), ("hygiene", project.hygiene))
                if ident in points
            }
            if row:
                rows.append({"id": self.code(ident)} | row)
        return rows

    def links(self) -> tuple[str, list[str], list[dict[str, str]]]:
        project = self.project
        ends = {target for _, target in project.links}
        targets = [i for i in (*project.sections, *project.requirements) if i in ends]
        starts = {source for source, _ in project.links}
        sources = [i for i in (*project.pains, *project.causes) if i in starts]
        rows = [
            {"from": self.code(source)}
            | {
                self.code(target): str(project.links[source, target])
                for target in targets
                if (source, target) in project.links
            }
            for source in sources
        ]
        return "links.csv", ["from", *(self.code(t) for t in targets)], rows

    def forecasts(self) -> tuple[str, list[str], list[dict[str, str]]]:
        drivers = self.project.drivers.values()
        years = [f"Y{n}" for n in range(max((len(d.amounts) for d in drivers), default=0))]
        names = (*fields.DRIVER, "note")
        rows = [
            self.entity(d, names)
            | {year: f"{x:f}" for year, x in zip(years, d.amounts, strict=False)}
            for d in drivers
        ]
        return "forecast.csv", [*fields.DRIVER, *years, "note"], rows

    def vendors(self, blob: Callable[[str], bytes]) -> list[dict[str, Any]]:
        rows = []
        taken: set[str] = set()
        for vendor in self.project.vendors.values():
            row: dict[str, Any] = dict(self.entity(vendor, fields.VENDOR))
            if named := self.references(vendor.id):
                row["references"] = named
            stem = plain = _safe(vendor.code)[:60]
            while stem.casefold() in taken:
                stem = f"{plain}-{len(taken) + 1}"
            taken.add(stem.casefold())
            for contents in ("answers", "prices"):
                names: list[str] = []
                for file in self.project.standing_files(vendor.id, contents):
                    ending = Path(file.filename).suffix[:6] or ".xlsx"
                    part = f"-part-{len(names) + 1}" if names else ""
                    name = f"{contents}/{stem}{part}{ending if ending.isascii() else '.xlsx'}"
                    self._write(name, blob(file.sha256))
                    self.standing[file.id] = name
                    names.append(name)
                if names:
                    row[contents] = names if len(names) > 1 else names[0]
            rows.append(row)
        return rows

    def replies(self, events: Iterable[Event], blob: Callable[[str], bytes]) -> dict[str, Any]:
        """What replies.yaml says; files that count no more are written beside the others."""

        def put(name: str, file: ReceivedFile) -> None:
            self._write(name, blob(file.sha256))

        return replies_file(self.project, events, self.code, self.standing, put)

    def workbook(self, blob: Callable[[str], bytes]) -> Callable[[str, str, str], str]:
        """Writes a workbook that went out and says where it is."""

        def put(what: str, version: str, digest: str) -> str:
            name = f"request/{what}-{_safe(version)[:20]}.xlsx"
            self._write(name, blob(digest))
            return name

        return put

    def received(self, blob: Callable[[str], bytes]) -> Callable[[str, str], str]:
        """Writes a file that requirements were imported from and says where it is."""
        taken: set[str] = set()

        def put(digest: str, name: str) -> str:
            place = place_of(name, taken)
            self._write(place, blob(digest))
            return place

        return put

    def references(self, vendor: str) -> list[dict[str, str]]:
        """The vendor's references in the order of their numbers."""
        mine = {n: r for (v, n), r in self.project.references.items() if v == vendor}
        said = [
            mine[n].model_dump(mode="json", exclude_defaults=True)
            for n in sorted(mine, key=natural)
        ]
        return [{name: _scalar(r[name]) for name in fields.REFERENCE if name in r} for r in said]

    def scores(self) -> list[dict[str, str]]:
        return [
            {
                "round": round_,
                "evaluator": self.code(evaluator),
                "vendor": self.code(vendor),
                "requirement": self.code(requirement),
                "score": _scalar(score.value),
                "reason": score.reason,
            }
            for (evaluator, vendor, requirement, round_), score in self.project.scores.items()
        ]

    def agreed(self, agreed: Mapping[tuple[str, str], AgreedScore]) -> list[dict[str, str]]:
        return [self.cell(*where) | self.score(score) for where, score in agreed.items()]

    def cell(self, vendor: str, requirement: str) -> dict[str, str]:
        return {"vendor": self.code(vendor), "requirement": self.code(requirement)}

    def score(self, agreed: AgreedScore) -> dict[str, str]:
        present = " ".join(self.code(person) for person in agreed.present)
        return {"score": _scalar(agreed.value), "reason": agreed.reason, "present": present}

    def tests(self, scored: frozenset[tuple[str, str]]) -> list[dict[str, str]]:
        """What the buyer saw; with the agreed score where that came of a test."""
        rows = []
        for where, graded in self.project.graded.items():
            row = self.cell(*where) | {
                "evidence": EVIDENCE_WORDS[Evidence(graded.evidence)],
                "reference": graded.reference,
                "reason": graded.reason,
                "by": self.named(graded.by),
            }
            rows.append(row | self.score(self.project.agreed[where]) if where in scored else row)
        return rows

    def gates(self) -> list[dict[str, str]]:
        return [
            {
                "vendor": self.code(vendor),
                "requirement": self.code(requirement),
                "result": judgement.result.value,
                "by": self.named(judgement.by),
                "reason": judgement.reason,
            }
            for (vendor, requirement), judgement in self.project.gates.items()
        ]

    def record(self, events: Iterable[Event]) -> dict[str, Any]:
        kinds = {
            "weights.locked": "weights_locked",
            "answers.unsealed": "answers_unsealed",
            "proposals.accepted": "proposals_accepted",
            "quality.locked": "quality_locked",
            "prices.unsealed": "prices_unsealed",
        }
        found: dict[str, Any] = {}
        for event in events:
            if event.kind in TESTED and self.project.graded and "quality_locked" in found:
                said = {"by": self.named(event.on_behalf_of), "reason": event.reason}
                found.setdefault("tested", {k: v for k, v in said.items() if v})
            if name := kinds.get(event.kind):
                said = {"by": self.named(event.on_behalf_of), "reason": event.reason}
                found.setdefault(name, {k: v for k, v in said.items() if v})
        for contents in ("answers", "prices"):
            if (step := f"{contents}_unsealed") in found:
                opened, sent = self.opened(contents)
                if not opened:
                    del found[step]
                elif len(opened) < sent:
                    found[step]["vendors"] = opened
        if self.project.eliminated:
            found["eliminated"] = [
                {"vendor": self.code(vendor), "reason": gone.reason}
                | ({"by": by} if (by := self.named(gone.by)) else {})
                for vendor, gone in self.project.eliminated.items()
            ]
        if decision := self.project.decision:
            said = {
                "vendor": self.code(decision.vendor),
                "by": self.named(decision.by),
                "statement": decision.statement,
            }
            found["decision"] = {k: v for k, v in said.items() if v}
            if decision.conditions:
                found["decision"]["conditions"] = list(decision.conditions)
        return found

    def opened(self, contents: str) -> tuple[list[str], int]:
        """Vendors whose present files were all opened, and how many have sent one."""
        files = {v: self.project.standing_files(v, contents) for v in self.project.vendors}
        sent = {v: {file.id for file in standing} for v, standing in files.items() if standing}
        found = [self.code(v) for v, ids in sent.items() if ids <= self.project.unsealed.keys()]
        return found, len(sent)


TYPED = (
    *("project.yaml", "people.yaml", "pains.yaml", "causes.yaml", "vendors.yaml", "record.yaml"),
    *REQUEST,
    *REPLIES,
    *FILES,
)


def _scalars(tree: Any) -> Any:
    """A tree with every scalar as the text somebody would type."""
    if isinstance(tree, dict):
        return {name: _scalars(value) for name, value in tree.items()}
    return [_scalars(value) for value in tree] if isinstance(tree, list) else _scalar(tree)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value)


def _percent(share: float) -> str:
    """A share as percent, in decimals, so that reading it gives the same float again."""
    text = format(Decimal(repr(share)) * 100, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _safe(name: str) -> str:
    """A name that cannot leave its directory, whatever a vendor called itself."""
    return re.sub(r"[^\w.-]+", "-", name, flags=re.ASCII).strip("-") or "vendor"
