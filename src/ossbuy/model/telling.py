"""The journal in sentences: what somebody did, in the words people use for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import groupby

from ossbuy.model.events import KINDS, Event, Fact, Json, Withheld
from ossbuy.model.fold import ENTITIES
from ossbuy.model.telling_bids import bid_words
from ossbuy.model.telling_replies import reply_words
from ossbuy.model.words import field_word

SHOWN = 3
"""Parts of a sentence before it says how many more there are."""
CALLED_BY_NAME = frozenset({"person", "vendor"})
MANY = {
    # family: (singular, plural, which part of the key is the vendor)
    "response": ("answer", "answers", 0),
    "price": ("priced line", "priced lines", 0),
    "score": ("score", "scores", 1),
    "agreed": ("agreed score", "agreed scores", 0),
    "accepted": ("proposal", "proposals", 0),
    "graded": ("piece of evidence", "pieces of evidence", 0),
    "gate": ("gate", "gates", 0),
    "reference": ("reference", "references", 0),
}
"""Families that come in dozens and are counted rather than listed."""
SEVERAL = {
    "gate.judged": "judged {what}",
    "score.given": "gave {what}",
    "score.agreed": "reached {what}",
    "proposals.accepted": "accepted {what}",
}
"""Sentences for acts on many cells at once."""
RECORDED = frozenset(
    {"file", "unsealed", "eliminated", "lock", "model", "decision", "shared", "issue"}
    | {"shortlisted"}
)
WORKED = frozenset({"costing", "burden", "value", "grouped", "step", "vote", "ballot", "closed"})
"""Families whose content is long, or blind, or both: the history says what they are about."""
WEIGHED = {"stated": "stated weight", "hygiene": "hygiene share"}


def stamp(at: str) -> str:
    """A stored UTC time as the reader's day, month and minute."""
    return dt.datetime.fromisoformat(at).astimezone().strftime("%d %b %Y %H:%M")


def labels_of(events: Iterable[Event]) -> dict[str, str]:
    """What to call every internal id there ever was; removed things keep their last code.

    People and vendors go by name, a received file by its vendor.
    """
    codes: dict[str, str] = {}
    names: dict[str, str] = {}
    files: dict[str, str] = {}
    for event in events:
        for fact in event.facts:
            family, _, rest = fact.key.partition("/")
            ident, _, name = rest.partition("/")
            if family in ENTITIES and isinstance(fact.value, str):
                if name == "code":
                    codes[ident] = fact.value
                elif name == "name" and family in CALLED_BY_NAME:
                    names[ident] = fact.value
            elif family == "file" and isinstance(fact.value, dict):
                files[ident] = str(fact.value.get("vendor", ""))
    labels = codes | names
    return labels | {file: labels.get(vendor, vendor) for file, vendor in files.items()}


