"""Editing by words: what a person types on a command line, as a command on the project."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ossbuy import locations
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.layers import read_factors
from ossbuy.exchange.project_files import read_model
from ossbuy.exchange.project_files.fields import POLICY
from ossbuy.model import commands, judging
from ossbuy.model.events import Act, Fact, Json, Refused
from ossbuy.model.fold import ENTITIES
from ossbuy.model.layering import Factors, adopt_layers
from ossbuy.model.project import Project
from ossbuy.model.references import POINTS_TO
from ossbuy.model.testing import Shown, grade
from ossbuy.model.tracing import trace

USES = {
    "project": "project FIELD VALUE",
    "policy": "policy FIELD VALUE",
    "rewrite": "rewrite REQUIREMENT RULE",
    "weight": "weight SECTION-OR-REQUIREMENT POINTS",
    "hygiene": "hygiene SECTION-OR-REQUIREMENT POINTS",
    "link": "link PAIN-OR-CAUSE SECTION-OR-REQUIREMENT 9|3|1|0",
    "share": "share CAUSE PAIN-OR-CAUSE PERCENT",
    "reference": "reference VENDOR NUMBER FIELD VALUE [FIELD VALUE …]",
    "gate": "gate VENDOR REQUIREMENT pass|fail|not shown",
    "grade": "grade VENDOR REQUIREMENT EVIDENCE",
    "value": "value PAIN-OR-REQUIREMENT FIELD VALUE [FIELD VALUE …]",
    "layers": "layers FACTOR-1/FACTOR-2/FACTOR-3",
    "model": "model NAME-OR-FILE",
    **{
        family: f"{family} ID FIELD VALUE [FIELD VALUE …]"
        for family in ENTITIES
        if family not in ("deadline", "clarification")
    },
}
"""What can be set, and the words it takes; an empty VALUE takes back what was said."""
_TAKES: Final = {
    **{"project": 2, "policy": 2, "rewrite": 2, "weight": 2, "hygiene": 2},
    **{"layers": 1, "model": 1},
}
"""How many words follow, where it is not three."""
_COMMA: Final = re.compile(r"-?(?:\d+,(?:\d{1,2}|\d{4,})|0,\d+)")
_ELSEWHERE: Final = {"deadline": "calendar", "clarification": "clarify"}
"""What has a command of its own, with rules that field by field would be passed by."""
_NAMED: Final = {"reference": 2, "value": 1}
"""How many words name the thing before its fields and values; one for every entity."""


def edit(project: Project, words: Sequence[str], by: str, reason: str = "") -> Act:
    """The act that a line such as ``pain P1 severity 4`` asks for.

    Raises:
        Refused: the words do not fit, or a rule says no.
    """
    thing, *rest = words or [""]
    if thing in _ELSEWHERE:
        raise Refused(
            f"A {thing} is set with 'ossbuy {_ELSEWHERE[thing]} PROJECT': see its --help."
        )
    if thing not in USES:
        raise Refused(f"{thing!r} cannot be set; these can: {', '.join(USES)}.")
    named = _NAMED.get(thing, 1 if thing in ENTITIES else 0)
    pairs = len(rest) - named
    if not (pairs >= 2 and pairs % 2 == 0 if named else len(rest) == _TAKES.get(thing, 3)):
        raise Refused(f"Say: {USES[thing]}.")
    match thing:
        case "project":
            return commands.describe(project, {rest[0]: rest[1]}, reason)
        case "policy":
            return commands.set_policy(project, {_policy(rest[0]): _listed(*rest)}, reason)
        case "rewrite":
            from ossbuy.procedure.wording import accept_rewrite

            asked = _find(project, ("requirement",), rest[0])
            return accept_rewrite(project, asked, rest[1], reason=reason)
        case "weight":
            node = _find(project, ("section", "requirement"), rest[0])
            return commands.set_stated(project, node, _number(rest[1]), reason)
        case "hygiene":
            node = _find(project, ("section", "requirement"), rest[0])
            return commands.set_hygiene(project, node, _number(rest[1]), reason)
        case "link":
            source = _find(project, ("pain", "cause"), rest[0])
            target = _find(project, ("section", "requirement"), rest[1])
            strength = _number(rest[2]) or 0.0
            if strength != int(strength):
                raise Refused(f"A link is 9, 3, 1 or 0, not {strength:g}.")
            return commands.set_link(project, source, target, int(strength), reason)
        case "share":
            cause = _find(project, ("cause",), rest[0])
            effect = _find(project, ("pain", "cause"), rest[1])
            percent = _number(rest[2])
            share = None if percent is None else percent / 100
            return commands.set_contribution(project, cause, effect, share, reason)
        case "reference":
            whose = _find(project, ("vendor",), rest[0])
            fields = _fields(f"reference {rest[1]}", rest[2:])
            return judging.refer(project, whose, rest[1], fields, reason)
        case "gate":
            vendor = _find(project, ("vendor",), rest[0])
            asked = _find(project, ("requirement",), rest[1])
            return judging.judge_gate(project, vendor, asked, rest[2], by, reason)
        case "grade":
            vendor = _find(project, ("vendor",), rest[0])
            asked = _find(project, ("requirement",), rest[1])
            return grade(project, [Shown(vendor, asked, rest[2], by, reason=reason)], reason)
        case "value":
            return trace(project, _traced(project, rest[0]), _fields(rest[0], rest[1:]), reason)
        case "layers":
            return adopt_layers(project, _factors(rest[0]), reason=reason)
        case "model":
            return _model(project, rest[0], reason)
    return _entity(project, thing, rest[0], rest[1:], reason)


def _entity(project: Project, family: str, code: str, pairs: Sequence[str], reason: str) -> Act:
    """Add or change a pain, requirement, … ; fields that name something else take its code."""
    fields: dict[str, Json] = {}
    for field, value in _fields(code, pairs).items():
        named, _ = POINTS_TO.get(field, ("", ""))
        fields[field] = _find(project, (named,), value) if value and named else value
    ident = project.by_code(ENTITIES[family][0], code)
    if ident is None:
        return commands.add(project, family, {"code": code} | fields)
    return commands.change(project, family, ident, fields, reason)


def _fields(code: str, pairs: Sequence[str]) -> dict[str, str]:
    """Names and values in turn, each name once."""
    fields: dict[str, str] = {}
    for field, value in zip(pairs[::2], pairs[1::2], strict=True):
        if field in fields:
            raise Refused(f"The field {field} of {code} is said twice: say it once.")
        fields[field] = value
    return fields


def _traced(project: Project, said: str) -> str:
    """The pain or requirement meant: by its id, with its kind before it where both exist."""
    kind, _, code = said.strip().partition(" ")
    if kind in ("pain", "requirement") and code:
        return _find(project, (kind,), code)
    return _find(project, ("pain", "requirement"), said)


def _model(project: Project, name: str, reason: str) -> Act:
    """Adopt another evaluation model: one that ships, by its name, or a file of one's own."""
    shipped = locations.templates() / "evaluation"
    known = sorted(path.stem for path in shipped.glob("*.yaml"))
    path = Path(name) if name.endswith(".yaml") else shipped / f"{name}.yaml"
    if not name.endswith(".yaml") and name not in known:
        raise Refused(f"There is no model {name[:40]!r}; name a .yaml file or {', '.join(known)}.")
    try:
        model = read_model(path)
    except BadFile as no:
        raise Refused(str(no)) from None
    if project.model is not None and project.model.hash == model.hash:
        raise Refused(f"The project has adopted {model.name} {model.version} already.")
    value = model.model_dump(mode="json", exclude_none=True)
    said = reason or f"{model.title}, {model.hash[:12]}"
    return Act("model.adopted", (Fact("model", value),), said)


