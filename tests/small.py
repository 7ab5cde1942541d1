"""Small projects for tests, said in a line or two; internal ids equal the visible codes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ossbuy import locations
from ossbuy.exchange.project_files import read_model
from ossbuy.model.events import Fact, facts_of
from ossbuy.model.fold import fold
from ossbuy.model.project import Project

KESTREL = Path(__file__).parents[1] / "sample_rfps" / "kestrel-inventory"


@cache
def model_value() -> Any:
    """The standard evaluation model as the journal holds it."""
    model = read_model(locations.templates() / "evaluation" / "standard.yaml")
    return model.model_dump(mode="json", exclude_none=True)


def model_with(**coefficients: float | str) -> Fact:
    """The standard model with some coefficients changed; ``layer__2`` stands for ``layer.2``."""
    value = model_value()
    changed = {
        name.replace("__", "."): value["coefficients"][name.replace("__", ".")] | {"value": said}
        for name, said in coefficients.items()
    }
    return Fact("model", value | {"coefficients": value["coefficients"] | changed})


class Case:
    """Collects facts; ``project()`` folds them."""

    def __init__(self, **policy: Any) -> None:
        said: dict[str, Any] = {"blend": 0.0, "price_share": 0.4} | policy
        self.facts = [Fact("model", model_value()), Fact("project/currency", "EUR")]
        self.facts += [Fact(f"policy/{k}", v) for k, v in said.items() if v is not None]

    def say(self, key: str, value: Any, round_: str = "") -> Case:
        self.facts.append(Fact(key, value, round_))
        return self

    def thing(self, family: str, code: str, **fields: Any) -> Case:
        self.facts += facts_of(family, code, {"code": code} | fields)
        return self

    def pain(self, code: str, **fields: Any) -> Case:
        known = {"name": code, "severity": 4, "frequency": 4, "breadth": 4, "evidence": "D"}
        known |= {"cost_likely": "500000", "months": 24}
        return self.thing("pain", code, **(known | fields))

    def cause(self, code: str, explains: Mapping[str, float] | None = None) -> Case:
        self.thing("cause", code, statement=code)
        for effect, share in (explains or {}).items():
            self.say(f"contribution/{code}/{effect}", share)
        return self

    def section(self, code: str, stated: float | None = None, parent: str = "") -> Case:
        self.thing("section", code, title=code, **({"parent": parent} if parent else {}))
        return self.say(f"stated/{code}", stated) if stated is not None else self

    def requirement(
        self, code: str, section: str, stated: float | None = None, **fields: Any
    ) -> Case:
        self.thing("requirement", code, section=section, text=f"shall {code}", **fields)
        return self.say(f"stated/{code}", stated) if stated is not None else self

    def link(self, source: str, target: str, strength: int = 9) -> Case:
        return self.say(f"link/{source}/{target}", strength)

    def vendor(self, code: str, price: str | None = None, opened: bool = True) -> Case:
        """A vendor with an answer file and, where a price is named, an opened price."""
        self.thing("vendor", code, name=code.title())
        for contents in ("answers", "prices"):
            self.file(f"{code}-{contents}", code, contents, opened)
        if price is not None:
            line = {"code": "1", "item": "all", "currency": "EUR", "amounts": [price]}
            self.say(f"price/{code}/L1", line | {"file": f"{code}-prices"})
        return self

    def file(self, ident: str, vendor: str, contents: str, opened: bool, at: str = "1") -> Case:
        value = {"id": ident, "vendor": vendor, "contents": contents, "filename": f"{ident}.xlsx"}
        self.say(f"file/{ident}", value | {"sha256": ident, "size": 1, "received_at": at})
        return self.say(f"unsealed/{ident}", {"by": "me", "at": at}) if opened else self

    def answer(
        self,
        vendor: str,
        requirement: str,
        level: str = "full",
        delivery: str | None = "STD",
        evidence: str | None = "pilot",
        accepted: bool = True,
        file: str = "",
    ) -> Case:
        said = {"level": level, "delivery": delivery, "evidence": evidence}
        file = file or f"{vendor}-answers"
        value = {k: v for k, v in said.items() if v is not None} | {"file": file}
        self.say(f"response/{vendor}/{requirement}", value)
        if accepted:
            self.say(f"accepted/{vendor}/{requirement}", {"by": "me", "file": file})
        return self

    def project(self) -> Project:
        return fold(self.facts)
