"""The base of every value in a project: frozen, closed to unknown fields."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer


class Value(BaseModel):
    """A frozen value; two values with the same fields are equal."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True
    )


def _yes_no(value: object) -> object:
    if isinstance(value, str):
        word = value.strip().lower()
        if word in {"yes", "y", "true", "1", "x"}:
            return True
        if word in {"no", "n", "false", "0", ""}:
            return False
    return value


def _one_line(value: object) -> object:
    """A pasted line break in a code or a name would break every table it stands in."""
    return " ".join(value.splitlines()) if isinstance(value, str) else value


def _plain_line_ends(value: object) -> object:
    """Line ends as \\n, whatever machine the text was typed on."""
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


Money = Annotated[
    Decimal,
    Field(ge=0, max_digits=18, allow_inf_nan=False),
    PlainSerializer(lambda amount: format(amount, "f"), return_type=str),
]
"""An amount in the project's currency and base year, kept as a decimal string in the journal."""

YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Grade5 = Annotated[int, Field(ge=1, le=5)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Points = Annotated[float, Field(ge=0, allow_inf_nan=False)]
"""A weight before normalising: any non-negative number."""
Line = Annotated[str, Field(max_length=500), BeforeValidator(_one_line)]
"""One line of a person's text."""
Text = Annotated[str, Field(max_length=20_000), BeforeValidator(_plain_line_ends)]
"""A person's text of any reasonable length."""
