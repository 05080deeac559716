"""Loaded language by a sentence encoder (MiniLM) whose upper layers were fine-tuned; used only where asked for."""
