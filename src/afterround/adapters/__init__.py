"""The outside world: the clock, the data folder, the store file."""
