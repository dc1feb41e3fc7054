"""Every write: one function, one deed, one transaction."""
