"""The pages of the stem themes."""
