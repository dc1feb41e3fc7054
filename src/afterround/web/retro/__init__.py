"""The pages of the stem retro."""
