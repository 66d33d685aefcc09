"""Settings from the environment: `WENCE_*` and nothing else."""

import os
from collections.abc import Mapping
from pathlib import Path

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import BadInput

_PREFIX = "WENCE_"


class Settings(BaseModel):
    """`WENCE_HOME`: the data folder. `WENCE_EMBEDDING_MODEL`: another model, by name or path."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    home: Path = Field(default_factory=lambda: Path(platformdirs.user_data_dir("wence")))
    embedding_model: str | None = Field(default=None, min_length=1)

    @property
    def library(self) -> Path:
        """The folder of notices."""
        return self.home / "library"

    @property
    def index(self) -> Path:
        """The folder of index snapshots."""
        return self.home / "index"


def settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings that the environment holds.

    Raises BadInput that names an unknown or unusable variable.

    >>> settings({"WENCE_HOME": "/data"}).library.as_posix()
    '/data/library'
    """
    known = [_PREFIX + field.upper() for field in Settings.model_fields]
    given = {}
    for name, value in environment.items():
        if not name.startswith(_PREFIX):
            continue
        if name not in known:
            raise BadInput(f"不认识的环境变量 {name}。可用的有：{'、'.join(known)}。")
        if not value.strip():
            raise BadInput(f"环境变量 {name} 是空的。请填上值或取消设置。")
        given[name.removeprefix(_PREFIX).lower()] = value
    try:
        return Settings.model_validate(given)
    except ValidationError as e:
        name = _PREFIX + str(e.errors()[0]["loc"][0]).upper()
        raise BadInput(f"环境变量 {name} 的值不能用。") from e
