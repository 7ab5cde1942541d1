"""Commands on links and shares: which pain asks for what, and which cause explains it."""

from __future__ import annotations

from ossbuy.model.events import Act, Fact, Refused, key
from ossbuy.model.project import Project
from ossbuy.model.requirement import LINK_STRENGTHS
from ossbuy.model.why_graph import cycle, double_link, same_trauma
from ossbuy.model.wording import worded


def set_link(project: Project, source: str, target: str, strength: int, reason: str = "") -> Act:
    """Say how strongly a pain or cause asks for a section or requirement (decision 5)."""
    if strength not in LINK_STRENGTHS:
        raise Refused(
            f"A link is 9, 3, 1 or 0, not {strength:.9g}: "
            "choose 9 strong, 3 medium, 1 weak, 0 none."
        )
    if source not in project.pains and source not in project.causes:
        raise Refused(f"There is no pain or cause {source} any more: nothing to link from.")
    if target not in project.sections and target not in project.requirements:
        raise Refused(f"There is no requirement or section {target} any more: nothing to link to.")
    if strength and (other := same_trauma(project, source)):
        raise Refused(
            f"{project.label(source)} and {project.label(other)} carry {_trauma(project)} and only "
            "one of them may be linked: remove the other's links first."
        )
    return Act(
        "link.set", (Fact(key("link", source, target), strength if strength else None),), reason
    )


def set_contribution(
    project: Project, cause: str, effect: str, share: float | None, reason: str = ""
) -> Act:
    """Say which share (0..1) of a pain or cause another cause explains; None removes it."""
    if cause not in project.causes:
        raise Refused(f"There is no cause {cause} any more: add it first.")
    if effect not in project.pains and effect not in project.causes:
        raise Refused(f"There is no pain or cause {effect} any more: add it first.")
    if share is not None:
        code = project.label(effect)
        if not 0 <= share <= 1:
            raise Refused(
                f"The share of {project.label(cause)} in {code} is {100 * share:.9g} %: "
                "enter 0 to 100 percent."
            )
        if double := double_link(project, cause, effect):
            raise Refused(
                f"{project.label(double[0])} and {project.label(double[1])} are both linked and "
                f"would carry {_trauma(project)}: remove the links of one of them first."
            )
        if path := cycle(project, cause, effect):
            raise Refused(f"{path} would explain itself: remove one of these shares first.")
        others = sum(s for (c, e), s in project.contributions.items() if e == effect and c != cause)
        if others + share > 1 + 1e-9:
            raise Refused(
                f"The causes of {code} would explain {100 * (others + share):.0f} % of it: "
                f"at most {100 * (1 - others):.0f} % is left for {project.label(cause)}."
            )
    return Act("cause.changed", (Fact(key("contribution", cause, effect), share),), reason)


def _trauma(project: Project) -> str:
    return worded("the same trauma", project.policy.trauma_word)
