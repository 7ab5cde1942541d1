"""What a vendor says about itself: the sheet ``About you``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ossbuy.exchange.intake.book import Sheet
from ossbuy.exchange.replies.items import Items, short
from ossbuy.exchange.replies.words import Words, folded, squeezed

LONGEST = 20_000


def read_about(
    sheets: Sequence[Sheet | None], questions: Mapping[str, str], words: Words, items: Items
) -> tuple[dict[str, tuple[str, str]], frozenset[int]]:
    """Answers to the questions about the vendor itself, and the sheets they were found on.

    A row is found by the id of its question, else by the question's text. What answers no question
    is an item of the report.
    """
    by_id = {folded(ident): ident for ident in questions}
    by_text = {squeezed(text): ident for ident, text in questions.items()}
    found: dict[str, tuple[str, str]] = {}
    read: set[int] = set()
    for number, sheet in enumerate(sheets):
        if not questions or sheet is None:
            continue
        header = _header(sheet, words)
        named = folded(sheet.name) in words.about["sheets"]
        if header is None or not (named or _holds(sheet, by_id, by_text)):
            continue
        read.add(number)
        at, columns = header
        for row_number, row in enumerate(sheet.rows[at + 1 :], start=at + 2):
            ident = next(
                (
                    hit
                    for cell in row
                    if (hit := by_id.get(folded(cell)) or by_text.get(squeezed(cell)))
                ),
                "",
            )
            answer = _in(row, columns.get("answer", -1))
            note = _in(row, columns.get("note", -1))
            if not ident:
                if answer or note:
                    what = f"{short(answer or note)} answers no question that was asked."
                    items.row("extra", number, row_number, what, said=answer or note)
                continue
            if words.is_placeholder(answer):
                what = f"the answer to {ident} is {short(answer)}, which is no answer."
                items.cell(
                    "placeholder", number, row_number, columns["answer"] + 1, what, said=answer
                )
                answer = ""
            if answer or note:
                found.setdefault(ident, (answer[:LONGEST], note[:LONGEST]))
    return found, frozenset(read)


def _header(sheet: Sheet, words: Words) -> tuple[int, dict[str, int]] | None:
    for at, row in enumerate(sheet.rows[:40]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row):
            for part in ("answer", "question", "note"):
                if folded(cell) in words.about[part]:
                    columns.setdefault(part, column)
        if "answer" in columns and "question" in columns:
            return at, columns
    return None


def _holds(sheet: Sheet, by_id: Mapping[str, str], by_text: Mapping[str, str]) -> bool:
    return any(
        folded(cell) in by_id or squeezed(cell) in by_text
        for row in sheet.rows[:200]
        for cell in row
        if cell
    )


def _in(row: Sequence[str], column: int) -> str:
    return row[column] if 0 <= column < len(row) else ""
