"""Files to be taken along from the page: buttons that can be pressed once there is a file."""

from collections.abc import Sequence
from typing import Any

import gradio as gr
from gradio.processing_utils import save_bytes_to_cache
from gradio.utils import get_upload_folder

from rag.document import Block, in_docx, in_markdown


def download(label: str) -> gr.DownloadButton:
    """A button for a file that is not there yet."""
    return gr.DownloadButton(label, size="sm", min_width=120, interactive=False)


def emptied() -> Any:
    """The button without a file."""
    return gr.DownloadButton(value=None, interactive=False)


def filled(name: str, data: bytes) -> Any:
    """The button with a file of that name; the page clears it away by itself."""
    path = save_bytes_to_cache(data, name, get_upload_folder())
    return gr.DownloadButton(value=path, interactive=True)


def both_forms(name: str, blocks: Sequence[Block]) -> tuple[Any, Any]:
    """The buttons with a document as Markdown and as a Word document."""
    return (
        filled(f"{name}.md", in_markdown(blocks).encode()),
        filled(f"{name}.docx", in_docx(blocks)),
    )
