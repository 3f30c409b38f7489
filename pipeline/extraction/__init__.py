"""Sentences in, dated events, claims, mentions and dates out.

One module (or package) a kind of row. Functions here are pure: they take a parsed
document and return spans; they read no file but vocabularies and the language model.
Nothing here knows of other documents, tables on disk or Dagster.
"""
