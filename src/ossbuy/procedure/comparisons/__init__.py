"""An existing comparison of vendors taken in and answered."""
