"""Sentences that pages show: from figures to words in the reader's language; nothing here draws."""
