"""YAML as people type it: every scalar is text, and every error names file and line."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.files import read_file

LARGEST = 5_000_000
"""Bytes; a hand-written project file is far smaller."""

Tree: TypeAlias = Any
"""str, list of trees or dict of str to tree."""


class _Text(yaml.BaseLoader):
    """All scalars as text, so ``1.10`` and ``NO`` stay what was typed; no repeated keys.

    Anchors are refused: nobody types them, and a few bytes of them can unfold to gigabytes.
    """

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.constructor.ConstructorError(
                None, None, "anchors and aliases are not used in project files", event.start_mark
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{name!r} stands there twice", key.start_mark
                )
            seen.add(name)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def read_yaml(path: Path) -> Tree:
    """The content of a YAML file, with all scalars as text.

    Raises:
        BadFile: unreadable, too large, not UTF-8 or not YAML; names the line.
    """
    return parse_yaml(read_text(path), path.name)


def read_text(path: Path, sheet: bool = False, pipe: bool = False) -> str:
    """The text of a small UTF-8 file; BadFile when it is not one.

    Excel's "Unicode text" is UTF-16 with a mark in front: it is read where ``sheet`` is set.
    """
    content = read_file(path, LARGEST, "split it or check what it is", pipe)
    try:
        wide = sheet and content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = content.decode("utf-16" if wide else "utf-8-sig")
        return text.replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise BadFile(path.name, "it is not UTF-8 text; save it as UTF-8.") from None


def parse_yaml(text: str, name: str) -> Tree:
    """The content of YAML text; BadFile names the line of what is wrong."""
    try:
        return yaml.load(text, Loader=_Text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f" line {mark.line + 1}" if mark else ""
        problem = (error.problem or "it is not valid YAML").rstrip(".")
        raise BadFile(f"{name}{line}", f"{problem}; correct this line.") from None
    except yaml.YAMLError:
        raise BadFile(name, "it is not readable YAML; check for unusual characters.") from None
    except RecursionError:
        raise BadFile(name, "it is nested too deeply to be a project file.") from None


def as_list(tree: Tree, name: str) -> list[dict[str, Tree]]:
    """A list of mappings, which most project files are."""
    if tree in (None, ""):
        return []
    if not isinstance(tree, list) or not all(isinstance(item, dict) for item in tree):
        raise BadFile(name, "it must be a list of entries, each beginning with '- id:'.")
    return tree


def as_dict(tree: Tree, name: str) -> dict[str, Tree]:
    """A mapping of names to values."""
    if tree in (None, ""):
        return {}
    if not isinstance(tree, dict):
        raise BadFile(name, "it must be a list of 'name: value' lines.")
    return tree
