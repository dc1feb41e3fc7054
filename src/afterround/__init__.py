"""Afterround: the hour after a job interview, and everything that hour should change."""
