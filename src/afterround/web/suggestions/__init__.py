"""The pages and rows on which a person answers what recognition suggests."""
