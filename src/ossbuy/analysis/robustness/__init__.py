"""How firm is the result? Closed forms first, simulation where there is none, then the verdict."""
