"""How requirements are worded: what ``ossbuy check --wording`` prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ossbuy.cli.common import open_project
from ossbuy.output import ExitCode, Progress, emit, emit_json

if TYPE_CHECKING:
    from ossbuy.phrasing.hit import Hit
    from ossbuy.phrasing.review import Review

TABLES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
SEVERITIES = {3: "must mend", 2: "unclear", 1: "style"}


def check_wording(
    path: Path, everything: bool, sheet: str, ids: str, texts: str, as_json: bool
) -> int:
    """Review a project, or a table of requirements by its ending, and print what was found."""
    from ossbuy.procedure.wording import review, review_file

    with Progress() as progress:
        progress.step("reading every requirement")
        if path.suffix.casefold() in TABLES:
            name, head = path.name, ""
            found = review_file(path, sheet, ids, texts)
        else:
            with open_project(path) as workspace:
                name, head = workspace.project.description.name, workspace.head
                found = review(workspace.project)
    if as_json:
        emit_json(name, head, _data(found))
        return ExitCode.OK
    if everything:
        _print_all(found)
    else:
        _print_digest(found)
    emit(found.sentence())
    return ExitCode.OK


def _print_digest(found: Review) -> None:
    for group in found.digest:
        of = f"{group.total} of {len(found.hits)}"
        habit = ", so settle it once for all" if group.habit else ""
        emit(f"{group.rule}: {SEVERITIES[group.severity]}, {of} texts{habit}")
        for ranked in group.shown:
            _print_hit(ranked.ident, ranked.hit)
        if more := group.total - len(group.shown):
            emit(f"  and {more} more: --all lists them")
        emit("")


def _print_all(found: Review) -> None:
    for ident, hits in found.hits.items():
        for hit in hits:
            _print_hit(ident, hit, f"{hit.rule}: ")
    for pair in found.duplicates:
        emit(f"  {pair.sentence()}")
    if found.flagged or found.duplicates:
        emit("")


def _print_hit(ident: str, hit: Hit, rule: str = "") -> None:
    threshold = "threshold, " if hit.field == "threshold" else ""
    # A pair names both of its ids itself.
    head = "" if hit.rule == "duplicate" else f"{ident}  "
    emit(f"  {head}{threshold}{rule}{hit.what}")
    for text in hit.rewrite:
        emit(f"      → {' '.join(text.split())}")


def _data(found: Review) -> dict[str, Any]:
    return {
        "language": found.language,
        "other_languages": {
            ident: code for ident, code in found.languages.items() if code != found.language
        },
        "texts": len(found.hits),
        "flagged": found.flagged,
        "digest": [
            {
                "rule": group.rule,
                "severity": group.severity,
                "total": group.total,
                "habit": group.habit,
                "shown": [{"id": r.ident, **_hit(r.hit)} for r in group.shown],
            }
            for group in found.digest
        ],
        "hits": {ident: [_hit(h) for h in hits] for ident, hits in found.hits.items() if hits},
        "duplicates": [
            {"one": p.one, "other": p.other, "likeness": round(p.likeness, 1), "what": p.what}
            for p in found.duplicates
        ],
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "rule": hit.rule,
        "severity": hit.severity,
        "field": hit.field,
        "start": hit.start,
        "end": hit.end,
        "what": hit.what,
        "rewrite": list(hit.rewrite),
    }
