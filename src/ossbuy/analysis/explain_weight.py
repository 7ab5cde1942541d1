"""Why does this weigh what it does? What people stated, and which pain asks for it by which way."""

from __future__ import annotations

import numpy as np

from ossbuy.analysis.arrays import Array, listed
from ossbuy.analysis.cell import WeightLine
from ossbuy.analysis.evaluation import Evaluation
from ossbuy.analysis.explanation import Explanation, Part, by_size, title_of
from ossbuy.analysis.matrix.inputs import Sibling

NAMED = 3
"""Pains named in the sentence; all are among the parts."""
FROM = "  from "
"""Begins the label of every part that a derived weight is the sum of."""
SAME = 1e-9


def digits(percent: float) -> str:
    """A percentage with one decimal, or with two digits that say something where it is small."""
    return f"{percent:.1f}" if percent >= 0.95 or percent < 1e-9 else f"{percent:.2g}"


def why_weight(ev: Evaluation, node: str) -> Explanation:
    """A weight of quality: stated by whom, derived from which pains by which way, and blended."""
    line, title = ev.weight_of(node), title_of(ev, node)
    origins, moved = _origins(ev, node, line.derived)
    parts: list[Part] = []
    if line.stated is not None:
        counts = f"counts {100 * (1 - ev.blend):.0f} %"
        parts.append(Part("as stated", 100 * line.stated, "%", counts))
        parts += _levels(ev, node)
    if line.derived is not None:
        counts = f"counts {100 * ev.blend:.0f} %"
        parts.append(Part("derived from pain", 100 * line.derived, "%", counts))
    layers, layered = _layers(ev, node, line)
    said = [
        f"{title} weighs {digits(100 * line.blended)} % of quality{_blend(ev, line)}.{layered}",
        _derived_said(ev, line, origins) + moved,
        _stated_said(ev, node, line),
    ]
    return Explanation(title, " ".join(filter(None, said)), (*parts, *origins, *layers))


def why_stated(ev: Evaluation, parent: str = "") -> Explanation:
    """The stated weights under a section (empty: of the sections), and whose they are."""
    among = ev.matrix.weights.siblings.get(parent, ())
    where = title_of(ev, parent) if parent else "all sections"
    given = any(s.points for s in among)
    whose = ev.matrix.weights.whose.get(parent, "")
    if not given:
        said = "nobody stated a weight, so they share equally; a gate weighs nothing"
    else:
        said = whose or "stated by hand, not by ballots"
    parts = tuple(
        Part(
            title_of(ev, s.node),
            100 * s.share,
            "%",
            "nothing stated" if s.points is None else f"{s.points:.4g} points",
            ("weight", s.node),
        )
        for s in among
    )
    return Explanation(f"stated · {where}", f"Stated weights of {where}: {said}.", by_size(parts))


def why_hygiene(ev: Evaluation, node: str) -> Explanation:
    """The part of a derived weight that comes from the hygiene pool, by who was given points."""
    inputs, title = ev.matrix.weights, title_of(ev, node)
    total = float(inputs.hygiene.sum())
    if ev.derived is None or ev.derived.no_trauma or total <= 0:
        return Explanation(title, f"Nothing of the hygiene pool goes to {title}.", ())
    kept = float(ev.derived.weights.sum())
    reach = _reach(ev, ev.under(node))
    parts = []
    for row, points in enumerate(inputs.hygiene.tolist()):
        if points * reach[row] > 0:
            whole = 100 * inputs.pool * points / total / kept
            note = f"{points:g} of {total:g} points"
            if reach[row] < 1 - SAME:
                note += f", of which {title} takes {100 * reach[row]:.0f} %"
            ref = ("weight", inputs.nodes[row]) if inputs.nodes[row] != node else ()
            parts.append(
                Part(title_of(ev, inputs.nodes[row]), whole * float(reach[row]), "%", note, ref)
            )
    got = sum(part.value or 0.0 for part in parts)
    return Explanation(
        f"hygiene pool · {title}",
        f"{100 * inputs.pool:.0f} % of the derived weight is set aside for what nobody feels until "
        f"it fails, and spread by points: {digits(got)} % of it all goes to {title}.",
        by_size(tuple(parts)),
    )


def _blend(ev: Evaluation, line: WeightLine) -> str:
    """What λ makes of the two."""
    if line.stated is None or line.derived is None:
        only = "as stated" if line.derived is None else "by its pains"
        return f", {only}" if line.stated is not None or line.derived is not None else ""
    if ev.blend >= 1 - SAME:
        return ": λ is 1, so only the pain counts"
    if ev.blend <= SAME:
        return ": λ is 0, so only what was stated counts"
    stated, derived = 100 * (1 - ev.blend), 100 * ev.blend
    return f": {stated:.0f} % of what was stated and {derived:.0f} % of what the pain asks for"


