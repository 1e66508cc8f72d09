/** Keeps the sum of permissions beside its boxes; where a number field shows the same, each follows the other. */
for (const group of document.querySelectorAll<HTMLFieldSetElement>("fieldset[data-permission-sum]")) {
  const shown = group.querySelector("[data-sum]");
  const boxes = [...group.querySelectorAll<HTMLInputElement>("input[name=permission]")];
  const name = group.dataset["permissionSum"] ?? "";
  const number = name === "" ? null : document.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  const sum = (): string =>
    String(boxes.reduce((all, box) => all + (box.type === "hidden" || box.checked ? Number(box.value) : 0), 0));
  group.addEventListener("change", () => {
    if (shown) shown.textContent = sum();
    if (number) number.value = sum();
  });
  number?.addEventListener("input", () => {
    const value = Number(number.value);
    for (const box of boxes) if (box.type === "checkbox") box.checked = (value & Number(box.value)) !== 0;
    if (shown) shown.textContent = String(value);
  });
}
