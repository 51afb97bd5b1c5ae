"""Sanctions, appeals, notices of illegal content, webhooks, moving and taking away discussions: in the back office."""
