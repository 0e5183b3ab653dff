"""`python -m newscrawl`, and the newscrawl command: what it needs is loaded where Ctrl-C is heard already."""

import sys

INTERRUPTED = 130
"""The exit code that shells give for Ctrl-C: 128 and the number of SIGINT."""


def main() -> None:
    """Run the command; Ctrl-C, however early, is one line on standard error and exit code 130."""
    try:
        from newscrawl.cli import main as run

        run()
    except KeyboardInterrupt:
        _end()
    except SystemExit as end:
        if end.code != INTERRUPTED:
            raise
        _end()


def _end() -> None:
    print("newscrawl: interrupted", file=sys.stderr)
    sys.exit(INTERRUPTED)


# Processes that share the work import this module under another name.
if __name__ == "__main__":
    main()
