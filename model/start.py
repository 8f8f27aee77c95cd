"""Where the program begins: before anything is loaded, so that Ctrl-C while it loads leaves no traceback either."""

import sys


def main() -> None:
    """Run the command line. Its exit codes are those of `model.cli`."""
    try:
        from model.cli import main as run
    except KeyboardInterrupt:
        print("Interrupted; nothing was changed.", file=sys.stderr)
        sys.exit(130)
    run()
