"""What hangs on a requirement: why it cannot simply go away."""

from __future__ import annotations

from ossbuy.model.project import Project


def hangs_on(project: Project, requirement: str) -> tuple[str, ...]:
    """What would be lost or stay without its requirement, in words: ``2 links``, ``answered by …``.

    Args:
        requirement: internal id.
    """
    said = []
    links = sum(target == requirement and bool(s) for (_, target), s in project.links.items())
    if links:
        said.append(f"{links} link{'' if links == 1 else 's'} from what hurts")
    if requirement in project.stated:
        said.append(f"stated weight {project.stated[requirement]:g}")
    if requirement in project.hygiene:
        said.append(f"{project.hygiene[requirement]:g} hygiene points")
    answered = sorted(
        project.vendors[vendor].label
        for vendor, asked in project.responses
        if asked == requirement and vendor in project.vendors
    )
    if answered:
        said.append(f"answered by {', '.join(answered)}")
    scores = sum(asked == requirement for _, _, asked, _ in project.scores)
    scores += sum(asked == requirement for _, asked in project.agreed)
    if scores:
        said.append(f"{scores} score{'' if scores == 1 else 's'}")
    if any(asked == requirement for _, asked in project.gates):
        said.append("judged as a gate")
    if any(asked == requirement for _, asked in project.graded):
        said.append("evidence graded")
    if requirement in project.values:
        said.append("a value case")
    issued = sorted({i.version for i in project.issues.values() if requirement in i.asked})
    if issued:
        said.append(f"asked in version {', '.join(issued)} of the request")
    if any(e.requirement == requirement for e in project.emotions.values()):
        said.append("a feeling told about it")
    if any(q.about == requirement for q in project.questions.values()):
        said.append("a question to the room")
    if any(requirement in c.requirements for c in project.clarifications.values()):
        said.append("a clarification")
    return tuple(said)


def answered(project: Project, requirement: str) -> bool:
    """Whether a vendor has answered it, so that it stays on record whatever happens."""
    return any(asked == requirement for _, asked in project.responses)
