"""Whether a sheet is taken, and why: one sentence either way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ossbuy.exchange.intake.book import Sheet
from ossbuy.exchange.matrices.cells import number
from ossbuy.exchange.matrices.values import Column, Layout, Line, Table
from ossbuy.exchange.matrices.words import Words, plain

NAMES_ONLY = 0.25
"""Share of texts with a verb of obligation below which nameless texts are no requirements."""
_NEVER = ("checklist", "questions and answers", "instructions", "lists")
"""What a sheet is by its name, even where the name has a word for requirements, too."""
_UNLESS_NUMBERED = ("glossary", "scoring")
"""What a sheet is by its name, unless its rows have ids and texts in columns named so."""
_CARD_LABELS = 3
_CARDS = 2


def kind_of_sheet(name: str, lists: Words) -> str:
    """What a sheet's name says it holds, if that is something else than requirements."""
    padded = f" {plain(name)} "
    words = set(padded.split())
    kinds = sorted(lists.other_sheets.items(), key=lambda item: item[0] not in _NEVER)
    for kind, names in kinds:
        for word in names:
            if f" {word} " in padded and (" " in word or word in words):
                if kind in _NEVER:
                    return kind
                if not any(f" {w} " in padded for w in lists.requirement_sheets):
                    return kind
    return ""


def without_table(sheet: Sheet, layout: Layout, lists: Words) -> str:
    """Why a sheet in which no header was found is not taken."""
    filled = [row for row in sheet.rows if any(cell.strip() for cell in row)]
    if filled and (kind := kind_of_sheet(sheet.name, lists)):
        return f"By its name it holds {_kind(kind)}, not requirements."
    if not filled:
        if layout.pictures:
            many = "a picture" if layout.pictures == 1 else f"{layout.pictures} pictures"
            return f"It holds {many} and no cells: ask for the table itself."
        return "It is empty."
    if cards := card_layout(sheet, lists):
        return cards
    return "No row looks like the headers of requirements: name it by --header, 0 where none is."


def card_layout(sheet: Sheet, lists: Words) -> str:
    """The sentence for a sheet of cards (labels beside values, card under card); else empty."""
    found: Counter[str] = Counter()
    for row in sheet.rows:
        filled = [cell.strip() for cell in row if cell.strip()]
        if 1 <= len(filled) <= 4:
            named = dict.fromkeys(plain(c.rstrip(":")) for c in filled if len(c) <= 40)
            found.update(word for word in named if word and _names_a_column(word, lists))
    repeated = [word for word, count in found.items() if count >= _CARDS]
    if len(repeated) < _CARD_LABELS:
        return ""
    labels = ", ".join(repr(word) for word in repeated[:3])
    count = Counter(found[word] for word in repeated).most_common(1)[0][0]
    return (
        f"It is laid out as {count} cards, with labels such as {labels} beside their values, not "
        "as a table: ask for one row per requirement."
    )


def _names_a_column(word: str, lists: Words) -> bool:
    return any(lists.name_score(word, role) >= 0.75 for role in lists.columns)


def decide(
    sheet: Sheet, tables: Sequence[Table], lines: Sequence[Line], lists: Words
) -> tuple[bool, str]:
    """Whether the tables of a sheet are requirements, with the reason."""
    taken = [line for line in lines if line.becomes == "requirement" and line.asked is not None]
    columns = [column for table in tables for column in table.columns]
    if bids := _bids(tables, taken, lists):
        return False, bids
    kind = kind_of_sheet(sheet.name, lists)
    if kind in _NEVER or (kind and not any(table.at("text") for table in tables)):
        return False, f"By its name it holds {_kind(kind)}, not requirements."
    if not any(table.at("text") for table in tables):
        heads = ", ".join(repr(c.header) for c in columns[:5] if c.header)
        return False, f"No column holds the texts of requirements; its headers are {heads}."
    if not taken:
        if any(line.becomes == "formula" for line in lines):
            return False, (
                "Its texts are formulas without stored values: open it in a spreadsheet program, "
                "save it and import it again."
            )
        return False, "It has headers and no requirement under them."
    numbered = any(
        table.at("text") and "named so" in {c.why for c in table.of("id")} for table in tables
    )
    if kind and not (kind in _UNLESS_NUMBERED and numbered):
        return False, f"By its name it holds {_kind(kind)}, not requirements."
    has_id = any(table.at("id") for table in tables) or any(line.asked.code for line in taken)  # type: ignore[union-attr]
    named = any(
        c.role == "text"
        and c.why != "by its content"
        and lists.name_score(c.header, "text") >= 0.99
        for c in columns
    )
    if not has_id and not (named and _obliging(taken, lists) >= NAMES_ONLY):
        if _obliging(taken, lists) < NAMES_ONLY:
            return False, "It has no ids, and its texts read like names rather than requirements."
        if len(taken) < 2:
            return False, "It has no ids and hardly a text."
    wished = any(c.role in ("priority", "gate", "answer", "tick") for c in columns)
    titles = all(c.role != "text" or _is_title(c, lists) for c in columns)
    if titles and not wished and _names(taken, lists):
        return False, "It has ids with short names and no texts of requirements."
    rows = f"{len(taken)} row{'' if len(taken) == 1 else 's'}"
    parts = [f"{_role(c)} in {c.letter} ({c.header or 'no header'})" for c in _main(tables[0])]
    return True, f"{rows} with {', '.join(parts)}."


