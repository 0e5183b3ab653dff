"""Serves the replica until interrupted: `python -m newscrawl.demo --rendition tables --port 8000`."""

import argparse
import sys
import threading

from newscrawl.demo import RENDITIONS, DemoServer, DemoSite


def main() -> int:
    """Serve and return the exit code: 2 where the port cannot be opened."""
    parser = argparse.ArgumentParser(prog="python -m newscrawl.demo", description="Serve the demo site.")
    parser.add_argument("--rendition", choices=RENDITIONS, default="semantic")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free port")
    options = parser.parse_args()
    try:
        with DemoServer(DemoSite(options.rendition), options.port) as server:
            print(server.url, flush=True)
            threading.Event().wait()
    except KeyboardInterrupt:
        return 0
    except (OSError, OverflowError) as error:
        print(f"cannot serve on port {options.port}: {error}; choose another with --port", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
