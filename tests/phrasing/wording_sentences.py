"""Sentences that trip exactly one thing, and close neighbours that trip nothing."""

from __future__ import annotations

# rule, a sentence it must find, what it must propose (empty: nothing)
TRIPPING: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "unmeasured",
        "The portal shall answer a query quickly.",
        ("The portal shall answer a query within [number] [unit].",),
    ),
    (
        "unmeasured",
        "The portal shall offer several themes within 5 s.",
        ("The portal shall offer [number] themes within 5 s.",),
    ),
    (
        "unmeasured",
        "The supplier shall minimise the use of licences to save cost.",
        ("The supplier shall limit the use of licences to [number] [unit] to save cost.",),
    ),
    (
        "vague",
        "The field app shall have a user-friendly menu.",
        ("The field app shall have a [user-friendly: shown how] menu.",),
    ),
    (
        "vague",
        "The inventory shall seamlessly exchange geometry with the GIS.",
        ("The inventory shall exchange geometry with the GIS.",),
    ),
    (
        "escape",
        "The inventory shall trace a fibre from end to end, where possible.",
        ("The inventory shall trace a fibre from end to end.",),
    ),
    (
        "escape",
        "Where possible, the inventory shall trace a fibre from end to end.",
        ("The inventory shall trace a fibre from end to end.",),
    ),
    (
        "escape",
        "The supplier shall update the manual as needed.",
        ("The supplier shall update the manual [in which cases].",),
    ),
    (
        "open-ended",
        "The inventory shall export ports, cables, splices, etc.",
        ("The inventory shall export ports, cables, splices, [the others by name].",),
    ),
    (
        "open-ended",
        "The inventory shall import ports, splices, etc. from the GIS.",
        ("The inventory shall import ports, splices, [the others by name] from the GIS.",),
    ),
    (
        "open-ended",
        "The tool shall export all objects including but not limited to ports and ducts.",
        ("The tool shall export all objects, namely ports and ducts.",),
    ),
    (
        "compound",
        "The order system shall create a work order and notify the crew within 5 minutes.",
        (
            "The order system shall create a work order.",
            "The order system shall notify the crew within 5 minutes.",
        ),
    ),
    (
        "compound",
        "When a link fails, the fault system shall raise an alarm and it shall open a ticket.",
        (
            "When a link fails, the fault system shall raise an alarm.",
            "When a link fails, the fault system shall open a ticket.",
        ),
    ),
    (
        "compound",
        "The mediation shall keep each record for 90 days. It shall encrypt the archive.",
        (
            "The mediation shall keep each record for 90 days.",
            "The mediation shall encrypt the archive.",
        ),
    ),
    (
        "compound",
        "The order system shall suspend and resume an order.",
        (
            "The order system shall suspend an order.",
            "The order system shall resume an order.",
        ),
    ),
    (
        "compound",
        "The order system shall check the address, reserve a port and inform the customer.",
        (
            "The order system shall check the address.",
            "The order system shall reserve a port and inform the customer.",
        ),
    ),
    (
        "compound",
        "The order system shall store a refused order and queue it with the desk.",
        (
            "The order system shall store a refused order.",
            "The order system shall queue [it: name it] with the desk.",
        ),
    ),
    (
        "unmeasured",
        "The desk shall minimise the impact due to faults to keep orders going.",
        ("The desk shall limit the impact due to faults to [number] [unit] to keep orders going.",),
    ),
    ("compound", "The tool shall write a file, which shall be kept for 90 days.", ()),
    (
        "compound",
        "The name shall follow a rule that must start at zero and must grow by one.",
        (),
    ),
    (
        "and-or",
        "The bill shall show the tariff and/or the discount.",
        ("The bill shall show the tariff or the discount.",),
    ),
    (
        "compound",
        "Do you offer a test tenant, and do you publish its price?",
        ("Do you offer a test tenant?", "Do you publish its price?"),
    ),
    (
        "unmeasured",
        "The supplier shall minimise downtime during an upgrade.",
        ("The supplier shall limit downtime during an upgrade to [number] [unit].",),
    ),
    (
        "unmeasured",
        "The order system shall offer low latency to the web shop.",
        ("The order system shall offer latency of [number] [unit] to the web shop.",),
    ),
    (
        "ability",
        "The supplier shall ensure that the system shall have the ability to replay 30 days.",
        ("The system shall replay 30 days.",),
    ),
    (
        "ability",
        "The mediation shall be capable of storing 90 days of records.",
        ("The mediation shall store 90 days of records.",),
    ),
    (
        "ability",
        "The planner shall be able to compare two routes.",
        ("The [system] shall let the planner compare two routes.",),
    ),
    (
        "passive",
        "When a port is freed, the change shall be recorded within 5 s.",
        ("When a port is freed, the [system] shall record the change within 5 s.",),
    ),
    ("passive", "The portal shall allow settings to be changed for 30 days.", ()),
    (
        "absolute",
        "The fault system shall never drop an alarm.",
        ("The fault system shall not drop an alarm.",),
    ),
    (
        "pronoun",
        "It shall show the alarm.",
        ("The [named thing] shall show the alarm.",),
    ),
    (
        "pronoun",
        "The portal shall send alarms to a desk so they can be mended.",
        ("The portal shall send alarms to a desk so the [named thing] can be mended.",),
    ),
    (
        "solution",
        "The inventory shall store its records in Oracle.",
        ("The inventory shall store its records in Oracle or equivalent.",),
    ),
    (
        "solution",
        "The portal shall run on code written in Java.",
        ("The portal shall run on code written in Java or equivalent.",),
    ),
    (
        "no-modal",
        "The portal shows the status of each order.",
        ("The portal shall show the status of each order.",),
    ),
    (
        "no-modal",
        "Provide an interface for bulk orders.",
        ("The [system] shall provide an interface for bulk orders.",),
    ),
    ("two-modals", "The supplier shall train users and should provide rooms.", ()),
    ("two-modals", "The supplier shall/should train users.", ()),
    ("long", "The system shall show " + "one more field of the same form " * 7 + "there.", ()),
    (
        "long",
        "The system shall show one field of the form. " + "It has one purpose here. " * 12,
        (),
    ),
    ("tbd", "The archive shall keep records for TBD years.", ()),
    ("tbd", "The archive shall keep records for [number] [unit].", ()),
    (
        "unverifiable",
        "The supplier shall strive to close a ticket within 4 hours.",
        ("The supplier shall close a ticket within 4 hours.",),
    ),
    ("unverifiable", "The supplier shall facilitate the exchange of 12 files.", ()),
    ("unverifiable", "A site may hold zero, one or more ports.", ()),
    (
        "superlative",
        "The portal shall use the latest version of the interface.",
        ("The portal shall use the [latest version: which one] of the interface.",),
    ),
    (
        "unitless",
        "The response time shall be at most 5.",
        ("The response time shall be at most 5 [unit].",),
    ),
)

