/**
 * Uploads with their progress, one after the other as bodies of their own, and files that are dropped anywhere on the page. The form
 * works without this: it is what is sent where there is no script. Names reach the page as text alone.
 */
const form = document.querySelector<HTMLFormElement>("form[data-upload]");
const list = form?.querySelector<HTMLElement>("[data-upload-list]");
const input = form?.querySelector<HTMLInputElement>("input[type=file]");

/** The bytes of one file; settles when the server has them, with its own words where it refuses. */
const send = (file: File, folder: string, replace: boolean, progress: (part: number) => void): Promise<string | null> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const failed = (): void => resolve("");
    request.open("PUT", "/api/fs/put");
    request.responseType = "json";
    request.setRequestHeader("File-Path", encodeURIComponent(`${folder === "/" ? "" : folder}/${file.name}`));
    request.setRequestHeader("Last-Modified", String(file.lastModified));
    request.setRequestHeader("Overwrite", String(replace));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress(event.loaded / Math.max(1, event.total));
    });
    request.addEventListener("load", () => {
      const answer: unknown = request.response;
      const { code, message } = (answer ?? {}) as { code?: unknown; message?: unknown };
      resolve(code === 200 ? null : typeof message === "string" ? message : "");
    });
    for (const ending of ["error", "abort", "timeout"]) request.addEventListener(ending, failed);
    request.send(file);
  });

const line = (target: HTMLElement, file: File): { bar: HTMLProgressElement; words: HTMLElement } => {
  const item = document.createElement("li");
  const bar = document.createElement("progress");
  const words = document.createElement("bdi");
  bar.max = 1;
  bar.value = 0;
  words.textContent = file.name;
  bar.setAttribute("aria-label", `${form?.dataset["uploading"] ?? ""} ${file.name}`);
  item.append(bar, " ", words);
  target.append(item);
  return { bar, words };
};

let isUnderWay = false;

const sendAll = async (target: HTMLElement, folder: string, files: readonly File[]): Promise<void> => {
  if (isUnderWay || files.length === 0) return;
  isUnderWay = true;
  const replace = form?.querySelector<HTMLInputElement>("input[name=replace]")?.checked === true;
  let refused = false;
  for (const file of files) {
    const { bar, words } = line(target, file);
    const complaint = await send(file, folder, replace, (part) => {
      bar.value = part;
    });
    if (complaint === null) bar.value = 1;
    else {
      refused = true;
      bar.remove();
      words.textContent = `${file.name}: ${complaint === "" ? (form?.dataset["failed"] ?? "") : complaint}`;
    }
  }
  isUnderWay = false;
  if (!refused) {
    const here = new URL(location.href);
    here.search = "?notice=uploaded";
    location.assign(here);
  }
};

if (form && list && input) {
  const folder = form.dataset["upload"] ?? "/";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void sendAll(list, folder, [...(input.files ?? [])]);
  });
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    document.body.dataset["dropping"] = "";
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) delete document.body.dataset["dropping"];
  });
  document.addEventListener("drop", (event) => {
    delete document.body.dataset["dropping"];
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    form.closest("details")?.setAttribute("open", "");
    void sendAll(list, folder, files);
  });
}
