"""The commands of tieout, one module each: options in, messages and an exit code out. All work is done elsewhere.

Heavy imports wait until a command runs, so that --help answers at once.
"""