INNOCENT: tuple[tuple[str, str], ...] = (
    ("vague", "The router shall support fast reroute with a graceful restart."),
    ("vague", "The portal shall answer a query within 2 s."),
    ("vague", "The portal shall list cables. This is usually enough for a quick look."),
    ("escape", "The supplier shall keep records as required by the regulator."),
    ("open-ended", "The portal shall hide secrets, e.g. passwords."),
    ("open-ended", "The portal shall list cables. This helps in cases such as repair."),
    ("open-ended", "The agent shall read its settings from /etc at start."),
    ("compound", "The inventory shall hold cables, ducts and splices of each route."),
    ("compound", "The inventory shall show the port, the cable and the duct of a service."),
    ("compound", "The portal shall give access to reports and alarms."),
    ("compound", "The field app shall let a crew open and close a job."),
    ("compound", "Do you hold a certificate for development and operation?"),
    ("compound", "The portal shall list a name and repair progress of each order."),
    ("compound", "The portal may show a map and may print the map."),
    ("compound", "The portal shall send the file. This will help to close cases."),
    ("and-or", "The bill shall show the tariff or the discount."),
    ("unmeasured", "The portal shall answer quickly, within 2 s."),
    ("unmeasured", "The network shall include a high availability cluster."),
    ("unmeasured", "The portal shall report throughput and latency per interface."),
    ("unmeasured", "The supplier shall limit downtime to 5 minutes with minimal impact."),
    ("ability", "The team shall send each record to the people able to mend the record."),
    ("ability", "The portal shall compare two routes."),
    ("passive", "The change shall be recorded by the audit service within 5 s."),
    ("passive", "The parameter shall be declared as a string."),
    ("passive", "The offer shall be based on the price list of the contract."),
    ("absolute", "A customer who has never seen the portal shall sign in unaided."),
    ("absolute", "The host shall have a fully qualified domain name."),
    ("pronoun", "The portal shall show the cable and the duct it lies in."),
    ("pronoun", "This interface shall follow the published contract."),
    ("solution", "The inventory shall store its records in Oracle or equivalent."),
    ("solution", "The portal shall publish an interface described in OpenAPI."),
    ("no-modal", "The portal must show the status of each order."),
    ("no-modal", "Do you publish the status of each order?"),
    ("two-modals", "The supplier shall train users and the buyer should provide rooms."),
    ("two-modals", "The supplier shall train users and shall provide rooms."),
    ("two-modals", "The portal shall show orders that may still change."),
    ("long", "The system shall show each field of the form."),
    ("tbd", "The file shall end in ``.y[aml]`` after the load."),
    ("tbd", "The portal shall keep rules to be defined by the user [1]."),
    ("unverifiable", "The portal shall report an attempt to change a price."),
    ("unverifiable", "The supplier shall send 12 files to facilitate the exchange."),
    ("unverifiable", "The supplier shall close a ticket within 4 hours."),
    ("superlative", "The router shall choose the shortest path and the highest priority."),
    ("unitless", "The response time shall be at most 5 seconds."),
    ("unitless", "The agent shall run with Chef-Client >= 12.0 and later."),
    ("unitless", "Of 50 drawings the portal shall place at least 45."),
    ("unitless", "The portal shall follow version 5 of the contract or above 5 of them."),
)
