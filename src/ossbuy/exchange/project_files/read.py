"""Reading a directory of project files into entries that know where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.project_files import fields
from ossbuy.exchange.project_files.origins import IMPORTED
from ossbuy.exchange.project_files.replies import REPLIES
from ossbuy.exchange.project_files.request import REQUEST
from ossbuy.exchange.project_files.workshop import Told, read_lists, read_workshop
from ossbuy.exchange.tables import Table, read_csv, read_sheet
from ossbuy.exchange.yaml_in import Tree, as_dict, as_list, read_yaml
from ossbuy.model.evaluation import EvaluationModel
from ossbuy.model.words import sentence


@dataclass(frozen=True, slots=True)
class Entry:
    """The fields of one thing as typed, and where they were typed."""

    fields: Mapping[str, str]
    where: str

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


@dataclass(frozen=True, slots=True)
class Explains:
    """A cause explains a share of a pain or another cause."""

    cause: str
    effect: str
    percent: str
    where: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """What prices may grow with: the fields of the driver, and its amounts by year."""

    entry: Entry
    amounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProjectFiles:
    """What a directory says."""

    root: Path
    description: Entry
    context: Mapping[str, str]
    owner: str
    model: str
    policy: Entry
    ramp: tuple[str, ...]
    triggers: tuple[Entry, ...]
    people: tuple[Entry, ...]
    pains: tuple[Entry, ...]
    causes: tuple[Entry, ...]
    explains: tuple[Explains, ...]
    sections: tuple[Entry, ...]
    requirements: tuple[Entry, ...]
    links: tuple[Entry, ...]
    """Each with ``from``, ``to`` and ``strength``."""
    weights: tuple[Entry, ...]
    vendors: tuple[Entry, ...]
    received: Mapping[str, Mapping[str, tuple[str, ...]]]
    """By a vendor's id and ``answers`` or ``prices`` the paths of its files, part by part."""
    references: tuple[Entry, ...]
    """Each with its ``vendor`` and its ``number`` among the vendor's references, from 1."""
    scores: tuple[Entry, ...] = ()
    agreed: tuple[Entry, ...] = ()
    gates: tuple[Entry, ...] = ()
    tests: tuple[Entry, ...] = ()
    eliminated: tuple[Entry, ...] = ()
    record: Mapping[str, Entry] = field(default_factory=dict)
    conditions: tuple[str, ...] = ()
    opened: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By unsealing step, the vendors it opened, where it did not open all."""
    drivers: tuple[Forecast, ...] = ()
    answers: tuple[Entry, ...] = ()
    prices: tuple[Entry, ...] = ()
    """What came in no file of a vendor's."""
    workshop: tuple[Told, ...] = ()
    """What people worked out, voted and felt."""
    imported: tuple[Entry, ...] = ()
    """Where requirements stood in the files they were imported from."""
    request: tuple[Told, ...] = ()
    replies: tuple[Told, ...] = ()
    """Files that came back of which more is to say, what words mean, and typed answers."""
    """Dates, questions, the short list, and what went out."""


