"""``ossbuy coverage``: both ways, orphans first, as text and as data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ossbuy.cli import run
from small import KESTREL


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("OSSBUY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OSSBUY_USER", "ann")
    path = str(tmp_path / "k.ossbuy")
    assert run(["new", path, "--from", str(KESTREL)]) == 0
    return path


def test_what_is_left_out_stands_first(project: str, capsys: pytest.CaptureFixture[str]) -> None:
    # P9 loses its links: refused without a reason, because the sample's weights are locked.
    for section in ("C1", "C4", "C6", "C8"):
        words = ["set", project, "link", "P9", section, "0", "--reason", "asked again"]
        assert run(words) == 0
    capsys.readouterr()
    assert run(["coverage", project]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "9 pains, 1 of them answered by nothing."
    assert lines[3].split()[:1] == ["P9"]
    assert lines[3].endswith("0 %  ▲ nothing")
    assert run(["coverage", project, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)["data"]
    assert data["pains_nothing_answers"] == ["P9"]
    assert data["requirements_nobody_asks_for"] == []
    first, second = data["pains"][:2]
    assert (first["id"], first["answered"], first["requirements"]) == ("P9", 0, [])
    assert second["answered"] == 1
    assert sum(part["share"] for part in second["requirements"]) == pytest.approx(1, abs=1e-4)
    assert all(r["lives_on"] == "pains" for r in data["requirements"])


def test_a_vendor_s_copy_has_no_coverage_to_show(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = str(tmp_path / "v.ossbuy")
    assert run(["share", project, "--for", "vendor", "--to", "ductwise", "--out", copy]) == 0
    capsys.readouterr()
    assert run(["coverage", copy]) == 3
    assert "holds no weights" in capsys.readouterr().err
