"""The interview's questions find their fields; a template of one's own that is wrong says where."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ossbuy import locations
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.interview import interview, often_words
from ossbuy.exchange.layers import layer_presets


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Templates of one's own, read afresh."""
    copy = tmp_path / "templates"
    shutil.copytree(locations.templates(), copy)
    caches = (interview, often_words, layer_presets)
    for cached in caches:
        cached.cache_clear()
    monkeypatch.setattr(locations, "templates", lambda: copy)
    yield copy
    for cached in caches:
        cached.cache_clear()


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_own_words_are_read(mine: Path) -> None:
    edit(mine / "facilitation" / "often.yaml", "daily, day, days", "daily, shiftly")
    assert often_words()["shiftly"] == 4
    assert "days" not in often_words()


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("script-interview.yaml", "i: duties", "i: shoe size", "question 1: people have no field"),
        ("script-interview.yaml", 'minutes: "5"', 'minutes: "x"', "question 1: minutes is 'x'"),
        ("often.yaml", 'grade: "5"', 'grade: "6"', "a grade is 1 to 5, not '6'"),
    ],
)
def test_a_wrong_template_names_the_place(
    mine: Path, name: str, old: str, new: str, said: str
) -> None:
    edit(mine / "facilitation" / name, old, new)
    with pytest.raises(BadFile, match=said):
        _ = (interview(), often_words())


def test_a_preset_of_one_s_own_is_offered_and_a_wrong_one_named(mine: Path) -> None:
    edit(mine / "layers.yaml", "factors: 1 1.15 1.3", "factors: 1 1.1 1.2")
    assert layer_presets()[1].factors == (1, 1.1, 1.2)
    layer_presets.cache_clear()
    edit(mine / "layers.yaml", "factors: 1 1.1 1.2", "factors: 1 1.1")
    with pytest.raises(BadFile, match=r"layers\.yaml, outward: '1 1\.1' must be three numbers"):
        layer_presets()
