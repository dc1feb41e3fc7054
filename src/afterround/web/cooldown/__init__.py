"""The pages of the stem cooldown."""