def read_project_files(root: Path) -> ProjectFiles:
    """Read a directory of project files.

    Raises:
        BadFile: a file is missing, unreadable or has an unknown field; names file and place.
    """
    if not root.is_dir():
        raise BadFile(str(root), "there is no such directory; name one that has a project.yaml.")
    top = as_dict(read_yaml(root / "project.yaml"), "project.yaml")
    known = {*fields.DESCRIPTION, "owner", "evaluation_model", "context", "triggers", "policy"}
    _no_strangers(top, known, "project.yaml")
    policy = as_dict(top.get("policy", ""), "project.yaml, policy")
    _no_strangers(policy, set(fields.POLICY), "project.yaml, policy")
    record = as_dict(_optional(root / "record.yaml"), "record.yaml")
    _no_strangers(record, {*fields.RECORD, "decision", "eliminated"}, "record.yaml")
    causes, explains = _causes(root)
    vendors, references, received = _vendors(root)
    decision = as_dict(record.get("decision", ""), "record.yaml, decision")
    conditions = decision.get("conditions", [])
    return ProjectFiles(
        root=root,
        description=_entry(
            {k: v for k, v in top.items() if k in fields.DESCRIPTION},
            fields.DESCRIPTION,
            "project.yaml",
        ),
        context={
            str(k): _scalar(v, f"project.yaml, context, {k}")
            for k, v in as_dict(top.get("context", ""), "project.yaml, context").items()
        },
        owner=_scalar(top.get("owner", ""), "project.yaml, owner"),
        model=_scalar(top.get("evaluation_model", "") or "standard", "project.yaml"),
        policy=_entry(
            {k: v for k, v in policy.items() if k != "ramp"}, fields.POLICY, "project.yaml, policy"
        ),
        ramp=tuple(
            _scalar(v, "project.yaml, policy, ramp") for v in _sequence(policy.get("ramp", []))
        ),
        triggers=_entries(top.get("triggers", ""), fields.TRIGGER, "project.yaml, trigger"),
        people=_yaml(root, "people.yaml", fields.PERSON),
        pains=_yaml(root, "pains.yaml", fields.PAIN),
        causes=causes,
        explains=explains,
        sections=_table(root, "sections.csv", "Sections", fields.SECTION),
        requirements=_table(root, "requirements.csv", "Requirements", fields.REQUIREMENT),
        links=_links(root),
        weights=_table(root, "weights.csv", "", ("id", "stated", "hygiene")),
        vendors=vendors,
        received=received,
        references=references,
        scores=_table(root, "scores.csv", "", fields.SCORE),
        agreed=_table(root, "agreed.csv", "", fields.AGREED),
        gates=_table(root, "gates.csv", "", fields.GATE),
        tests=_table(root, "tests.csv", "", fields.TEST),
        record={n: _recorded(n, said) for n, said in record.items() if n != "eliminated"},
        eliminated=_entries(
            record.get("eliminated", ""), ("vendor", "by", "reason"), "record.yaml, eliminated"
        ),
        drivers=_forecasts(root),
        answers=_table(root, "answers.csv", "", fields.ANSWER),
        prices=_table(root, "prices.csv", "", fields.PRICE),
        workshop=read_workshop(root),
        imported=_table(root, "imported.csv", "", IMPORTED),
        request=read_lists(root, REQUEST),
        replies=read_lists(root, REPLIES),
        conditions=tuple(_scalar(c, "record.yaml, conditions") for c in _sequence(conditions)),
        opened={
            step: tuple(_scalar(v, f"record.yaml, {step}") for v in _sequence(said["vendors"]))
            for step, said in record.items()
            if isinstance(said, dict) and "vendors" in said and step.endswith("_unsealed")
        },
    )


def read_model(path: Path) -> EvaluationModel:
    """An evaluation model from YAML; BadFile in one sentence when a coefficient is wrong.

    A model that is ``like:`` another one of its directory says only what differs from it.
    """
    tree = _like(path, as_dict(read_yaml(path), path.name))
    try:
        model = EvaluationModel.model_validate(tree)
    except ValidationError as error:
        steps = [str(step) for step in error.errors()[0]["loc"] if step != "coefficients"]
        place = f"{path.name}, {', '.join(steps)}" if steps else path.name
        raise BadFile(place, sentence(error, "").partition(": ")[2].partition(": ")[2]) from None
    if model.missing:
        raise BadFile(path.name, f"it lacks {', '.join(model.missing)}; add them.")
    if model.faults:
        raise BadFile(path.name, f"{model.faults[0]}; correct it.")
    return model


def _like(path: Path, tree: dict[str, Tree]) -> dict[str, Tree]:
    """What a model says, over what the one it is like says."""
    if "like" not in tree:
        return tree
    other = str(tree["like"])
    if not re.fullmatch(r"[\w-]{1,60}", other) or other == path.stem:
        raise BadFile(path.name, f"like: {other[:60]!r} names no model beside it; correct it.")
    base = as_dict(read_yaml(path.with_name(f"{other}.yaml")), f"{other}.yaml")
    base.pop("like", None)
    said = {name: value for name, value in tree.items() if name not in ("like", "coefficients")}
    own = as_dict(tree.get("coefficients", ""), path.name)
    return base | said | {"coefficients": as_dict(base.get("coefficients", ""), other) | own}


def _recorded(name: str, said: Tree) -> Entry:
    where = f"record.yaml, {name}"
    plain = {k: v for k, v in as_dict(said, where).items() if k not in ("conditions", "vendors")}
    return _entry(plain, ("by", "reason", "statement", "vendor"), where)


def _optional(path: Path) -> Tree:
    return read_yaml(path) if path.exists() else ""


def _yaml(root: Path, name: str, known: Iterable[str]) -> tuple[Entry, ...]:
    return _entries(_optional(root / name), known, name)


def _entries(tree: Tree, known: Iterable[str], name: str) -> tuple[Entry, ...]:
    found = []
    for number, item in enumerate(as_list(tree, name), start=1):
        where = f"{name}, {_scalar(item.get('id', ''), name) or f'entry {number}'}"
        found.append(_entry(item, known, where))
    return tuple(found)


def _entry(item: Mapping[str, Tree], known: Iterable[str], where: str) -> Entry:
    _no_strangers(item, set(known), where)
    return Entry({k: _scalar(v, f"{where}, {k}") for k, v in item.items()}, where)


