"""The yearly cost of a pain worked out line by line, and what becomes of it when it is typed over.

A cost typed by hand over a calculation keeps the lines: they are marked out of date until somebody
works the cost out again or drops them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, Json, Refused, key
from ossbuy.model.project import Project
from ossbuy.model.trauma import Pain
from ossbuy.model.worth import Costing, CostLine

CENT, LIMIT = Decimal("0.01"), Decimal(10) ** 15
ENDS = {"cost_low": "low", "cost_likely": "", "cost_high": "high"}
"""Fields of a pain and the end of the range that goes into them."""


def worked_costs(costing: Costing) -> dict[str, Decimal | None]:
    """Low, likely and high of a calculation; the ends are None where no line has a range."""
    ranged = any(
        line.quantity_low is not None or line.quantity_high is not None for line in costing.lines
    )
    return {
        name: _whole(costing.total(end), CENT) if ranged or not end else None
        for name, end in ENDS.items()
    }


def work_out(project: Project, pain: str, lines: Sequence[CostLine], reason: str = "") -> Act:
    """Record a calculation and let the pain say what comes out of it, in one act.

    Raises:
        Refused: there is no such pain, no line, an amount too large, or nothing new.
    """
    told = _pain(project, pain)
    if not lines:
        raise Refused(f"The cost of {told.code} has no line: add one, or leave it as it is.")
    costing = Costing(lines=tuple(lines))
    worked = worked_costs(costing)
    if max(amount for amount in worked.values() if amount is not None) >= LIMIT:
        raise Refused(f"The cost of {told.code} comes to more than money can be: check the lines.")
    new: dict[str, Json] = {
        name: plain_number(amount) for name, amount in worked.items() if amount is not None
    }
    # A range typed by hand stays where the lines have none, unless it cannot be true any more.
    # An end that came out of the lines before goes with them.
    before = worked_costs(project.costings[pain]) if pain in project.costings else {}
    likely = worked["cost_likely"]
    for name, wrong in (("cost_low", 1), ("cost_high", -1)):
        end = getattr(told, name)
        if name in new or end is None or likely is None:
            continue
        if wrong * end > wrong * likely or end == before.get(name):
            new[name] = None
    new["cost_basis"] = basis(costing, project.description.currency)[:20_000]
    now = told.model_dump(mode="json")
    changed = {
        name: value for name, value in new.items() if not _same(now[name], value, name in ENDS)
    }
    facts: tuple[Fact, ...] = ()
    if changed:
        facts = commands.change(project, "pain", pain, changed).facts
    if project.costings.get(pain) != costing:
        facts += (Fact(key("costing", pain), costing.model_dump(mode="json")),)
    if not facts:
        raise Refused(f"{told.code} already says that: nothing to change.")
    return Act("cost.worked", facts, reason)


def drop_lines(project: Project, pain: str, reason: str = "") -> Act:
    """Take the calculation away; the cost stays as it is told."""
    told = _pain(project, pain)
    if pain not in project.costings:
        raise Refused(f"The cost of {told.code} was not worked out: there is nothing to drop.")
    return Act("cost.worked", (Fact(key("costing", pain), None),), reason)


def out_of_date(project: Project, pain: str) -> bool:
    """Whether the pain has come to say another cost than its lines add up to."""
    costing, told = project.costings.get(pain), project.pains.get(pain)
    if costing is None or told is None:
        return False
    worked = worked_costs(costing)
    return any(said not in (None, getattr(told, name)) for name, said in worked.items())


def basis(costing: Costing, currency: str) -> str:
    """The calculation in words: what × how much × how often, line by line."""
    return "; ".join(line_words(line, currency) for line in costing.lines)


def line_words(line: CostLine, currency: str) -> str:
    """``hours, re-keying: 1.5–2–3 h × 48.50 EUR × 220 = 16,005–21,340–32,010 EUR``."""
    quantity = f"{quantities(line)} {line.unit}".rstrip()
    times = "" if line.times == 1 else f" × {plain_number(line.times)}"
    ends = ("low", "", "high") if "–" in quantity else ("",)
    amounts = "–".join(grouped(line.amount(end)) for end in ends)
    unit = f" {currency}" if currency else ""
    rate = f"{price(line.rate)}{unit}"
    return f"{line.kind}, {line.what}: {quantity} × {rate}{times} = {amounts}{unit}"


def quantities(line: CostLine) -> str:
    """``2``, or ``1.5–2–3`` where there is a range."""
    low, high = line.quantity_low, line.quantity_high
    if low is None and high is None:
        return plain_number(line.quantity)
    ends = (line.quantity if end is None else end for end in (low, line.quantity, high))
    return "–".join(plain_number(end) for end in ends)


def plain_number(amount: Decimal) -> str:
    """Digits without an exponent and without zeros that say nothing."""
    said = f"{amount:f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


def price(amount: Decimal) -> str:
    """``48.50``, ``8200``."""
    said = plain_number(amount)
    return f"{said}0" if "." in said and len(said.rpartition(".")[2]) == 1 else said


def grouped(amount: Decimal) -> str:
    """Whole money with thousands apart: ``21,340``."""
    return f"{_whole(amount, Decimal(1)):,f}"


def _whole(amount: Decimal, to: Decimal) -> Decimal:
    """Rounded, unless it is too large to be."""
    return amount if amount >= LIMIT else amount.quantize(to)


def _same(told: Json, new: Json, amount: bool) -> bool:
    if amount and told is not None and new is not None:
        return Decimal(told) == Decimal(new)
    return (told or None) == (new or None)


def _pain(project: Project, ident: str) -> Pain:
    told = project.pains.get(ident)
    if told is None:
        raise Refused(f"There is no pain {ident} any more: somebody may have removed it.")
    return told
