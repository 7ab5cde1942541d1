"""The requirement library keeps its own rules, and its reader says what is wrong with a file."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import pytest
from library_rules import problems
from likeness import alike, reduced

from ossbuy import locations
from ossbuy.exchange import frameworks, library
from ossbuy.exchange.errors import BadFile
from ossbuy.phrasing.review import Asked, review
from ossbuy.procedure.wording import rules

MODULE = """\
id: cooling
number: 90
prefix: COO
title: Cooling
about: Keeps equipment rooms cold.
references: TMFC012 TMF639
drivers: sites
pains:
  - id: COO-P1
    name: Rooms run hot
    statement: Every August two rooms shut down and we carry fans up the stairs.
    module: cooling
    layer: 1
    causes: COO-C1
    asks: COO-R1=9
    ask: Which rooms shut down last summer, and for how long?
causes:
  - id: COO-C1
    statement: Nobody reads the thermometers.
    category: people
    fixable: part
kpis:
  - id: COO-K1
    name: Hours above the limit
    unit: h
    typical: 40 – 90
    good: 0 – 5
    better: lower
    basis: assumption
    source: practitioner estimate, illustrative
    counter: COO-K2
  - id: COO-K2
    name: Rooms with a working thermometer
    unit: "%"
    typical: 60 – 80
    good: 98 – 100
    better: higher
    basis: assumption
    source: practitioner estimate, illustrative
requirements:
  - id: COO-R1
    title: Warn before shutdown
    text: The system shall warn the duty engineer ten minutes before a room reaches its limit.
    verification: P T
    threshold: 9 of 10 heated rooms warn in time
    kpi: COO-K1
    layer: 1
    references: TMF639
    gate: no
"""


CATALOGUE = (
    "resource-inventory",
    "discovery-reconciliation",
    "fault-management",
    "performance-management",
    "service-assurance",
    "service-orchestration",
    "order-management",
    "field-workforce",
    "trouble-ticketing",
    "capacity-planning",
    "network-design",
    "cpq",
    "product-catalogue",
    "crm-care",
    "charging",
    "billing",
    "mediation",
    "revenue-assurance",
    "partner-settlement",
    "number-management",
    "digital-portal",
    "hygiene",
)


def shipped() -> list[library.Module]:
    return [library.load(heading.id) for heading in library.headings()]


def test_every_module_keeps_the_rules() -> None:
    broken = [f"{m.heading.id}: {what}" for m in shipped() for what in problems(m)]
    assert broken == [], "\n" + "\n".join(broken)


def test_all_modules_are_there_under_their_numbers() -> None:
    """As in the founders' notes (domain.md §3.4); the hygiene set is the last."""
    assert {h.number: h.id for h in library.headings()} == dict(enumerate(CATALOGUE, start=1))


NAMED = {
    "resource-inventory": "TMFC012 TMF639",
    "fault-management": "TMFC043 TMF642 TMF656",
    "performance-management": "TMF628 TMF649",
    "service-assurance": "TMFC037 TMF657 TMF623",
    "service-orchestration": "TMFC007 TMFC011 TMF641 TMF640 TMF652 TMF702",
    "order-management": "TMFC002 TMFC003 TMF622",
    "field-workforce": "TMFC046 TMF646 TMF697",
    "trouble-ticketing": "TMF621",
    "cpq": "TMF648 TMF679 TMFC027",
    "product-catalogue": "TMFC001 TMF620",
    "crm-care": "TMF629 TMF632 TMF683",
    "charging": "TMF654 TMF677",
    "billing": "TMFC030 TMFC031 TMF678 TMF666",
    "mediation": "TMF635",
    "partner-settlement": "TMF651 TMF668 TMF669",
    "digital-portal": "TMF910 TMF663",
}
"""Interfaces and components the founders' notes name for a module (domain.md §3.4)."""


@pytest.mark.parametrize("name", NAMED)
def test_a_module_names_its_interfaces_and_components(name: str) -> None:
    assert set(NAMED[name].split()) <= set(library.find(name).references)


