"""The Kestrel sample as files, without ossbuy: ids, words, sums and what must be absent."""

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from sample_files import assert_allowed

KESTREL = Path(__file__).parents[2] / "sample_rfps" / "kestrel-inventory"
VENDORS = ("colossa", "skylark", "openloom", "ductwise", "inhouse")
COST_ROWS = {  # EUR million, year 0 to year 4
    "colossa": (8.9, 4.6, 2.6, 2.5, 2.6),
    "skylark": (3.4, 2.6, 2.2, 2.2, 2.2),
    "openloom": (3.7, 2.1, 1.2, 1.2, 1.2),
    "ductwise": (4.9, 3.1, 1.8, 1.8, 1.8),
    "inhouse": (4.6, 4.1, 2.6, 2.3, 2.2),
}
WORKBOOKS = sorted(p.relative_to(KESTREL).as_posix() for p in KESTREL.rglob("*.xlsx"))

Row = dict[str, Any]


def table(path: str, sheet: str) -> list[Row]:
    """Rows of a sheet by header; an empty cell is an empty text."""
    rows = openpyxl.load_workbook(KESTREL / path)[sheet].iter_rows(values_only=True)
    heads = next(rows)
    return [
        {str(h): "" if x is None else x for h, x in zip(heads, row, strict=True)} for row in rows
    ]