def value_words(value: Json | Withheld, most: int = 60) -> str:
    """A value as it is said in a sentence."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, Withheld):
        return "a withheld text"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:g}"
    if isinstance(value, dict):
        return ", ".join(f"{name} {value_words(said, 20)}" for name, said in value.items())[:most]
    text = " ".join(str(value).split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def fact_name(labels: Mapping[str, str], fact: Fact) -> str:
    """What a fact is about: ``P1 severity``, ``P1 → C4.3``."""
    family, _, rest = fact.key.partition("/")
    parts = rest.split("/") if rest else []
    said = [labels.get(part, part) for part in parts]
    if family in ENTITIES and len(parts) == 2:
        return f"{said[0]} {field_word(parts[1])}"
    if family == "link":
        return " → ".join(said)
    if family == "contribution":
        return f"{said[0]} in {said[1]}"
    if family in WEIGHED:
        return f"{WEIGHED[family]} of {said[0]}"
    if family in {"policy", "project"}:
        return field_word(rest)
    return " ".join([family, *said])


def _said(labels: Mapping[str, str], fact: Fact) -> str:
    family = fact.key.partition("/")[0]
    name, value = fact_name(labels, fact), fact.value
    if value is None:
        return f"{name} removed"
    if family == "contribution" and isinstance(value, int | float):
        return f"{name} is {100 * value:.4g} %"
    return f"{name} is {value_words(value)}"


def _entity(labels: Mapping[str, str], ident: str, facts: list[Fact]) -> str:
    """One thing with what became true of it: ``P1: severity 5, layer 2``."""
    values = {fact.key.rsplit("/", 1)[1]: fact.value for fact in facts}
    code = labels.get(ident, ident)
    if facts[0].key.startswith("emotion/"):
        # The history stands on a projector, too.
        return f"{code} (private)"
    if all(value is None for value in values.values()) and len(values) > 1:
        return code
    if "code" in values:
        name = values.get("name") or values.get("title") or values.get("statement") or ""
        return f"{code} {value_words(name)}" if name and name != code else code
    if "answered_at" in values:
        return f"{code}: {value_words(values.get('answer'))}"
    if values.get("published_to"):
        whom = "everybody" if values["published_to"] == "all" else "the one who asked"
        return f"{code} to {whom}"
    if facts[0].key.startswith("question/") and values.get("closed") is True:
        absent = values.get("absent")
        passed_over = _listed(labels, absent) if isinstance(absent, list) else ""
        return f"{code} without {passed_over}" if passed_over else code
    said = [f"{field_word(name)} {_one(labels, name, value)}" for name, value in values.items()]
    more = f" and {len(said) - SHOWN} more" if len(said) > SHOWN else ""
    return f"{code}: {', '.join(said[:SHOWN])}{more}"


def _one(labels: Mapping[str, str], name: str, value: Json | Withheld) -> str:
    """A field's value, people and things by their names, times as the reader's own."""
    if isinstance(value, list):
        return value_words(_listed(labels, value), 40)
    if name == "ended" and isinstance(value, str):
        return stamp(value)
    return value_words(labels.get(value, value) if isinstance(value, str) else value, 40)


def _listed(labels: Mapping[str, str], idents: Iterable[Json]) -> str:
    return ", ".join(labels.get(str(ident), str(ident)) for ident in idents)


def _many(labels: Mapping[str, str], family: str, facts: list[Fact]) -> str:
    """One answer, score or gate by name; several counted, with whose they are."""
    one, many, place = MANY[family]
    keys = [fact.key.split("/")[1:] for fact in facts]
    whose = list(dict.fromkeys(labels.get(parts[place], parts[place]) for parts in keys))
    if len(facts) > 1:
        return f"{len(facts)} {many} ({', '.join(whose)})"
    value = facts[0].value
    said: Json = ""
    if isinstance(value, dict):
        said = next((value[n] for n in ("result", "value", "evidence") if n in value), "")
    name = labels.get(keys[0][-1], one)
    return f"{name} for {whose[0]}" + (f": {value_words(said)}" if said != "" else "")


def _record(labels: Mapping[str, str], family: str, fact: Fact) -> str:
    """A received file, an opened file, a lock, a model, a decision."""
    value = fact.value if isinstance(fact.value, dict) else {}
    ident = fact.key.partition("/")[2]
    match family:
        case "file":
            counted = (
                f", {value['answered']} of {value['asked']} answered"
                if value.get("answered") is not None
                else ""
            )
            whose = labels.get(ident, "a vendor")
            return f"the {value.get('contents')} of {whose} ({value.get('filename')}){counted}"
        case "unsealed" | "eliminated":
            return labels.get(ident, ident)
        case "shortlisted":
            whom = labels.get(ident, ident)
            return whom if value else f"{whom} no longer"
        case "issue":
            asked = value.get("asked", {})
            many = f"{len(asked)} requirement{'' if len(asked) == 1 else 's'}"
            short = "short list, " if value.get("stage") == "short" else ""
            return f"version {value.get('version')} ({short}{many})"
        case "lock":
            return f"hash {value['hash'][:12]}" if value.get("hash") else "from here on"
        case "shared":
            audience = str(value.get("audience"))
            named = value.get("for") not in (None, audience)
            return f"{value['for']}, {audience}" if named else f"an {audience}"
        case "model":
            return f"{value.get('name')} {value.get('version')}"
        case _:
            whom = labels.get(str(value.get("vendor")), "")
            return f"{whom}: {value_words(value.get('statement'))}"


def _worked(labels: Mapping[str, str], family: str, facts: list[Fact]) -> str:
    """What a cost, a ballot or a step of a workshop is about, without what it says."""
    if family in ("burden", "step"):
        said = [
            f.value.get("what", f.value.get("title")) for f in facts if isinstance(f.value, dict)
        ]
        # Of the step that was left and the one that was taken up, the history names the latter.
        shown = said[-1:] if family == "step" else said
        gone = "a line" if family == "burden" else "a step"
        return ", ".join(value_words(s) for s in shown) or f"{gone} removed"
    if family == "grouped":
        return "; ".join(_grouped(labels, fact) for fact in facts)
    place = 1 if family in ("vote", "value", "costing", "closed") else 2
    about = dict.fromkeys(fact.key.split("/")[place] for fact in facts)
    named = ", ".join(_node(labels, a) for a in about)
    rounds = {fact.round for fact in facts if fact.round}
    return f"{named}, round {', '.join(sorted(rounds))}" if rounds else named


def _grouped(labels: Mapping[str, str], fact: Fact) -> str:
    """Whose weights were taken: ``the mean of 4 people on C1, round 1``."""
    said = fact.value if isinstance(fact.value, dict) else {}
    how, people = value_words(said.get("method")), len(said.get("people", ()))
    of = f"{people} {'person' if people == 1 else 'people'}"
    return (
        f"{how} of {of} on {_node(labels, fact.key.partition('/')[2])}, round {said.get('round')}"
    )


def _node(labels: Mapping[str, str], node: str) -> str:
    return "all sections" if node == "top" else labels.get(node, node)


def what(event: Event, labels: Mapping[str, str]) -> str:
    """What the facts of an event say, as the object of a sentence."""
    if event.facts and all(isinstance(fact.value, Withheld) for fact in event.facts):
        return "what this copy does not hold"
    for words in (bid_words, reply_words):
        if (told := words(event, labels)) is not None:
            return told

    def owner(fact: Fact) -> tuple[str, str]:
        family, _, rest = fact.key.partition("/")
        return (family, rest.partition("/")[0]) if family in ENTITIES else (family, "")

    facts = [
        fact
        for fact in event.facts
        if not fact.key.startswith(("undone/", "withheld/"))
        # That a weight is not the group's any more follows from the weight itself.
        and not (fact.key.startswith("grouped/") and fact.value is None)
    ]
    # Where a requirement stood in its file stands with the requirement.
    facts = [f for f in facts if not f.key.startswith("imported/")] or facts
    if event.kind == "workshop.stepped":
        # The key of the step says nothing that its title does not.
        facts = [f for f in facts if f.key.startswith("step/")] or facts
    elif event.kind == "workshop.opened":
        facts = [f for f in facts if not f.key.startswith("step/")] or facts
    parts: list[str] = []
    for (family, ident), group in groupby(facts, key=owner):
        if ident:
            parts.append(_entity(labels, ident, list(group)))
        elif family in MANY:
            parts.append(_many(labels, family, list(group)))
        elif family in WORKED:
            about = _worked(labels, family, list(group))
            # A worked-out cost stands behind what the pain says of it.
            if not any(part.startswith(f"{about}:") for part in parts):
                parts.append(about)
        elif family in RECORDED:
            parts += [_record(labels, family, fact) for fact in group]
        else:
            parts += [_said(labels, fact) for fact in group]
    if len(parts) > SHOWN:
        parts = [*parts[: SHOWN - 1], f"{len(parts) - SHOWN + 1} more"]
    return "; ".join(parts) or "nothing"


def sentence(event: Event, labels: Mapping[str, str]) -> str:
    """What somebody did, without who and when."""
    if event.kind == "project.begun":
        named = next((f.value for f in event.facts if f.key == "project/name"), "")
        return f"began the project {value_words(named)}"
    told = KINDS[event.kind][1] if event.kind in KINDS else f"{event.kind}: {{what}}"
    if len(event.facts) > 1:
        told = SEVERAL.get(event.kind, told)
    return told.replace("{what}", what(event, labels))
