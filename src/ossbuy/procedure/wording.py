"""Checks of wording on a project: what to mend, and mending it as one act on record."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from ossbuy import locations
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.phrasing_lists import read_lists
from ossbuy.exchange.tables import Table
from ossbuy.model import commands
from ossbuy.model.events import Act, Fact, Json, Refused, key, new_id
from ossbuy.model.project import Project
from ossbuy.model.requirement import Requirement
from ossbuy.phrasing.checking import Rules, check
from ossbuy.phrasing.hit import Hit
from ossbuy.phrasing.review import Asked, Review
from ossbuy.phrasing.review import review as review_texts
from ossbuy.procedure.matrices.requirements import read_table

PARTS = "bcdefghijklmnopqrstuvwxyz"
"""What is put behind the id of a requirement for the part split off it."""


@cache
def rules() -> Rules:
    """The rules of wording with the word lists of the templates, compiled once."""
    return Rules.of(read_lists(locations.templates() / "phrasing"))


def review(project: Project) -> Review:
    """All requirements of a project, by visible code, ranked by severity × weight.

    Weights are the blended ones where the project has an evaluation model and weights; else every
    requirement counts alike. Recognising the language costs half a second the first time: call
    from a thread where somebody waits.
    """
    weights = _weights(project)
    return review_texts(
        rules(),
        [
            Asked(r.code, r.text, r.gate, weights.get(r.id), r.threshold)
            for r in project.requirements.values()
        ],
    )


ID_COLUMNS = ("id", "req id", "req_id", "requirement id", "ref", "reference", "number", "no", "nr")
TEXT_COLUMNS = (
    "text",
    "requirement text",
    "requirement",
    "req_description",
    "description",
    "question",
)


def review_file(path: Path, sheet: str = "", ids: str = "", texts: str = "") -> Review:
    """All texts of a table (CSV or workbook, headers in row 1), each counting alike.

    Args:
        path: the file.
        sheet: which sheet, where a workbook has several.
        ids, texts: headers of the columns; empty takes the first that is usually called so.

    Raises:
        BadFile: it is no such table, or a column is not in it.
    """
    table = read_table(path, sheet)
    id_column = _column(table, ids, ID_COLUMNS, "--ids")
    text_column = _column(table, texts, TEXT_COLUMNS, "--texts")
    asked = [
        Asked(row[id_column], row[text_column], threshold=row["threshold"])
        for row in table
        if row[id_column] or row[text_column]
    ]
    if not asked:
        raise BadFile(table.place, f"there is no text under {text_column!r}; check the sheet.")
    return review_texts(rules(), asked)


def _column(table: Table, wanted: str, usual: tuple[str, ...], option: str) -> str:
    """The header of a column, named by a person or found by its usual names."""
    names = (wanted.strip().casefold(),) if wanted else usual
    found = next((name for name in names if name in table.headers), None)
    if found is None:
        said = ", ".join(repr(header) for header in table.headers[:8])
        raise BadFile(
            table.place, f"no column is called {names[0]!r}; name one of {said} by {option}."
        )
    return found


def hits_of(requirement: Requirement, language: str = "en") -> tuple[Hit, ...]:
    """What is questionable about one requirement, its threshold included; fast enough for a key.

    ``language`` is what `Review.languages` says of it; ``en`` and ``unknown`` run English rules.
    """
    english = language in ("en", "unknown")
    measured = any(c.isdigit() for c in requirement.threshold)
    found = check(rules(), requirement.text, measured=measured, english=english)
    return found + check(rules(), requirement.threshold, "threshold", english=english)


def accept_rewrite(
    project: Project, requirement: str, rule: str, language: str = "en", reason: str = ""
) -> Act:
    """Put what ``rule`` proposes in place of a requirement's text, as one act that undo takes back.

    Where the proposal is two texts the requirement keeps the first, and a new one under its own id
    (``C1.2b``) takes the second with the same section, gate, priority, verification, threshold,
    references and links; stated and hygiene points are halved, so that the rest of the section
    weighs what it weighed.

    Args:
        requirement: internal id.
        rule: name of a hit of `hits_of`.

    Raises:
        Refused: the requirement is gone, the rule proposes nothing, or vendors have answered it.
    """
    asked = project.requirements.get(requirement)
    if asked is None:
        raise Refused("The requirement is gone: somebody may have removed it.")
    hit = next((h for h in hits_of(asked, language) if h.rule == rule and h.rewrite), None)
    if hit is None:
        raise Refused(f"{asked.code} has no proposal of the rule {rule!r}: write it anew by hand.")
    first, *more = hit.rewrite
    act = commands.change(project, "requirement", requirement, {hit.field: first}, reason)
    act = replace(act, kind="requirement.reworded")
    if not more:
        return act
    if any(answered == requirement for _, answered in project.responses):
        raise Refused(
            f"{asked.code} has been answered by vendors: splitting it would leave half of it "
            "without an answer, so add a new requirement by hand instead."
        )
    acts = [act]
    for text in more:
        part = _part(project, asked, text)
        acts.append(part)
        ident = part.facts[0].key.split("/")[1]
        acts.append(_same_reasons(project, requirement, ident))
    return replace(commands.merge(acts, act.kind), reason=reason)


def _part(project: Project, asked: Requirement, text: str) -> Act:
    """A new requirement with everything of ``asked`` but its text."""
    kept = asked.model_dump(mode="json", exclude_defaults=True, exclude={"id", "code", "text"})
    fields: dict[str, Json] = kept | {"code": _free_code(project, asked.code), "text": text}
    return commands.add(project, "requirement", fields, new_id())


def _free_code(project: Project, code: str) -> str:
    """``C1.2b`` for the part of ``C1.2``; the next letter where that is taken."""
    stem = code[:-1] if len(code) > 1 and code[-1] in PARTS and code[-2].isdigit() else code
    for letter in PARTS:
        wanted = f"{stem}{letter}"
        if not any(project.by_code(where, wanted) for where in ("requirements", "sections")):
            return wanted
    raise Refused(f"{code} has been split 25 times already: give the parts ids of their own.")


def _same_reasons(project: Project, whole: str, part: str) -> Act:
    """The links of the whole for its part, and half of its points for each."""
    facts = [
        Fact(key("link", source, part), strength)
        for (source, target), strength in project.links.items()
        if target == whole
    ]
    for family, points in (("stated", project.stated), ("hygiene", project.hygiene)):
        if whole in points:
            half = points[whole] / 2
            facts += [Fact(key(family, node), half) for node in (whole, part)]
    return Act("requirement.changed", tuple(facts))


def _weights(project: Project) -> dict[str, float]:
    """Blended weight by requirement; empty where nothing can be weighed yet."""
    from ossbuy.analysis.evaluate import evaluate
    from ossbuy.analysis.matrix import matrix

    if project.model is None:
        return {}
    try:
        evaluation = evaluate(matrix(project))
    except ValueError:
        return {}
    leaves = evaluation.matrix.weights.leaves
    return (
        dict(zip(leaves, evaluation.blended.tolist(), strict=True))
        if evaluation.blended.size
        else {}
    )