def test_no_requirement_differs_from_another_only_by_its_nouns() -> None:
    asked = [r for module in shipped() for r in module.requirements.values()]
    seen = [(r, reduced(r.text)) for r in asked]
    found = [
        f"{why}\n  {one.id}: {one.text}\n  {two.id}: {two.text}"
        for (one, a), (two, b) in itertools.combinations(seen, 2)
        if (why := alike(a, b))
    ]
    assert found == [], "\n" + "\n".join(found)


def test_no_pain_is_told_twice() -> None:
    pains = [(p, reduced(p.statement)) for m in shipped() for p in m.pains.values()]
    found = [
        f"{one.id}: {one.statement}\n{two.id}: {two.statement}"
        for (one, a), (two, b) in itertools.combinations(pains, 2)
        if len(a.content & b.content) / len(a.content | b.content) >= 0.5
    ]
    assert found == [], "\n" + "\n".join(found)


def test_no_threshold_stands_twice() -> None:
    seen: dict[str, str] = {}
    for module in shipped():
        for asked in module.requirements.values():
            other = seen.setdefault(" ".join(asked.threshold.casefold().split()), asked.id)
            assert other == asked.id, f"{other} and {asked.id}: {asked.threshold}"


def test_every_requirement_passes_the_checks_of_wording() -> None:
    """What ossbuy says of others' texts it must not have to say of its own; no exceptions."""
    texts = [
        Asked(r.id, r.text, r.gate, threshold=r.threshold)
        for module in shipped()
        for r in module.requirements.values()
    ]
    said = review(rules(), texts)
    found = [
        f"{ident}: {hit.rule} in its {hit.field}: {hit.what}"
        for ident, hits in said.hits.items()
        for hit in hits
    ]
    assert found == [], "\n" + "\n".join(found)
    assert said.language == "en"
    assert [pair.sentence() for pair in said.duplicates] == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "The inventory shall export all ports of a site as a CSV file every night.",
            "The catalogue shall export all offers of a brand as an XML file every week.",
        ),
        (
            "When a cable is cut, the fault manager shall name the circuits that are down.",
            "When a card is pulled, the planning tool shall name the sites that are dark.",
        ),
        (
            "The rating engine shall refuse a plan that has no end date before it is released.",
            "The price plan release shall, before it is released, refuse a plan with no end date.",
        ),
        (
            "The portal shall show each customer the state of every order within 5 s.",
            "The console shall display each operator the state of every alarm within 2 s.",
        ),
    ],
)
def test_clones_are_found(one: str, two: str) -> None:
    assert alike(reduced(one), reduced(two))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "The inventory shall export all ports of a site as a CSV file every night.",
            "The fault manager shall hold back alarms of elements under maintenance until it ends.",
        ),
        (
            "The mediation shall replay any hour of the last 30 days without a duplicate record.",
            "The billing run shall replay only the accounts whose rating failed, leaving others as "
            "they are.",
        ),
    ],
)
def test_different_requirements_are_not_taken_for_clones(one: str, two: str) -> None:
    assert alike(reduced(one), reduced(two)) == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "text: The system shall warn",
            "text: The system shall quickly warn",
            "'quickly' is vague",
        ),
        ("The system shall warn", "The system shall be able to warn", "passive or a state"),
        ("threshold: 9 of 10 heated", "threshold: all heated", "no number and no yes"),
        ("typical: 40 – 90\n    good: 0 – 5", "typical: 0 – 5\n    good: 40 – 90", "is not better"),
        ("source: practitioner estimate, illustrative", "source: a survey", "an assumption has"),
        ("basis: assumption", "basis: sourced", "is no source we know"),
        ("    counter: COO-K2\n", "", "name a counter"),
        ("counter: COO-K2", "counter: COO-K1", "it cannot be its own counter"),
        ("statement: Every August", "statement: There is no alarm when, every August", "no pain"),
        ("name: Rooms run hot", "name: Heat", "two to six words"),
        ("asks: COO-R1=9", "asks: COO-R2=9", "there is no requirement 'COO-R2'"),
    ],
)
def test_a_rule_that_is_broken_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "cooling.yaml"
    assert old in MODULE
    path.write_text(MODULE.replace(old, new), encoding="utf-8")
    try:
        found = problems(library.load_file(path))
    except BadFile as error:
        found = [str(error)]
    assert any(said in what for what in found), found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: cooling\n", "id: cooler\n", "cooling.yaml: its id is 'cooler'; give file and"),
        ("number: 90", "number: ninety", "number is 'ninety'; write digits only."),
        ("prefix: COO\n", "prefix: coo\n", "prefix must be two to six capital letters"),
        ("drivers: sites", "drivers: rooms", "there is no driver 'rooms'"),
        ("references: TMFC012 TMF639\n", "references: TMF999\n", "there is no TMF999 in"),
        ("    references: TMF639", "    references: TMFC999", "COO-R1: there is no TMFC999 in"),
        ("- id: COO-R1", "- id: R1", "R1: its id must be COO-R and a number"),
        ("causes: COO-C1", "causes: COO-C9", "pains, COO-P1: there is no cause 'COO-C9'"),
        ("kpi: COO-K1", "kpi: COO-K9", "requirements, COO-R1: there is no KPI 'COO-K9'"),
        ("COO-R1=9", "COO-R1=5", "'COO-R1=5' is no link; write a requirement's id, = and 9, 3"),
        ("COO-R1=9", "COO-R1=9 COO-R1=3", "it asks for COO-R1 twice"),
        ("unit: h", "unit: fortnight", "there is no unit 'fortnight'"),
        ("typical: 40 – 90", "typical: 90 – 40", "typical runs from 90 down to 40"),
        ("typical: 40 – 90", "typical: 1,000", "typical is '1,000'; write 60 – 85, or one number"),
        (
            "better: lower",
            "better: smaller",
            "better is 'smaller'; it must be one of higher, lower",
        ),
        ("verification: P T", "verification: P X", "verification is 'X'"),
        ("category: people", "category: weather", "category is 'weather'"),
        ("    layer: 1\n    causes", "    layer: 4\n    causes", "layer is '4'"),
        ("gate: no", "gate: perhaps", "gate is 'perhaps'"),
        (
            "    title: Warn before shutdown\n",
            "",
            "requirements, COO-R1: title is missing; write it",
        ),
        ("    fixable: part", "    fixable: part\n    mood: bad", "there is no field 'mood'"),
        ("    fixable: part", "    fixable: [part]", "fixable must be a text on one line"),
        ("causes:\n", "reasons:\n", "there is no part 'reasons'"),
        ("references: TMFC012 TMF639\n", "", None),
        ("kpis:\n", "kpis: 7\nmore:\n", "there is no part 'more'"),
        ("title: Cooling\n", "", "title is missing; write it."),
    ],
)
def test_a_bad_file_is_a_sentence(tmp_path: Path, old: str, new: str, said: str | None) -> None:
    path = tmp_path / "cooling.yaml"
    assert old in MODULE
    path.write_text(MODULE.replace(old, new, 1), encoding="utf-8")
    if said is None:
        assert library.load_file(path).heading.references == ()
        return
    with pytest.raises(BadFile) as error:
        library.load_file(path)
    assert said in str(error.value)
    assert str(error.value).startswith("cooling.yaml")
    assert str(error.value).endswith(".")


