"""The form of a vendor's question: what was asked, by whom, about what, and the answer."""

from __future__ import annotations

from collections.abc import Mapping

from ossbuy.model import commands
from ossbuy.model.events import Act, Refused
from ossbuy.model.project import Project
from ossbuy.model.request import Clarification
from ossbuy.procedure.request import clarifying
from ossbuy.tui.modals.form import Field


def question_fields(project: Project, said: Clarification | None) -> list[Field]:
    """A question with who asked it, what it is about, its answer and what that changes."""
    vendors = tuple(v.code for v in project.vendors.values())
    by = project.vendors.get(said.asked_by) if said else None
    about = " ".join(project.label(r) for r in said.requirements) if said else ""
    return [
        Field(
            "question",
            "Question",
            said.question if said else "",
            "As it shall be published: without who asks",
            lines=3,
        ),
        Field(
            "vendor", "Asked by", by.code if by else "", "Never published; vendors are:", vendors
        ),
        Field("about", "About", about, "Requirements by id, with spaces between"),
        Field("answer", "Answer", said.answer if said else "", "As it shall be published", lines=4),
        Field(
            "changes",
            "Changes what is asked",
            "yes" if said and said.changes_request else "no",
            "yes makes it part of the next addendum:",
            ("yes", "no"),
        ),
    ]


def ask_act(project: Project, typed: Mapping[str, str], by: str) -> Act:
    """A new question, with its answer where one was typed at once."""
    act = clarifying.ask(
        project,
        typed.get("question", ""),
        _vendor(project, typed.get("vendor", "")),
        _about(project, typed.get("about", "")),
    )
    if not typed.get("answer", "").strip():
        return act
    ident = act.facts[0].key.split("/")[1]
    from ossbuy.model.fold import fold

    # The answer is checked against the question it belongs to, which is not on record yet.
    told = clarifying.answer(fold(act.facts), ident, typed["answer"], by, _changes(typed))
    return commands.merge((act, told), "clarification.asked")


def change_act(project: Project, ident: str, typed: Mapping[str, str], by: str) -> Act:
    """What was typed over a question: reworded, answered, or both as one act."""
    acts = []
    if typed.keys() & {"question", "vendor", "about"}:
        acts.append(
            clarifying.reword(
                project,
                ident,
                typed.get("question"),
                _about(project, typed["about"]) if "about" in typed else None,
                _vendor(project, typed["vendor"]) if "vendor" in typed else None,
            )
        )
    if typed.keys() & {"answer", "changes"}:
        text = typed.get("answer", project.clarifications[ident].answer)
        acts.append(clarifying.answer(project, ident, text, by, _changes(typed)))
    if len(acts) == 1:
        return acts[0]
    return commands.merge(acts, acts[-1].kind)


def _vendor(project: Project, typed: str) -> str:
    wanted = typed.strip().casefold()
    if not wanted:
        return ""
    for vendor in project.vendors.values():
        if wanted in (vendor.code.casefold(), vendor.name.casefold()):
            return vendor.id
    raise Refused(f"There is no vendor {typed.strip()[:40]!r}: choose one of those invited.")


def _about(project: Project, typed: str) -> tuple[str, ...]:
    found = []
    for code in typed.replace(",", " ").split():
        ident = project.by_code("requirements", code)
        if ident is None:
            raise Refused(f"There is no requirement {code[:40]!r}: check the id.")
        found.append(ident)
    return tuple(found)


def _changes(typed: Mapping[str, str]) -> bool | None:
    said = typed.get("changes")
    return None if said is None else said.strip().casefold() in ("yes", "y")
