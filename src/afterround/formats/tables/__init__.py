"""Spreadsheets and the exports of other trackers: read as tables, understood as applications and rounds."""