def test_the_example_of_the_documents_is_the_one_tried_here() -> None:
    text = (Path(__file__).parents[2] / "docs" / "library.md").read_text(encoding="utf-8")
    assert f"```yaml\n{MODULE}```" in text


def test_what_stands_below_the_lists_is_not_lost_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "cooling.yaml"
    path.write_text(MODULE.replace("drivers: sites\n", "") + "drivers: sites\n", encoding="utf-8")
    with pytest.raises(BadFile, match="drivers must stand above the lists"):
        library.load_file(path)


def test_a_module_of_ones_own_stands_beside_the_shipped(tmp_path: Path) -> None:
    (tmp_path / "cooling.yaml").write_text(MODULE, encoding="utf-8")
    assert library.headings(tmp_path)[-1].title == "Cooling"
    assert len(library.headings(tmp_path)) == len(library.headings()) + 1
    for name in ("cooling", "COO", "90", " Cooling "):
        assert library.load(name, tmp_path).requirements["COO-R1"].verification == "P T"
    with pytest.raises(BadFile, match=r"there is no module 'cooler'; did you mean cooling\?"):
        library.load("cooler", tmp_path)
    with pytest.raises(BadFile, match="it is not a directory"):
        library.headings(tmp_path / "cooling.yaml")


def test_two_modules_do_not_share_a_prefix(tmp_path: Path) -> None:
    (tmp_path / "cooling.yaml").write_text(MODULE, encoding="utf-8")
    twin = MODULE.replace("id: cooling", "id: fans").replace("number: 90", "number: 91")
    (tmp_path / "fans.yaml").write_text(twin, encoding="utf-8")
    with pytest.raises(BadFile, match=r"fans\.yaml: its prefix COO is that of cooling.yaml"):
        library.headings(tmp_path)


