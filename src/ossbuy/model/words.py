"""Turning a validation error into one sentence a buyer understands."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from pydantic import ValidationError

FIELD_WORDS = {
    "blend": "λ (how far weights follow the pain)",
    "price_share": "price share",
    "cost_likely": "likely yearly cost",
    "cost_low": "low yearly cost",
    "cost_high": "high yearly cost",
    "cost_of_delay_month": "cost of delay per month",
    "months": "months since it began",
    "evidence": "evidence grade",
    "layer": "value layer",
    "trauma_word": "word for what hurts",
    "stated_layer": "layer at which thinking stops, as stated",
    "workaround_ended": "what ended the old workaround",
    "workaround_cost": "yearly cost of the workaround",
    "kpi": "KPI",
    "kpi_unit": "KPI unit",
    "kpi_baseline": "KPI today",
    "kpi_target": "KPI target",
    "counter_kpi": "counter-KPI",
    "how_helps": "how the system helps",
    "vital_often": "how often the vital process runs",
    "vital_why": "why the process is vital",
}


def field_word(name: str) -> str:
    """A field's name as people say it."""
    return FIELD_WORDS.get(name, name.replace("_", " "))


def sentence(error: ValidationError, where: str, fields: Iterable[str] = ()) -> str:
    """What is wrong with the first bad field, where, and what to enter instead.

    ``fields`` are the names there are, to choose from where the one typed is none of them.
    """
    first = error.errors(include_url=False)[0]
    if first["type"] == "extra_forbidden" and fields:
        # As it was typed: whoever looks for the slip needs the very name.
        typed = str(first["loc"][0])
        near = get_close_matches(typed, sorted(fields), 1, 0.6)
        choice = (
            f"enter {near[0]}, if that is meant." if near else f"choose one of {', '.join(fields)}."
        )
        return f"{where}: {typed}: no such field exists; {choice}"
    if not first["loc"]:
        # About the whole, so the sentence names by itself what is wrong.
        return f"{where}: {_expected(first)}"
    name = field_word(str(first["loc"][0]))
    given = first.get("input")
    shown = f" is {str(given)[:60]!r}" if isinstance(given, str | int | float) else ""
    return f"{where}: {name}{shown}: {_expected(first)}"


def _expected(error: object) -> str:
    kind, context = error["type"], error.get("ctx", {})  # type: ignore[index, attr-defined]
    match kind:
        case "missing":
            return "it is missing; enter it."
        case "extra_forbidden":
            return "no such field exists; check its spelling or remove it."
        case "greater_than_equal":
            return f"it must be {context['ge']:g} or more; enter a larger number."
        case "less_than_equal":
            return f"it must be {context['le']:g} or less; enter a smaller number."
        case "int_parsing_size":
            return "it has too many digits; enter a smaller number."
        case "int_parsing" | "int_type" | "int_from_float":
            return "it must be a whole number; enter digits only."
        case "float_parsing" | "decimal_parsing" | "float_type" | "decimal_type":
            return "it must be a number; enter digits, with a point for decimals."
        case "decimal_max_digits" | "decimal_whole_digits" | "decimal_max_places":
            return "it has too many digits; enter a smaller or a rounder number."
        case "finite_number":
            return "it must be a finite number."
        case "enum" | "literal_error":
            return f"it must be one of {context['expected']}."
        case "bool_parsing" | "bool_type":
            return "it must be yes or no."
        case "string_too_long":
            return f"it is longer than {context['max_length']} characters; shorten it."
        case "too_short":
            return "it is empty; name at least one."
        case "model_type" | "dict_type" | "model_attributes_type":
            return "it must be a list of 'name: value' lines."
        case "tuple_type" | "list_type":
            return "it must be a list."
        case "string_type":
            return "it must be a text."
        case "string_unicode":
            return "it holds bytes that are no UTF-8 text; type it again."
        case "date_from_datetime_parsing" | "date_parsing" | "date_type":
            return "it must be a date written as 2026-05-31."
        case "value_error":
            return f"{context['error']}."
        case _:
            return f"{str(error['msg'])[:120]}."  # type: ignore[index]