def _factors(text: str) -> Factors:
    try:
        return read_factors(text, "layers")
    except BadFile as no:
        raise Refused(f"{no.what[:1].upper()}{no.what[1:]}") from None


def _policy(name: str) -> str:
    if name not in POLICY:
        raise Refused(f"The policy has no {name!r}; it has {', '.join(POLICY)}.")
    return POLICY[name]


def _listed(name: str, value: str) -> Json:
    """A ramp is typed as shares with spaces or commas between; else a comma may be a decimal."""
    if name == "ramp":
        return value.replace(",", " ").split()
    return value.replace(",", ".") if _COMMA.fullmatch(value.strip()) else value


def _find(project: Project, families: Sequence[str], code: str) -> str:
    for family in families:
        if (ident := project.by_code(ENTITIES[family][0], code)) is not None:
            return ident
    raise Refused(f"There is no {' or '.join(families)} {code!r}: check the id.")


def _number(text: str) -> float | None:
    if not text.strip():
        return None
    plain = text.strip()
    if _COMMA.fullmatch(plain):
        # 0,35 can only be a decimal; 1,234 could be a thousand and is refused below.
        plain = plain.replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        raise Refused(
            f"{text[:60]!r} is not a number: enter digits, with a point for decimals."
        ) from None
    if value != value or value in (float("inf"), float("-inf")):
        raise Refused(f"{text[:60]!r} is not a plain number.")
    return value
