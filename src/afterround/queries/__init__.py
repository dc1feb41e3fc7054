"""Every read, owner first."""
