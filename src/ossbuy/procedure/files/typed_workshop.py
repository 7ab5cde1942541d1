"""What the files say people worked out, voted and felt, as facts with every id resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from pydantic import BaseModel, ValidationError

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.project_files.workshop import KINDS, Told
from ossbuy.exchange.yaml_in import Tree
from ossbuy.model import commands
from ossbuy.model.events import Fact, Json, Refused, key, new_id
from ossbuy.model.weighing import TOP, Ballot, Closing, Grouped
from ossbuy.model.words import sentence
from ossbuy.model.workshop import Step, Vote
from ossbuy.model.worth import Burden, Costing, ValueCase

Find = Callable[[Sequence[str], str, str], str]
"""(families, code, where) → internal id; BadFile when there is none."""

ENTITY: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    # list: (family, fields that name something by code and what)
    "sessions": ("session", {"facilitator": "person"}),
    "questions": ("question", {"session": "session"}),
    "parked": ("parked", {"by": "person", "session": "session"}),
    "feelings": (
        "emotion",
        {"person": "person", "pain": "pain", "requirement": "requirement"},
    ),
}


class TypedWorkshop:
    """The facts of the workshop's files; codes of their own things are resolved here."""

    def __init__(self, told: Iterable[Told], find: Find, now: str) -> None:
        self._told, self._find, self._now = tuple(told), find, now
        self._own: dict[tuple[str, str], str] = {}

    def facts(self) -> list[Fact]:
        """Everything told, things that are pointed to first."""
        order = ("sessions", "questions", "parked", "feelings")
        facts: list[Fact] = []
        for name in order:
            for told in self._told:
                if told.list == name:
                    facts += self._entity(told)
        places: set[tuple[str, str]] = set()
        for told in self._told:
            if told.list not in order:
                for fact in _RECORDS[told.list](self, told):
                    if (fact.key, fact.round) in places:
                        raise BadFile(
                            told.where, "the same is told above already; keep one of them."
                        )
                    places.add((fact.key, fact.round))
                    facts.append(fact)
        return facts

    def _ident(self, families: Sequence[str], code: str, where: str) -> str:
        for family in families:
            if found := self._own.get((family, code.casefold())):
                return found
        if families == ("session",):
            raise BadFile(where, f"there is no workshop {code!r}; check the id.")
        return self._find(families, code, where)

    def _person(self, code: str, where: str) -> str:
        return self._ident(("person",), code, where)

    def _node(self, code: str, where: str) -> str:
        return TOP if code == TOP else self._ident(("section", "requirement"), code, where)

    def _kinded(self, text: str, where: str) -> str:
        kind, _, code = text.partition(" ")
        if kind not in KINDS.values() or not code:
            raise BadFile(where, f"{text!r} must be a kind and an id, such as 'pain P1'.")
        return self._ident((kind,), code.strip(), where)

    def _entity(self, told: Told) -> list[Fact]:
        family, points = ENTITY[told.list]
        fields: dict[str, Json] = dict(told.fields)
        code = str(fields.pop("id", "")).strip()
        if not code:
            raise BadFile(told.where, "it has no id; give it one of its own.")
        if (family, code.casefold()) in self._own:
            raise BadFile(told.where, f"the id {code[:60]} is taken already; choose another.")
        steps, votes = fields.pop("steps", {}), fields.pop("votes", {})
        for name, what in points.items():
            if fields.get(name):
                fields[name] = self._ident((what,), str(fields[name]), told.where)
        if fields.get("about"):
            fields["about"] = self._kinded(str(fields["about"]), told.where)
        for name in ("present", "absent"):
            if fields.get(name):
                fields[name] = [self._person(str(p), told.where) for p in _list(fields[name])]
        ident = self._own[family, code.casefold()] = new_id()
        try:
            facts = list(commands.entity_facts(family, ident, {"code": code} | fields, code))
        except Refused as no:
            raise BadFile(told.where, str(no)) from None
        for step, said in _dict(steps, told.where).items():
            place = _key(told.where, "step", ident, step)
            went = _dict(said, told.where)
            if went.get("spoken"):
                heard = [self._person(str(p), told.where) for p in _list(went["spoken"])]
                went = went | {"spoken": heard}
            facts.append(Fact(place, _value(Step, went, told.where)))
        for person, said in _dict(votes, told.where).items():
            place = key("vote", ident, self._person(person, told.where))
            facts.append(Fact(place, _value(Vote, said, told.where)))
        return facts

    def _costing(self, told: Told) -> list[Fact]:
        pain = self._ident(("pain",), str(told.fields.get("pain", "")), told.where)
        return [Fact(key("costing", pain), _value(Costing, _without(told, "pain"), told.where))]

    def _burden(self, told: Told) -> list[Fact]:
        return [Fact(key("burden", new_id()), _value(Burden, told.fields, told.where))]

    def _worth(self, told: Told) -> list[Fact]:
        node = self._kinded(str(told.fields.get("of", "")), told.where)
        return [Fact(key("value", node), _value(ValueCase, _without(told, "of"), told.where))]

    def _ballot(self, told: Told) -> list[Fact]:
        where = told.where
        said = dict(told.fields)
        person = self._person(str(said.pop("person", "")), where)
        node = self._node(str(said.pop("node", "")), where)
        round_ = _round(said.pop("round", ""), where)

        def child(code: object) -> str:
            return self._ident(("section", "requirement"), str(code), where)

        for name in ("points", "best_to_others", "others_to_worst"):
            if name in said:
                said[name] = {child(c): v for c, v in _dict(said[name], where).items()}
        if "ranking" in said:
            said["ranking"] = [[child(c) for c in _list(tied)] for tied in _list(said["ranking"])]
        if "pairs" in said:
            said["pairs"] = [self._pair(pair, where, child) for pair in _list(said["pairs"])]
        for name in ("best", "worst"):
            if said.get(name):
                said[name] = child(said[name])
        return [Fact(key("ballot", person, node), _value(Ballot, said, where), round_)]

    def _pair(self, pair: Tree, where: str, child: Callable[[object], str]) -> list[Json]:
        parts = _list(pair)
        if len(parts) != 3:
            raise BadFile(where, f"a pair is two ids and a number, not {pair!r}.")
        return [child(parts[0]), child(parts[1]), parts[2]]

    def _closing(self, told: Told) -> list[Fact]:
        said = dict(told.fields)
        node = self._node(str(said.pop("node", "")), told.where)
        round_ = _round(said.pop("round", ""), told.where)
        said["by"] = self._person(str(said["by"]), told.where) if said.get("by") else "files"
        said["at"] = said.get("at") or self._now
        said["absent"] = [self._person(str(p), told.where) for p in _list(said.get("absent", []))]
        return [Fact(key("closed", node), _value(Closing, said, told.where), round_)]

    def _group(self, told: Told) -> list[Fact]:
        said = _without(told, "node")
        said["people"] = [self._person(str(p), told.where) for p in _list(said.get("people", []))]
        node = self._node(str(told.fields.get("node", "")), told.where)
        return [Fact(key("grouped", node), _value(Grouped, said, told.where))]


