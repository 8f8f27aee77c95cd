"""Where the program begins: before anything is loaded, so that no signal while it loads leaves a traceback either."""

import gc
import os
import sys

from model import process

INTERRUPTED = 130


def main() -> None:
    """Run the command line. Its exit codes are those of `model.cli`."""
    gc.set_threshold(1_000_000)  # what a command makes, it keeps: looking for garbage often finds none
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # we multiply no matrices, and each thread takes memory
    process.open_streams()
    process.end_on_signals()
    try:
        code, reason = run(), ""
    except KeyboardInterrupt:
        code, reason = INTERRUPTED, "Interrupted; nothing was changed."
    except process.Ended as end:
        code, reason = process.ENDED, f"Cannot run: {end.reason}"
    process.ignore_signals()
    gc.freeze()  # the system takes everything back at once: looking through it for garbage takes as long as an import
    if reason:
        print(reason, file=sys.stderr)
    sys.exit(code)


def run() -> int | str | None:
    """The exit code of the command."""
    try:
        from model.cli import main as command_line

        command_line()
    except process.Ended:
        raise
    except SystemExit as end:
        return end.code
    except Exception:
        process.raise_end()
        raise
    return 0


if __name__ == "__main__":
    main()
