"""The scenes, a module for each corner of the country; the gallery lists them."""