_RECORDS: Final[Mapping[str, Callable[[TypedWorkshop, Told], list[Fact]]]] = {
    "costings": TypedWorkshop._costing,
    "burden": TypedWorkshop._burden,
    "values": TypedWorkshop._worth,
    "ballots": TypedWorkshop._ballot,
    "closed": TypedWorkshop._closing,
    "grouped": TypedWorkshop._group,
}


def _without(told: Told, name: str) -> dict[str, Tree]:
    return {k: v for k, v in told.fields.items() if k != name}


def _list(tree: Tree) -> list[Tree]:
    return tree if isinstance(tree, list) else [tree] if tree not in ("", None) else []


def _dict(tree: Tree, where: str) -> dict[str, Tree]:
    if tree in ("", None):
        return {}
    if not isinstance(tree, dict):
        raise BadFile(where, "a list of 'name: value' lines is expected here.")
    return tree


def _key(where: str, *parts: str) -> str:
    try:
        return key(*parts)
    except ValueError as error:
        raise BadFile(where, f"{error}.") from None


def _round(said: Tree, where: str) -> str:
    """The number of a round, 1 where none is said."""
    number = str(said or "1")
    if not (number.isascii() and number.isdecimal() and len(number) < 6 and int(number) > 0):
        raise BadFile(where, f"round is {number[:40]!r}: rounds are numbered 1, 2, 3 and so on.")
    return str(int(number))


def _value(kind: type[BaseModel], said: Tree, where: str) -> Json:
    try:
        return kind.model_validate(said).model_dump(mode="json", exclude_defaults=True)
    except ValidationError as error:
        raise BadFile(where, sentence(error, "here").removeprefix("here: ")) from None
