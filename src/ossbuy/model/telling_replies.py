"""Opened, corrected and withdrawn files in sentences: counted, never listed cell by cell."""

from __future__ import annotations

from collections.abc import Mapping

from ossbuy.model.events import Event

SHOWN = 3
"""Words of a mapping before it says how many more there are."""


def reply_words(event: Event, labels: Mapping[str, str]) -> str | None:
    """What was opened, corrected or withdrawn; None for acts about something else."""
    match event.kind:
        case "answers.unsealed" | "prices.unsealed":
            return _opened(event, labels)
        case "scale.mapped":
            return _mapped(event, labels)
        case "answers.withdrawn":
            files = [f.key for f in event.facts if f.key.startswith("withdrawn/")]
            names = [labels.get(key.split("/")[1], "a vendor") for key in files]
            return ", ".join(f"a file of {name}" for name in names) or None
    return None


def _opened(event: Event, labels: Mapping[str, str]) -> str | None:
    files = [f.key.split("/")[1] for f in event.facts if f.key.startswith("unsealed/")]
    whose = list(dict.fromkeys(labels.get(file, file) for file in files))
    if not whose:
        return None
    said = []
    for family, one, many in (
        ("response", "answer", "answers"),
        ("price", "priced line", "priced lines"),
        ("loop", "answer about itself", "answers about itself"),
    ):
        count = sum(f.key.startswith(f"{family}/") and f.value is not None for f in event.facts)
        if count:
            said.append(f"{count} {one if count == 1 else many}")
    remarks = sum(
        len(f.value.get("items", ()))
        for f in event.facts
        if f.key.startswith("drift/") and isinstance(f.value, dict)
    )
    if remarks:
        said.append(f"{remarks} remark{'' if remarks == 1 else 's'}")
    return f"{', '.join(whose)}: {', '.join(said)}" if said else ", ".join(whose)


def _mapped(event: Event, labels: Mapping[str, str]) -> str | None:
    parts = []
    for fact in event.facts:
        family, _, rest = fact.key.partition("/")
        if family != "scale" or not isinstance(fact.value, dict):
            continue
        vendor, _, column = rest.partition("/")
        words = fact.value.get("words", {})
        settled = [w for w in fact.value.get("settled", ()) if w in words]
        shown = ", ".join(f"{w} = {words[w] or 'no answer'}" for w in settled[:SHOWN])
        more = f" and {len(settled) - SHOWN} more" if len(settled) > SHOWN else ""
        parts.append(f"{labels.get(vendor, vendor)}, {column}: {shown}{more}")
    if not parts:
        return None
    changed = sum(fact.key.startswith("response/") for fact in event.facts)
    if changed:
        parts.append(f"{changed} answer{'' if changed == 1 else 's'} changed")
    return "; ".join(parts)
