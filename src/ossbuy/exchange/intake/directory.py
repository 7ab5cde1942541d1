"""The directory at the end of an archive: names and sizes of its parts, nothing unfolded.

The standard zipfile is loaded only where parts are opened or this directory is unusual: loading it
takes as long as starting Python does, and starting is part of every first reading.
"""

from __future__ import annotations

import struct

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END_MARK, _ENTRY_MARK = b"PK\x05\x06", b"PK\x01\x02"
_UTF8 = 0x800

Entry = tuple[str, int, int]
"""(name, bytes it unfolds to as declared, flags)."""


def listed(content: bytes) -> list[Entry]:
    """The parts of an archive.

    Raises:
        ValueError: no archive, cut short, or damaged.
    """
    place = content.rfind(_END_MARK, max(0, len(content) - _END.size - 65_535))
    if place < 0 or place + _END.size > len(content):
        raise ValueError("no directory")
    _, _, _, here, count, size, offset, comment = _END.unpack_from(content, place)
    start = place - size
    unusual = here != count or offset != start or place + _END.size + comment != len(content)
    if unusual or 0xFFFF in (here, count) or 0xFFFFFFFF in (size, offset):
        return _by_zipfile(content)
    found: list[Entry] = []
    at = start
    for _ in range(count):
        if at + _ENTRY.size > place:
            raise ValueError("entries missing")
        fields = _ENTRY.unpack_from(content, at)
        if fields[0] != _ENTRY_MARK:
            raise ValueError("entry damaged")
        flags, unfolded, length = fields[3], fields[9], fields[10]
        if unfolded == 0xFFFFFFFF:
            return _by_zipfile(content)
        at += _ENTRY.size
        name = content[at : at + length].decode("utf-8" if flags & _UTF8 else "cp437")
        found.append((name.partition("\0")[0], unfolded, flags))
        at += length + fields[11] + fields[12]
    return found


def _by_zipfile(content: bytes) -> list[Entry]:
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [(e.filename, e.file_size, e.flag_bits) for e in archive.infolist()]
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, struct.error) as error:
        raise ValueError(str(error)) from None
