"""What leaves the product: spreadsheets, exchange files, documents."""
