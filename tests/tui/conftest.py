"""A project on screen: the Kestrel sample, built once from its files and copied per test."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from ossbuy import locations
from ossbuy.procedure.files.build import build
from ossbuy.store.workspace import Workspace
from ossbuy.tui.app import OssbuyApp

NARROW, WIDE = (80, 24), (120, 36)
SIZES = (NARROW, WIDE)
ACTOR = "M. Okafor"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is tested at both sizes runs narrow in `make test` and wide in `make sweep`.

    Things break first where there is no room, and the two together cost a minute.
    """
    sizes: dict[str, set[object]] = {}
    for item in items:
        if callspec := getattr(item, "callspec", None):
            sizes.setdefault(f"{item.path}::{item.originalname}", set()).add(  # type: ignore[attr-defined]
                callspec.params.get("size")
            )
    for item in items:
        callspec = getattr(item, "callspec", None)
        if callspec is None or callspec.params.get("size") != WIDE:
            continue
        if NARROW in sizes[f"{item.path}::{item.originalname}"]:  # type: ignore[attr-defined]
            item.add_marker(pytest.mark.sweep)


@pytest.fixture(autouse=True)
def _own_directories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSSBUY_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(Input, "cursor_blink", False, raising=False)


@pytest.fixture(scope="session", autouse=True)
def _collect_seldom() -> Iterator[None]:
    """An application on screen makes much and drops little: looking for garbage took a third."""
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample as it was decided, and as it stood before the weights were locked."""
    home = tmp_path_factory.mktemp("kestrel")
    found = {}
    for name in ("decided", "open"):
        files = home / name
        shutil.copytree(locations.samples() / "kestrel-inventory", files)
        if name == "open":
            for happened in ("record.yaml", "scores.csv", "agreed.csv", "gates.csv"):
                (files / happened).unlink(missing_ok=True)
        path = home / f"{name}.ossbuy"
        with Workspace.create(path, ACTOR) as workspace:
            build(workspace, files)
        found[name] = path
    return found


def _copy(source: Path, target: Path) -> Iterator[Workspace]:
    shutil.copy(source, target)
    with Workspace.open(target, ACTOR) as workspace:
        yield workspace


@pytest.fixture
def kestrel(built: dict[str, Path], tmp_path: Path) -> Iterator[Workspace]:
    """Kestrel with its weights still open."""
    yield from _copy(built["open"], tmp_path / "kestrel.ossbuy")


@pytest.fixture
def decided(built: dict[str, Path], tmp_path: Path) -> Iterator[Workspace]:
    """Kestrel after the decision, weights locked."""
    yield from _copy(built["decided"], tmp_path / "decided.ossbuy")


Settle = Callable[[Pilot[None]], Awaitable[None]]


@pytest.fixture
def settle() -> Settle:
    """Wait until workers are done and everything is painted."""

    async def wait(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    return wait


def screen_text(app: OssbuyApp) -> list[str]:
    """What stands on the screen, line by line."""
    return [
        "".join(segment.text for segment in strip)
        for strip in app.screen._compositor.render_strips()  # no public way to read the screen
    ]
