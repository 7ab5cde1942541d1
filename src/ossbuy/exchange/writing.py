"""Files put where somebody asked for them, whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from ossbuy.exchange.errors import BadFile


def put_file(out: Path, content: bytes, what: str = "it") -> None:
    """Write a file beside its place and move it there, so an earlier one survives a full disk.

    Raises:
        BadFile: it cannot be written; ``what`` names it in the sentence.
    """
    part = out.with_name(f".{out.name}.part")
    try:
        part.write_bytes(content)
        os.replace(part, out)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise BadFile(str(out), f"{what} cannot be written there ({reason}).") from None
