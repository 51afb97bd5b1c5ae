"""The moderators' room in the back office: queues, people, rules, figures, the log."""