def test_search_finds_words_at_their_beginning(tmp_path: Path) -> None:
    (tmp_path / "cooling.yaml").write_text(MODULE, encoding="utf-8")

    def found(words: str) -> list[str]:
        return [
            hit.found.id for hit in library.search(words, tmp_path) if hit.heading.id == "cooling"
        ]

    assert found("duty ENGIN") == ["COO-R1"]
    assert found("room") == ["COO-P1", "COO-R1"]
    assert found("oom") == []
    assert found("fans engineer") == []
    assert found("  ") == []
    assert found("(") == []


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "cooling.yaml"
    path.write_text(MODULE, encoding="utf-8")
    assert library.load_file(path).heading.title == "Cooling"
    path.write_text(MODULE.replace("title: Cooling", "title: Chilling"), encoding="utf-8")
    assert library.load_file(path).heading.title == "Chilling"


def test_frameworks_hold_one_name_per_id_and_only_known_ids() -> None:
    apis, components = frameworks.open_apis(), frameworks.components()
    assert len(apis) == 100
    assert len(components) == 30
    assert len({api.name for api in apis.values()}) == len(apis)
    assert all(thing.source for thing in (*apis.values(), *components.values()))
    for component in components.values():
        for api in (*component.required, *component.optional, *component.depends):
            assert api in apis, f"{component.id}: {api}"
    assert components["TMFC002"].required == ("TMF622",)
    assert components["TMFC002"].optional == ("TMF648", "TMF663")
    assert len(components["TMFC002"].depends) == 18
    assert frameworks.reference_name("TMF639") == "Resource Inventory Management 4.0.0"
    assert frameworks.reference_name("TMF999") == ""


def test_versions_are_unseen_only_where_the_sources_have_none() -> None:
    things = (*frameworks.open_apis().values(), *frameworks.components().values())
    assert {thing.id for thing in things if not thing.version} == {"TMF914", "TMFC027"}


@pytest.mark.shared
def test_no_id_is_invented() -> None:
    shared = Path(__file__).parents[3] / "shared" / "tmf"
    if not shared.is_dir():
        pytest.skip("needs ../shared")
    with (shared / "tmf_open_apis.csv").open(encoding="utf-8") as file:
        apis = {row["id"]: (row["name"], row["version_seen"]) for row in csv.DictReader(file)}
    assert {a.id: (a.name, a.version) for a in frameworks.open_apis().values()} == apis
    with (shared / "tmf_oda_components.csv").open(encoding="utf-8") as file:
        components = {row["component_id"]: row["version"] for row in csv.DictReader(file)}
    ours = {c.id: c.version for c in frameworks.components().values()}
    assert ours == components | {"TMFC027": "", "TMFC043": "1.1.0"}


def test_sizing_resolves() -> None:
    sizing = frameworks.sizing()
    for driver in sizing.drivers.values():
        assert driver.unit in frameworks.units(), driver.name
    for ratio in (*sizing.ratios, *sizing.costs):
        assert ratio.unit in frameworks.units(), ratio.id
        assert ratio.basis == "assumption"
        assert ratio.source == "practitioner estimate, illustrative"
    assert all(ratio.driver in sizing.drivers for ratio in sizing.ratios)
    ids = [ratio.id for ratio in (*sizing.ratios, *sizing.costs)]
    assert len(ids) == len(set(ids))
    concurrent = next(r for r in sizing.ratios if r.id == "concurrent-users")
    assert (concurrent.low, concurrent.high, concurrent.unit) == (10, 25, "%")


def test_the_library_lies_in_templates() -> None:
    for heading in library.headings():
        assert heading.path.parent == locations.templates() / "requirements"
