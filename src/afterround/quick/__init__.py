"""The commands that answer before Django could be imported: jot and due."""
