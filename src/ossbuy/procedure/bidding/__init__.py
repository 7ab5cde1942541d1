"""The vendor's own side: a request opened, assessed, answered, reused and sent."""