def vendors_hint(tables: Sequence[Table], sheet: Sheet, lists: Words) -> str:
    """The sentence for vendors as columns with scores or answers; empty if there are none."""
    if any(_bid_columns(table, lists) for table in tables):
        return ""
    for table in tables:
        found = []
        for column in table.columns:
            if column.role or not column.header or column.filled < 2:
                continue
            cells = [sheet.cell(r, column.number) for r in range(table.last + 1, table.end + 1)]
            said = [cell for cell in cells if cell.strip()]
            graded = sum(
                (number(cell) and len(cell) <= 6) or plain(cell) in lists.tick_answers
                for cell in said
            )
            if said and graded >= 0.7 * len(said):
                found.append(column)
        groups = list(dict.fromkeys(c.group for c in table.of("answer") if c.group))
        if len(groups) >= 2 and len(table.of("answer")) == len(groups):
            return (
                f"Answers stand under {', '.join(groups[:4])}: if these are vendors, "
                "'ossbuy import FILE --scored' reads them."
            )
        if len(found) >= 2:
            names = ", ".join(column.header for column in found[:4])
            return (
                f"{names} look like vendors with scores or answers: "
                "'ossbuy import FILE --scored' reads those, too."
            )
    return ""


def _is_title(column: Column, lists: Words) -> bool:
    """Whether a column that is taken for texts is called a title."""
    named = lists.name_score(column.header, "title")
    return column.why != "you said so" and named > lists.name_score(column.header, "text")


def _names(taken: Sequence[Line], lists: Words) -> bool:
    """Whether texts are short names that oblige nobody."""
    words = [len(line.asked.text.split()) for line in taken if line.asked]
    return sum(words) < 5 * len(words) and _obliging(taken, lists) < NAMES_ONLY


def _bids(tables: Sequence[Table], taken: Sequence[Line], lists: Words) -> str:
    """The sentence for tables of bids or prices; empty for anything else."""
    heads = [c for table in tables for c in table.columns if c.header]
    bids = [c for table in tables for c in _bid_columns(table, lists)]
    if not bids or _obliging(taken, lists) >= NAMES_ONLY:
        return ""
    if any(
        lists.name_score(c.header, "text") >= 0.99
        and c.role == "text"
        and "requirement" in plain(c.header)
        for c in heads
    ):
        return ""
    names = ", ".join(c.header for c in bids[:4])
    return (
        f"These are bids or prices, not requirements: its columns are {names}. Vendors' prices "
        "come in by 'ossbuy receive'."
    )


def _bid_columns(table: Table, lists: Words) -> list[Column]:
    """The columns of a table of bids or prices; none where only a few have such names."""
    heads = [c for c in table.columns if c.header]
    bids = [c for c in heads if lists.holds(c.header, "bids")]
    return bids if len(bids) >= 2 and len(bids) >= 0.3 * len(heads) else []


def _obliging(taken: Sequence[Line], lists: Words) -> float:
    """Share of the texts with a verb that obliges or asks."""
    texts = [line.asked.text[:300] for line in taken[:200] if line.asked]
    if not texts:
        return 0.0
    verb = lists.obliging
    return sum("?" in text or bool(verb.search(plain(text))) for text in texts) / len(texts)


def _main(table: Table) -> list[Column]:
    order = ("id", "text", "title", "section", "priority", "gate")
    return sorted((c for c in table.columns if c.role in order), key=lambda c: order.index(c.role))


def _role(column: Column) -> str:
    return {"text": "texts", "id": "ids", "title": "titles", "section": "sections"}.get(
        column.role, column.role
    )


def _kind(kind: str) -> str:
    return {
        "cover": "a cover",
        "checklist": "a checklist",
        "glossary": "a glossary",
        "version history": "its history",
        "contents": "a list of contents",
    }.get(kind, kind)
