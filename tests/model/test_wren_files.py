"""The Wren sample as files, without ossbuy: ids, words, sums, voices and what must be absent."""

import re
from collections import Counter
from decimal import Decimal

import openpyxl
import pytest

from mangled import hostlayer
from sample_files import Row, SampleFiles, assert_allowed

WREN = SampleFiles("wren-mobile")
TERMS = {  # fixed and yearly in EUR million, EUR per subscriber and month
    "colossa": ("5.2", "1.65", "0.10"),
    "plovercloud": ("0.9", "0.25", "0.68"),
    "hostlayer": ("0.35", "0.15", "0.95"),
    "openloom": ("2.6", "1.35", "0.06"),
    "patchwork": ("2.4", "0.95", "0.40"),
}
VENDORS = tuple(TERMS)
PARTNERS = ("Catalune", "Idenmoor", "Ratewick", "Billhurst", "Carelow", "Settlefen", "Patchwork")
GATES = {"C4.4", "C7.1"}


def answers(vendor: str) -> list[Row]:
    """What a vendor answered; of the mangled workbook, what was meant by it."""
    if vendor == "patchwork":
        return WREN.answers(vendor) + WREN.answers(f"{vendor}-part-2")
    if vendor != "hostlayer":
        return WREN.answers(vendor)
    asked = {str(r["id"]): r["text"] for r in WREN.requirements()}
    return [row | {"Requirement": asked[row["Id"]]} for row in hostlayer.meant().values()]


def test_48_requirements_in_eight_sections_of_six() -> None:
    codes = [str(r["id"]) for r in WREN.requirements()]
    assert codes == [f"C{s}.{n}" for s in range(1, 9) for n in range(1, 7)]
    assert WREN.section_ids() == {f"C{s}" for s in range(1, 9)}
    assert all(r["section"] == str(r["id"]).split(".")[0] for r in WREN.requirements())


def test_each_requirement_is_one_testable_sentence() -> None:
    rows = WREN.requirements()
    for row in rows:
        code = row["id"]
        assert str(row["text"]).count(" shall ") == 1, code
        assert re.match(r"The [a-z-]+( [a-z-]+)? shall ", str(row["text"])), code
        assert re.search(r"\d", str(row["threshold"])), code
        assert len(str(row["title"])) <= 32, code
        assert row["verification"], code
        assert set(str(row["verification"]).split()) <= set("DSPTRKAC"), code
        assert int(row["layer"]) in (1, 2, 3), code
    for column in ("text", "title", "threshold"):
        assert len({r[column] for r in rows}) == 48
    count = Counter(r["priority"] for r in rows)
    assert set(count) == {"must", "should", "could"}
    assert count["must"] <= 0.30 * 48
    assert {str(r["id"]) for r in rows if r["gate"] == "yes"} == GATES


@pytest.mark.parametrize("vendor", VENDORS)
def test_answers_are_complete_and_use_the_allowed_words(vendor: str) -> None:
    asked = {str(r["id"]): r["text"] for r in WREN.requirements()}
    rows = answers(vendor)
    assert {str(r["Id"]): r["Requirement"] for r in rows} == asked
    assert len(rows) == 48
    for row in rows:
        where = (vendor, row["Id"])
        assert_allowed(row, where)
        if row["Level"] == "Partial":
            assert row["Delivery"] in {"Shipped", "Configuration", "Extension"}, where
        assert 5 <= len(str(row["Comment"]).split()) <= 36, where


def test_nobody_copied_from_anybody() -> None:
    comments = [str(r["Comment"]) for v in VENDORS for r in answers(v)]
    assert len(comments) == 240
    sentences = [
        s.strip().casefold() for c in comments for s in re.split(r"(?<=[.!?])\s", c) if len(s) > 16
    ]
    # "Fully compliant." is Colossa's own refrain; any other sentence stands once.
    again = {s for s, n in Counter(sentences).items() if n > 1}
    assert again <= {"fully compliant.", "not offered.", "not available."}
    openings = Counter(c[:40].casefold() for c in comments)
    assert openings.most_common(1)[0][1] == 1


