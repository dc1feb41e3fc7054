"""The pages of the stem companies."""