def _no_strangers(item: Mapping[str, Tree], known: set[str], where: str) -> None:
    for name in item:
        if name not in known:
            raise BadFile(
                where, f"there is no field {name!r}; known are {', '.join(sorted(known))}."
            )


def _scalar(value: Tree, where: str) -> str:
    if isinstance(value, list | dict):
        raise BadFile(where, "one value is expected here, not a list.")
    return str(value).strip()


def _sequence(value: Tree) -> list[Tree]:
    return value if isinstance(value, list) else [value] if value not in ("", None) else []


def _causes(root: Path) -> tuple[tuple[Entry, ...], tuple[Explains, ...]]:
    entries, explains = [], []
    for number, item in enumerate(as_list(_optional(root / "causes.yaml"), "causes.yaml"), 1):
        code = _scalar(item.get("id", ""), "causes.yaml") or f"entry {number}"
        where = f"causes.yaml, {code}"
        shares = as_dict(item.get("explains", ""), f"{where}, explains")
        entries.append(
            _entry({k: v for k, v in item.items() if k != "explains"}, fields.CAUSE, where)
        )
        explains += [
            Explains(code, str(effect), _scalar(share, where), f"{where}, explains {effect}")
            for effect, share in shares.items()
        ]
    return tuple(entries), tuple(explains)


_FILES: Final = ("answers", "prices")


def _vendors(
    root: Path,
) -> tuple[tuple[Entry, ...], tuple[Entry, ...], Mapping[str, Mapping[str, tuple[str, ...]]]]:
    """Vendors, their references, and the paths of what they sent."""
    apart = ("references", *_FILES)
    entries, references, received = [], [], {}
    for number, item in enumerate(as_list(_optional(root / "vendors.yaml"), "vendors.yaml"), 1):
        code = _scalar(item.get("id", ""), "vendors.yaml") or f"entry {number}"
        where = f"vendors.yaml, {code}"
        plain = {k: v for k, v in item.items() if k not in apart}
        entries.append(_entry(plain, fields.VENDOR, where))
        received[code] = {
            contents: tuple(
                path
                for one in _sequence(item.get(contents, ""))
                if (path := _scalar(one, f"{where}, {contents}"))
            )
            for contents in _FILES
        }
        said = as_list(item.get("references", ""), f"{where}, references")
        for place, reference in enumerate(said, 1):
            named = _entry(reference, fields.REFERENCE, f"{where}, reference {place}")
            at = {"vendor": code, "number": str(place)}
            references.append(Entry(dict(named.fields) | at, named.where))
    return tuple(entries), tuple(references), received


def _table(root: Path, name: str, sheet: str, known: Iterable[str]) -> tuple[Entry, ...]:
    """Rows of a CSV file, or of the sheet of ``rfp.xlsx`` that stands in for it."""
    if (path := root / name).exists():
        table = read_csv(path)
    elif sheet and (path := root / "rfp.xlsx").exists():
        table = read_sheet(path, sheet)
    else:
        return ()
    return _rows(table, known)


def _rows(table: Table, known: Iterable[str]) -> tuple[Entry, ...]:
    _no_strangers(dict.fromkeys(table.headers), set(known), table.place)
    return tuple(Entry(row.cells, row.where()) for row in table)


def _forecasts(root: Path) -> tuple[Forecast, ...]:
    """Each row of forecast.csv: a driver with its amounts from Y0 to the last year said."""
    path = root / "forecast.csv"
    if not path.exists():
        return ()
    table = read_csv(path).need("id", "y0")
    years = [header for header in table.headers if header[:1] == "y" and header[1:].isdecimal()]
    if years != [f"y{n}" for n in range(len(years))]:
        raise BadFile(table.place, "the years must be columns Y0, Y1, Y2 … without a gap.")
    known = (*fields.DRIVER, "note")
    found = []
    for row in table:
        plain = {name: cell for name, cell in row.cells.items() if name not in years}
        _no_strangers(plain, set(known), row.where())
        amounts = [row[year] for year in years]
        while amounts and not amounts[-1]:
            amounts.pop()
        if "" in amounts:
            empty = years[amounts.index("")]
            raise BadFile(
                row.where(empty), "the forecast is blank; enter 0 where none is expected."
            )
        found.append(Forecast(Entry(plain, row.where()), tuple(amounts)))
    return tuple(found)


def _links(root: Path) -> tuple[Entry, ...]:
    path = root / "links.csv"
    if not path.exists():
        return ()
    table = read_csv(path).need("from")
    return tuple(
        Entry({"from": row["from"], "to": column, "strength": row[column]}, row.where(column))
        for row in table
        for column in table.headers
        if column != "from" and row[column]
    )
