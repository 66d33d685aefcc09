// What the page needs besides Gradio: its language, and copying an answer as plain text.
() => {
  document.documentElement.lang = "zh-CN";

  const copy = async (words) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(words);
    // Without https there is no clipboard: a hidden text field does it.
    const field = Object.assign(document.createElement("textarea"), { value: words });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button.copy");
    if (!button) return;
    const answer = button.closest(".answer").cloneNode(true);
    answer.querySelectorAll(".made").forEach((part) => part.remove());
    document.body.append(answer);
    const words = answer.innerText;
    answer.remove();
    await copy(words);
    button.textContent = "已复制";
    setTimeout(() => { button.textContent = "复制"; }, 2000);
  });
}
