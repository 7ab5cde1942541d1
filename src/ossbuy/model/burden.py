"""What the procurement asks of the people who run the network, in person-days."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pydantic import ValidationError

from ossbuy.model.events import Act, Fact, Json, Refused, key, new_id
from ossbuy.model.project import Project
from ossbuy.model.words import sentence
from ossbuy.model.worth import Burden


def listed(project: Project) -> tuple[tuple[str, Burden], ...]:
    """Every line with its internal id, in an order that does not depend on when it was counted."""
    return tuple(
        sorted(
            project.burdens.items(),
            key=lambda item: (item[1].what.casefold(), item[1].role.casefold(), item[0]),
        )
    )


def person_days(project: Project) -> Decimal:
    """The sum over all lines."""
    return sum((burden.person_days for burden in project.burdens.values()), Decimal(0))


def count_burden(
    project: Project, fields: Mapping[str, Json], ident: str = "", reason: str = ""
) -> Act:
    """Count a line, or count one anew; fields left out stay, empty ones are taken back.

    Raises:
        Refused: the line is gone, says nothing new, or a field is missing or no number.
    """
    now = project.burdens.get(ident) if ident else None
    if ident and now is None:
        raise Refused("That line is not there any more: somebody may have removed it.")
    merged = now.model_dump(mode="json") if now else {}
    merged |= {name: value for name, value in fields.items() if value is not None}
    merged = {n: v for n, v in merged.items() if fields.get(n, v) is not None and v != ""}
    what = str(merged.get("what", "")).strip()
    if not what:
        raise Refused("The line does not say what is asked: enter a workshop, a demo, a test.")
    try:
        burden = Burden.model_validate(merged)
    except ValidationError as error:
        raise Refused(sentence(error, what[:60])) from None
    if burden == now:
        raise Refused(f"{burden.what} already says that: nothing to change.")
    fact = Fact(key("burden", ident or new_id()), burden.model_dump(mode="json"))
    return Act("burden.counted", (fact,), reason)


def drop_burden(project: Project, ident: str, reason: str = "") -> Act:
    """Take a line away."""
    if ident not in project.burdens:
        raise Refused("That line is not there any more: somebody may have removed it.")
    return Act("burden.counted", (Fact(key("burden", ident), None),), reason)
