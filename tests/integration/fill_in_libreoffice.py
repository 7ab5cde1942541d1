"""Fill workbooks in LibreOffice itself, as a person would: open, type, save.

Run by a Python that has LibreOffice's ``uno`` module (Debian: python3-uno), which is not the one
the tests run in. Reads a JSON plan from standard input::

    [{"source": "a.xlsx", "out": "b.xlsx", "cells": {"Answers": {"F2": "Full"}}}]

and prints, as JSON, the cells of each workbook that LibreOffice would not let anybody type in.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path


def main() -> int:
    import uno
    from com.sun.star.beans import PropertyValue

    def said(**values):
        made = []
        for name, value in values.items():
            one = PropertyValue()
            one.Name, one.Value = name, value
            made.append(one)
        return tuple(made)

    plan = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as home:
        pipe = f"ossbuy{Path(home).name}"
        office = subprocess.Popen(
            [
                *("soffice", f"-env:UserInstallation=file://{home}/profile", "--headless"),
                *("--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"),
            ]
        )
        try:
            local = uno.getComponentContext()
            resolver = local.ServiceManager.createInstanceWithContext(
                "com.sun.star.bridge.UnoUrlResolver", local
            )
            url = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
            context = None
            for _ in range(240):
                try:
                    context = resolver.resolve(url)
                    break
                except Exception:
                    time.sleep(0.25)
            desktop = context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )
            refused = []
            for job in plan:
                source = Path(job["source"]).absolute().as_uri()
                book = desktop.loadComponentFromURL(source, "_blank", 0, said())
                shut = []
                for name, cells in job["cells"].items():
                    sheet = book.Sheets.getByName(name)
                    for place, value in cells.items():
                        cell = sheet.getCellRangeByName(place)
                        # The interface for scripts types anywhere; a person may not.
                        if sheet.isProtected() and cell.CellProtection.IsLocked:
                            shut.append(f"{name}!{place}")
                        elif isinstance(value, str):
                            cell.setString(value)
                        else:
                            cell.setValue(value)
                book.calculateAll()
                out = Path(job["out"]).absolute().as_uri()
                book.storeToURL(out, said(FilterName="Calc MS Excel 2007 XML"))
                book.close(True)
                refused.append(shut)
            with suppress(Exception):
                desktop.terminate()
            json.dump(refused, sys.stdout)
        finally:
            try:
                office.wait(20)
            except subprocess.TimeoutExpired:
                office.kill()
    return 0


if __name__ == "__main__":
    sys.exit(main())
