"""The pages of the stem drills."""
