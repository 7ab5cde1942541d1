"""What facilitators bring: every scale has its five levels in words, and bad files are said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ossbuy import locations
from ossbuy.exchange import facilitation
from ossbuy.exchange.errors import BadFile


@pytest.fixture
def own_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the facilitator's templates to break."""
    copied = tmp_path / "templates"
    shutil.copytree(locations.templates() / "facilitation", copied / "facilitation")
    monkeypatch.setattr(locations, "templates", lambda: copied)
    facilitation.anchors.cache_clear()
    return copied / "facilitation"


@pytest.fixture(autouse=True)
def _forget() -> object:
    yield
    facilitation.anchors.cache_clear()


def test_every_level_has_its_own_words_and_question() -> None:
    for scale, levels in facilitation.anchors().items():
        assert [anchor.level for anchor in levels] == [1, 2, 3, 4, 5], scale
        for said in ("word", "meaning", "question"):
            assert len({getattr(anchor, said) for anchor in levels}) == 5, (scale, said)
        assert all(anchor.question.endswith("?") for anchor in levels)
        # Three lines of a form on the narrowest screen.
        longest = max(len(f"5 {a.word}: {a.meaning}. Ask: {a.question}") for a in levels)
        assert longest <= 3 * 60


@pytest.mark.parametrize(
    ("found", "put", "said"),
    [
        (
            '  - level: "5"\n    word: existential\n',
            '  - level: "6"\n    word: existential\n',
            "1 to 5",
        ),
        ("    word: friction\n", "", "word is missing"),
        ("frequency:\n", "often:\n", "frequency: it must have the levels"),
    ],
)
def test_a_wrong_file_is_said_in_a_sentence(
    own_templates: Path, found: str, put: str, said: str
) -> None:
    path = own_templates / "anchors.yaml"
    text = path.read_text(encoding="utf-8")
    assert found in text
    path.write_text(text.replace(found, put, 1), encoding="utf-8")
    with pytest.raises(BadFile, match=said):
        facilitation.anchors()
