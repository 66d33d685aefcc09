"""Laws and other documents that a question names: is it about one that is not held here?"""

import re
from collections.abc import Iterable

from corpus.model import Notice
from index.tokens import fold

_TITLED = re.compile(r"《([^《》]{2,60})》")
_LAW = re.compile(
    r"(?<![办方说想做看用手非违合依执立司无语宪])法(?=规定|里|中|上|第|的|对|要求|怎么|有没有)|条例(?=规定|里|中|第|的|对|要求)"
)
_NAME = re.compile(r"[\u4e00-\u9fff]{2,12}$")
_LEADING = re.compile(
    r"^.*?(?:按照|根据|依照|依据|按|在|与|和|跟|以|、|的|是不是|请问|问|那|看|了)"
)


def foreign_titles(question: str, notices: Iterable[Notice]) -> tuple[str, ...]:
    """The laws and documents named in a question that neither are a notice here nor stand in one.

    A document with its title in 《》 counts, and a law or regulation by its own name.

    >>> foreign_titles("《电子商务法》规定存几年？按照网络安全法的要求呢？", [])
    ('电子商务法', '网络安全法')
    """
    plain = fold(question)
    names = [*_TITLED.findall(plain), *_laws(_TITLED.sub(" ", plain))]
    held = [fold(f"{n.metadata.title or ''}\n{n.text}") for n in notices]
    return tuple(dict.fromkeys(n for n in names if not any(_core(n) in text for text in held)))


def _laws(plain: str) -> Iterable[str]:
    for m in _LAW.finditer(plain):
        before = _NAME.search(plain[: m.end()])
        name = _LEADING.sub("", before.group()) if before else ""
        if len(name) > 2:
            yield name


def _core(title: str) -> str:
    """A title without the name of the state before it."""
    return title.removeprefix("中华人民共和国")
