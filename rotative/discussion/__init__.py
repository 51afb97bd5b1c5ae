"""The discussion under an article: contributions, reports, moderation."""