def comma_file(name: str) -> list[dict[str, str]]:
    with (KESTREL / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def text_file(name: str) -> Any:
    return yaml.load((KESTREL / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def requirements() -> list[Row]:
    return table("rfp.xlsx", "Requirements")


def requirement_ids() -> set[str]:
    return {str(r["id"]) for r in requirements()}


def section_ids() -> set[str]:
    return {str(r["id"]) for r in table("rfp.xlsx", "Sections")}


def ids(name: str) -> set[str]:
    return {entry["id"] for entry in text_file(name)}


def answers(vendor: str) -> list[Row]:
    return table(f"answers/{vendor}.xlsx", "Answers")


def test_48_requirements_in_eight_sections_of_six() -> None:
    codes = [str(r["id"]) for r in requirements()]
    assert codes == [f"C{s}.{n}" for s in range(1, 9) for n in range(1, 7)]
    assert section_ids() == {f"C{s}" for s in range(1, 9)}
    assert all(r["section"] == str(r["id"]).split(".")[0] for r in requirements())


def test_each_requirement_is_one_testable_sentence() -> None:
    for row in requirements():
        code = row["id"]
        assert str(row["text"]).count(" shall ") == 1, code
        assert re.match(
            r"The (inventory|design tool|field app|supplier|migration \w+|cutover) shall ",
            str(row["text"]),
        ), code
        assert re.search(r"\d", str(row["threshold"])), code
        assert len(str(row["title"])) <= 32, code
        assert set(str(row["verification"]).split()) <= set("DSPTRKAC"), code
        assert row["verification"], code
        assert int(row["layer"]) in (1, 2, 3), code
    assert len({r["text"] for r in requirements()}) == 48
    assert len({r["title"] for r in requirements()}) == 48
    assert len({r["threshold"] for r in requirements()}) == 48


def test_no_priority_inflation_and_few_gates() -> None:
    count = Counter(r["priority"] for r in requirements())
    assert set(count) == {"must", "should", "could"}
    assert count["must"] <= 0.30 * 48
    gates = {str(r["id"]) for r in requirements() if r["gate"] == "yes"}
    assert gates == {"C4.4", "C6.1", "C6.5"}
    assert Counter(r["unique"] for r in requirements())["data"] == 2


@pytest.mark.parametrize("vendor", VENDORS)
def test_answers_are_complete_and_use_the_allowed_words(vendor: str) -> None:
    asked = {str(r["id"]): r["text"] for r in requirements()}
    rows = answers(vendor)
    assert {str(r["Id"]): r["Requirement"] for r in rows} == asked
    assert len(rows) == 48
    for row in rows:
        where = (vendor, row["Id"])
        assert_allowed(row, where)
        # Partial with a capped delivery would be worth a different amount under a different rule.
        if row["Level"] == "Partial":
            assert row["Delivery"] in {"Shipped", "Configuration", "Extension"}, where


def test_roadmap_answers_name_a_year() -> None:
    dated = [
        (v, r["Id"], r["Available"])
        for v in VENDORS
        for r in answers(v)
        if r["Delivery"] == "Roadmap"
    ]
    assert len(dated) > 10
    assert all(re.search(r"20\d\d", str(when)) for _, _, when in dated), dated


def test_no_two_comments_are_alike() -> None:
    comments = [str(r["Comment"]) for v in VENDORS for r in answers(v)]
    assert len(comments) == 240
    assert all(len(c) > 40 for c in comments)
    openings = Counter(c[:40].lower() for c in comments)
    assert openings.most_common(1)[0][1] == 1


def test_the_story_is_in_the_answers() -> None:
    migration = [r for r in answers("openloom") if str(r["Id"]).startswith("C4.")]
    assert {(r["Level"], r["Delivery"], r["Evidence"]) for r in migration} == {
        ("Full", "Shipped", "Claim")
    }
    plant = {str(r["Id"]): r["Delivery"] for r in answers("skylark")}
    assert [c for c in plant if c.startswith("C2.") and plant[c] == "Roadmap"] == [
        "C2.1",
        "C2.2",
        "C2.3",
    ]


@pytest.mark.parametrize("vendor", VENDORS)
def test_price_columns_add_up_to_the_printed_cost_row(vendor: str) -> None:
    rows = table(f"prices/{vendor}.xlsx", "Prices")
    assert 9 <= len(rows) <= 14
    for year, millions in enumerate(COST_ROWS[vendor]):
        column = [r[f"Y{year}"] for r in rows]
        assert all(isinstance(x, int) and x >= 0 for x in column)
        assert sum(column) == round(millions * 1_000_000)
    assert {r["Currency"] for r in rows} == {"EUR"}
    assert len({r["Line"] for r in rows}) == len({r["Item"] for r in rows}) == len(rows)


@pytest.mark.parametrize("vendor", VENDORS)
def test_no_price_line_is_a_total(vendor: str) -> None:
    rows = table(f"prices/{vendor}.xlsx", "Prices")
    for row in rows:
        assert not re.search(r"\b(sub)?totals?\b|\bsum\b", str(row["Item"]), re.IGNORECASE)
    for year in range(5):
        column = [r[f"Y{year}"] for r in rows]
        for i, amount in enumerate(column):
            assert not (i > 1 and amount and amount == sum(column[:i])), (vendor, year, i)


@pytest.mark.parametrize("path", WORKBOOKS)
def test_workbooks_are_small_and_hold_no_formula_or_hidden_thing(path: str) -> None:
    assert (KESTREL / path).stat().st_size < 60_000
    book = openpyxl.load_workbook(KESTREL / path)
    for sheet in book.worksheets:
        assert sheet.sheet_state == "visible"
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{path} {sheet.title} {cell.coordinate}"
                assert cell.comment is None
                # Amounts and the value layer are the only numbers; everything else is words.
                if isinstance(cell.value, int | float):
                    assert path.startswith("prices/") or sheet.title == "Requirements"


def test_there_are_eleven_workbooks_and_vendors_yaml_names_them() -> None:
    named = {v[kind] for v in text_file("vendors.yaml") for kind in ("answers", "prices")}
    assert named | {"rfp.xlsx"} == set(WORKBOOKS)
    assert [v["id"] for v in text_file("vendors.yaml")] == list(VENDORS)


def test_agreed_scores_have_reasons_and_people() -> None:
    rows = comma_file("agreed.csv")
    assert 20 <= len(rows) <= 35
    assert len({(r["vendor"], r["requirement"]) for r in rows}) == len(rows)
    evaluators = {p["id"] for p in text_file("people.yaml") if p["evaluator"] == "yes"}
    conflicted = {p["id"] for p in text_file("people.yaml") if p.get("conflict", "none") != "none"}
    for row in rows:
        assert row["vendor"] in VENDORS
        assert row["requirement"] in requirement_ids()
        assert (float(row["score"]) * 2).is_integer()
        assert 0 <= float(row["score"]) <= 5
        assert len(row["reason"]) > 30
        present = set(row["present"].split())
        assert len(present) >= 3
        assert present <= evaluators
        assert not (row["vendor"] == "inhouse" and present & conflicted)


def test_blind_scores_are_by_people_present_at_the_agreed_score() -> None:
    present = {
        (r["vendor"], r["requirement"]): set(r["present"].split()) for r in comma_file("agreed.csv")
    }
    rows = comma_file("scores.csv")
    assert len({(r["evaluator"], r["vendor"], r["requirement"]) for r in rows}) == len(rows)
    for row in rows:
        assert row["evaluator"] in present[row["vendor"], row["requirement"]]
        assert 0 <= float(row["score"]) <= 5
        assert row["reason"]


def test_every_gate_is_judged_for_every_vendor() -> None:
    rows = comma_file("gates.csv")
    assert {(r["vendor"], r["requirement"]) for r in rows} == {
        (v, g) for v in VENDORS for g in ("C4.4", "C6.1", "C6.5")
    }
    assert {r["by"] for r in rows} <= ids("people.yaml")
    assert all(r["reason"] for r in rows)
    assert [(r["vendor"], r["requirement"]) for r in rows if r["result"] != "pass"] == [
        ("inhouse", "C4.4")
    ]


def test_links_and_weights_name_things_that_exist() -> None:
    links = comma_file("links.csv")
    assert {r["from"] for r in links} == ids("pains.yaml")
    for row in links:
        assert set(row) - {"from"} == section_ids()
        assert {row[s] for s in section_ids()} <= {"9", "3", "1", "0"}
    weights = {r["id"]: r for r in comma_file("weights.csv")}
    assert set(weights) <= section_ids() | requirement_ids()
    stated = [int(weights[f"C{s}"]["stated"]) for s in range(1, 9)]
    hygiene = [int(weights[f"C{s}"]["hygiene"]) for s in range(1, 9)]
    assert stated == [16, 12, 12, 8, 8, 20, 10, 14]
    assert hygiene == [1, 1, 1, 1, 1, 4, 2, 1]
    # A gate weighs nothing unless somebody says otherwise: its whole section says so, equally.
    for section in ("C4", "C6"):
        assert {weights[f"{section}.{n}"]["stated"] for n in range(1, 7)} == {"1"}


def test_people_pains_and_causes_hang_together() -> None:
    people, pains, causes = (text_file(f"{n}.yaml") for n in ("people", "pains", "causes"))
    assert 9 <= len(people) <= 13
    voices = {p["voice"] for p in pains}
    daily = {p["id"] for p in people if p["daily_user"] == "yes"}
    assert voices <= ids("people.yaml")
    assert len(voices & daily) > len(voices) / 2
    assert [p["id"] for p in pains if p.get("overlap_group")] == ["P1", "P5"]
    for pain in pains:
        low, likely, high = (int(pain[f"cost_{k}"]) for k in ("low", "likely", "high"))
        assert low < likely < high
        assert pain["workaround"]
        assert pain["consequence_24_months"]
    assert sum(int(p["cost_likely"]) for p in pains) == 9_670_000
    known = ids("pains.yaml") | ids("causes.yaml")
    shares: Counter[str] = Counter()
    for cause in causes:
        assert set(cause["explains"]) <= known - {cause["id"]}
        shares.update({k: int(v) for k, v in cause["explains"].items()})
    assert max(shares.values()) <= 100
    assert ids("pains.yaml") <= set(shares)


def test_record_and_project_name_people_who_exist_and_no_decision_yet() -> None:
    record, project = text_file("record.yaml"), text_file("project.yaml")
    assert set(record) == {
        "weights_locked",
        "answers_unsealed",
        "proposals_accepted",
        "quality_locked",
        "prices_unsealed",
    }
    named = {entry["by"] for entry in record.values()} | {project["owner"]}
    named |= {t["escalated_by"] for t in project["triggers"]}
    assert named <= ids("people.yaml")
    assert all(entry["reason"] for entry in record.values())
    assert project["policy"]["lambda"] == "1.0"
    assert project["policy"]["price_share"] == "0.40"


def test_people_files_say_nothing_that_a_machine_computed() -> None:
    for path in KESTREL.iterdir():
        if path.suffix in {".yaml", ".csv", ".md"}:
            assert not re.search(
                r"\b(weighted score|ranked|rank:|total:)\b", path.read_text("utf-8")
            )
