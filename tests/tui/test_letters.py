"""Large letters: they fit, they are what was typed, and what cannot be drawn is said plainly."""

from __future__ import annotations

import pytest

from ossbuy.exchange import agendas
from ossbuy.tui.widgets.letters import SIZES, drawn

PRINTABLE = "".join(map(chr, range(33, 127)))
NAMES = "Jörg Müller Ørsted Łukasz Żółć François Šimůnek Åse Nuñez Đorđe İpek Ștefan Zoë"


def shape(text: str, width: int = 400, height: int = 4) -> list[str]:
    return drawn(text, width, height, align="left").plain.split("\n")


def test_it_takes_the_largest_size_that_fits() -> None:
    assert len(shape("What", 80, 8)) == 8
    assert "█" in shape("What", 80, 8)[0]
    assert len(shape("What", 80, 4)) == 4
    assert set("".join(shape("What hurts", 60))) <= set(" ▀▄█")
    assert set("".join(shape("What would heal it", 60))) - set(" ▀▄█"), "quarters of cells"


@pytest.mark.parametrize("width", [30, 78, 118])
def test_nothing_is_wider_or_higher_than_its_place(width: int) -> None:
    for text in (NAMES, "How bad is it?", "a " * 60, "-1:02:34"):
        for height in (4, 8, 16, 30):
            rows = drawn(text, width, height).plain.split("\n")
            if len(rows) > 1:
                assert len(rows) <= height
                assert max(map(len, rows)) <= width


def test_every_printable_character_and_every_accent_has_a_shape() -> None:
    for text in (*PRINTABLE, *NAMES.split()):
        assert len(shape(text)) == 4, text


def test_letters_that_differ_look_different() -> None:
    seen: dict[tuple[str, ...], str] = {}
    # A capital under an accent is as high as its small letter, so capitals stand for themselves.
    for character in PRINTABLE.replace("'", "") + "’éèêëēåäãöüñšžçąøæœßłđþðıÆŒØŁĐÞ":
        rows = tuple(shape(character))
        assert rows not in seen, f"{character} looks like {seen.get(rows)}"
        seen[rows] = character


def test_lines_break_between_words_only() -> None:
    rows = shape("What would you have to see on a screen", 60, 40)
    assert len(rows) % 4 == 0
    assert len(rows) > 4
    assert drawn("Donaudampfschifffahrtsgesellschaft", 40, 40).plain == (
        "Donaudampfschifffahrtsgesellschaft"
    ), "a word that does not fit is not broken"


@pytest.mark.parametrize("text", ["李 雷", "Привет", "مرحبا", "[/] 雷"])
def test_other_scripts_stand_there_as_they_are(text: str) -> None:
    assert drawn(text, 80, 8).plain == " ".join(text.split())


def test_nothing_is_drawn_as_nothing() -> None:
    assert drawn("", 80, 8).plain == ""
    assert drawn("   ", 80, 8).plain == ""


def test_every_shipped_step_and_question_is_large_on_the_smallest_screen() -> None:
    """78 by 16 cells for the question, what a clock of -1:23 leaves of four lines for the title."""
    clock = len(max(shape("-1:23", height=4), key=len))
    for name in agendas.names():
        for step in agendas.agenda(name).steps.values():
            assert "\n" in drawn(step.title, 78 - clock // 2 - 3, 4).plain, step.title
            for question in step.ask:
                assert "\n" in drawn(question, 78, 16).plain, question


def test_the_sizes_are_those_of_the_same_shapes() -> None:
    for size in SIZES:
        rows = drawn("H", 80, 8, align="left", sizes=(size,)).plain.split("\n")
        assert len(rows) == size.rows
