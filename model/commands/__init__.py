"""The commands of tieout, one module each: each turns options into messages and an exit code. All work is done
elsewhere.

Heavy imports wait until a command runs, so that --help answers at once.
"""
