"""The requirement library: what telco modules are bought for, one file per module.

Every module holds pains, root-cause starters, KPIs and requirements that refer to each other.
Listing reads only the head of each file; a module is parsed when it is asked for; a search
parses only the files that hold the words. A directory of one's own stands beside the shipped one.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from ossbuy import locations
from ossbuy.exchange import frameworks
from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.frameworks import texts
from ossbuy.exchange.library.parts import parts, references
from ossbuy.exchange.library.values import (
    CATEGORIES,
    Heading,
    Hit,
    LibraryCause,
    LibraryKpi,
    LibraryPain,
    LibraryRequirement,
    Module,
    Span,
)
from ossbuy.exchange.yaml_in import as_dict, as_list, parse_yaml, read_text

HEAD = ("id", "number", "prefix", "title", "about", "references", "drivers")
LISTS = ("pains", "causes", "kpis", "requirements")

__all__ = [
    "CATEGORIES",
    "Heading",
    "Hit",
    "LibraryCause",
    "LibraryKpi",
    "LibraryPain",
    "LibraryRequirement",
    "Module",
    "Span",
    "find",
    "headings",
    "load",
    "load_file",
    "search",
    "searched",
]


def headings(own: Path | None = None) -> tuple[Heading, ...]:
    """All modules in the order of their numbers; those of one's own directory after the shipped.

    Raises:
        BadFile: a head is wrong, or two modules share an id, a prefix or a number.
    """
    found: list[Heading] = []
    for path in _files(own):
        heading = _heading(path)
        for other in found:
            for name in ("id", "prefix", "number"):
                if getattr(other, name) == getattr(heading, name):
                    raise BadFile(
                        path.name,
                        f"its {name} {getattr(heading, name)} is that of {other.path.name}; "
                        "choose another.",
                    )
        found.append(heading)
    return tuple(sorted(found, key=lambda h: h.number))


def find(name: str, own: Path | None = None) -> Heading:
    """The module with this id, number or prefix.

    Raises:
        BadFile: there is none; the sentence names one spelled much like it, if there is any.
    """
    wanted = name.strip().casefold()
    all_of_them = headings(own)
    for heading in all_of_them:
        if wanted in (heading.id.casefold(), heading.prefix.casefold(), str(heading.number)):
            return heading
    close = difflib.get_close_matches(wanted, [h.id for h in all_of_them], 1)
    way_out = f"did you mean {close[0]}?" if close else "'ossbuy library' lists those there are."
    raise BadFile("library", f"there is no module {name!r}; {way_out}")


def load(name: str, own: Path | None = None) -> Module:
    """The module with this id, number or prefix, checked: every id in it leads somewhere.

    Raises:
        BadFile: there is no such module, or its file is wrong; names file and entry.
    """
    return load_file(find(name, own).path)


def load_file(path: Path) -> Module:
    """The module a file holds; unchanged files are parsed once."""
    text = read_text(path)
    return _parsed(text, path)


def search(words: str, own: Path | None = None) -> tuple[Hit, ...]:
    """Pains and requirements that hold every word, in any module, without regard to case.

    A word is found at the beginning of a word of the text: ``port`` finds ``ports`` and not
    ``report``. Titles of modules do not count.
    """
    wanted = [
        re.compile(rf"\b{re.escape(word)}", re.IGNORECASE) for word in words.split() if word.strip()
    ]
    if not wanted:
        return ()
    hits = []
    for heading in headings(own):
        text = read_text(heading.path)
        if not all(word.search(text) for word in wanted):
            continue
        module = _parsed(text, heading.path)
        things: Iterable[LibraryPain | LibraryRequirement] = (
            *module.pains.values(),
            *module.requirements.values(),
        )
        hits += [
            Hit(heading, thing)
            for thing in things
            if all(word.search(searched(thing)) for word in wanted)
        ]
    return tuple(hits)


def searched(thing: LibraryPain | LibraryRequirement) -> str:
    """The text of a pain or requirement in which words are looked for."""
    if isinstance(thing, LibraryPain):
        return f"{thing.id} {thing.name} {thing.statement} {thing.module}"
    return f"{thing.id} {thing.title} {thing.text} {thing.threshold} {' '.join(thing.references)}"


def _files(own: Path | None) -> list[Path]:
    shipped = sorted((locations.templates() / "requirements").glob("*.yaml"))
    if own is None:
        return shipped
    if not own.is_dir():
        raise BadFile(str(own), "it is not a directory; name the one that holds your modules.")
    return shipped + sorted(own.glob("*.yaml"))


def _heading(path: Path) -> Heading:
    """Only the lines before the first list are parsed: a listing must not read 22 modules."""
    text = read_text(path)
    return _head(text[: _first_list(text)], path)


def _first_list(text: str) -> int:
    found = re.search(rf"^(?:{'|'.join(LISTS)}):", text, re.M)
    return found.start() if found else len(text)


@lru_cache(maxsize=64)
def _head(text: str, path: Path) -> Heading:
    tree = as_dict(parse_yaml(text, path.name), path.name)
    said = texts(tree, path.name, HEAD[:5], HEAD[5:])
    if said["id"] != path.stem:
        raise BadFile(path.name, f"its id is {said['id']!r}; give file and module one name.")
    if not said["number"].isdecimal():
        raise BadFile(path.name, f"number is {said['number']!r}; write digits only.")
    if not re.fullmatch(r"[A-Z]{2,6}", said["prefix"]):
        raise BadFile(path.name, "prefix must be two to six capital letters; correct it.")
    drivers = tuple(d.strip() for d in said["drivers"].split(",") if d.strip())
    for driver in drivers:
        if driver not in frameworks.sizing().drivers:
            raise BadFile(
                path.name, f"there is no driver {driver!r} in templates/sizing.yaml; correct it."
            )
    return Heading(
        said["id"],
        int(said["number"]),
        said["prefix"],
        said["title"],
        said["about"],
        references(said["references"], path.name),
        drivers,
        path,
    )


@lru_cache(maxsize=64)
def _parsed(text: str, path: Path) -> Module:
    tree = as_dict(parse_yaml(text, path.name), path.name)
    if strange := sorted(set(tree) - {*HEAD, *LISTS}):
        raise BadFile(path.name, f"there is no part {strange[0]!r}; correct its name or remove it.")
    head = text[: _first_list(text)]
    for name in HEAD:
        if name in tree and not re.search(rf"^{name}:", head, re.M):
            raise BadFile(path.name, f"{name} must stand above the lists; move it there.")
    lists = {name: as_list(tree.get(name), f"{path.name}, {name}") for name in LISTS}
    return parts(_head(head, path), lists)
