"""The pages of the stem feedback."""
