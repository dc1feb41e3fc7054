"""Reads notes of every shape that people keep about their interviews."""

from afterround.formats.notes.reader import LIMIT as LIMIT
from afterround.formats.notes.reader import read_notes as read_notes
