"""Small odd projects a report must survive: each is legal, none is like the sample."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ossbuy import locations
from ossbuy.exchange.project_files import read_model
from ossbuy.model.events import Fact
from ossbuy.model.fold import Draft
from ossbuy.model.project import Project

VENDORS = ("a", "b", "c")
LEAVES = ("r1", "r2", "r3", "r4", "r5")
MODEL = read_model(locations.templates() / "evaluation" / "standard.yaml")


def model(changes: Mapping[str, float] | None = None) -> Fact:
    """The standard evaluation model, some coefficients changed."""
    content = MODEL.model_dump(mode="json", exclude_none=True)
    for name, value in (changes or {}).items():
        content["coefficients"][name]["value"] = value
    return Fact("model", content)


def entity(family: str, ident: str, **fields: Any) -> list[Fact]:
    return [Fact(f"{family}/{ident}/{name}", value) for name, value in fields.items()]


def base() -> list[Fact]:
    """Two sections, one of them nested; a gate; pains, a cause; ids that look like numbers."""
    facts = [model(), Fact("project/name", "Ünïcode & Söhne [x]"), Fact("project/currency", "EUR")]
    facts += entity("section", "s1", code="1", title="Ünïcode & Söhne [x]")
    facts += entity("section", "s2", code="2", title="Second")
    facts += entity("section", "s3", code="2.1", title="Below second", parent="s2")
    for leaf, code, section in (
        ("r1", "1.1", "s1"),
        ("r2", "1.10", "s1"),
        ("r3", "2.5", "s2"),
        ("r4", "2.1.1", "s3"),
        ("r5", "2.1.2", "s3"),
    ):
        facts += entity("requirement", leaf, code=code, section=section, text=f"Shall {code}")
    facts += entity("requirement", "r5", gate=True)
    facts += entity("pain", "p1", code="P1", name="One", severity=5, evidence="B", months=12)
    facts += entity("pain", "p1", cost_likely="250000", frequency=3, breadth=2)
    facts += entity("pain", "p2", code="P2", name="Two, cost unknown", severity=2, evidence="D")
    facts += entity("pain", "p3", code="P3", name="Three, no severity")
    facts += entity("cause", "c1", code="C1", statement="Cause")
    facts += entity("cause", "c0", code="C0", statement="Deeper, though its id sorts first")
    facts += [Fact("contribution/c1/p1", 0.6), Fact("contribution/c0/c1", 0.5)]
    facts += [Fact("link/p1/s1", 9), Fact("link/p1/r4", 3), Fact("link/p2/r2", 1)]
    facts += [Fact("link/c0/s2", 3), Fact("hygiene/s2", 2.0), Fact("hygiene/r1", 1.0)]
    facts += [Fact("stated/s1", 3.0), Fact("stated/s2", 2.0), Fact("stated/r3", 1.0)]
    facts += [Fact("stated/s3", 4.0), Fact("policy/blend", 0.4), Fact("policy/price_share", 0.3)]
    facts += [Fact("policy/overlap_factor", 0.8), Fact("policy/addressable_share", 0.5)]
    facts += [Fact("policy/ramp", [0.2, 0.8, 1.0, 1.0])]
    for v, vendor in enumerate(VENDORS):
        facts += entity("vendor", vendor, code=vendor.upper(), name=f"Vendor {vendor} & Söhne [x]")
        facts += received(vendor, opened=True)
        for r, leaf in enumerate(LEAVES):
            level = ("full", "partial", "full", "none")[(v + r) % 4]
            delivery = ("STD", "CUS", "RMP", "NO", "PRC")[(v * 2 + r) % 5]
            evidence = ("claim", "demo", "kpi")[(v + 2 * r) % 3]
            facts += answered(vendor, leaf, level, delivery, evidence)
        facts += priced(vendor, "EUR", (1_000_000 * (v + 2), 300_000 * (4 - v)))
    return facts


def received(vendor: str, *, opened: bool) -> list[Fact]:
    """An answer file and a price file."""
    facts = []
    for contents in ("answers", "prices"):
        ident = f"f{vendor}{contents[0]}"
        value = {"id": ident, "vendor": vendor, "contents": contents, "sha256": "0" * 64}
        value |= {"filename": f"{vendor}.xlsx", "size": 10, "received_at": "2026-01-01T00:00:00Z"}
        facts.append(Fact(f"file/{ident}", value))
        if opened:
            said = {"by": "x", "at": "2026-01-02T00:00:00Z"}
            facts.append(Fact(f"unsealed/{ident}", said))
    return facts


def answered(vendor: str, leaf: str, level: str, delivery: str, evidence: str) -> list[Fact]:
    said = {"level": level, "delivery": delivery, "evidence": evidence, "file": f"f{vendor}a"}
    accepted = {"by": "x", "file": f"f{vendor}a"}
    return [Fact(f"response/{vendor}/{leaf}", said), Fact(f"accepted/{vendor}/{leaf}", accepted)]


def priced(vendor: str, currency: str, amounts: Iterable[int]) -> list[Fact]:
    line = {"code": "1.10", "item": "Licence", "currency": currency, "file": f"f{vendor}p"}
    line["amounts"] = [str(a) for a in amounts]  # type: ignore[assignment]
    return [Fact(f"price/{vendor}/l1", line)]


def out(vendor: str) -> Fact:
    return Fact(f"eliminated/{vendor}", {"by": "x", "reason": "=Failed the gate"})


def said(vendor: str, leaf: str, value: Any) -> Fact:
    return Fact(f"response/{vendor}/{leaf}", value)


def without(facts: Iterable[Fact], *families: str) -> list[Fact]:
    return [f for f in facts if f.key.partition("/")[0] not in families]


def project(*parts: Iterable[Fact]) -> Project:
    draft = Draft()
    for facts in parts:
        draft.apply(facts)
    return draft.freeze()


def edges() -> dict[str, Project]:
    """The odd projects by name."""
    whole = base()
    sealed = [Fact(f.key, None) for f in whole if f.key.startswith(("unsealed/", "price/"))]
    sealed += [Fact(f.key, None) for f in whole if f.key.startswith("response/")]
    locked = {
        **{"hash": "h", "by": "x", "at": "2026-01-01T00:00:00Z", "blend": 0.4},
        **{"price_share": 0.3, "model_hash": "m"},
        "stated": dict.fromkeys(LEAVES, 0.2),
        "derived": dict(zip(LEAVES, (0.1, 0.2, 0.3, 0.2, 0.2), strict=True)),
        "blended": dict.fromkeys(LEAVES, 0.2),
    }
    people = {"value": 3.5, "reason": "seen"}
    layers = [model({"layer.2": 2.0, "layer.3": 0.5}), Fact("requirement/r1/layer", 2)]
    layers += [Fact("requirement/r4/layer", 3)]
    return {
        "nothing but a model": project([model()]),
        "requirements, no vendor": project(
            without(whole, "vendor", "response", "price", "file", "unsealed", "accepted")
        ),
        "vendors, no requirement": project(
            without(whole, "requirement", "response", "section", "link", "stated", "hygiene")
        ),
        "no pains": project(without(whole, "pain", "cause", "contribution", "link")),
        "nothing stated": project(without(whole, "stated")),
        "no weights at all": project(without(whole, "stated", "link", "pain", "cause")),
        "no hygiene": project(without(whole, "hygiene")),
        "whole": project(whole),
        "value layers": project(whole, layers),
        "prices sealed": project(without(whole, "price")),
        "all sealed": project(whole, sealed),
        "one sealed": project(whole, [f for f in sealed if "/a" in f.key or "/fa" in f.key]),
        "one vendor": project(
            [f for f in whole if not any(f"/{v}" in f.key or f"/f{v}" in f.key for v in "bc")]
        ),
        "one out": project(whole, [out("a")]),
        "all out": project(whole, [out(v) for v in VENDORS]),
        "gaps": project(whole, [said("a", "r1", None), Fact("accepted/b/r2", None)]),
        "not applicable": project(whole, [said("c", leaf, NOT) for leaf in ("r1", "r4")]),
        "nothing applies": project(whole, [said("c", leaf, NOT) for leaf in LEAVES]),
        "widened": project(whole, [Fact("policy/evidence_mode", "widen")]),
        "widened, a sure first": project(
            whole,
            [Fact("policy/evidence_mode", "widen")],
            [said("a", leaf, SURE | {"file": "faa"}) for leaf in LEAVES],
            [said(v, leaf, MEAN | {"file": f"f{v}a"}) for v in "bc" for leaf in LEAVES],
        ),
        "twins": project(
            whole,
            [said("b", leaf, MEAN) for leaf in LEAVES],
            [said("a", leaf, MEAN) for leaf in LEAVES],
            priced("a", "EUR", (5, 5)),
            priced("b", "EUR", (5, 5)),
            [Fact(f"agreed/{v}/{leaf}", people) for v in "ab" for leaf in LEAVES],
        ),
        "people score": project(
            whole,
            [Fact("agreed/a/r1", people), Fact("score/x/b/r2", {"value": 1.0}, "1")],
            [Fact("score/y/b/r2", {"value": 4.0}, "1"), Fact("score/x/b/r2", {"value": 2.0}, "2")],
        ),
        "ceiling": project(
            whole,
            [Fact("policy/price_formula", "ceiling-linear"), Fact("policy/price_ceiling", "4e6")],
        ),
        "low to high": project(whole, [Fact("policy/price_formula", "low-high-linear"), out("c")]),
        "price does not count": project(without(whole, "price"), [Fact("policy/price_share", 0.0)]),
        "only price counts": project(whole, [Fact("policy/price_share", 1.0)]),
        "foreign price": project(whole, priced("b", "USD", (1, 2))),
        "foreign money, no rate": project(whole, [Fact("project/currency", "GBP")]),
        "foreign money, a rate": project(
            whole,
            [Fact("project/currency", "GBP"), Fact("policy/exchange_rate", 0.85)],
            [Fact("policy/exchange_date", "2026-05-01")],
        ),
        "weights moved after the lock": project(whole, [Fact("lock/weights", locked)]),
    }


NOT = {"level": "not applicable", "file": "fca"}
SURE = {"level": "full", "delivery": "STD", "evidence": "pilot"}
MEAN = {"level": "partial", "delivery": "STD", "evidence": "demo"}
