"""`python -m newscrawl`."""

from newscrawl.cli import main

# Processes that share the work import this module under another name.
if __name__ == "__main__":
    main()
