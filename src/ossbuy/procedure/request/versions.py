"""The versions of a request that went out: in order, by number, and which comes next."""

from __future__ import annotations

from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.model.request import Issue


def versions(project: Project) -> tuple[Issue, ...]:
    """Every version that went out, oldest first, by number: 1.2 before 1.10."""
    return tuple(sorted(project.issues.values(), key=lambda i: _parts(i.version)))


def latest(project: Project) -> Issue | None:
    """The request that counts: the one that went out last."""
    return next(reversed(versions(project)), None)


def previous(project: Project, issue: Issue) -> Issue | None:
    """The version that went out before another."""
    earlier = [i for i in versions(project) if _parts(i.version) < _parts(issue.version)]
    return earlier[-1] if earlier else None


def by_version(project: Project, version: str) -> Issue:
    """The request that went out under a version. Raises Refused."""
    for issue in project.issues.values():
        if issue.version == version.strip():
            return issue
    known = ", ".join(i.version for i in project.issues.values()) or "none"
    raise Refused(f"No version {version[:20]!r} went out; went out: {known}.")


def next_version(last: Issue | None, short: bool) -> tuple[str, bool]:
    """The version to come, and whether it is an addendum to the last one."""
    if last is None:
        return "1", False
    major, *rest = _parts(last.version)
    if (last.stage == "short") != short:
        return str(major + 1), False
    return f"{major}.{(rest[0] if rest else 0) + 1}", True


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal()) or (0,)
