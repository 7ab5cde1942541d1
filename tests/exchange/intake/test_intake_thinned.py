"""Taking plain cells out before the walk changes nothing that the walk finds."""

from __future__ import annotations

import io

from hypothesis import example, given
from hypothesis import strategies as st

from ossbuy.exchange.intake.markup import read_markup
from ossbuy.exchange.intake.sheet_part import SheetPart, thinned

CONTENTS = (
    "<v>1</v>", "<v/>", "", "<is><t>a</t></is>", "<is><r><t>a</t></r></is>", "<f>A1</f>",
    "<f>A1</f><v>1</v>", "<f>A1</f><v></v>", '<f t="shared" si="0"/><v>2</v>',
    "<f>[1]S!A1</f><v>2</v>", "<v>#N/A</v>", "<!-- <row> --><v>3</v>",
)  # fmt: skip
KINDS = ("", ' t="s"', ' t="e"', ' t="str"', ' t="inlineStr"', ' t="b"')
ROWS = ("", ' hidden="1"', ' spans="1:3" ht="20" customHeight="1"', ' zeroHeight="1"', ' x:d="1"')


@st.composite
def sheets(draw: st.DrawFn) -> str:
    numbered = draw(st.booleans())
    rows = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        cells = []
        for column in draw(st.lists(st.sampled_from("ABCDE"), unique=True, max_size=4)):
            place = f' r="{column}{number}"' if numbered else ""
            about = f"{place} s='1'" if draw(st.booleans()) else f'{place} s="1"'
            kind, content = draw(st.sampled_from(KINDS)), draw(st.sampled_from(CONTENTS))
            cells.append(f"<c{about}{kind}>{content}</c>" if content else f"<c{about}{kind}/>")
        place = f' r="{number * draw(st.integers(1, 2))}"' if numbered else ""
        rows.append(f"<row{place}{draw(st.sampled_from(ROWS))}>{''.join(cells)}</row>")
    after = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    return f'<worksheet xmlns:x="x"><sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'


def walked(xml: str, thin: bool) -> SheetPart:
    part = SheetPart()
    read_markup(
        io.BytesIO(xml.encode()),
        "s",
        part.start,
        part.end,
        part.text,
        thinned if thin else None,
    )
    return part


def found(part: SheetPart) -> tuple[object, ...]:
    return (part.hidden_rows, part.merges, part.uncached, part.failed, part.linked)


@given(sheets())
@example('<worksheet><row r="2"/><row><c t="e"><v>1</v></c></row></worksheet>')
@example("<worksheet><row r='1'><c r='A1'><v><![CDATA[<c r=\"B1\"/>]]></v></c></row></worksheet>")
def test_a_thinned_sheet_is_walked_to_the_same_end(xml: str) -> None:
    assert found(walked(xml, True)) == found(walked(xml, False))


def test_plain_cells_and_empty_rows_are_what_goes() -> None:
    before = b'<row r="1"><c r="A1" s="2" t="s"><v>0</v></c><c r="B1"><f>A1</f></c></row>'
    assert thinned(before) == b'<row r="1"><c r="B1"><f>A1</f></c></row>'
    assert thinned(b'<row r="7" ht="3"><c r="A7" s="1"/></row>') == b""
    kept = b'<row r="7" hidden="1"><c r="A7" s="1"/></row>'
    assert thinned(kept) == b'<row r="7" hidden="1"></row>'
