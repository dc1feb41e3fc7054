"""Bringing notes and tables: choosing, looking at what was read, and the report."""
