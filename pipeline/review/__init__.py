"""Rows out to people, corrections back.

Here belong the formats of tools that people review in, Label Studio's first. What a
correction is and how it is applied is said in ``dataset``.
"""
