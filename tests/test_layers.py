"""The structure holds: layers run one way, one module prints, refusals are sentences."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "ossbuy"


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path.relative_to(SOURCE), ast.parse(path.read_text(encoding="utf-8"))


def test_import_contracts() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run(
        [str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout[-3000:]
    assert "0 broken" in ended.stdout


def test_only_output_prints() -> None:
    guilty = [
        f"{path}:{node.lineno}"
        for path, tree in modules()
        if path.name != "output.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("print", "input")
    ]
    assert guilty == []


def test_nothing_is_left_to_be_done() -> None:
    unfinished = re.compile(r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b")
    guilty = [str(p) for p in SOURCE.rglob("*.py") if unfinished.search(p.read_text("utf-8"))]
    assert guilty == []


SPOKEN = ("Refused", "BadFile", "UsageError", "StoreError")


def said(node: ast.expr) -> str:
    """The text of a message, with braces where something is filled in."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(said(part) if isinstance(part, ast.Constant) else "{}" for part in parts)
        case ast.BinOp(left=left, right=right):
            return said(left) + said(right)
    return "{}"


def test_what_people_are_told_is_a_sentence() -> None:
    """Messages written out in the code end like sentences and hold no line break."""
    guilty = []
    for path, tree in modules():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)):
                continue
            function = node.exc.func
            name = getattr(function, "attr", getattr(function, "id", ""))
            if name not in SPOKEN or not node.exc.args:
                continue
            text = said(node.exc.args[-1])
            if not text.endswith((".", "?", "}")) or "\n" in text or "  " in text:
                guilty.append(f"{path}:{node.lineno}: {text}")
    assert guilty == []
