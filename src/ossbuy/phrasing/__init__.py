"""Checks of how requirements are worded: text in, hits with proposed rewrites out.

The package knows no project, no file and no screen, and imports the standard library only until
duplicates or a language are asked for. Word lists come in from outside (`lists.Lists`); what a
rule looks for is in its own module under ``rules``. Start at `checking.check` for one text and at
`review.review` for a set.
"""
