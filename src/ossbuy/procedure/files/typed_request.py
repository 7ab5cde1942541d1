"""What request.yaml says, as facts with every id resolved and the workbooks that went out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ValidationError

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake import read_file
from ossbuy.exchange.project_files.inside import inside
from ossbuy.exchange.project_files.request import WORKBOOKS
from ossbuy.exchange.project_files.workshop import Told
from ossbuy.exchange.yaml_in import Tree
from ossbuy.model import commands
from ossbuy.model.events import Fact, Json, Refused, key, new_id
from ossbuy.model.request import Issue, Shortlisting
from ossbuy.model.words import sentence

Find = Callable[[Sequence[str], str, str], str]
"""(families, code, where) → internal id; BadFile when there is none."""
GONE = "gone"
"""What stands under ``now`` where a requirement that was asked is no more."""


class TypedRequest:
    """The facts of request.yaml."""

    def __init__(
        self, told: Iterable[Told], root: Path, codes: Mapping[tuple[str, str], str], find: Find
    ) -> None:
        self._told, self._root, self._codes, self._find = tuple(told), root, codes, find
        self._gone: dict[str, str] = {}
        self.blobs: dict[str, bytes] = {}
        """Workbooks that went out, by SHA-256; filled by ``facts``."""

    def facts(self) -> list[Fact]:
        """Everything told, in the order of the lists. Raises BadFile."""
        makers = {
            "calendar": self._date,
            "questions": self._question,
            "shortlist": self._listed,
            "issued": self._issued,
        }
        facts: list[Fact] = []
        seen: set[tuple[str, str]] = set()
        for told in self._told:
            # "issued" has versions where the others have ids or vendors.
            named = next((n for n in ("id", "vendor", "version") if told.fields.get(n)), "")
            place = (told.list, str(told.fields.get(named, "")).casefold())
            if named and place in seen:
                raise BadFile(told.where, "the same is told above already; keep one of them.")
            seen.add(place)
            facts += makers[told.list](told)
        return facts

    def _date(self, told: Told) -> list[Fact]:
        return self._entity("deadline", told, dict(told.fields))

    def _question(self, told: Told) -> list[Fact]:
        fields: dict[str, Json] = dict(told.fields)
        for name in ("asked_by", "published_to"):
            if (said := str(fields.get(name) or "")) and said != "all":
                fields[name] = self._find(["vendor"], said, f"{told.where}, {name}")
        if fields.get("answered_by"):
            fields["answered_by"] = self._who(fields["answered_by"])
        if fields.get("requirements"):
            fields["requirements"] = [
                self._find(["requirement"], str(code), f"{told.where}, requirements")
                for code in _list(fields["requirements"])
            ]
        return self._entity("clarification", told, fields)

    def _entity(self, family: str, told: Told, fields: dict[str, Json]) -> list[Fact]:
        code = str(fields.pop("id", "")).strip()
        if not code:
            raise BadFile(told.where, "it has no id; give it one of its own.")
        try:
            said = {"code": code} | fields
            return list(commands.entity_facts(family, new_id(), said, code))
        except Refused as no:
            raise BadFile(told.where, str(no)) from None

    def _listed(self, told: Told) -> list[Fact]:
        said = dict(told.fields)
        vendor = self._find(["vendor"], str(said.pop("vendor", "")), told.where)
        said["by"] = self._who(said.get("by", ""))
        return [Fact(key("shortlisted", vendor), _value(Shortlisting, said, told.where))]

    def _issued(self, told: Told) -> list[Fact]:
        said = dict(told.fields)
        for what in WORKBOOKS:
            if name := str(said.pop(what, "") or ""):
                content = read_file(inside(self._root, name, f"{told.where}, {what}"))
                digest = hashlib.sha256(content).hexdigest()
                self.blobs[digest] = content
                said[f"{what}_sha256"] = digest
        said["by"] = self._who(said.get("by", ""))
        said["vendors"] = [
            self._find(["vendor"], str(v), f"{told.where}, vendors")
            for v in _list(said.get("vendors", []))
        ]
        asked: dict[str, tuple[str, str]] = {}
        for entry in _list(said.get("asked", [])):
            if not isinstance(entry, dict) or not entry.get("id"):
                raise BadFile(told.where, "each entry of asked needs an id and a text.")
            code = str(entry["id"])
            ident = self._requirement(str(entry.get("now") or code), code, told.where)
            asked[ident] = (code, str(entry.get("text", "")))
        said["asked"] = asked
        ident = new_id()
        value = _value(Issue, said | {"id": ident}, told.where)
        return [Fact(key("issue", ident), value)]

    def _requirement(self, now: str, code: str, where: str) -> str:
        if now == GONE:
            # The same id in two versions is the same requirement, though it is no more.
            return self._gone.setdefault(code.casefold(), new_id())
        return self._find(["requirement"], now, f"{where}, asked")

    def _who(self, said: Json) -> str:
        """A person's internal id; an account that nobody put in people.yaml stays as it is."""
        return self._codes.get(("person", str(said).casefold()), str(said)) or "files"


def _list(tree: Tree) -> list[Tree]:
    return tree if isinstance(tree, list) else [tree] if tree not in ("", None) else []


def _value(kind: type[BaseModel], said: Tree, where: str) -> Json:
    try:
        return kind.model_validate(said).model_dump(mode="json", exclude_defaults=True)
    except ValidationError as error:
        raise BadFile(where, sentence(error, "here").removeprefix("here: ")) from None
