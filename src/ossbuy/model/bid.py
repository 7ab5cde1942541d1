"""What vendors sent: files, answers and prices, with the text as it was received."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Final

from pydantic import Field

from ossbuy.model.base import Line, Money, Text, Value, YesNo


class Vendor(Value):
    """Somebody invited to answer. The name is a fact of its own."""

    id: str
    code: Line
    name: Line = ""
    profile: Text = ""
    go_live: dt.date | None = None
    """When its own plan goes live."""
    staff_after_go_live: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """Full-time people who stay with the users for the first quarter after go-live."""
    release: Line = ""
    """The release it offers."""

    @property
    def label(self) -> str:
        """What to call the vendor."""
        return self.name or self.code


class Reference(Value):
    """A customer a vendor names as its reference, and when somebody saw the system there."""

    customer: Line
    seen: dt.date | None = None
    release: Line = ""
    note: Text = ""


class ReceivedFile(Value):
    """A vendor's file, sealed until somebody opens it."""

    id: str
    vendor: str
    contents: Line
    """``answers`` or ``prices``."""
    filename: Line
    sha256: str
    size: int = Field(ge=0)
    received_at: str
    answered: int | None = None
    """Answered requirements, counted without reading them to anyone; None for prices."""
    asked: int | None = None
    late: YesNo = False
    """Whether it came after the deadline of the calendar."""
    pack_version: Line = ""
    """The version of the request it says it answers."""
    part: Line = ""
    """Which part of a split answer it is; empty when the file stands alone."""
    replaces: Line = ""
    """Internal id of the file of this vendor that it stands in for."""


class Level(StrEnum):
    """How far the answer says the requirement is met."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"
    NOT_APPLICABLE = "not applicable"
    UNANSWERED = "unanswered"


class Delivery(StrEnum):
    """By what means the vendor would meet the requirement."""

    SHIPPED = "STD"
    CONFIGURATION = "CFG"
    EXTENSION = "EXT"
    CUSTOM = "CUS"
    WORKAROUND = "PRC"
    ROADMAP = "RMP"
    NONE = "NO"


DELIVERY_WORDS: Final = {
    Delivery.SHIPPED: "shipped",
    Delivery.CONFIGURATION: "configuration",
    Delivery.EXTENSION: "extension",
    Delivery.CUSTOM: "custom code",
    Delivery.WORKAROUND: "process workaround",
    Delivery.ROADMAP: "roadmap",
    Delivery.NONE: "none",
}


class Evidence(StrEnum):
    """What stands behind an answer."""

    CLAIM = "claim"
    DOCUMENT = "document"
    DEMO = "demo"
    POC = "poc"
    INTERVIEW = "interview"
    KPI = "kpi"
    PILOT = "pilot"


EVIDENCE_WORDS: Final = {
    Evidence.CLAIM: "claim",
    Evidence.DOCUMENT: "document",
    Evidence.DEMO: "scripted demo",
    Evidence.POC: "PoC on own data",
    Evidence.INTERVIEW: "reference interview",
    Evidence.KPI: "reference KPI",
    Evidence.PILOT: "own pilot",
}


class Response(Value):
    """One vendor's answer to one requirement."""

    level: Level
    delivery: Delivery | None = None
    available: Line = ""
    """The version or date it is available from, as the vendor wrote it."""
    evidence: Evidence | None = None
    reference: Text = ""
    comment: Text = ""
    raw: dict[str, str] = Field(default_factory=dict)
    """The cells as received, by column, where reading them changed the text."""
    file: str = ""
    """Internal id of the file it came in."""


class PriceLine(Value):
    """One priced line over the years of the contract."""

    code: Line
    item: Line
    category: Line = ""
    driver: Line = ""
    """What the price grows with, in the vendor's words."""
    currency: Line
    amounts: tuple[Money, ...]
    """Year 0 first."""
    scales: Line = ""
    """Code of the driver whose forecast the amounts grow with; empty is fixed."""
    unit_price: Money | None = None
    """The price of one unit of that driver, where the vendor says it."""
    file: str = ""


class Unsealing(Value):
    """Somebody opened a file, and said so."""

    by: Line
    at: str
    override: Text = ""
    """Why it was opened before the weights were locked, if it was."""


class Elimination(Value):
    """A named person's act with a reason; reversible."""

    by: Line
    reason: Text
    failed_gate: YesNo = False
