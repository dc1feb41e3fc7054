"""Where the program begins: quick commands answer at once, everything else imports the whole."""

import sys


def main() -> int:
    """Run the command line; returns the exit status."""
    words = sys.argv[1:]
    if words[:1] == ["--demo"]:
        from afterround.adapters.store import choose_demo

        choose_demo()
        del words[0]
    command = words[0] if words else ""
    if command == "jot":
        from afterround.quick import jot

        return jot.main(words[1:])
    if command == "due":
        from afterround.quick import due

        return due.main(words[1:])
    from afterround.cli import main as whole

    return whole()


if __name__ == "__main__":
    sys.exit(main())
