"""Questions about the vendor itself, and lines every price workbook asks for: data in templates."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from ossbuy import locations
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.pack.content import Question
from ossbuy.exchange.yaml_in import Tree, as_dict, as_list, read_yaml

KINDS: Final = ("number", "percent", "date", "yes-no", "choice", "text")
_FIELDS: Final = {"id", "text", "unit", "answer", "choices", "short", "sets"}
_KEY = re.compile(r"[a-z][a-z0-9-]{1,59}")


@cache
def read_loops() -> tuple[Question, ...]:
    """The shipped questions about a vendor's own loops, in order. Raises BadFile."""
    name = "loops.yaml"
    tree = as_dict(read_yaml(locations.templates() / name), name)
    found: dict[str, Question] = {}
    for group in as_list(tree.get("groups"), name):
        subject = str(group.get("title", ""))
        for entry in as_list(group.get("questions"), f"{name}, {subject}"):
            question = _question(entry, subject, f"{name}, {subject}, {entry.get('id', 'no id')}")
            if question.key in found:
                raise BadFile(name, f"the id {question.key} stands there twice; change one.")
            found[question.key] = question
    return tuple(found.values())


def _question(entry: dict[str, Tree], subject: str, where: str) -> Question:
    if strangers := set(entry) - _FIELDS:
        raise BadFile(where, f"{min(strangers)!r} is no field of a question; remove it.")
    key, kind = str(entry.get("id", "")), str(entry.get("answer", "text"))
    if not _KEY.fullmatch(key):
        raise BadFile(where, "its id must be small letters, digits and hyphens.")
    if kind not in KINDS:
        raise BadFile(where, f"answer is {kind!r}; it must be one of {', '.join(KINDS)}.")
    choices = tuple(str(choice) for choice in entry.get("choices") or ())
    if (kind == "choice") != bool(choices) or any("," in choice for choice in choices):
        raise BadFile(where, "a choice needs choices without commas, and nothing else has any.")
    return Question(
        key,
        subject,
        str(entry.get("text", "")),
        str(entry.get("unit", "")),
        kind,
        choices,
        entry.get("short") == "yes",
        str(entry.get("sets", "")),
    )


def read_price_lines() -> tuple[tuple[str, str], ...]:
    """Item and category of the lines every price workbook names, in order. Raises BadFile."""
    name = "price-lines.yaml"
    tree = as_dict(read_yaml(locations.templates() / name), name)
    lines = as_list(tree.get("lines"), name)
    return tuple((str(line.get("item", "")), str(line.get("category", ""))) for line in lines)
