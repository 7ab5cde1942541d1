"""Published worked examples, with the tolerance each of them states for itself."""

import json
from pathlib import Path
from types import SimpleNamespace

FOLDER = Path(__file__).parent.parent / "oracles"


def oracle(name: str) -> SimpleNamespace:
    """Inputs and expected values of one example; `within(key)` is its own tolerance."""
    said = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    tolerance = said["tolerance"]

    def within(key: str) -> float:
        return tolerance[key] if key in tolerance else tolerance["*"]

    return SimpleNamespace(inputs=said["inputs"], expected=said["expected"], within=within)
