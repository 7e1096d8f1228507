"""One folder per output: a document and a theme go in, a finished file comes out."""