def test_nine_of_plovercloud_s_answers_are_dated_promises_and_one_is_the_gate() -> None:
    promised = {str(r["Id"]): r for r in answers("plovercloud") if r["Delivery"] == "Roadmap"}
    assert len(promised) == 9
    assert "C7.1" in promised
    for row in promised.values():
        assert re.search(r"20\d\d", str(row["Available"])), row["Id"]
    for vendor in set(VENDORS) - {"plovercloud"}:
        assert all(r["Delivery"] != "Roadmap" for r in answers(vendor)), vendor
    profile = next(v["profile"] for v in WREN.text_file("vendors.yaml") if v["id"] == "plovercloud")
    assert "Of eleven dated promises" in profile
    assert "five came on time" in profile


def test_every_answer_has_its_voice() -> None:
    for row in answers("patchwork"):
        assert any(p in f"{row['Comment']} {row['Available']}" for p in PARTNERS), row["Id"]
    named = Counter(p for r in answers("patchwork") for p in PARTNERS if p in r["Comment"])
    assert all(named[p] >= 4 for p in PARTNERS)
    assert (
        sum("loom.example" in f"{r['Comment']} {r['Reference']}" for r in answers("openloom")) > 12
    )
    big = ("Caldmere", "Pellworth", "Osterholm", "Kestwick")
    assert (
        sum(any(b in f"{r['Comment']} {r['Reference']}" for b in big) for r in answers("colossa"))
        > 24
    )
    pilot = [r for r in answers("hostlayer") if r["Evidence"] == "Own pilot"]
    assert len(pilot) > 14
    assert all("Wren" in r["Reference"] or "notice" in r["Reference"] for r in pilot)


@pytest.mark.parametrize("vendor", VENDORS)
def test_prices_are_fixed_yearly_and_per_subscriber_as_offered(vendor: str) -> None:
    forecast = WREN.comma_file("forecast.csv")
    assert [row["id"] for row in forecast] == ["SUB"]
    months = [int(forecast[0][f"Y{y}"]) for y in range(5)]
    assert months == [12 * 1000 * n for n in (40, 120, 220, 320, 400)]
    rows = WREN.table(f"prices/{vendor}.xlsx", "Prices")
    fixed, run, unit = (Decimal(x) for x in TERMS[vendor])
    grows = [r for r in rows if r["Driver"] == "SUB"]
    stays = [r for r in rows if r["Driver"] == "fixed"]
    assert len(grows) + len(stays) == len(rows)
    for row in grows:
        for year in range(5):
            assert row[f"Y{year}"] == Decimal(str(row["Unit price"])) * months[year]
    assert sum(Decimal(str(r["Unit price"])) for r in grows) == unit
    first = sum(r["Y0"] for r in stays)
    assert first == (fixed + run) * 1_000_000
    for year in range(1, 5):
        assert sum(r[f"Y{year}"] for r in stays) == run * 1_000_000
    assert {r["Currency"] for r in rows} == {"EUR"}
    assert len({r["Line"] for r in rows}) == len({r["Item"] for r in rows}) == len(rows)
    assert not any(re.search(r"\b(sub)?totals?\b|\bsum\b", r["Item"], re.IGNORECASE) for r in rows)


