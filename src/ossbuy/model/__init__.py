"""What is true: frozen values, facts, the rules that refuse, and findings. No I/O, no numpy."""
