"""``python -m ossbuy``."""

from ossbuy.cli import main

if __name__ == "__main__":
    main()
