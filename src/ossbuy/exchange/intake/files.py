"""A file somebody named, as bytes: only if it is a file, and only as much as is ever read."""

from __future__ import annotations

import stat
from pathlib import Path

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.limits import MOST_BYTES
from ossbuy.exchange.intake.texts import one_line

_WHAT = (
    (stat.S_ISDIR, "it is a directory, not a file; give a file inside it."),
    (stat.S_ISFIFO, "it is a pipe, not a file; save what comes out of it first."),
    (stat.S_ISSOCK, "it is a socket, not a file; check the path."),
    (stat.S_ISCHR, "it is a device, not a file; check the path."),
    (stat.S_ISBLK, "it is a device, not a file; check the path."),
)


def read_file(
    path: Path,
    most: int = MOST_BYTES,
    advice: str = "ask for a plain workbook without pictures",
    pipe: bool = False,
) -> bytes:
    """The bytes of a file; a link is followed, because the person who names it chose it.

    Args:
        path: where it is.
        most: bytes that are read at all.
        advice: what to do about a larger one.
        pipe: whether a pipe is waited for, as for ``<(pbpaste)`` on a command line.

    Raises:
        BadFile: not there, not a plain file (a pipe would block for ever), too large, not readable.
    """
    where = one_line(str(path), 200)
    try:
        mode = path.stat().st_mode
        for is_such, what in _WHAT:
            if is_such(mode) and not (pipe and stat.S_ISFIFO(mode)):
                raise BadFile(where, what)
        with path.open("rb") as file:
            # One byte more than is taken: files of the kernel say they are empty and never end.
            content = file.read(most + 1)
    except FileNotFoundError:
        raise BadFile(where, "the file does not exist; check the path.") from None
    except ValueError:
        raise BadFile(where, "the path holds characters that no path has; check it.") from None
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise BadFile(where, f"it cannot be read ({reason}).") from None
    if len(content) > most:
        raise BadFile(
            where,
            f"it is larger than {most // 1_000_000} MB; {advice}.",
        )
    return content


def begins_with(path: Path, start: bytes) -> bool:
    """Whether a plain file begins with these bytes; a pipe, a device or nothing does not."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(start)) == start
    except (OSError, ValueError):
        return False
