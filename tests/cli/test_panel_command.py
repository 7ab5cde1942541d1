"""`ossbuy robustness` on the sample that one evaluator decides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ossbuy.cli import run
from ossbuy.procedure.files.build import build
from ossbuy.store.workspace import Workspace
from small import KESTREL


def test_robustness_shows_who_leads_without_each_evaluator(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / "tarn.ossbuy"
    with Workspace.create(project, "tester") as workspace:
        build(workspace, KESTREL.with_name("tarn-valley"))
    assert run(["robustness", str(project)]) == 1
    said = capsys.readouterr().out
    assert "Commonlane wins by the median and without Magnus Strand" in said
    row = next(line for line in said.splitlines() if line.startswith("without Magnus Strand"))
    assert row.split() == [
        "without",
        "Magnus",
        "Strand",
        "72.6",
        "79.6",
        "69.7",
        "61.4",
        "Commonlane",
    ]

    assert run(["robustness", str(project), "--json"]) == 1
    panel = json.loads(capsys.readouterr().out)["data"]["panel"]
    assert panel["method"] == "mean"
    assert [r["change"] for r in panel["runs"]][:2] == ["as it is", "by the median"]
    deciding = {r["without"]: r for r in panel["runs"] if r["first"] == "Commonlane"}
    assert set(deciding) == {None, "strand"}
    assert deciding["strand"]["conflict"].startswith("Sponsors the co-operative's ERP programme")
    assert deciding["strand"]["totals"]["Commonlane"] == pytest.approx(79.5, abs=0.1)

    # How scores come together is under the quality lock: it may move only with a reason.
    change = ["set", str(project), "policy", "score_method", "median"]
    assert run(change) == 3
    assert "quality scores are locked: give a reason" in capsys.readouterr().err
    assert run([*change, "--reason", "as the rules of the panel say"]) == 0
    capsys.readouterr()
    assert run(["rank", str(project), "--json"]) == 0
    ranking = json.loads(capsys.readouterr().out)["data"]["ranking"]
    assert [v["id"] for v in ranking][:2] == ["commonlane", "gridworks"]
