"""What the documents show is what the program prints: every console block and example is run.

A block marked ``console`` holds commands behind ``$`` and their output, stdout and stderr
together. They run in order, per document, in a directory that has the samples and, unless the
document builds it itself, a project ``kestrel.ossbuy``. Hashes, ids and times are compared by
shape; ``…`` stands for anything, alone on a line for any number of lines. Blocks marked
``python`` run as doctests in the same directory. ``python tests/test_docs_run.py [FILE …]``
writes today's output into blocks that hold none, or that differ and leave nothing out.
"""

from __future__ import annotations

import contextlib
import doctest
import glob
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest

from ossbuy import cli, locations

ROOT = Path(__file__).parents[1]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MAKE = {"make demo": "ossbuy demo kestrel-inventory --out out"}
"""What the Makefile runs; `test_make_demo_is_what_it_says` holds it to that."""
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
VOLATILE = (
    (re.compile(r"\b[0-9a-f]{8,64}\b(?=\W|$)"), "HASH"),
    (re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?Z?"), "TIME"),
)


@dataclass
class Step:
    """One command of a console block and the output shown under it."""

    command: str
    shown: str
    start: int
    end: int
    """Where the shown output stands in the document."""


def steps(text: str) -> Iterator[Step]:
    """The commands of a document in order."""
    for block in BLOCK.finditer(text):
        if block[1] != "console":
            continue
        at, command, begin = block.start(2), "", block.start(2)
        for line in [*block[2].splitlines(keepends=True), None]:
            if line is None or line.startswith("$ "):
                if command:
                    yield Step(command, text[begin:at], begin, at)
                if line is None:
                    break
                command = line[2:].rstrip("\n")
                begin = at + len(line)
            elif command.endswith("\\"):
                command = command[:-1] + line.strip()
                begin = at + len(line)
            at += len(line)


class Desk:
    """A directory as a reader has it, and the exit code of the last command."""

    def __init__(self, here: Path) -> None:
        self.here, self.code = here, 0
        shutil.copytree(locations.samples(), here / "sample_rfps")
        shutil.copytree(locations.templates(), here / "templates")

    def run(self, command: str) -> str:
        """Run one line and return what it printed."""
        command = MAKE.get(command, command)
        if command == "echo $?":
            return f"{self.code}\n"
        words = shlex.split(command, comments=True)
        if words[0] == "ossbuy":
            argv = [hit for w in words[1:] for hit in sorted(glob.glob(w)) or [w]]
            said = io.StringIO()
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                self.code = int(cli.run(argv))
            return said.getvalue()
        done = subprocess.run(
            ["sh", "-c", command], cwd=self.here, text=True, capture_output=True, check=False
        )
        self.code = done.returncode
        return done.stdout + done.stderr


@contextlib.contextmanager
def desk(here: Path, text: str) -> Iterator[Desk]:
    """A desk to read one document at."""
    before = Path.cwd()
    environment = {"OSSBUY_HOME": str(here / "home"), "OSSBUY_USER": "okafor"}
    with mock.patch.dict(os.environ, environment):
        made = Desk(here)
        os.chdir(here)
        try:
            if "ossbuy new kestrel.ossbuy" not in text and "kestrel.ossbuy" in text:
                made.run("ossbuy new kestrel.ossbuy --from sample_rfps/kestrel-inventory")
                assert made.code == 0
            yield made
        finally:
            os.chdir(before)


def plain(text: str) -> str:
    """Text without what differs from run to run and without spaces at line ends."""
    for pattern, word in VOLATILE:
        text = pattern.sub(word, text)
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def agrees(shown: str, printed: str) -> bool:
    """Whether the output shown is the output printed, but for what it leaves out."""
    pattern = ""
    for line in plain(shown).splitlines():
        if line.strip() == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += re.escape(line).replace("…", ".*") + "\n"
    return re.fullmatch(pattern, plain(printed) + "\n" if plain(printed) else "") is not None


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_console_blocks_print_what_is_shown(document: Path, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8")
    with desk(tmp_path, text) as made:
        for step in steps(text):
            printed = made.run(step.command)
            assert agrees(step.shown, printed), (
                f"{document.name}: {step.command}\n--- shown\n{step.shown}\n--- printed\n{printed}"
            )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_python_examples_run(document: Path, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8")
    with desk(tmp_path, text):
        runner = doctest.DocTestRunner(optionflags=OPTIONS, verbose=False)
        names: dict[str, object] = {}
        for number, block in enumerate(BLOCK.finditer(text), 1):
            if block[1] == "python":
                assert ">>>" in block[2], f"{document.name}: a python block nobody runs"
                test = doctest.DocTestParser().get_doctest(
                    block[2], names, f"{document.name} block {number}", str(document), 0
                )
                said: list[str] = []
                result = runner.run(test, out=said.append, clear_globs=False)
                assert not result.failed, "".join(said)
                names = test.globs


def test_make_demo_is_what_it_says() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target, command in MAKE.items():
        recipe = makefile.split(f"\n{target.removeprefix('make ')}:")[1].split("\n\n")[0]
        assert command.replace("ossbuy ", "/bin/ossbuy ", 1) in recipe


class Recorder(doctest.DocTestRunner):
    """Keeps what every example printed, by its line."""

    def __init__(self) -> None:
        super().__init__(verbose=False, optionflags=OPTIONS)
        self.printed: dict[int, str] = {}
        self.differs = False

    def report_success(self, out, test, example, got) -> None:  # type: ignore[no-untyped-def]
        self.printed[example.lineno] = example.want

    def report_failure(self, out, test, example, got) -> None:  # type: ignore[no-untyped-def]
        self.printed[example.lineno], self.differs = got, True


def fill(document: Path) -> None:
    """Write today's output into a document."""
    text = document.read_text(encoding="utf-8")
    changes = []
    with tempfile.TemporaryDirectory() as here, desk(Path(here), text) as made:
        for step in steps(text):
            printed = made.run(step.command)
            if not agrees(step.shown, printed) and "…\n" not in step.shown:
                lines = [line.rstrip() + "\n" for line in printed.strip("\n").splitlines()]
                changes.append((step.start, step.end, "".join(lines)))
    with tempfile.TemporaryDirectory() as here, desk(Path(here), text):
        names: dict[str, object] = {}
        for block in BLOCK.finditer(text):
            if block[1] != "python":
                continue
            test = doctest.DocTestParser().get_doctest(block[2], names, document.name, None, 0)
            runner = Recorder()
            runner.run(test, out=lambda _: None, clear_globs=False)
            names = test.globs
            if runner.differs:
                body = ""
                for example in test.examples:
                    prompts = [">>> "] + ["... "] * example.source.count("\n")
                    source = example.source.splitlines(keepends=True)
                    body += "".join(map("".join, zip(prompts, source, strict=False)))
                    body += runner.printed.get(example.lineno, "")
                changes.append((block.start(2), block.end(2), body + "\n"))
    for start, end, printed in sorted(changes, reverse=True):
        text = text[:start] + printed + text[end:]
    document.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for given in sys.argv[1:]:
        fill(Path(given).resolve())
