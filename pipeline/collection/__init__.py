"""Documents fetched from where they were published, every version kept for good.

Here belongs what touches the network: addresses, politeness, downloads, the archive of
versions below ``raw/archive/``. Nothing here knows what a document says, and nothing
else in the project opens a connection. Fetching happens when a person asks for it
(``khorgos collect``, ``khorgos add URL``) or materialises the asset, and never otherwise.
"""
