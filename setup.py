"""What pyproject.toml cannot say: the wheel and the sdist carry the tables of the folder inputs."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

TABLES = sorted(map(str, Path("inputs").glob("*.csv")))


class BuildWithTables(build_py):
    """The modules, and the tables as model/shipped, where `model.shipped_tables` looks for them."""

    def run(self):
        super().run()
        if not self.editable_mode:  # a checkout has them in inputs
            shipped = Path(self.build_lib, "model", "shipped")
            self.mkpath(str(shipped))
            for table in TABLES:
                self.copy_file(table, str(shipped))

    def get_source_files(self):
        return [*super().get_source_files(), *TABLES]


setup(cmdclass={"build_py": BuildWithTables})
