"""A pack read as it arrived: what is asked, what is told about it, and what is filled in already.

It is the way back of `exchange.pack.write_answers`. Sheets and columns are found by their names,
so that a pack somebody sorted, split or saved with another program still reads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.book import Book, Sheet
from ossbuy.exchange.pack import Due, Item, Pack, Question, Reason, read_loops, set_hash
from ossbuy.exchange.pack.words import (
    ABOUT,
    ANSWERS,
    NAME_HASH,
    NAME_PACK,
    NAME_VERSION,
    START,
    WHY,
)
from ossbuy.exchange.replies.words import FACTS, folded, load_words
from ossbuy.model.bid import Level, Response
from ossbuy.model.receipt import LoopAnswer

MOST_ASKED: Final = 20_000
"""Requirements a pack may ask for."""
KEY: Final = re.compile(r"[A-Za-z0-9_-]{1,60}")
"""What can stand in a key of the journal."""


@dataclass(frozen=True, slots=True)
class PackIn:
    """A pack as it was read."""

    pack: Pack
    """Its items and questions have keys of their own, each once."""
    answers: Mapping[str, Response]
    """By key: what is filled in already."""
    about: Mapping[str, LoopAnswer]
    """By key of the question."""
    remarks: tuple[str, ...]
    """What a reader should know, in sentences."""


def is_pack(book: Book) -> bool:
    """Whether a workbook is a pack: a sheet of answers with ids, texts and levels in row 1."""
    sheet = book.sheet(ANSWERS)
    return sheet is not None and {"id", "requirement", "level"} <= _headers(sheet).keys()


def read_pack(book: Book, names: Mapping[str, str] | None = None) -> PackIn:
    """Read a pack.

    Args:
        book: the workbook's values.
        names: its defined names, by name; the fingerprint stands there as well as on the front.

    Raises:
        BadFile: no sheet of answers, nothing asked on it, or more than anybody answers.
    """
    sheet = book.sheet(ANSWERS)
    if sheet is None or not is_pack(book):
        raise BadFile(
            book.name,
            f"it is no pack: no sheet {ANSWERS!r} with Id, Requirement and Level in row 1.",
        )
    remarks: list[str] = []
    items: list[Item] = []
    answers: dict[str, Response] = {}
    for row, cells in _rows(sheet):
        if not cells["id"] and not cells["requirement"]:
            continue
        if not cells["requirement"]:
            remarks.append(f"{sheet.where(row)}: {cells['id'][:40]} asks nothing and is left out.")
            continue
        if len(items) >= MOST_ASKED:
            raise BadFile(sheet.place, f"it asks for more than {MOST_ASKED} requirements.")
        key = _key(cells["key"], answers)
        code = cells["id"][:500] or f"row {row}"
        items.append(
            Item(key, code, cells["section"][:500], cells["requirement"][:20_000], _gate(cells))
        )
        answers[key] = _answer(cells, sheet.where(row), remarks)
    if not items:
        raise BadFile(sheet.place, "it asks for nothing: no row has a requirement.")
    if twice := _repeated(items):
        remarks.append(f"{sheet.place}: {twice} stands there more than once.")
    front = _front(book.sheet(START))
    said = {name.casefold(): value.strip('="') for name, value in (names or {}).items()}
    digest = said.get(NAME_HASH) or front.facts.get("fingerprint", "")
    if digest and digest != set_hash(items):
        remarks.append(
            "What this file asks is not what went out: its fingerprint does not fit. Ask the buyer "
            "for the pack again, or answer what stands here."
        )
    questions, about = _about(book.sheet(ABOUT))
    pack = Pack(
        project=said.get(NAME_PACK, ""),
        name=front.title or book.name.rsplit(".", 1)[0],
        buyer=front.facts.get("buyer", ""),
        version=said.get(NAME_VERSION) or front.facts.get("version", ""),
        stage="short" if front.facts.get("stage", "").casefold().startswith("short") else "full",
        issued=_moment(front.facts.get("issued", "")),
        items=tuple(items),
        hash=digest,
        lot=front.facts.get("lot", ""),
        currency=front.facts.get("currency", "")[:3],
        base_year=_year(front.facts.get("currency", "")),
        questions=questions,
        dues=front.dues,
        reasons=_reasons(book.sheet(WHY)),
        published=front.published,
        changes=front.facts.get("what changed", ""),
    )
    given = {key: one for key, one in answers.items() if one != Response(level=Level.UNANSWERED)}
    return PackIn(pack, given, about, tuple(remarks))


def _headers(sheet: Sheet) -> dict[str, int]:
    """Column numbers from 1, by header in lower case; the first of equal ones counts."""
    found: dict[str, int] = {}
    for column, text in enumerate(sheet.rows[0] if sheet.rows else (), start=1):
        found.setdefault(" ".join(text.casefold().split()), column)
    return found


class _Cells(dict[str, str]):
    def __missing__(self, header: str) -> str:
        return ""


def _rows(sheet: Sheet) -> Iterator[tuple[int, _Cells]]:
    headers = _headers(sheet)
    for row in range(2, len(sheet.rows) + 1):
        yield row, _Cells({h: sheet.cell(row, c).strip() for h, c in headers.items()})


def _key(said: str, taken: Mapping[str, object]) -> str:
    """The hidden key; one of its own where it is missing, spoilt or there already."""
    if KEY.fullmatch(said) and said not in taken:
        return said
    number = len(taken) + 1
    while f"row-{number}" in taken:
        number += 1
    return f"row-{number}"


def _gate(cells: Mapping[str, str]) -> bool:
    return cells["gate"].casefold() not in ("", "no", "n", "0", "-", "–")


def _answer(cells: Mapping[str, str], where: str, remarks: list[str]) -> Response:
    """What is filled in already; a word that is none of ours stays in the comment, and is said."""
    said: dict[str, object] = {"level": Level.UNANSWERED}
    comment = cells["comment"]
    own = load_words().own
    for name in FACTS:
        text = cells[name]
        before, _, behind = text.removesuffix(")").partition("(")
        known = [own[name].get(folded(word)) for word in (text, before, behind) if word.strip()]
        if found := [one for one in known if one is not None]:
            said[name] = getattr(found[0], name)
        elif text:
            comment = f"{comment}\n{name}: {cells[name]}".strip()
            remarks.append(f"{where}: {name} {cells[name][:40]!r} is none of the words.")
    return Response.model_validate(
        said
        | {
            "available": cells["available"][:500],
            "reference": cells["reference"][:20_000],
            "comment": comment[:20_000],
        }
    )


def _repeated(items: list[Item]) -> str:
    codes = Counter(item.code.casefold() for item in items)
    return next((item.code for item in items if codes[item.code.casefold()] > 1), "")


@dataclass(frozen=True, slots=True)
class _Front:
    title: str
    facts: Mapping[str, str]
    """By label in lower case."""
    dues: tuple[Due, ...]
    published: tuple[tuple[str, str], ...]


def _front(sheet: Sheet | None) -> _Front:
    """The front sheet: headings with pairs under them, up to an empty row each."""
    if sheet is None:
        return _Front("", {}, (), ())
    heading, facts = "", {}
    dues: list[Due] = []
    published: list[tuple[str, str]] = []
    for row in range(1, len(sheet.rows) + 1):
        label, said = sheet.cell(row, 2).strip(), sheet.cell(row, 3).strip()
        if label and not said:
            heading = label.casefold()
        elif heading == "this pack" and label:
            facts[label.casefold()] = said[:2_000]
        elif heading == "calendar" and label:
            moment, _, note = said.partition(" · ")
            dues.append(Due(label[:500], _moment(moment), note[:2_000]))
        elif heading == "how answers will be weighed" and label:
            published.append((label, said))
    return _Front(sheet.cell(1, 2).strip()[:500], facts, tuple(dues), tuple(published))


def _moment(said: str) -> str:
    """``2027-01-15T12:00:00Z`` from ``2027-01-15 12:00 UTC``; anything else as it is."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC", said)
    return f"{found[1]}T{found[2]}:00Z" if found else said[:60]


