"""Prompt templates, one folder per kind and one file per version."""
