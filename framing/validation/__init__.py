"""Gold samples, agreement of coders, and figures corrected for the tool's own errors."""
