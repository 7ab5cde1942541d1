"""Markdown: whatever people type stays text."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from ossbuy.exchange.errors import BadFile
from ossbuy.exchange.markdown import plain, table, write_file
from ossbuy.exchange.writing import put_file


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("a plain sentence, 40 % of it.", "a plain sentence, 40 % of it."),
        ("# not a heading", "\\# not a heading"),
        ("- not a list", "\\- not a list"),
        ("1. not a list", "1\\. not a list"),
        ("3.5 of it", "3.5 of it"),
        ("===", "\\==="),
        ("=1+1", "=1+1"),
        ("two\nlines\tand   spaces", "two lines and spaces"),
        ("a | b", "a \\| b"),
        ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
        ("[click](http://x)", "\\[click\\](http://x)"),
        ("port_list_final.xlsx", "port_list_final.xlsx"),
        ("_loud_ **louder**", "\\_loud\\_ \\*\\*louder\\*\\*"),
        ("bell \x07 and \u202eturned", "bell and turned"),
    ],
)
def test_text_stays_text(typed: str, written: str) -> None:
    assert plain(typed) == written


def test_a_cell_cannot_end_its_row() -> None:
    lines = table(("a", "b"), [("x | y", "1\n2")])
    assert lines[2] == "| x \\| y | 1 2 |"


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="cannot be written"):
        write_file(tmp_path / "none" / "x.md", "x")
    write_file(tmp_path / "x.md", "line\n\n\n")
    assert (tmp_path / "x.md").read_bytes() == b"line\n"


def test_what_cannot_be_written_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "a.md"
    put_file(out, b"first")

    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:3])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(BadFile, match=r"a.md: the page cannot be written there \(No space left"):
        put_file(out, b"second", "the page")
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]
    assert out.read_text() == "first"