def _layers(ev: Evaluation, node: str, line: WeightLine) -> tuple[list[Part], str]:
    """What the multipliers of the value layers make of the blend, where they are not all 1."""
    layer = ev.matrix.weights.layer
    if not (layer != 1).any():
        return [], ""
    if line.stated is None or line.derived is None:
        mixed = line.derived if line.stated is None else line.stated
    else:
        mixed = (1 - ev.blend) * line.stated + ev.blend * line.derived
    if mixed is None or abs(mixed - line.blended) <= SAME:
        return [], ""
    own = sorted({float(m) for m in layer[ev.under(node)]})
    times = f"{own[0]:g}" if len(own) == 1 else f"{own[0]:g} to {own[-1]:g}"
    before, after = digits(100 * mixed), digits(100 * line.blended)
    note = f"times {times}, then all brought back to 100 %"
    return [Part("after value layers", 100 * line.blended, "%", note)], (
        f" The multipliers of the value layers turn {before} % into {after} %: times {times} here, "
        "then all weights are brought back to 100 %."
    )


# --- stated -----------------------------------------------------------------------------------


def _way_down(ev: Evaluation, node: str) -> list[tuple[str, Sibling]]:
    """The node and what stands above it with their parents, from the top down."""
    where = {s.node: (parent, s) for parent, a in ev.matrix.weights.siblings.items() for s in a}
    found: list[tuple[str, Sibling]] = []
    while node in where and len(found) < len(where):
        found.append(where[node])
        node = where[node][0]
    return found[::-1]


def _among(ev: Evaluation, parent: str, sibling: Sibling) -> str:
    """``has 8 of 100 points``, or why it has none."""
    among = ev.matrix.weights.siblings[parent]
    total = sum(s.points or 0.0 for s in among)
    if total <= 0:
        sharing = sum(s.share > 0 for s in among)
        same = f"is one of {sharing} that share equally"
        return same if sibling.share > 0 else "is a gate without points"
    if sibling.points is None:
        return "has no points, while others have some"
    return f"has {sibling.points:.4g} of {total:.4g} points"


def _levels(ev: Evaluation, node: str) -> list[Part]:
    """One part for each level on the way down: the share there, and whose weights they are."""
    parts = []
    for parent, sibling in _way_down(ev, node):
        whose = ev.matrix.weights.whose.get(parent, "")
        note = _among(ev, parent, sibling).removeprefix("has ").removeprefix("is ")
        note += f"; {whose}" if whose else ""
        where = ev.matrix.labels.get(parent, parent) if parent else "all sections"
        label = f"  {ev.matrix.labels[sibling.node]} in {where}"
        parts.append(Part(label, 100 * sibling.share, "%", note, ("stated", parent)))
    return parts


def _stated_said(ev: Evaluation, node: str, line: WeightLine) -> str:
    """By whom and how it was stated, level by level."""
    if line.stated is None:
        return "Nobody stated a weight."
    said, product = [], 1.0
    for parent, sibling in _way_down(ev, node):
        whose = ev.matrix.weights.whose.get(parent, "")
        by = f" ({whose})" if whose else " (stated by hand)" if sibling.points else ""
        where = f" in {ev.matrix.labels.get(parent, parent)}" if parent else ""
        code = ev.matrix.labels[sibling.node]
        said.append(f"{code} {_among(ev, parent, sibling)}{where}{by}")
        product *= sibling.share
    text = f"Stated {digits(100 * line.stated)} %: {', '.join(said)}."
    if abs(product - line.stated) <= 1e-6:
        return text
    if ev.matrix.weights.locked_blended.size:
        return text + " The lock holds what was stated when it was made."
    return text + " What stands on sections without a weighted requirement goes to the others."


# --- derived ----------------------------------------------------------------------------------


def _origins(ev: Evaluation, node: str, derived: float | None) -> tuple[tuple[Part, ...], str]:
    """Where a derived weight comes from, and a sentence where a lock holds it at another value."""
    if ev.derived is None or derived is None or ev.derived.no_trauma:
        return (), ""
    under = ev.under(node)
    # Weight that ended at sections without a weighted requirement went to the others in proportion.
    kept = float(ev.derived.weights.sum())
    parts: list[Part] = []
    for i, source in enumerate(ev.matrix.weights.sources):
        share = float(ev.derived.contribution[i, under].sum()) / kept
        if share > 0:
            parts += _ways(ev, i, source, under, 100 * share)
    parts = list(by_size(tuple(parts)))
    if pooled := float(ev.derived.hygiene[under].sum()) / kept:
        note = "for what nobody feels until it fails"
        parts.append(Part(f"{FROM}the hygiene pool", 100 * pooled, "%", note, ("hygiene", node)))
    now = float(ev.derived.weights[under].sum()) / kept
    if abs(now - derived) <= SAME:
        return tuple(parts), ""
    return tuple(parts), (
        f" The lock holds the derived weight at {digits(100 * derived)} %; the pains as they stand "
        f"now would give {digits(100 * now)} %, which the parts add up to."
    )


