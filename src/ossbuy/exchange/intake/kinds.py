"""What a file is, told from its bytes: a name says what somebody hoped."""

from __future__ import annotations

import re
from typing import Final

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.directory import Entry, listed
from ossbuy.exchange.intake.limits import MOST_BYTES, MOST_MEMBERS, MOST_UNFOLDED

OLD_CONTAINER: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of old .xls and .doc files, and of encrypted .xlsx and .docx files."""

_STARTS: Final = (
    (b"%PDF", "it is a PDF, not a table; ask for the spreadsheet it was printed from."),
    (b"\x89PNG", "it is a picture, not a table; ask for the spreadsheet."),
    (b"\xff\xd8\xff", "it is a picture, not a table; ask for the spreadsheet."),
    (b"GIF8", "it is a picture, not a table; ask for the spreadsheet."),
    (b"{\\rtf", "it is a rich text document; save it as .docx."),
    (b"\x1f\x8b", "it is an archive; unpack it and give the workbook inside."),
    (b"7z\xbc\xaf", "it is an archive; unpack it and give the workbook inside."),
    (b"Rar!", "it is an archive; unpack it and give the workbook inside."),
    (b"SQLite format 3", "it is a database, perhaps an .ossbuy project, not a table."),
)
_LONGEST_TAIL: Final = 22 + 65_535
"""Bytes of the end of an archive, with the longest comment."""
_MARKUP: Final = re.compile(rb"\s*<(!doctype\s+html|html|head|body|table|\?xml|!--)", re.I)


def kind_of(content: bytes, name: str) -> str:
    """``xlsx``, ``ods``, ``docx`` or ``csv``; only the directory of an archive is read.

    Raises:
        BadFile: empty, too large, encrypted, damaged, or another kind of file: named.
    """
    if not content:
        raise BadFile(name, "it is empty; ask for it again.")
    if len(content) > MOST_BYTES:
        raise BadFile(
            name,
            f"it is larger than {MOST_BYTES // 1_000_000} MB; ask for a plain workbook without "
            "pictures.",
        )
    if content.startswith(OLD_CONTAINER[:4]):
        _refuse_old(content, name)
    for start, what in _STARTS:
        if content.startswith(start):
            raise BadFile(name, what)
    if content.startswith(b"PK"):
        return _packed(content, name)
    if b"PK\x05\x06" in content[-_LONGEST_TAIL:]:
        raise BadFile(name, "something stands before its archive; ask for it again.")
    head = content[:500].removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(head):
        raise BadFile(
            name,
            "it is a web page or XML, whatever its name says; open it in a spreadsheet program "
            "and save it as .xlsx.",
        )
    return "csv"


def _refuse_old(content: bytes, name: str) -> None:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        raise BadFile(name, "it is protected by a password; ask for a copy without one.")
    if holds("WordDocument"):
        raise BadFile(name, "it is a document of an old kind; save it as .docx.")
    raise BadFile(name, "it is a workbook of an old kind; save it as .xlsx.")


def _packed(content: bytes, name: str) -> str:
    try:
        entries = listed(content)
    except ValueError:
        # Also what is no text in the encoding it claims.
        raise BadFile(name, "it is damaged or cut short; ask for it again.") from None
    kind = _content_of(entries, name)
    if kind == "ods" and _encrypted_ods(content, name):
        raise BadFile(name, "it is protected by a password; ask for a copy without one.")
    return kind


def _content_of(entries: list[Entry], name: str) -> str:
    if len(entries) > MOST_MEMBERS:
        raise BadFile(
            name, f"it is made of {len(entries)} parts, far more than a workbook needs; save it "
            "anew as .xlsx."
        )  # fmt: skip
    if any(flags & 1 for _, _, flags in entries):
        raise BadFile(name, "it is protected by a password; ask for a copy without one.")
    parts = [part.replace("\\", "/").lstrip("/").casefold() for part, _, _ in entries]
    held = set(parts)
    if len(held) < len(parts):
        raise BadFile(
            name, "it holds the same part twice, and programs show different ones; save it anew."
        )  # fmt: skip
    unfolded = sum(size for _, size, _ in entries)
    if unfolded > MOST_UNFOLDED:
        raise BadFile(
            name,
            f"it unfolds to {unfolded // 1_000_000} MB, far more than a table needs; "
            "ask for a plain workbook.",
        )
    if "xl/workbook.xml" in held:
        return "xlsx"
    if "word/document.xml" in held:
        return "docx"
    if "xl/workbook.bin" in held:
        raise BadFile(name, "it is a binary workbook (.xlsb); save it as .xlsx.")
    if "ppt/presentation.xml" in held:
        raise BadFile(name, "it is a presentation, not a table; ask for the spreadsheet.")
    if any(part.endswith(".iwa") or part == "index.zip" for part in held):
        raise BadFile(name, "it is an Apple Numbers or Pages document; export it as .xlsx.")
    if "content.xml" in held:
        return "ods"
    if any(part.endswith((".xlsx", ".xlsm", ".ods", ".csv", ".docx")) for part in held):
        raise BadFile(name, "it is an archive; unpack it and give the files inside one by one.")
    raise BadFile(name, "it is not an .xlsx workbook; save it as .xlsx.")


def _encrypted_ods(content: bytes, name: str) -> bool:
    from ossbuy.exchange.intake.parts import opened

    with opened(content, name) as parts:
        manifest = "META-INF/manifest.xml"
        return parts.has(manifest) and b"encryption-data" in parts.beginning(manifest, 1_000_000)
