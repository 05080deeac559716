"""Classifiers: loaded language by sentence and word, and frames of articles."""
