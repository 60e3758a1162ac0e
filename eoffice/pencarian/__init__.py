"""Pencarian: what a person sees of search: the page, chips, suggestions, saved and shared searches, lists to take along."""
