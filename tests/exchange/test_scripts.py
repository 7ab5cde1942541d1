"""Facilitators' scripts: each question is a question, with minutes, a purpose and a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.scripts import printable, read_script, script, scripts


def test_the_seven_scripts_are_whole() -> None:
    assert [s.name for s in scripts()] == [
        "trigger",
        "pains",
        "feelings",
        "causes",
        "absent",
        "worst-case",
        "interview",
    ]
    asked = [q for s in scripts() for q in s.questions]
    assert len({q.ask for q in asked}) == len(asked)
    for question in asked:
        assert question.ask.endswith(("?", "."))
        assert question.note, question.ask
        # Two lines beside the list on the narrowest screen.
        assert len(question.ask) <= 120
    for one in scripts():
        assert 5 <= len(one.questions) <= 8
        assert one.minutes <= 30


def test_a_script_prints_with_everything_in_it() -> None:
    one = script("trigger")
    text = printable(one)
    assert text.startswith("# Why now (15 min)\n")
    for place, question in enumerate(one.questions, 1):
        assert f"## {place}. {question.ask}" in text
        assert question.purpose in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: x\npurpose: y\n", "no questions"),
        ("purpose: y\nquestions: []\n", "title is missing"),
        (
            "title: x\npurpose: y\nquestions:\n - {ask: 'a?', minutes: '0', purpose: p}\n",
            "question 1: minutes is '0'",
        ),
        ("title: x\npurpose: y\nquestions:\n - {ask: 'a?', purpose: p}\n", "minutes is missing"),
        (
            "title: x\npurpose: y\nquestions:\n - {ask: 'a?', minutes: '1', purpose: p, by: z}\n",
            "no field 'by'",
        ),
        (
            "title: x\nnumber: one\npurpose: y\n"
            "questions:\n - {ask: 'a?', minutes: '1', purpose: p}\n",
            "number is 'one'",
        ),
    ],
)
def test_a_wrong_script_is_said_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match=said):
        read_script(path)


def test_a_script_of_your_own_and_one_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "title: Mine\npurpose: p\nquestions:\n - {ask: 'Why # now?', minutes: 1.5, purpose: p}\n",
        encoding="utf-8",
    )
    mine = script(str(path))
    assert (mine.title, mine.minutes) == ("Mine", 1.5)
    with pytest.raises(BadFile, match="shipped are trigger, pains"):
        script("nothing")
