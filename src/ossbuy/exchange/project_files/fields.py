"""Names in readable files and the fields of the model they stand for, in writing order."""

from __future__ import annotations

from collections.abc import Mapping

DESCRIPTION = ("name", "subject", "buyer", "lot", "currency", "base_year")
POLICY: Mapping[str, str] = {
    "lambda": "blend",
    "price_share": "price_share",
    "price_formula": "price_formula",
    "price_ceiling": "price_ceiling",
    "evidence_mode": "evidence_mode",
    "overlap_factor": "overlap_factor",
    "addressable_share": "addressable_share",
    "ramp": "ramp",
    "exchange_rate": "exchange_rate",
    "exchange_date": "exchange_date",
    "trauma_word": "trauma_word",
    "regulated": "regulated",
    "stated_layer": "stated_layer",
    "group_method": "group_method",
    "score_method": "score_method",
}
TRIGGER = (
    "id",
    "type",
    "statement",
    "date",
    "deadline",
    "hard",
    "cost_of_delay_month",
    "escalated_by",
    "workaround_ended",
)
PERSON = (
    "id",
    "name",
    "role",
    "daily_user",
    "faces_end_users",
    "evaluator",
    "conflict",
    "seat",
    "in_room",
    "voting_power",
    "hours_week",
    "duties",
    "main_kpi",
    "how_helps",
    "vital_process",
    "vital_why",
    "vital_often",
    "other_processes",
)
PAIN = (
    "id",
    "name",
    "statement",
    "voice",
    "severity",
    "frequency",
    "breadth",
    "cost_low",
    "cost_likely",
    "cost_high",
    "cost_basis",
    "months",
    "evidence",
    "evidence_reference",
    "workaround",
    "workaround_cost",
    "overlap_group",
    "trend",
    "layer",
    "consequence_12_months",
    "consequence_24_months",
    "module",
    "process_step",
    "library",
)
CAUSE = ("id", "statement", "category", "fixable", "unique")
SECTION = ("id", "title", "parent")
REQUIREMENT = (
    "id",
    "section",
    "title",
    "text",
    "gate",
    "priority",
    "verification",
    "threshold",
    "layer",
    "unique",
    "references",
    "kpi",
    "kpi_unit",
    "kpi_baseline",
    "kpi_target",
    "counter_kpi",
    "library",
    "risk",
    "short",
)
DRIVER = ("id", "name", "unit")
"""Before the years Y0, Y1 … of forecast.csv, and its note."""
VENDOR = ("id", "name", "profile", "go_live", "staff_after_go_live", "release")
REFERENCE = ("customer", "seen", "release", "note")
SCORE = ("round", "evaluator", "vendor", "requirement", "score", "reason")
AGREED = ("vendor", "requirement", "score", "reason", "present")
TEST = (
    *("vendor", "requirement", "evidence", "reference"),
    *("score", "reason", "present", "by"),
)
GATE = ("vendor", "requirement", "result", "by", "reason")
ANSWER = (
    *("vendor", "requirement", "level", "delivery", "available"),
    *("evidence", "reference", "comment"),
)
"""Answers that came in no file."""
PRICE = (
    *("vendor", "line", "code", "item", "category", "driver", "currency"),
    *("scales", "unit_price", "amounts"),
)
"""Priced lines that came in no file; ``amounts`` by year, separated by spaces."""
RECORD = (
    "weights_locked",
    "answers_unsealed",
    "proposals_accepted",
    "quality_locked",
    "prices_unsealed",
    "tested",
)
