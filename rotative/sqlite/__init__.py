"""Django's SQLite with turns: whoever wants to write waits in line instead of asking again and again."""
