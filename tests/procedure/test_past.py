"""A project started from a past one holds nothing of its client."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ossbuy import cli, locations
from ossbuy.model import commands
from ossbuy.model.events import Refused
from ossbuy.model.project import Project
from ossbuy.output import ExitCode
from ossbuy.procedure.files.build import begin, build
from ossbuy.procedure.masking import client_texts, mask, names_of, vocabulary
from ossbuy.procedure.past import past
from ossbuy.store.workspace import Workspace
from small import Case


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Kestrel as it was decided, with names planted where texts are taken."""
    home = tmp_path_factory.mktemp("old")
    shutil.copytree(locations.samples() / "kestrel-inventory", home / "files")
    with Workspace.create(home / "old.ossbuy", "Zebulon Quirke") as w:
        build(w, home / "files")
        planted = next(r for r in w.project.requirements.values() if r.code == "C1.1")
        w.execute(
            commands.change(
                w.project,
                "requirement",
                planted.id,
                {
                    "text": "KESTREL Fibre's planner Irina shall move a port from Skylark Cloud to "
                    "the inventory before 31 May 2028, for all 410 000 premises.",
                    "title": "Petrova's port, as at Norrfjord",
                    "kpi_baseline": "31 of 400 at Mill Cross",
                },
            )
        )
        pain = next(p for p in w.project.pains.values() if p.code == "P1")
        w.execute(commands.change(w.project, "pain", pain.id, {"name": "Cards Kestrel buys twice"}))
        return w.project


