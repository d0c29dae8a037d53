"""What a warm rerun of each page costs, as a multiple of an empty page's: ``python -m benchmarks``."""
