"""A library module as plain lists and dictionaries, for JSON."""

from __future__ import annotations

from typing import Any

from ossbuy.exchange.library.values import Heading, Module


def heading_data(heading: Heading) -> dict[str, Any]:
    """What a module is, without its contents."""
    return {
        "id": heading.id,
        "number": heading.number,
        "prefix": heading.prefix,
        "title": heading.title,
        "about": heading.about,
        "references": list(heading.references),
        "drivers": list(heading.drivers),
    }


def module_data(module: Module) -> dict[str, Any]:
    """A module for a script: what the file says, with ids resolved by the reader."""
    return {
        **heading_data(module.heading),
        "pains": [
            {
                "id": p.id,
                "name": p.name,
                "statement": p.statement,
                "module": p.module,
                "layer": p.layer,
                "causes": list(p.causes),
                "asks": dict(p.asks),
                "ask": p.ask,
            }
            for p in module.pains.values()
        ],
        "causes": [
            {"id": c.id, "statement": c.statement, "category": c.category, "fixable": c.fixable}
            for c in module.causes.values()
        ],
        "kpis": [
            {
                "id": k.id,
                "name": k.name,
                "unit": k.unit,
                "typical": [k.typical.low, k.typical.high],
                "good": [k.good.low, k.good.high],
                "better": k.better,
                "basis": k.basis,
                "source": k.source,
                "counter": k.counter,
            }
            for k in module.kpis.values()
        ],
        "requirements": [
            {
                "id": r.id,
                "title": r.title,
                "text": r.text,
                "verification": r.verification.split(),
                "threshold": r.threshold,
                "kpi": r.kpi,
                "layer": r.layer,
                "references": list(r.references),
                "gate": r.gate,
            }
            for r in module.requirements.values()
        ],
    }