def _year(said: str) -> int | None:
    found = re.search(r"\b(?:19|20)\d\d\b", said)
    return int(found[0]) if found else None


def _about(sheet: Sheet | None) -> tuple[tuple[Question, ...], dict[str, LoopAnswer]]:
    if sheet is None:
        return (), {}
    known = {question.key: question for question in read_loops()}
    questions: dict[str, Question] = {}
    about: dict[str, LoopAnswer] = {}
    for _, cells in _rows(sheet):
        if not cells["question"]:
            continue
        key = _key(cells["key"], questions)
        question = Question(
            key, cells["subject"][:500], cells["question"][:2_000], cells["unit"][:200], "text"
        )
        ours = known.get(key)
        if ours is not None and (ours.text, ours.unit) == (question.text, question.unit):
            question = replace(question, kind=ours.kind, choices=ours.choices, short=ours.short)
        questions[key] = question
        if cells["answer"] or cells["comment"]:
            about[key] = LoopAnswer(value=cells["answer"][:20_000], note=cells["comment"][:20_000])
    return tuple(questions.values()), about


def _reasons(sheet: Sheet | None) -> tuple[Reason, ...]:
    if sheet is None:
        return ()
    found: dict[str, Reason] = {}
    for row, cells in _rows(sheet):
        if not cells["cause"]:
            continue
        key = _key(cells["key"], found)
        found[key] = Reason(
            key,
            cells["id"][:500] or f"row {row}",
            cells["cause"][:20_000],
            cells["what it causes"][:20_000],
            tuple(cells["requirements"].split()),
        )
    return tuple(found.values())
