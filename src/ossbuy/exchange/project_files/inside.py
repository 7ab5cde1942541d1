"""Files that project files name: inside their directory, and there."""

from __future__ import annotations

from pathlib import Path

from ossbuy.exchange.errors import BadFile


def inside(root: Path, name: str, where: str) -> Path:
    """A file under the directory; a name that points elsewhere is refused."""
    shown = repr(name[:100])
    try:
        path = (root / name).resolve()
        inside, there = path.is_relative_to(root.resolve()), path.is_file()
    except (OSError, ValueError, RuntimeError):
        raise BadFile(where, f"{shown} is no name a file can have; correct it.") from None
    if not inside:
        raise BadFile(
            where, f"{shown} points outside the project's directory; put the file inside it."
        )
    if not there:
        raise BadFile(where, f"there is no file {shown} beside project.yaml; check the name.")
    return path
