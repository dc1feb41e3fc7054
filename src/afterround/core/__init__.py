"""What the chapter says, as plain Python: values in, decisions out; no clock, no chance, no storage."""
