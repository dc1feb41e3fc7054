"""The pages of the stem observers."""
