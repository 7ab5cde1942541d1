"""What answers.csv and prices.csv say, as facts: answers and prices that came in no file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pydantic import BaseModel, ValidationError

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.project_files import Entry
from ossbuy.exchange.project_files.fields import ANSWER, PRICE
from ossbuy.model.bid import PriceLine, Response
from ossbuy.model.events import Fact, Json, key
from ossbuy.model.words import sentence

Find = Callable[[Sequence[str], str, str], str]
"""(families, code, where) → internal id; BadFile when there is none."""


def kept_facts(answers: Iterable[Entry], prices: Iterable[Entry], find: Find) -> list[Fact]:
    """The facts of both tables. Raises BadFile."""
    facts: dict[str, Fact] = {}
    for entry in answers:
        vendor = find(["vendor"], entry["vendor"], entry.where)
        requirement = find(["requirement"], entry["requirement"], entry.where)
        said: dict[str, Json] = {name: entry[name] for name in ANSWER[2:] if entry[name]}
        _add(facts, key("response", vendor, requirement), Response, said, entry)
    for entry in prices:
        vendor = find(["vendor"], entry["vendor"], entry.where)
        line = entry["line"]
        if not line or "/" in line or len(line) > 60:
            raise BadFile(entry.where, f"{line[:40]!r} is no id of a line; enter one such as L1.")
        said = {name: entry[name] for name in PRICE[2:-1] if entry[name]}
        said["amounts"] = entry["amounts"].split()
        _add(facts, key("price", vendor, line), PriceLine, said, entry)
    return list(facts.values())


def _add(
    facts: dict[str, Fact],
    place: str,
    kind: type[BaseModel],
    said: dict[str, Json],
    entry: Entry,
) -> None:
    if place in facts:
        raise BadFile(entry.where, "the same stands there twice; leave one out.")
    try:
        value = kind.model_validate(said)
    except ValidationError as error:
        raise BadFile(entry.where, sentence(error, "here").removeprefix("here: ")) from None
    facts[place] = Fact(place, value.model_dump(mode="json", exclude_defaults=True))
