"""What a site prints around a notice: 打印, 关闭, 字体大小, 上一篇, 相关链接, 版权所有."""

import re

_LABELLED = (
    r"来源|信息来源|稿件来源|文章来源|发布(?:时间|日期|机构)|发布人|更新时间|浏览(?:次数|量)|阅读(?:次数|量)|"
    r"点击(?:次数|数|量)|访问(?:次数|量)|字体(?:大小)?|字号|责任编辑|责编|编辑|作者|视力保护色|分享(?:到)?|"
    r"上一篇|下一篇|上一条|下一条|您?(?:当前|现在)?(?:的|所在)?位置|当前页面|"
    r"版权所有|网站标识码|相关(?:链接|文章|阅读|文件|解读|新闻|附件|信息|稿件|内容)"
)
_ACTION = (
    r"打印(?:本页|此页)?|关闭(?:窗口|本页|页面)?|收藏(?:本页)?|返回(?:顶部|首页|列表)?|首页|下载(?:文字版|图片版)?|"
    r"大|中|小|默认|复制链接|微信|微博|QQ空间|分享|责任编辑|"
    r"相关(?:链接|文章|阅读|文件|解读|新闻|信息|稿件|内容)|政策解读|无障碍(?:浏览)?|适老化|繁體?|网站地图|联系我们"
)
_GAP = r"[ \u3000\t\[\]【】()（）|｜/·_>»-]{0,9}"
_FURNITURE = re.compile(
    rf"{_GAP}(?:(?:{_LABELLED}){_GAP}[：:>].{{0,200}}|(?:(?:{_ACTION}){_GAP}){{1,12}}"
    r"|(?:扫一扫|分享到).{0,40}|网站首页"
    r"|主办(?:单位)?[：:].{2,60}(?:承办|版权|技术支持|备案|网站|ICP).{0,100}"
    r"|.{0,40}(?:ICP备|公网安备|版权所有).{0,200})"
)
_LONGEST = 250
_PROSE = re.compile("[。；]")


def is_furniture(line: str) -> bool:
    """Whether a line of a saved page belongs to the site and not to the notice.

    >>> is_furniture("【字体：大 中 小】 打印 关闭窗口"), is_furniture("（一）关闭落后产能。")
    (True, False)
    """
    is_short = len(line) <= _LONGEST
    return is_short and bool(_FURNITURE.fullmatch(line)) and not _PROSE.search(line)
