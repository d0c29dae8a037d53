"""The demonstration operation: invented rows over public facts, the same on every run."""
