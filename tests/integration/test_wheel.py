"""The wheel carries templates and samples, and runs the main job from an empty environment."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path, home: Path) -> subprocess.CompletedProcess[str]:
    env = {"PATH": "/usr/bin:/bin", "HOME": str(home), "OSSBUY_HOME": str(home / "ossbuy")}
    return subprocess.run(
        [str(c) for c in command], cwd=cwd, env=env, capture_output=True, text=True, timeout=600
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return next(out.glob("ossbuy-*.whl"))


def test_the_wheel_holds_templates_and_samples(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "ossbuy/_data/templates/evaluation/standard.yaml" in names
    assert "ossbuy/_data/sample_rfps/kestrel-inventory/project.yaml" in names
    assert "ossbuy/_data/sample_rfps/kestrel-inventory/answers/ductwise.xlsx" in names
    assert any(name.endswith(".tcss") for name in names)


def test_the_demo_runs_from_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True, timeout=300)
    installed = subprocess.run(
        [str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet", str(wheel)],
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert installed.returncode == 0, installed.stderr
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    done = run(venv / "bin" / "ossbuy", "demo", cwd=elsewhere, home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Ductwise leads Skylark Cloud by 4.1 points" in done.stdout
    assert (elsewhere / "ossbuy-demo" / "kestrel-inventory.ossbuy").is_file()
    assert (elsewhere / "ossbuy-demo" / "kestrel-inventory.xlsx").stat().st_size > 20_000

    again = run(venv / "bin" / "ossbuy", "demo", cwd=elsewhere, home=tmp_path)
    assert again.returncode == 0
    assert "An earlier run stays as it is" in again.stderr
    assert (elsewhere / "ossbuy-demo" / "kestrel-inventory-2.xlsx").is_file()
