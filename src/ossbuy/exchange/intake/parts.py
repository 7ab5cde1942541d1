"""Parts of an office file: found by name without regard to case, read as streams, never unpacked.

Names of members are only compared, so ``../../etc/passwd`` is a name like any other.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.intake.markup import End, Start, read_markup


class Parts:
    """The parts of one file."""

    def __init__(self, archive: zipfile.ZipFile, where: str) -> None:
        self.where = where
        self._archive = archive
        self._entries = {folded(entry.filename): entry for entry in archive.infolist()}

    def names(self, beginning: str = "") -> list[str]:
        """Names of parts that begin so, in small letters, as the archive lists them."""
        return [name for name in self._entries if name.startswith(beginning)]

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return folded(name) in self._entries

    def beginning(self, name: str, length: int) -> bytes:
        """The first bytes of a part that is there."""
        with self._archive.open(self._entries[folded(name)]) as member:
            return member.read(length)

    def walk(
        self,
        name: str,
        start: Start,
        end: End | None = None,
        text: Callable[[str], None] | None = None,
        thin: Callable[[bytes], bytes] | None = None,
    ) -> None:
        """Walk through the XML of a part; nothing happens when it is not there.

        Raises:
            BadFile: as `read_markup` does.
        """
        entry = self._entries.get(folded(name))
        if entry is not None:
            with self._archive.open(entry) as member:
                read_markup(member, self.where, start, end, text, thin)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """(kind, target part) by id of what a part refers to; outside links keep their address."""
        folder, _, base = name.rpartition("/")
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship":
                target = attributes.get("Target", "")
                if attributes.get("TargetMode") != "External":
                    target = (
                        target.lstrip("/")
                        if target.startswith("/")
                        else posixpath.normpath(posixpath.join(folder, target))
                    )
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (kind, target)

        self.walk(f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels", start)
        return found

    def texts(self, name: str, tags: tuple[str, ...]) -> list[tuple[str, str]]:
        """(element, its text) of the elements of a part that are asked for."""
        found: list[tuple[str, str]] = []
        pieces: list[str] | None = None

        def start(tag: str, _: dict[str, str]) -> None:
            nonlocal pieces
            if tag in tags:
                pieces = []

        def end(tag: str) -> None:
            nonlocal pieces
            if tag in tags and pieces is not None:
                found.append((tag, "".join(pieces).strip()))
                pieces = None

        def text(more: str) -> None:
            if pieces is not None:
                pieces.append(more)

        self.walk(name, start, end, text)
        return found


def folded(name: str) -> str:
    """A name of a member as it is compared."""
    return name.replace("\\", "/").lstrip("/").casefold()


@contextmanager
def opened(content: bytes, where: str) -> Iterator[Parts]:
    """The parts of a file.

    Raises:
        BadFile: damaged, here or while a part is read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield Parts(archive, where)
    except NotImplementedError:
        raise BadFile(where, "it is packed in an unusual way; save it anew.") from None
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError):
        raise BadFile(where, "it is damaged or cut short; ask for it again.") from None
