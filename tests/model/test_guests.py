"""A pasted list of names becomes people, and no slip of the finger becomes a stranger."""

from __future__ import annotations

import pytest

from ossbuy.model.events import Refused
from ossbuy.model.fold import Draft
from ossbuy.model.guests import guests, person_named
from ossbuy.model.project import Project
from small import Case


@pytest.fixture
def project() -> Project:
    return Case().thing("person", "petrova", name="Elena Petrova", role="NOC").project()


def with_them(project: Project, lines: list[str]) -> tuple[list[tuple[str, str, str]], Project]:
    """(id, name, role) of everybody the lines name, and the project with the new ones."""
    idents, facts = guests(project, lines)
    draft = Draft()
    for person in project.people.values():
        _, said = guests(Project(), [f"{person.name}, {person.role}"])
        draft.apply(said)
    draft.apply(facts)
    after = draft.freeze().people
    known = {**project.people, **after}
    return [(known[i].code, known[i].name, known[i].role) for i in idents], draft.freeze()


def test_known_people_are_found_by_id_and_by_name_in_any_case(project: Project) -> None:
    idents, facts = guests(project, ["PETROVA", "elena  petrova", ""])
    assert (idents, facts) == (("petrova",), ())


def test_new_people_get_an_id_from_the_last_name_and_sit_in_the_room(project: Project) -> None:
    said, _ = with_them(
        project,
        [
            "Ana Petrova, head of planning",
            "Jörg Müller",
            "李 雷",
            "Ana Petrova",
            "Bo, intern",
            "Ines Ørsted",
        ],
    )
    assert said == [
        ("petrova2", "Ana Petrova", "head of planning"),
        ("muller", "Jörg Müller", ""),
        ("guest", "李 雷", ""),
        ("bo", "Bo", "intern"),
        ("orsted", "Ines Ørsted", ""),
    ]
    _, facts = guests(project, ["Ana Petrova"])
    assert {f.key.split("/")[2]: f.value for f in facts}["in_room"] is True


def test_a_single_word_nobody_knows_is_refused_rather_than_added(project: Project) -> None:
    with pytest.raises(Refused, match=r"no person 'petrvoa': check the id, or write a full name"):
        guests(project, ["petrvoa"])


def test_somebody_is_named_by_id_or_name_or_refused_with_those_there_are(project: Project) -> None:
    assert person_named(project, " Elena Petrova ") == "petrova"
    with pytest.raises(Refused, match=r"no person 'x': choose from petrova"):
        person_named(project, "x")
    with pytest.raises(Refused, match="nobody yet"):
        person_named(Project(), "")


def test_bullets_and_numbers_of_a_pasted_list_are_no_part_of_a_name() -> None:
    lines = ["• Ana Petrova, billing", "- Per Lund", "3. Ida Roe", "2) Ines Orsted", "Jean-Luc Roy"]
    _, facts = guests(Project(), lines)
    names = [fact.value for fact in facts if fact.key.endswith("/name")]
    assert names == ["Ana Petrova", "Per Lund", "Ida Roe", "Ines Orsted", "Jean-Luc Roy"]
