"""Where things are: the only finder of templates, samples and per-user directories.

In a checkout ``templates/`` and ``sample_rfps/`` stand at the top level; in an installed wheel
they lie under the package. Nothing else in ossbuy knows the difference.
"""

from __future__ import annotations

import os
from pathlib import Path


def _shipped(name: str) -> Path:
    package = Path(__file__).parent
    inside = package / "_data" / name
    return inside if inside.is_dir() else package.parent.parent / name


def templates() -> Path:
    """The directory of evaluation models and other templates."""
    return _shipped("templates")


def samples() -> Path:
    """The directory of sample procurements, one directory each."""
    return _shipped("sample_rfps")


def sample_names() -> tuple[str, ...]:
    """The shipped samples, in alphabetical order."""
    return tuple(sorted(p.name for p in samples().iterdir() if (p / "project.yaml").is_file()))


def config_dir() -> Path:
    """Per-user settings; ``OSSBUY_HOME`` moves all per-user directories under one."""
    if home := os.environ.get("OSSBUY_HOME"):
        return Path(home) / "config"
    import platformdirs  # 8 ms, only when somebody asks

    return platformdirs.user_config_path("ossbuy")


def state_dir() -> Path:
    """Recent projects and the last screen shown."""
    if home := os.environ.get("OSSBUY_HOME"):
        return Path(home) / "state"
    import platformdirs

    return platformdirs.user_state_path("ossbuy")


def projects_dir() -> Path:
    """Where new projects go when nobody says otherwise."""
    if home := os.environ.get("OSSBUY_HOME"):
        return Path(home) / "projects"
    import platformdirs

    return platformdirs.user_documents_path() / "ossbuy"
