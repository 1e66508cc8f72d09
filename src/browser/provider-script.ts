/**
 * A sign-in by a provider's own script: `form[data-sdk]` names the script, its global object and the options of its two calls.
 * The button is shown once the script is there; what it answers is put into the form, which is sent. Without a token the
 * words for that are shown, and the link to the provider is there all along.
 */
interface Sdk {
  init(options: unknown): void;
  login(done: (answer: unknown) => void, options: unknown): void;
}

const form = document.querySelector<HTMLFormElement>("form[data-sdk]");
const button = form?.querySelector<HTMLButtonElement>("button");
const field = form?.querySelector<HTMLInputElement>("input[name=access_token]");
const failed = document.querySelector<HTMLElement>("[data-sdk-failed]");
const globals = window as unknown as Record<string, unknown>;

const member = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;

const isSdk = (value: unknown): value is Sdk =>
  typeof member(value, "init") === "function" && typeof member(value, "login") === "function";

const fail = (): void => {
  if (failed) failed.hidden = false;
};

if (form && button && field) {
  const { sdk = "", object = "", ready = "", init = "{}", login = "{}", answer = "" } = form.dataset;
  let begun = false;
  const begin = (): void => {
    const found = globals[object];
    if (begun || !isSdk(found)) return;
    begun = true;
    found.init(JSON.parse(init));
    button.addEventListener("click", () => {
      if (failed) failed.hidden = true;
      found.login((given) => {
        const token = answer.split(".").reduce(member, given);
        if (typeof token !== "string" || token === "") return fail();
        field.value = token;
        form.submit();
      }, JSON.parse(login));
    });
    button.hidden = false;
  };
  globals[ready] = begin;
  const script = document.createElement("script");
  script.src = sdk;
  script.addEventListener("error", fail);
  document.head.append(script);
}
