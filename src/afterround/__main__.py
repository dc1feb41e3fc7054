"""Where the program begins: quick commands answer at once, everything else imports the whole."""

import sys


def main() -> int:
    """Run the command line; returns the exit status."""
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command == "jot":
        from afterround.quick import jot

        return jot.main(sys.argv[2:])
    if command == "due":
        from afterround.quick import due

        return due.main(sys.argv[2:])
    from afterround.cli import main as whole

    return whole()


if __name__ == "__main__":
    sys.exit(main())
