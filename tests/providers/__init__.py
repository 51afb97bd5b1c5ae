"""Payment providers on this machine, written from their public documentation and from nothing of ours.

Each rule names the page it comes from. They can misbehave as real ones do; nothing in here imports `rotative`.
"""
