"""The door in the browser."""
