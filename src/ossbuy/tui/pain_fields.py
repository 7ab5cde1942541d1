"""The form of a pain: what may be told of it, in six parts, and what the numbers mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ossbuy.exchange.facilitation import SCALES, anchors
from ossbuy.model.costing import ENDS
from ossbuy.model.references import FROM_LIBRARY_AT_MOST
from ossbuy.model.trauma import Pain
from ossbuy.tui.editing import fields_for
from ossbuy.tui.modals.form import Field
from ossbuy.tui.numbers import money
from ossbuy.tui.speakers import codes_of, speaker

if TYPE_CHECKING:
    from ossbuy.model.project import Project

AMOUNT = "A year: a plain number in the project's currency"
GRADES = {
    "A": "A anecdote: somebody tells it, nobody has counted",
    "B": "B survey or log sample: some cases were counted",
    "C": "C system extract: all cases were counted",
    "D": "D finance or audit: it stands in the books or an audit report",
}
LAYERS = {
    "1": "1 operations: our own work becomes easier",
    "2": "2 revenue: a link to money earned can be shown",
    "3": "3 the end customer: spending with us becomes easier, by choice",
}
FORM = (
    Field("name", "Name", hint="Two or three words for the list", part="What was said"),
    Field("statement", "In their words", hint="As it was said, not as it should be", lines=3),
    Field("voice", "Said by", hint="A person's id:"),
    Field("severity", "Severity", part="How bad"),
    Field("frequency", "Frequency"),
    Field("breadth", "Breadth"),
    Field("months", "Since, months", hint="How long it has been so, in months"),
    Field("trend", "Trend", hint="worse, same or better", choices=("worse", "same", "better")),
    Field("cost_low", "Cost, low", hint=AMOUNT, part="What it costs a year"),
    Field("cost_likely", "Cost, likely", hint=AMOUNT),
    Field("cost_high", "Cost, high", hint=AMOUNT),
    Field("cost_basis", "Worked out from", hint="What is counted, times what", lines=2),
    Field("overlap_group", "Same money as", hint="Pains of one group share part of their cost:"),
    Field(
        "evidence",
        "Evidence",
        hint=" · ".join(GRADES.values()),
        choices=tuple(GRADES),
        part="How we know",
    ),
    Field("evidence_reference", "Where to look", hint="Report, extract, date", lines=2),
    Field("workaround", "Meanwhile", hint="How people get by", lines=2, part="If nothing changes"),
    Field("workaround_cost", "Getting by costs", hint=f"{AMOUNT}; part of the likely cost"),
    Field("consequence_12_months", "In 12 months", hint="Who explains what, to whom", lines=2),
    Field("consequence_24_months", "In 24 months", hint="Who explains what, to whom", lines=2),
    Field(
        "layer",
        "Value layer",
        hint=" · ".join(LAYERS.values()),
        choices=tuple(LAYERS),
        part="Where it sits",
    ),
    Field("module", "System", hint="Which part of the systems it sits in:"),
    Field("process_step", "Process step", hint="Where in the work it shows:"),
    Field("code", "Id", hint="Short and your own, such as P10; left empty it is numbered for you"),
)


def pain_fields(project: Project, pain: Pain | None) -> list[Field]:
    """The fields of a pain as it stands, or of a new one."""
    pains = project.pains.values()
    choices = {"voice": codes_of(project)} | {
        name: tuple(dict.fromkeys(said for p in pains if (said := getattr(p, name))))
        for name in ("overlap_group", "module", "process_step")
    }
    layout = []
    for field in FORM:
        if field.name in ENDS and pain is not None and pain.id in project.costings:
            worked = money(project, project.costings[pain.id].total(ENDS[field.name]))
            hint = f"{AMOUNT}. Worked out with $ as {worked}; typing another keeps the lines"
            field = replace(field, hint=f"{hint} and marks them out of date")
        elif field.name in SCALES:
            field = replace(field, explain=_level(field.name, pain))
        elif field.name == "voice":
            field = speaker(project, field)
        elif field.name == "evidence":
            field = replace(field, explain=lambda typed: GRADES.get(typed.upper(), ""))
        elif field.name == "layer":
            field = replace(field, explain=lambda typed: LAYERS.get(typed, ""))
        layout.append(field)
    return fields_for(project, pain, tuple(layout), choices)


def _level(scale: str, pain: Pain | None) -> Callable[[str], str]:
    """What a level of a scale means, with the question that tells it from its neighbours."""
    levels = anchors()[scale]
    library = (
        f" From the library: above {FROM_LIBRARY_AT_MOST} only with evidence from here."
        if scale == "severity" and pain is not None and pain.library
        else ""
    )

    def explain(typed: str) -> str:
        for anchor in levels:
            if typed == str(anchor.level):
                return f"{typed} {anchor.word}: {anchor.meaning}. Ask: {anchor.question}{library}"
        named = " · ".join(f"{a.level} {a.word}" for a in levels)
        return f"1 to 5, empty is not said. {named}.{library}"

    return explain