@pytest.fixture(scope="module")
def new(old: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("new") / "new.ossbuy"
    with Workspace.create(path, "Ines") as w:
        begin(w, "Next", "USD")
        w.execute(past(old).act())
    return path


def test_no_text_of_the_client_is_in_the_bytes_of_the_new_file(old: Project, new: Path) -> None:
    held = new.read_bytes()
    titles = [r.title for r in old.requirements.values() if r.code != "C1.1"]
    assert sum(title.encode() in held for title in titles) > 40, "these bytes can be read"
    secret = {text.strip() for text in client_texts(old)}
    secret |= {r.comment.strip() for r in old.responses.values()}
    secret |= {line.item for line in old.prices.values()}
    pains = {p.name for p in old.pains.values()}
    # Words such as "yes" and "data" tell nothing; names are looked for one by one below.
    long = {t for t in secret if len(t) >= 14 and t not in pains}
    assert len(long) > 300
    for text in long:
        if text.casefold() not in vocabulary():
            assert text.encode() not in held, text
    names = [person.name for person in old.people.values() if " of the " not in person.name]
    names += [part for name in names for part in name.split()]
    names += [vendor.name for vendor in old.vendors.values()]
    names += ["Kestrel", "KX-2", "Skylark", "Ductwise", "Harbour", "Norrfjord", "IA-2026-07"]
    for name in names:
        for said in (name, name.upper(), name.casefold()):
            assert said.encode() not in held, said
    for number in ("410 000", "410000", "41,200", "2028-05-31", "31 May 2028", "160000"):
        assert number.encode() not in held, number


def test_what_another_telco_could_have_said_is_taken(old: Project, new: Path) -> None:
    with Workspace.open(new, "Ines") as w:
        fresh, events = w.project, w.history()
    assert [e.kind for e in events] == ["project.begun", "model.adopted", "past.taken"]
    assert next(iter(fresh.pains.values())).name == "Cards [buyer] buys twice"
    assert len(fresh.pains) == len(old.pains)
    assert len(fresh.links) == len([s for s in old.links.values() if s])
    assert len(fresh.requirements) == len(old.requirements)
    for before, after in zip(old.requirements.values(), fresh.requirements.values(), strict=True):
        assert (before.code, before.gate, before.verification) == (
            after.code,
            after.gate,
            after.verification,
        )
        assert old.sections[before.section].code == fresh.sections[after.section].code
    planted = next(r for r in fresh.requirements.values() if r.code == "C1.1")
    assert planted.text == (
        "[buyer]'s planner [person] shall move a port from [vendor] to the inventory before "
        "[date], for all [number] premises."
    )
    assert planted.title == "[person]'s port, as at [name]"
    assert not planted.kpi_baseline
    said = {(old.label(c), old.label(e)): s for (c, e), s in old.contributions.items()}
    assert {
        (fresh.label(c), fresh.label(e)): s for (c, e), s in fresh.contributions.items()
    } == said


def test_what_was_told_weighed_or_offered_stays_behind(new: Path) -> None:
    with Workspace.open(new, "Ines") as w:
        fresh = w.project
    for name in (
        "people",
        "triggers",
        "emotions",
        "costings",
        "burdens",
        "values",
        "stated",
        "hygiene",
        "ballots",
        "sessions",
        "questions",
        "parked",
        "vendors",
        "responses",
        "prices",
        "scores",
        "notes",
    ):
        assert not getattr(fresh, name), name
    assert fresh.description.name == "Next"
    assert not fresh.description.buyer
    assert fresh.locked is None
    for pain in fresh.pains.values():
        said = pain.model_dump(exclude_defaults=True)
        assert set(said) <= {"id", "code", "name", "library"}


def test_causes_must_be_said_again_unless_they_are_the_librarys(old: Project) -> None:
    found = past(old)
    assert set(found.to_say) == {cause.code for cause in old.causes.values()}
    assert any("To be said again" in line for line in found.sentences())
    from ossbuy.exchange import library

    starter = next(iter(library.load("resource-inventory").causes.values()))
    case = Case().pain("P1").thing("cause", "RC1", statement=starter.statement, category="data")
    taken = past(case.project())
    assert not taken.to_say
    assert any(fact.value == " ".join(starter.statement.split()) for fact in taken.facts)


def test_every_mask_is_reported(old: Project) -> None:
    found = past(old)
    planted = {(cut.found, cut.instead) for cut in found.masked if cut.where == "C1.1"}
    assert ("KESTREL Fibre", "[buyer]") in planted
    assert ("Irina", "[person]") in planted
    assert ("Norrfjord", "[name]") in planted
    said = "\n".join(found.sentences())
    assert "C1.1: KESTREL Fibre → [buyer]" in said
    assert "Left behind: 13 people" in said


def test_codes_that_tell_something_are_numbered_anew() -> None:
    case = Case().thing("vendor", "acme", name="Acme")
    case.section("Kestrel-A").requirement("ACME1", "Kestrel-A").requirement("R2", "Kestrel-A")
    case.pain("our worst").pain("P7")
    codes = {str(f.value) for f in past(case.project()).facts if f.key.endswith("/code")}
    assert codes == {"C1", "R1", "R2", "P1", "P7"}


def test_an_empty_project_gives_nothing() -> None:
    with pytest.raises(Refused, match="no pain, cause or requirement"):
        past(Case().project()).act()


def test_the_language_of_telcos_is_left_alone(old: Project) -> None:
    names = names_of(old)
    for text in (
        "The inventory shall export ports over TMF639 as JSON before 30 June.",
        "OLT and XGS-PON ports shall be shown per splice.",
        "The Service desk shall see an alarm within 5 min; 1,000 parallel claims.",
    ):
        assert mask(text, names).text == text


@given(st.text(max_size=80))
def test_masking_any_text_is_no_error_and_says_what_it_did(text: str) -> None:
    names = names_of(
        Case()
        .thing("person", "ana", name="Ana (Lima)")
        .thing("vendor", "v+", name="V. [x]*")
        .project()
    )
    done = mask(text, names)
    assert (done.text == text) == (not done.found)
    assert "Lima" not in done.text


def test_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSSBUY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OSSBUY_USER", "ines")
    path, again = str(tmp_path / "old.ossbuy"), str(tmp_path / "new.ossbuy")
    cli.run(["new", path, "--name", "Old", "--currency", "EUR"])
    line = ["new", again, "--past", path, "--name", "Next"]
    assert cli.run(line) == ExitCode.REFUSED
    assert "no pain, cause or requirement" in capsys.readouterr().err
    assert not Path(again).exists()
    cli.run(["set", path, "pain", "P1", "name", "Late bills", "statement", "Zounds!"])
    assert cli.run(["new", again, "--past", path]) == ExitCode.USAGE
    assert "--name" in capsys.readouterr().err
    assert cli.run([*line, "--from", str(tmp_path)]) == ExitCode.USAGE
    assert "not both" in capsys.readouterr().err
    assert cli.run(line) == ExitCode.OK
    out = capsys.readouterr().out
    assert "Taken: 1 pain by name." in out
    assert b"Zounds" not in Path(again).read_bytes()
    assert b"Late bills" in Path(again).read_bytes()


def test_names_are_masked_in_any_case_and_addresses_whatever_they_say() -> None:
    case = Case().section("S").thing("person", "mq", name="Mark Quintanilla")
    case.say("project/buyer", "Zephyr Telecom plc").say("project/name", "Zephyr BSS")
    names = names_of(case.project())

    def masked(text: str) -> str:
        return mask(text, names).text

    assert masked("zephyr and ZEPHYR at zephyrtel") == "[buyer] and [buyer] at [buyer]"
    assert masked("ask quintanilla, and mark the order") == "ask [person], and mark the order"
    assert masked("a telecom operator's mobile numbers") == "a telecom operator's mobile numbers"
    assert masked("mail m.q@zeph.example now") == "mail [address] now"
    assert masked("see https://portal.example/a?b=1, then") == "see [address], then"
    assert masked("call +44 20 7946 0958 at once") == "call [telephone] at once"
    assert masked("pay GB29 NWBK 6016 1331 9268 19 first") == "pay [account] first"
    assert masked("TMF639 over REST, +3 dB, 2024") == "TMF639 over REST, +3 dB, 2024"
