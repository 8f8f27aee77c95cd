"""The exceptions tieout raises on purpose.

    TieoutError
    ├── CannotRun         the command cannot do its work: exit code 2, one plain sentence, no traceback
    │                     (no such path, not a workbook, a file that cannot be written …)
    └── DefinitionError   the model's own definitions contradict themselves: a mistake of ours, not the user's

Findings about the user's data are never exceptions.
"""


class TieoutError(Exception):
    """Whatever tieout raises on purpose."""


class CannotRun(TieoutError):  # noqa: N818 - it reads as what it says
    """The command cannot do its work. The message is one plain sentence for the user."""


class DefinitionError(TieoutError):
    """A definition in the model, a schema or a layout contradicts another."""
