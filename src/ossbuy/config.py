"""Per-user settings: who I am, which theme, which projects were open lately."""

from __future__ import annotations

import getpass
import json
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from ossbuy import locations

RECENT = 12


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``config.toml`` says; unknown keys are ignored, so that older versions can read it."""

    user: str = ""
    theme: str = "ossbuy-dark"


def settings() -> Settings:
    """The settings, with defaults for what the file does not say.

    Raises:
        ValueError: the file is not valid TOML; the message names the file and the line.
    """
    path = locations.config_dir() / "config.toml"
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is not valid TOML ({error}): correct or delete it.") from None
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({error.strerror}): check the file.") from None
    known = {name: str(read[name]) for name in Settings.__dataclass_fields__ if name in read}
    return Settings(**known)


def actor() -> str:
    """Who acts: ``OSSBUY_USER``, else the settings, else the account name (decision 16)."""
    if named := os.environ.get("OSSBUY_USER", "").strip():
        return named
    if named := settings().user.strip():
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def recent() -> tuple[Path, ...]:
    """Projects opened lately that still exist, latest first."""
    try:
        names = json.loads((locations.state_dir() / "recent.json").read_text(encoding="utf-8"))
        return tuple(p for n in names if (p := Path(str(n))).is_file())
    except (OSError, ValueError, TypeError):
        return ()


def remember(path: Path) -> None:
    """Put a project at the top of the recent ones; a failure to write is not worth a word."""
    place = locations.state_dir() / "recent.json"
    names = [str(path.resolve())]
    names += [str(p) for p in recent() if str(p) != names[0]]
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(names[:RECENT]), encoding="utf-8")
    except OSError:
        return


def mappings() -> dict[str, dict[str, str]]:
    """What was said about the columns and priorities of earlier files; empty where nothing was."""
    try:
        read = json.loads((locations.state_dir() / "mappings.json").read_text(encoding="utf-8"))
        return {
            part: {str(k): str(v) for k, v in dict(read.get(part, {})).items()}
            for part in ("columns", "priorities")
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {"columns": {}, "priorities": {}}


def remember_mappings(said: dict[str, dict[str, str]]) -> None:
    """Keep what was said for the next file; a failure to write is not worth a word."""
    place = locations.state_dir() / "mappings.json"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
    except (OSError, UnicodeEncodeError):
        return
