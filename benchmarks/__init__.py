"""What is measured, against what, with one command: see README.md beside this file."""
