"""What a vendor did in its own bid, as the object of a sentence in the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ossbuy.model.events import Event, Fact, Json

_SHOWN: Final = 4
"""Ids in a sentence before it says how many more there are."""


def bid_words(event: Event, labels: Mapping[str, str]) -> str | None:
    """What the facts of a bidder's act say; None for every other act."""
    match event.kind:
        case "pack.opened":
            issue = next((_value(f) for f in event.facts if f.key.startswith("issue/")), {})
            version = str(issue.get("version", ""))
            named = f"version {version}, " if version and version != "not said" else ""
            return f"{named}{len(issue.get('asked', ()))} requirements" if issue else None
        case "task.given":
            people = {str(_value(f)["person"]) for f in event.facts if _value(f).get("person")}
            done = all(_value(f).get("done") for f in event.facts)
            taken = all(f.value is None for f in event.facts)
            whose = f" for {', '.join(sorted(people))}" if people and not done else ""
            end = ", taken away" if taken else ", done" if done else ""
            return f"{_codes(event, labels, 'task', 1)}{whose}{end}"
        case "answer.written":
            said = _value(event.facts[0]).get("level", "") if len(event.facts) == 1 else ""
            gone = ", taken back" if event.facts and event.facts[0].value is None else ""
            return f"{_codes(event, labels, 'response', 2)}{f': {said}' if said else gone}"
        case "loop.answered" if all(fact.key.startswith("loop/") for fact in event.facts):
            told = [
                f"{fact.key.rpartition('/')[2]} "
                + (str(_value(fact).get("value", ""))[:60] or "without a value")
                if fact.value is not None
                else f"{fact.key.rpartition('/')[2]} taken back"
                for fact in event.facts
            ]
            more = len(told) - _SHOWN
            return "; ".join(told[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
        case "answers.reused":
            sources = {str(_value(f)["source"]) for f in event.facts if _value(f).get("source")}
            from_ = f" from {', '.join(sorted(sources))}" if sources else ""
            return f"{_codes(event, labels, 'response', 2)}{from_}"
        case "bid.written":
            written = _value(event.facts[0]) if event.facts else {}
            counted = f"{written.get('answered')} of {written.get('asked')} answered"
            return f"{written.get('filename')}, {counted}"
        case _:
            return None


def _value(fact: Fact) -> dict[str, Json]:
    return fact.value if isinstance(fact.value, dict) else {}


def _codes(event: Event, labels: Mapping[str, str], family: str, place: int) -> str:
    """``C1.1, C1.2 and 4 more``, by the part of the key that names them."""
    found = [
        fact.key.split("/")[place] for fact in event.facts if fact.key.startswith(f"{family}/")
    ]
    said = [labels.get(one, one) for one in found]
    more = len(said) - _SHOWN
    return ", ".join(said[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
