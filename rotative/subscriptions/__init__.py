"""Subscriptions: what is sold, who holds it until when, and every franc that came in for it."""
