"""What a .docx file holds beside the text of its tables. Runs in the reading process."""

from __future__ import annotations

from ossbuy.exchange.intake.book import Comment, SheetStructure, Structure
from ossbuy.exchange.intake.parts import Parts
from ossbuy.exchange.intake.unseen_xlsx import authors, custom_properties


def read_unseen_document(parts: Parts, name: str) -> Structure:
    """Comments with their authors, tracked changes, properties; the document is one sheet."""
    comments: list[Comment] = []
    reading = False
    author = ""
    pieces: list[str] = []
    tracked = pictures = 0
    editors: dict[str, None] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal reading, author
        if tag == "comment":
            author = attributes.get("author", "")
            pieces.clear()
        reading = tag == "t"

    def end(tag: str) -> None:
        nonlocal reading
        reading = False
        if tag == "comment":
            comments.append(Comment(0, 0, author, "".join(pieces).strip()))

    def text(more: str) -> None:
        if reading:
            pieces.append(more)

    def body(tag: str, attributes: dict[str, str]) -> None:
        nonlocal tracked, pictures
        if tag in ("ins", "del", "moveFrom", "moveTo") and "author" in attributes:
            tracked += 1
            editors[attributes["author"]] = None
        elif tag == "blip":
            pictures += 1

    parts.walk("word/comments.xml", start, end, text)
    parts.walk("word/document.xml", body)
    named = dict.fromkeys((*authors(parts), *editors))
    return Structure(
        name=name,
        sheets=(SheetStructure(name=name, comments=tuple(comments), pictures=pictures),),
        macros=parts.has("word/vbaProject.bin"),
        authors=tuple(named),
        properties=custom_properties(parts),
        tracked=tracked,
    )
