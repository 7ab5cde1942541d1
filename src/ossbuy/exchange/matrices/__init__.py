"""Recognising a requirement matrix, whatever its shape: a book in, a proposal out.

`propose` says, per sheet, whether it is taken and why, which rows are headers, what the columns
hold and what becomes of every row; `Corrections` are what a person says against it. All of it is
pure: no file is opened here but the word lists of ``templates/importing``.
"""

from ossbuy.exchange.matrices.proposing import preview, propose
from ossbuy.exchange.matrices.values import (
    BECOMES,
    ROLES,
    Answer,
    Asked,
    Column,
    Corrections,
    Heading,
    Known,
    Layout,
    Line,
    Proposal,
    Reading,
    Repeated,
    SheetProposal,
    Split,
    Table,
)

__all__ = [
    "BECOMES",
    "ROLES",
    "Answer",
    "Asked",
    "Column",
    "Corrections",
    "Heading",
    "Known",
    "Layout",
    "Line",
    "Proposal",
    "Reading",
    "Repeated",
    "SheetProposal",
    "Split",
    "Table",
    "preview",
    "propose",
]
