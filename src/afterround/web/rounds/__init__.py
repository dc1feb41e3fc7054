"""The pages of the stem rounds."""
