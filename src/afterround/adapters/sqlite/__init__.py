"""Django's SQLite backend with this program's durability."""
