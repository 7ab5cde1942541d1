"""The reading process: ``python -m ossbuy.exchange.intake.worker``, one request after another.

A request and a reply are two lengths, a head in JSON and a body. Only text comes back: nothing
that could make the asking process run something, whatever a file did to this one. Imports stay
light (no pydantic, numpy or openpyxl), because starting is part of every first reading.
"""

from __future__ import annotations

import gc
import json
import os
import struct
import sys
from typing import IO, Any

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.limits import MOST_MEMORY, hold_memory
from ossbuy.exchange.intake.texts import SHEET, Sent, one_line

_LARGE = 2_000_000
"""Bytes of a file after which it pays to look for cycles."""
LENGTHS = struct.Struct(">II")


def read(content: bytes, name: str) -> Sent:
    """Sheets of text, whatever kind of file it is."""
    from ossbuy.exchange.intake.kinds import kind_of

    kind = kind_of(content, one_line(name, 120))
    if kind == "csv":
        from ossbuy.exchange.intake.text_in import read_text_table

        return read_text_table(content, name)
    if kind == "docx":
        from ossbuy.exchange.intake.words_in import read_document

        sent = read_document(content, name)
    else:
        from ossbuy.exchange.intake.sheets_in import read_workbook

        sent = read_workbook(content, one_line(name, 120), kind)
    # Names of members stand unpacked in an archive.
    if b"vbaProject.bin" in content or b"Basic/" in content:
        sent.notes.insert(0, "Macros are left out: nothing in the file is ever run.")
    if b"xl/externalLinks/" in content:
        sent.notes.append(
            "Links to other files are not followed: such cells hold what was saved last."
        )
    return sent


def values(content: bytes, name: str) -> tuple[dict[str, Any], bytes]:
    """The text of every sheet."""
    sent = read(content, name)
    head = {"name": name, "kind": sent.kind, "sheets": sent.heads, "notes": sent.notes}
    return head, SHEET.encode().join(sent.bodies)


def structure(content: bytes, name: str) -> tuple[dict[str, Any], bytes]:
    """What a file holds beside its values."""
    from ossbuy.exchange.intake.kinds import kind_of
    from ossbuy.exchange.intake.structures import packed, structure_of

    kind = kind_of(content, one_line(name, 120))
    return packed(structure_of(content, name, kind, lambda: read(content, name))), b""


def why(content: bytes, name: str) -> tuple[dict[str, Any], bytes]:
    """What made a reading fail, looked for without unfolding anything."""
    from ossbuy.exchange.intake.naming import refuse_oversized

    refuse_oversized(content, one_line(name, 120))
    return {}, b""


ASKED = {"values": values, "structure": structure, "why": why}


def answer(request: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    """The reply to one request; a failure is a sentence too."""
    name = str(request["name"])
    shown = one_line(name, 120)
    try:
        return ASKED[request["ask"]](content, name)
    except BadFile as error:
        return {"bad": [one_line(error.where, 300), error.what]}, b""
    except MemoryError:
        return {"memory": True}, b""
    except RecursionError:
        return {"bad": [shown, "it is nested too deep to be honest; save it anew."]}, b""
    except BaseException as error:
        # A panic in calamine is no Exception. Whatever it is, the file is what caused it.
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        reason = one_line(type(error).__name__)
        return {
            "bad": [shown, f"it is damaged in a way no program writes ({reason}); save it anew."]
        }, b""


def serve(source: IO[bytes], out: IO[bytes]) -> None:
    """Answer until the asking process closes its end."""
    served = 0
    while len(lengths := source.read(LENGTHS.size)) == LENGTHS.size:
        head_length, body_length = LENGTHS.unpack(lengths)
        request = json.loads(source.read(head_length))
        content = source.read(body_length)
        head, body = answer(request, content)
        try:
            packed = json.dumps(head).encode()
        except MemoryError:
            packed, body = b'{"memory": true}', b""
        out.write(LENGTHS.pack(len(packed), len(body)))
        out.write(packed)
        out.write(body)
        out.flush()
        served += 1
        if len(content) > _LARGE or served % 20 == 0:
            gc.collect()
        del head, body, packed, content


def main() -> None:
    """Hold the memory, keep the reply channel to ourselves, serve."""
    hold_memory(MOST_MEMORY)
    out = os.fdopen(os.dup(1), "wb")
    # A library that prints must not spoil the replies.
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    # Rows are many small lists without cycles; looking for cycles among them is wasted.
    gc.disable()
    serve(sys.stdin.buffer, out)


if __name__ == "__main__":
    main()