def _ways(ev: Evaluation, row: int, source: str, under: list[int], share: float) -> list[Part]:
    """The parts of one linked pain, or of one linked cause by the pains it explains."""
    links, given = _links(ev, row, under), ev.matrix.weights.links[row]
    strength = f"{given[_ends(ev, row, under)].sum():g} of {given.sum():g} of its link strength"
    trauma = ev.matrix.trauma
    if source in trauma.pains:
        label = f"{FROM}{title_of(ev, source)} → {links}"
        index = float(ev.rolled.trauma[trauma.pains.index(source)])
        return [Part(label, share, "%", f"index {index:.1f}, {strength}", ("pain", source))]
    at = trauma.causes.index(source)
    carried = ev.rolled.contribution[at]
    total = float(carried.sum())
    parts = []
    for i, pain in enumerate(trauma.pains):
        if carried[i] > 0:
            way = " → ".join(ev.matrix.labels[c] for c in _path(ev, i, at))
            label = f"{FROM}{title_of(ev, pain)} → {way} → {links}"
            part = share * float(carried[i]) / total
            note = f"{carried[i]:.1f} points through {title_of(ev, source)}, {strength}"
            parts.append(Part(label, part, "%", note, ("cause", source)))
    return parts


def _links(ev: Evaluation, row: int, under: list[int]) -> str:
    """``C4 (9), C4.2 (3)``: where the links of a source end that reach these requirements."""
    inputs = ev.matrix.weights
    named = [
        f"{ev.matrix.labels[inputs.nodes[j]]} ({inputs.links[row, j]:g})"
        for j in _ends(ev, row, under)
    ]
    return ", ".join(named[:4]) + (" …" if len(named) > 4 else "")


def _ends(ev: Evaluation, row: int, under: list[int]) -> list[int]:
    """The sections and requirements a source is linked to that reach these requirements."""
    reaching = _reach(ev, under) > 0
    return [j for j in np.flatnonzero(ev.matrix.weights.links[row]).tolist() if reaching[j]]


def _reach(ev: Evaluation, under: list[int]) -> Array:
    """How much of one unit of weight at each section and requirement comes to these, (nodes,)."""
    inputs = ev.matrix.weights
    own = np.zeros(len(inputs.leaves))
    own[under] = 1.0
    return np.concatenate([inputs.spread[:, under].sum(axis=1), own])


def _path(ev: Evaluation, pain: int, cause: int) -> list[str]:
    """The causes between a pain and one of its causes, by the way that carries most."""
    trauma = ev.matrix.trauma
    count, goal = len(trauma.pains), len(trauma.pains) + cause
    best: dict[int, tuple[float, list[int]]] = {pain: (1.0, [])}
    waiting = [pain]
    while waiting:
        effect = waiting.pop()
        share, way = best[effect]
        for edge in trauma.edges:
            if edge.effect == effect and share * edge.share > best.get(edge.cause, (0.0, []))[0]:
                best[edge.cause] = (share * edge.share, [*way, edge.cause])
                waiting.append(edge.cause)
    return [trauma.causes[node - count] for node in best.get(goal, (0.0, [goal]))[1]]


def _derived_said(ev: Evaluation, line: WeightLine, origins: tuple[Part, ...]) -> str:
    """The pains that ask for it most, each with its way."""
    if line.derived is None:
        return ev.matrix.say("No linked pain asks for anything, so nothing follows from pain.")
    if ev.derived is None or ev.derived.no_trauma:
        return ev.matrix.say(
            "No linked pain carries trauma, so the derived weight follows the stated one."
        )
    if not origins:
        asks = ev.matrix.say("no trauma comes to it by any link")
        return f"Derived {digits(100 * line.derived)} %: {asks}."
    pains = [p for p in origins if p.ref[0] != "hygiene"]
    pooled = [p for p in origins if p.ref[0] == "hygiene"]
    said = [f"{digits(p.value or 0.0)} from {p.label.removeprefix(FROM)}" for p in pains[:NAMED]]
    if more := pains[NAMED:]:
        said.append(f"{digits(sum(p.value or 0.0 for p in more))} from {len(more)} more")
    said += [f"{digits(p.value or 0.0)} from the hygiene pool" for p in pooled]
    nobody = "" if pains else " Nobody's pain asks for it."
    return f"Derived {digits(100 * line.derived)} %: {listed(said)}.{nobody}"
