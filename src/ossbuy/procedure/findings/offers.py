"""What a vendor's own plan, references and build make one wonder about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ossbuy.model.bid import Delivery, Level, Vendor
from ossbuy.model.findings import Finding
from ossbuy.procedure.findings.case import Case, Rule

DAYS_A_MONTH = 30.44


def running(case: Case) -> Iterator[Vendor]:
    """Vendors that are not eliminated."""
    for vendor in case.project.vendors.values():
        if vendor.id not in case.project.eliminated:
            yield vendor


def nobody_stays(case: Case) -> Iterator[Finding]:
    """F20: nobody stays with the users after go-live, or one vendor alone does not say who."""
    vendors = list(running(case))
    told = any(vendor.staff_after_go_live is not None for vendor in vendors)
    for vendor in vendors:
        if vendor.staff_after_go_live == 0:
            yield Finding(
                "F20",
                "warns",
                vendor.label,
                "nobody of its people stays with the users after go-live.",
                "Ask who of the builders is there 90 days later, and put it into the contract.",
                ("vendor", vendor.id),
            )
        elif told and vendor.staff_after_go_live is None:
            yield Finding(
                "F20",
                "notes",
                vendor.label,
                "it is not said who stays with the users after go-live; others have said it.",
                "Ask for the number of people, full time, in the first quarter after it.",
                ("vendor", vendor.id),
            )


def old_reference(case: Case) -> Iterator[Finding]:
    """F21: a reference seen too long ago, or on another release than the one offered."""
    project, most = case.project, case.limit("reference_months")
    for (ident, number), reference in project.references.items():
        vendor = project.vendors.get(ident)
        if vendor is None or ident in project.eliminated:
            continue
        doubts = []
        if reference.seen and case.today and most is not None:
            months = (case.today - reference.seen).days / DAYS_A_MONTH
            if months > most:
                doubts.append(f"it was seen {months:.0f} months ago ({most:g} are the bound)")
        if reference.release and vendor.release and _other(reference.release, vendor.release):
            doubts.append(f"it runs {reference.release}, and {vendor.release} is offered")
        if doubts:
            yield Finding(
                "F21",
                "warns",
                f"{vendor.label}, reference {number} ({reference.customer})",
                f"{' and '.join(doubts)}.",
                "See the offered release at work, or ask for a reference that runs it.",
                ("vendor", ident),
            )


def _other(one: str, two: str) -> bool:
    """Whether two releases differ: 9.2 covers 9.2.1, and the word before the number is ignored."""
    numbers = [re.findall(r"\d+", text) for text in (one, two)]
    if all(numbers):
        shorter = min(len(n) for n in numbers)
        return numbers[0][:shorter] != numbers[1][:shorter]
    return one.casefold().split() != two.casefold().split()


def much_custom_code(case: Case) -> Iterator[Finding]:
    """F23: too much of the weight is met by code written for this buyer alone."""
    project, most = case.project, case.limit("custom_share")
    if most is None:
        return
    for vendor in running(case):
        custom = [
            leaf
            for (who, leaf), response in project.responses.items()
            if who == vendor.id
            and response.delivery is Delivery.CUSTOM
            and response.level in (Level.FULL, Level.PARTIAL)
            and leaf in case.evaluation.matrix.weights.leaves
        ]
        share = sum(case.evaluation.weight_of(leaf).blended for leaf in custom)
        if share > most:
            yield Finding(
                "F23",
                "warns",
                vendor.label,
                f"{100 * share:.1f} % of the weight would be met by custom code "
                f"({100 * most:g} % is the bound).",
                "Ask what each piece does to the next upgrade, and which can be data instead.",
                ("vendor", vendor.id),
            )


def later_than_deadline(case: Case) -> Iterator[Finding]:
    """F25: a vendor's own plan goes live after the deadline."""
    project = case.project
    for vendor in running(case):
        for trigger in project.triggers.values():
            plan, deadline = vendor.go_live, trigger.deadline
            if plan is None or deadline is None or plan <= deadline:
                continue
            months = (plan - deadline).days / DAYS_A_MONTH
            delay = float(trigger.cost_of_delay_month or 0) * months
            currency = project.description.currency
            cost = f", which costs {currency} {delay:,.0f} of delay" if delay else ""
            if trigger.hard:
                yield Finding(
                    "F25",
                    "blocks" if vendor.id == case.leader else "warns",
                    f"{vendor.label}, {trigger.code}",
                    f"its own plan goes live {months:.1f} months after a deadline that cannot "
                    f"move{cost}.",
                    "Ask for a plan that meets it, in parts if need be, or move the deadline.",
                    ("vendor", vendor.id),
                )
            else:
                yield Finding(
                    "F25",
                    "notes",
                    f"{vendor.label}, {trigger.code}",
                    f"its own plan goes live {months:.1f} months after the deadline{cost}.",
                    "Add the delay to what it costs, or ask for an earlier part.",
                    ("vendor", vendor.id),
                )


RULES: tuple[Rule, ...] = (nobody_stays, old_reference, much_custom_code, later_than_deadline)
