"""Tests of the photo desk."""
