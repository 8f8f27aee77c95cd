"""python -m model is the command line, as tieout is."""

from model.start import main

if __name__ == "__main__":
    main()
