"""The section tree, stated points, links and the hygiene pool as arrays."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ossbuy.analysis.arrays import Array, listed, readonly
from ossbuy.analysis.matrix.inputs import Ids, Sibling, WeightInputs
from ossbuy.model.evaluation import EvaluationModel
from ossbuy.model.project import Project
from ossbuy.model.weighing import GROUP_WORDS, TOP


def weight_inputs(
    project: Project, model: EvaluationModel, respect_lock: bool, notes: list[str]
) -> WeightInputs:
    sections = tuple(s.id for s in project.top_sections())
    grouped: dict[str, list[str]] = {section: [] for section in sections}
    for requirement in project.requirements.values():
        if requirement.section in project.sections:
            grouped[project.top_section_of(requirement.id)].append(requirement.id)
        else:
            notes.append(f"{requirement.code} stands under no section and weighs nothing: move it.")
    leaves = tuple(leaf for section in sections for leaf in grouped[section])
    section_of = np.array(
        [i for i, section in enumerate(sections) for _ in grouped[section]], dtype=np.intp
    )
    nodes = (*project.sections, *leaves)
    shares = _local_shares(project, project.stated)
    spread = np.zeros((len(project.sections), len(leaves)))
    column = {leaf: i for i, leaf in enumerate(leaves)}
    for row, node in enumerate(project.sections):
        for leaf, share in _below(project, shares, node).items():
            spread[row, column[leaf]] = share
    stated = np.zeros(0)
    if project.stated:
        stated, lost = _stated(project, shares, leaves)
        if lost > 1e-9:
            notes.append(
                f"{100 * lost:.1f} % of the stated weight stands on sections without a weighted "
                "requirement and is spread over the others."
            )
    row_of = {node: i for i, node in enumerate(nodes)}
    linked = {source for (source, _), strength in project.links.items() if strength}
    sources = tuple(i for i in (*project.pains, *project.causes) if i in linked)
    source_row = {ident: i for i, ident in enumerate(sources)}
    links = np.zeros((len(sources), len(nodes)))
    for (source, target), strength in project.links.items():
        if strength and source in source_row and target in row_of:
            links[source_row[source], row_of[target]] = strength
    hygiene = np.array([project.hygiene.get(node, 0.0) for node in nodes])
    pool = model.number("hygiene.pool") / 100
    if hygiene.sum() <= 0 and len(sources):
        pool = 0.0
        notes.append(
            "Nobody spread the hygiene pool over the sections, so none is set aside for what "
            "nobody feels until it fails."
        )
    multiplier = model.group("layer")
    layer = np.array([multiplier[str(project.requirements[leaf].layer or 1)] for leaf in leaves])
    locked = project.locked if respect_lock else None
    if locked and (new := [leaf for leaf in leaves if leaf not in locked.blended]):
        notes.append(
            ("1 requirement was" if len(new) == 1 else f"{len(new)} requirements were")
            + " added after the weight lock and "
            + ("weighs" if len(new) == 1 else "weigh")
            + " nothing until the weights are amended."
        )
    blend = project.policy.blend
    if blend is None:
        blend = 1.0 if len(sources) else 0.0
        notes.append(
            "Nobody set λ, so weights follow "
            + ("the pains alone." if len(sources) else "what was stated alone.")
        )
    return WeightInputs(
        sections,
        leaves,
        section_of,
        nodes,
        readonly(spread),
        readonly(stated),
        sources,
        readonly(links),
        readonly(hygiene),
        pool,
        readonly(layer),
        blend,
        _locked(locked.stated if locked else {}, leaves),
        _locked(locked.derived if locked else {}, leaves),
        _locked(locked.blended if locked else {}, leaves),
        {
            parent: tuple(Sibling(s, project.stated.get(s), share) for s, share in among.items())
            for parent, among in shares.items()
        },
        {("" if node == TOP else node): _whose(project, node) for node in project.grouped},
    )


def _whose(project: Project, node: str) -> str:
    """How the stated weights under a node came from ballots, and whose they were."""
    said = project.grouped[node]
    people = [project.people[p].label if p in project.people else p for p in said.people]
    of = listed(people) if len(people) < 4 else f"{len(people)} people"
    return f"the {GROUP_WORDS.get(said.method, said.method)} of {of}, round {said.round}"


def stated_leaves(project: Project, points: Mapping[str, float], leaves: Ids) -> Array:
    """What other stated points, by section and requirement, would come to at the leaves.

    Shape (leaves,), summing to 1; empty when the points reach no requirement.
    """
    return readonly(_stated(project, _local_shares(project, points), leaves)[0])


def _stated(
    project: Project, shares: Mapping[str, Mapping[str, float]], leaves: Ids
) -> tuple[Array, float]:
    """Effective weights of the leaves, and the share of weight that reached none."""
    column = {leaf: i for i, leaf in enumerate(leaves)}
    stated = np.zeros(len(leaves))
    for section, top in shares.get("", {}).items():
        for leaf, share in _below(project, shares, section).items():
            stated[column[leaf]] += top * share
    lost = 1 - float(stated.sum())
    return (stated / stated.sum() if lost < 1 else np.zeros(0)), lost


def _locked(weights: Mapping[str, float], leaves: Ids) -> Array:
    found = np.array([weights.get(leaf, 0.0) for leaf in leaves]) if weights else np.zeros(0)
    return readonly(found / found.sum() if found.sum() > 0 else np.zeros(0))


def _local_shares(project: Project, stated: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Share of each node among its siblings, by parent ("" at the top).

    Siblings nobody weighted share equally, except gates, which weigh nothing unless somebody
    says otherwise; as soon as one sibling is weighted, the silent ones weigh nothing.
    """
    children: dict[str, list[str]] = {}
    for section in project.sections.values():
        children.setdefault(project.parent_of(section.id), []).append(section.id)
    for requirement in project.requirements.values():
        children.setdefault(requirement.section, []).append(requirement.id)
    shares: dict[str, dict[str, float]] = {}
    for parent, siblings in children.items():
        points = {s: stated.get(s, 0.0) for s in siblings}
        if sum(points.values()) <= 0:
            points = {s: 0.0 if _is_gate(project, s) else 1.0 for s in siblings}
        total = sum(points.values())
        shares[parent] = {s: p / total if total else 0.0 for s, p in points.items()}
    return shares


def _is_gate(project: Project, node: str) -> bool:
    requirement = project.requirements.get(node)
    return requirement is not None and requirement.gate


def _below(
    project: Project, shares: Mapping[str, Mapping[str, float]], node: str
) -> dict[str, float]:
    """How one unit of weight at a node spreads over the leaves under it."""
    if node in project.requirements:
        return {node: 1.0}
    found: dict[str, float] = {}
    for child, share in shares.get(node, {}).items():
        for leaf, part in _below(project, shares, child).items():
            found[leaf] = found.get(leaf, 0.0) + share * part
    return found
