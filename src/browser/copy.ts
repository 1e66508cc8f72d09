/**
 * Copy buttons. The server draws them hidden, because only a script can reach the clipboard (Clipboard API, secure
 * contexts only); where there is none they stay hidden and the value can be selected by hand.
 */
const shownForMilliseconds = 2000;

const select = (element: Element): void => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = document.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
};

const prepare = (button: HTMLButtonElement): void => {
  const source = document.getElementById(button.dataset["copyFrom"] ?? "");
  const status = button.parentElement?.querySelector("[role=status]");
  if (!source || !status) return;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const copied = (): void => {
    clearTimeout(timer);
    button.dataset["state"] = "copied";
    status.textContent = button.dataset["copied"] ?? "";
    timer = setTimeout(() => {
      delete button.dataset["state"];
      status.textContent = "";
    }, shownForMilliseconds);
  };

  button.hidden = false;
  button.addEventListener("click", () => {
    // A browser may refuse the clipboard at any time; then the value is at least selected, ready for the keyboard.
    navigator.clipboard.writeText(source.textContent ?? "").then(copied, () => select(source));
  });
};

if (navigator.clipboard) {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy-from]")) prepare(button);
}
