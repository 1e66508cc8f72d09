/**
 * Passkeys (Web Authentication, level 3): forms with `data-passkey` get their answer from the browser. The server draws them
 * hidden, because only a script can ask for a passkey; they are shown where the browser can, and what stands in for them
 * (`data-passkey-missing`) is shown where it can't. On a sign-in page passkeys are also offered in the suggestions of the
 * username's field, until the button is pressed.
 */
const forms = [...document.querySelectorAll<HTMLFormElement>("form[data-passkey]")];

const isAble =
  typeof PublicKeyCredential === "function" &&
  typeof PublicKeyCredential.parseCreationOptionsFromJSON === "function" &&
  typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function";

/** What waits in the suggestions; a browser does one thing at a time. */
let suggestion: AbortController | undefined;

const ask = (form: HTMLFormElement, further: CredentialRequestOptions = {}): Promise<Credential | null> => {
  const options: unknown = JSON.parse(form.dataset["options"] ?? "{}");
  return form.dataset["passkey"] === "create"
    ? navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON),
      })
    : navigator.credentials.get({
        ...further,
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON),
      });
};

const send = (form: HTMLFormElement, credential: Credential | null): void => {
  const field = form.querySelector<HTMLInputElement>("input[name=credential]");
  if (!field || !(credential instanceof PublicKeyCredential)) return;
  field.value = JSON.stringify(credential.toJSON());
  form.submit();
};

const say = (form: HTMLFormElement, text: string): void => {
  const status = form.querySelector("[role=status]");
  if (status) status.textContent = text;
};

const press = async (form: HTMLFormElement): Promise<void> => {
  suggestion?.abort();
  say(form, "");
  try {
    send(form, await ask(form));
  } catch {
    // Turned away, taken too long, or none there: a browser doesn't tell which, so that no page learns it.
    say(form, form.dataset["failed"] ?? "");
  }
};

const suggest = async (form: HTMLFormElement): Promise<void> => {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  suggestion = new AbortController();
  try {
    send(form, await ask(form, { mediation: "conditional", signal: suggestion.signal }));
  } catch {
    // The button was pressed, or the person chose nothing: they go on in another way.
  }
};

if (isAble) {
  for (const form of forms) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void press(form);
    });
    if (form.dataset["suggests"]) void suggest(form);
  }
} else {
  for (const missing of document.querySelectorAll<HTMLElement>("[data-passkey-missing]")) missing.hidden = false;
}
