"""XML of somebody's file, read as a stream: no document type, no entities, no deep nesting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, Final
from xml.parsers import expat

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.limits import MOST_DEPTH

_CHUNK: Final = 1 << 23
"""Large, because expat begins a token anew with every chunk: one comment of 50 MB would take
eight seconds in small ones."""
_CONTROLS: Final = bytes.maketrans(bytes(n for n in range(32) if n not in (9, 10, 13)), b" " * 29)
"""Not allowed in XML, and written by careless programs all the same."""

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def read_markup(
    member: IO[bytes],
    where: str,
    start: Start,
    end: End | None = None,
    text: Callable[[str], None] | None = None,
    thin: Callable[[bytes], bytes] | None = None,
) -> None:
    """Walk through an XML document.

    Names of elements come without their namespace prefix, and so do names of attributes: files
    of one kind use many prefixes, and what is looked for is told apart well enough.

    Args:
        member: the document.
        where: how a message names it.
        start: told of each element, with its attributes.
        end: told of the end of each element.
        text: told of text.
        thin: takes out of whole stretches (ended where a row begins) what nobody asks for.

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
        for chunk in _stretches(member, thin):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise BadFile(where, "it is damaged; ask for it again, or save it anew.") from None


def _stretches(member: IO[bytes], thin: Callable[[bytes], bytes] | None) -> Iterator[bytes]:
    rest = b""
    first = True
    wide = False
    while chunk := member.read(_CHUNK):
        if first:
            first, wide = False, b"\0" in chunk[:4]
        if wide:
            yield chunk
            continue
        chunk = rest + chunk.translate(_CONTROLS)
        rest = b""
        if thin is not None:
            at = chunk.rfind(b"<row")
            # A row longer than two stretches goes through as it is.
            if at > 0 and len(chunk) - at < 2 * _CHUNK:
                # The row before it stays too: one without a number counts from it.
                last = max(chunk.rfind(b"<row", 0, at), 0)
                chunk, rest = thin(chunk[:last]) + chunk[last:at], chunk[at:]
            else:
                chunk = thin(chunk)
        yield chunk
    if rest:
        yield thin(rest) if thin is not None else rest


def _local(name: str) -> str:
    return name.rpartition(":")[2]
