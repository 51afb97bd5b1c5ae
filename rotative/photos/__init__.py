"""The photo desk: pictures with caption, credit, rights and renditions."""
