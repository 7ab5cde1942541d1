"""What a module of the shipped library must keep beyond what its reader refuses."""

from __future__ import annotations

import re
from collections import Counter

from likeness import main_verb

from ossbuy.exchange.library import LibraryKpi, LibraryPain, LibraryRequirement, Module

VAGUE = (
    "adequate|adequately|appropriate|appropriately|as needed|as required|best practice|"
    "best-in-class|comprehensive|easily|easy|efficient|efficiently|etc|fast|flexible|flexibly|"
    "highly|if possible|industry standard|intuitive|minimal|modern|optimal|optimise|powerful|"
    "quick|quickly|real-time|relevant|robust|scalable|seamless|seamlessly|several|simple|smart|"
    "smooth|state-of-the-art|sufficient|suitable|support|timely|user-friendly|various|"
    "where possible|world-class"
)
BRANDS = (
    "amdocs|comarch|ericsson|nokia|huawei|zte|netcracker|servicenow|oracle|sap|salesforce|"
    "microsoft|google|amazon|aws|azure|ciena|cisco|juniper|ibm|netscout|csg|matrixx|openet|optiva|"
    "cerillion|hansen|sigma|etiya|tecnotree|subex|mobileum|kafka|kubernetes|splunk|jira|excel"
)
SOURCES = (
    "http://bsg.techmahindra.com/pages/Platforms/orderfix.aspx",
    "https://www.confideo.co.uk/?p=233213",
    "https://tonypoulos.com/2010/04/13/ra-survey-results-disturbing/",
    "https://telecomasia.net/content/investment-revenue-assurance-checks-unbillable-revenue",
    "https://www.scribd.com/document/6601360/How-Telecoms-Can-Reverse-Shrinking-Order-To-cash-Results",
    "https://vsight.io/glossary/what-is-a-truck-roll/",
    "https://aexsoftware.com/blog/how-to-increase-first-time-fix-rates",
    "https://techsee.me/blog/technician-dispatch-cost/",
    "https://www.5g6gacademy.com/learn/alarm-correlation-noc",
    "https://iauro.com/improving-mttr-in-telecom-the-real-bottleneck-isnt-monitoring-its-context",
    "https://disruptive.asia/fast-oss-slow-down-but-is-that-viable/",
    "https://avantebss.com/en/insights/blog/mvno-unit-economics-billing-architecture",
)
"""The published figures in the founders' notes (domain.md §3.3): no other statistic is known."""

ESTIMATE = "practitioner estimate, illustrative"


def problems(module: Module) -> list[str]:
    """Every rule the module breaks, as sentences."""
    found = [*_counts(module), *_coverage(module)]
    for pain in module.pains.values():
        found += _pain(pain)
    for kpi in module.kpis.values():
        found += _kpi(kpi)
    for requirement in module.requirements.values():
        found += _requirement(requirement)
    for cause in module.causes.values():
        if len(cause.statement.split()) < 4:
            found.append(f"{cause.id}: a cause is a sentence, not {cause.statement!r}")
    verbs = Counter(main_verb(r.text) for r in module.requirements.values())
    found += [f"{v!r} is the verb of {n} requirements" for v, n in verbs.items() if n > 3]
    return found


def _counts(module: Module) -> list[str]:
    limits = {
        "pains": (len(module.pains), 6, 8),
        "causes": (len(module.causes), 3, 6),
        "KPIs": (len(module.kpis), 3, 5),
        "requirements": (len(module.requirements), 8, 15),
    }
    return [
        f"{count} {name}; {low} to {high} are wanted"
        for name, (count, low, high) in limits.items()
        if not low <= count <= high
    ]


def _coverage(module: Module) -> list[str]:
    asked = {ident for pain in module.pains.values() for ident in pain.asks}
    behind = {ident for pain in module.pains.values() for ident in pain.causes}
    found = [f"{ident}: no pain has this cause" for ident in module.causes if ident not in behind]
    if module.heading.id != "hygiene":
        found += [f"{i}: no pain asks for it" for i in module.requirements if i not in asked]
    if not module.heading.drivers:
        found.append("no sizing driver is named")
    return found


def _sentence(ident: str, text: str, end: str = ".") -> list[str]:
    fits = re.match(r"[A-Z0-9“‘'\"]", text) and text.rstrip("”’'\"").endswith(tuple(end))
    return [] if fits else [f"{ident}: not a sentence: {text!r}"]


def _pain(pain: LibraryPain) -> list[str]:
    found = _sentence(pain.id, pain.statement, ".!?") + _sentence(pain.id, pain.ask, "?")
    if not 2 <= len(pain.name.split()) <= 6:
        found.append(f"{pain.id}: the name {pain.name!r} has not two to six words")
    if not 8 <= len(pain.statement.split()) <= 50:
        found.append(f"{pain.id}: the statement has {len(pain.statement.split())} words")
    if re.match(
        r"(no|there is no|lack of|missing|we have no|we need|we lack)\b", pain.statement, re.I
    ):
        found.append(f"{pain.id}: a missing feature is no pain: {pain.statement!r}")
    if re.search(r"\bshall\b", pain.statement):
        found.append(f"{pain.id}: a pain asks for nothing: {pain.statement!r}")
    return found


def _kpi(kpi: LibraryKpi) -> list[str]:
    found = []
    higher = kpi.better == "higher"
    apart = kpi.good.low >= kpi.typical.high if higher else kpi.good.high <= kpi.typical.low
    if not apart or (kpi.good.low, kpi.good.high) == (kpi.typical.low, kpi.typical.high):
        found.append(
            f"{kpi.id}: {kpi.typical.text} → {kpi.good.text} is not better where {kpi.better} is"
        )
    if kpi.basis == "assumption" and kpi.source != ESTIMATE:
        found.append(f"{kpi.id}: an assumption has the source {ESTIMATE!r}")
    if kpi.basis == "sourced" and not any(url in kpi.source for url in SOURCES):
        found.append(f"{kpi.id}: {kpi.source!r} is no source we know")
    if kpi.better == "lower" and not kpi.counter:
        found.append(f"{kpi.id}: it can be lowered by hiding; name a counter")
    return found


def _requirement(asked: LibraryRequirement) -> list[str]:
    found = _sentence(asked.id, asked.text)
    if not 8 <= len(asked.text.split()) <= 40:
        found.append(f"{asked.id}: {len(asked.text.split())} words; 8 to 40 are wanted")
    if asked.text.count(" shall ") != 1:
        found.append(f"{asked.id}: one obligation has one 'shall'")
    if main_verb(asked.text) == "be":
        found.append(f"{asked.id}: passive or a state; say who does what")
    if not 2 <= len(asked.title.split()) <= 5:
        found.append(f"{asked.id}: the title {asked.title!r} has not two to five words")
    if not asked.verification:
        found.append(f"{asked.id}: how it is verified is missing")
    if not re.search(r"\d|\byes\b", asked.threshold, re.I):
        found.append(f"{asked.id}: no number and no yes in the threshold {asked.threshold!r}")
    for kind, pattern in (("vague", VAGUE), ("a brand", BRANDS)):
        for text in (asked.text, asked.threshold):
            if said := re.search(rf"\b({pattern})\b", text, re.I):
                found.append(f"{asked.id}: {said[0]!r} is {kind}")
    return found
