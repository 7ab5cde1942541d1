"""What comes back: files received sealed, opened on record, drift, withdrawals, acceptance."""