@pytest.mark.parametrize("path", WREN.workbooks())
def test_workbooks_are_small_and_hold_no_formula(path: str) -> None:
    assert (WREN.root / path).stat().st_size < 60_000
    for sheet in openpyxl.load_workbook(WREN.root / path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{path} {sheet.title} {cell.coordinate}"


def test_vendors_yaml_names_the_workbooks() -> None:
    vendors = WREN.text_file("vendors.yaml")
    said = [v[kind] for v in vendors for kind in ("answers", "prices")]
    named = {path for one in said for path in (one if isinstance(one, list) else [one])}
    assert named | {"rfp.xlsx"} == set(WREN.workbooks())
    assert [v["id"] for v in vendors] == list(VENDORS)


def test_agreed_scores_have_reasons_and_people_without_a_conflict() -> None:
    people = WREN.text_file("people.yaml")
    evaluators = {p["id"] for p in people if p["evaluator"] == "yes"}
    assert "sorensen" in {p["id"] for p in people if p.get("conflict", "none") != "none"}
    rows = WREN.comma_file("agreed.csv")
    present = {}
    for row in rows:
        cell = row["vendor"], row["requirement"]
        present[cell] = set(row["present"].split())
        assert row["vendor"] in VENDORS
        assert row["requirement"] in WREN.requirement_ids()
        assert (float(row["score"]) * 2).is_integer()
        assert len(row["reason"]) > 30
        assert len(present[cell]) >= 3
        assert present[cell] <= evaluators
        assert not (row["vendor"] == "hostlayer" and "sorensen" in present[cell])
    assert len(present) == len(rows) == 27
    for row in WREN.comma_file("scores.csv"):
        assert row["evaluator"] in present[row["vendor"], row["requirement"]]
        assert 0 <= float(row["score"]) <= 5
        assert row["reason"]


def test_every_gate_is_judged_and_only_a_promise_of_next_summer_fails() -> None:
    rows = WREN.comma_file("gates.csv")
    assert {(r["vendor"], r["requirement"]) for r in rows} == {
        (v, g) for v in VENDORS for g in GATES
    }
    assert {r["by"] for r in rows} <= WREN.ids("people.yaml")
    assert [(r["vendor"], r["requirement"]) for r in rows if r["result"] != "pass"] == [
        ("plovercloud", "C7.1")
    ]


def test_pains_causes_links_and_weights_hang_together() -> None:
    pains, causes = WREN.text_file("pains.yaml"), WREN.text_file("causes.yaml")
    people = WREN.text_file("people.yaml")
    assert {p["voice"] for p in pains} <= WREN.ids("people.yaml")
    daily = {p["id"] for p in people if p["daily_user"] == "yes"}
    assert sum(p["voice"] in daily for p in pains) > len(pains) / 2
    for pain in pains:
        low, likely, high = (int(pain[f"cost_{k}"]) for k in ("low", "likely", "high"))
        assert low < likely < high
        assert pain["workaround"]
    assert sum(int(p["cost_likely"]) for p in pains) == 9_180_000
    known = WREN.ids("pains.yaml") | WREN.ids("causes.yaml")
    shares: Counter[str] = Counter()
    for cause in causes:
        assert set(cause["explains"]) <= known - {cause["id"]}
        shares.update({k: int(v) for k, v in cause["explains"].items()})
    assert max(shares.values()) <= 100
    assert WREN.ids("pains.yaml") <= set(shares)
    links = WREN.comma_file("links.csv")
    assert [r["from"] for r in links] == [f"P{n}" for n in range(1, 9)]
    weights = {r["id"]: r for r in WREN.comma_file("weights.csv")}
    assert [int(weights[f"C{s}"]["stated"]) for s in range(1, 9)] == [20, 12, 15, 15, 13, 8, 10, 7]
    assert [int(weights[f"C{s}"]["hygiene"]) for s in range(1, 9)] == [1, 1, 1, 2, 1, 1, 4, 2]


def test_the_record_stops_before_the_decision() -> None:
    record = WREN.text_file("record.yaml")
    assert set(record) == {
        "weights_locked",
        "answers_unsealed",
        "proposals_accepted",
        "quality_locked",
        "prices_unsealed",
    }
    assert {entry["by"] for entry in record.values()} <= WREN.ids("people.yaml")


def test_the_files_say_nothing_that_a_machine_computed() -> None:
    for path in WREN.root.iterdir():
        if path.suffix in {".yaml", ".csv", ".md"}:
            assert not re.search(
                r"\b(weighted score|ranked|rank:|total:)\b", path.read_text("utf-8")
            )
