"""ossbuy: from what hurts to a decision a board can follow.

    >>> import ossbuy
    >>> p = ossbuy.load("kestrel.ossbuy")
    >>> p.ranking[["rank", "vendor", "total"]]

Names are loaded on first use: pandas, numpy and pydantic together cost half a second, and the
command line must not pay it to print its help.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from ossbuy.version import __version__

if TYPE_CHECKING:
    from ossbuy.procedure.files.load import Loaded, load
    from ossbuy.procedure.matrices.looking import Compared, Matrix, compare, read_matrix
    from ossbuy.store.workspace import Workspace

__all__ = [
    "Compared",
    "Loaded",
    "Matrix",
    "Workspace",
    "__version__",
    "compare",
    "load",
    "read_matrix",
]

_PLACES: Final = {
    "load": "ossbuy.procedure.files.load",
    "Loaded": "ossbuy.procedure.files.load",
    "read_matrix": "ossbuy.procedure.matrices.looking",
    "compare": "ossbuy.procedure.matrices.looking",
    "Matrix": "ossbuy.procedure.matrices.looking",
    "Compared": "ossbuy.procedure.matrices.looking",
    "Workspace": "ossbuy.store.workspace",
}


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module 'ossbuy' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
