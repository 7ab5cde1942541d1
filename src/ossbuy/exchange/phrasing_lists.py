"""Reading the word lists of the checks of wording from their files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.yaml_in import as_dict, read_yaml
from ossbuy.phrasing.lists import Lists, lists_of


def read_lists(directory: Path) -> Lists:
    """All lists of ``templates/phrasing``, every .yaml file of it merged.

    Raises:
        BadFile: a list is missing, twice there, or of the wrong shape.
    """
    tree: dict[str, Any] = {}
    for path in sorted(directory.glob("*.yaml")):
        part = as_dict(read_yaml(path), path.name)
        for name, value in part.items():
            if name in tree:
                raise BadFile(path.name, f"the list {name} stands in another file too; keep one.")
            tree[name] = value
    try:
        return lists_of(tree)
    except ValueError as error:
        raise BadFile(str(directory), str(error)) from None
