"""Settings from the environment: `WENCE_*` and nothing else."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import BadInput

_PREFIX = "WENCE_"
_EXPECTED = {
    "WENCE_HOME": "一个文件夹",
    "WENCE_EMBEDDING_MODEL": "模型的名称或路径",
    "WENCE_READ_KEY": "至少 8 个字符",
    "WENCE_ADMIN_KEY": "至少 8 个字符",
    "WENCE_RATE": "1 或以上的整数（每分钟请求数）",
    "WENCE_CONCURRENCY": "1 到 256 的整数",
    "WENCE_UPLOAD_MB": "1 到 50 的整数（MB）",
    "WENCE_CORS_ORIGINS": "用逗号隔开的来源，例如 https://example.org",
    "WENCE_LOG_QUESTIONS": "true 或 false",
    "WENCE_TRUSTED_PROXIES": "用逗号隔开的地址，例如 10.0.0.2",
    "WENCE_LLM_BASE_URL": "以 http:// 或 https:// 开头的地址，例如 http://127.0.0.1:11434/v1",
    "WENCE_LLM_MODEL": "模型的名称",
    "WENCE_LLM_API_KEY": "一个密钥",
    "WENCE_LLM_TIMEOUT": "1 到 600 的秒数",
    "WENCE_LLM_TOKENS_IN": "1000 到 200000 的整数",
    "WENCE_LLM_TOKENS_OUT": "50 到 8000 的整数",
}


class Settings(BaseModel):
    """What can be set; each field is the environment variable of its name after `WENCE_`.

    `home` is the data folder, `embedding_model` another model by name or path. The rest is for the
    server: `read_key` closes reading, `admin_key` opens writing, `rate` is requests a minute for
    each client, `concurrency` how many are worked on at once, `upload_mb` the greatest notice file,
    `cors_origins` the origins that a browser may call from (separated by commas), `log_questions`
    whether the log may hold the words of questions, `trusted_proxies` the addresses of proxies that
    may say for whom they ask (separated by commas).

    `llm_base_url` and `llm_model` name a language model that words answers, behind an endpoint that
    speaks as OpenAI's; without both there is none. `llm_timeout` is seconds to its first token,
    `llm_tokens_in` and `llm_tokens_out` how much it may read and write at once.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    home: Path = Field(default_factory=lambda: Path(platformdirs.user_data_dir("wence")))
    embedding_model: str | None = Field(default=None, min_length=1)
    read_key: str | None = Field(default=None, min_length=8)
    admin_key: str | None = Field(default=None, min_length=8)
    rate: int = Field(default=600, ge=1)
    concurrency: int = Field(default=16, ge=1, le=256)
    upload_mb: int = Field(default=20, ge=1, le=50)
    cors_origins: str = ""
    log_questions: bool = False
    trusted_proxies: str = ""
    llm_base_url: str | None = Field(default=None, pattern=r"^https?://[^\s/]")
    llm_model: str | None = Field(default=None, min_length=1, max_length=200)
    llm_api_key: str | None = Field(default=None, min_length=1)
    llm_timeout: float = Field(default=20, ge=1, le=600)
    llm_tokens_in: int = Field(default=6000, ge=1000, le=200_000)
    llm_tokens_out: int = Field(default=600, ge=50, le=8000)

    @property
    def origins(self) -> list[str]:
        """`cors_origins` one by one."""
        return [o.strip().rstrip("/") for o in self.cors_origins.split(",") if o.strip()]

    def opens_reading(self, key: str | None) -> bool:
        """Whether a key may read; anyone may where no read key is set, and who writes reads."""
        return self.read_key is None or _same(key, self.read_key) or self.opens_writing(key)

    def opens_writing(self, key: str | None) -> bool:
        """Whether a key may write; nobody may where no admin key is set."""
        return _same(key, self.admin_key)

    @property
    def library(self) -> Path:
        """The folder of notices."""
        return self.home / "library"

    @property
    def feedback(self) -> Path:
        """The file of verdicts on answers."""
        return self.home / "feedback.jsonl"

    @property
    def index(self) -> Path:
        """The folder of index snapshots."""
        return self.home / "index"


def _same(given: str | None, key: str | None) -> bool:
    """Compares in a time that tells nothing of the key."""
    if given is None or key is None:
        return False
    return secrets.compare_digest(given.encode("utf-8", "replace"), key.encode())


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
    if ("llm_model" in given) != ("llm_base_url" in given):
        raise BadInput("WENCE_LLM_BASE_URL 和 WENCE_LLM_MODEL 要一起设置：地址和模型的名称。")
    try:
        return Settings.model_validate(given)
    except ValidationError as e:
        name = _PREFIX + str(e.errors()[0]["loc"][0]).upper()
        raise BadInput(f"环境变量 {name} 的值不能用：应为{_EXPECTED[name]}。") from e
