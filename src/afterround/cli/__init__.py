"""The door in the terminal: every command but the quick ones."""


def main() -> int:
    """Run the command line; returns the exit status."""
    from afterround.cli.program import run

    return run()
