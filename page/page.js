// What the page needs besides Gradio: its language, and copying an answer as plain text.
() => {
  document.documentElement.lang = "zh-CN";

  // Gradio names its parts in English, and a message by its whole HTML.
  const names = { "chatbot conversation": "对话", "More tabs": "更多", "Liked": "已赞", "Disliked": "已踩", "Like": "赞", "Dislike": "踩" };
  const rename = () => {
    for (const part of document.querySelectorAll("[aria-label]")) {
      const name = part.getAttribute("aria-label");
      if (names[name]) part.setAttribute("aria-label", names[name]);
      if (name.startsWith("bot's message")) part.setAttribute("aria-label", "问策的回答");
      if (name.startsWith("user's message")) part.setAttribute("aria-label", "我的问题");
    }
  };
  new MutationObserver(rename).observe(document.body, { subtree: true, childList: true, attributeFilter: ["aria-label"] });
  rename();

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
