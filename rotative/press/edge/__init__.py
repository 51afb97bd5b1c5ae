"""The edge: what readers connect to. It answers with printed pages itself and asks Django for the rest.

No Django in here.
"""
