"""The request on its way out: versions, leaks, dates, questions, the short list."""
