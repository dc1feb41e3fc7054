"""The pages of photos and voice memos."""
