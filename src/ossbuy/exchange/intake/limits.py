"""What a reader of somebody's file may use, and the only POSIX-only call of ossbuy.

On Linux the kernel holds the reading process to `MOST_MEMORY` of address space. macOS knows the
call and may ignore it; Windows does not have it: there the time limit and the checks of size made
before anything is unfolded are all there is.
"""

from __future__ import annotations

from typing import Final

MOST_BYTES: Final = 50_000_000
"""Of a received file."""
MOST_UNFOLDED: Final = 250_000_000
"""Bytes all members of an archive may unfold to, as its directory declares them."""
MOST_MEMBERS: Final = 5_000
"""Members of an archive; a workbook of 200 sheets with comments has under a thousand."""
MOST_CELLS: Final = 20_000_000
"""Of the rectangle around the filled cells of a sheet."""
MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
"""Of a sheet; what spreadsheet programs have."""
MOST_CHARACTERS: Final = 1_000_000
"""In one cell; spreadsheet programs stop at 32,767, other writers do not."""
MOST_TEXT: Final = 40_000_000
"""Characters in a whole file: some ten times a matrix of 10,000 rows."""
MOST_TAKEN: Final = 5_000_000
"""Cells of a whole file, blanks between them counted: what the asking process then holds."""
MOST_DEPTH: Final = 200
"""XML elements inside each other; real workbooks stay under 20, text documents under 60."""

MOST_MEMORY: Final = 512 * 1024 * 1024
READING_SECONDS: Final = 7.0
NAMING_SECONDS: Final = 2.0
"""To find out why a reading failed. Both together stay within ten seconds."""


def hold_memory(most: int = MOST_MEMORY) -> bool:
    """Hold this process to an amount of memory; whether the system does that."""
    try:
        import resource
    except ImportError:
        return False
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        # A reader that dies must not leave the vendor's prices in a core file.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ValueError, OSError):
        return False
    return True
