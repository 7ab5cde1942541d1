"""XML of somebody's file, read as a stream: no document type, no entities, no deep nesting."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Final
from xml.parsers import expat

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.limits import MOST_DEPTH

_CHUNK: Final = 1 << 18

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def read_markup(
    member: IO[bytes],
    where: str,
    start: Start,
    end: End | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Walk through an XML document.

    Names of elements come without their namespace prefix, and so do names of attributes: files
    of one kind use many prefixes, and what is looked for is told apart well enough.

    Raises:
        BadFile: not well-formed, nested too deep, or with a document type, as entity bombs have.
    """
    parser = expat.ParserCreate()
    depth = 0

    def opened(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise BadFile(where, "its XML is nested too deep to be honest; save the file anew.")
        start(_local(tag), {_local(key): value for key, value in attributes.items()})

    def closed(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(_local(tag))

    def refused(*_: object) -> None:
        raise BadFile(
            where, "it declares XML entities, which no office program writes; save the file anew."
        )

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.StartDoctypeDeclHandler = refused
    parser.EntityDeclHandler = refused
    if text is not None:
        parser.buffer_text = True
        parser.CharacterDataHandler = text
    try:
        while chunk := member.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise BadFile(where, "it is damaged; ask for it again, or save it anew.") from None


def _local(name: str) -> str:
    return name.rpartition(":")[2]
