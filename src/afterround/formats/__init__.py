"""Every text that is read or written: parse beside render."""
