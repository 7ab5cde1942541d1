"""The room: ballots, the group's weights, votes, the workshop and its record."""
