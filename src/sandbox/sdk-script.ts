/**
 * The two scripts of an emulated JavaScript SDK, as texts: the one that an application's page loads, and the one at the end of
 * the dialog that it opens. Whoever hears the token is decided by origin on both sides.
 */

/** What one provider's script is called and leads to. */
export interface SdkFacts {
  /** The global object that it makes. */
  readonly object: string;
  /** The global function that it calls. */
  readonly ready: string;
  /** The dialog's address, with placeholders that `init` fills. */
  readonly dialog: string;
  /** The sandbox's. */
  readonly origin: string;
  /** The option of `init` that is the client id. */
  readonly clientKey: string;
}

export const sdkScript = (facts: SdkFacts): string => `// An emulated SDK: nothing leaves this machine.
((facts) => {
  let settings = {};
  const login = (done, options = {}) => {
    const address = new URL(facts.dialog.replace(/\\{(\\w+)\\}/g, (_, name) => settings[name] ?? ""));
    for (const [name, value] of Object.entries(options)) address.searchParams.set(name, value);
    address.searchParams.set("client_id", settings[facts.clientKey] ?? "");
    address.searchParams.set("response_type", "token");
    address.searchParams.set("display", "popup");
    address.searchParams.set("origin", location.origin);
    const dialog = open(address.href, "sandbox-dialog", "popup,width=520,height=720");
    const heard = (event) => {
      if (event.origin !== facts.origin || event.source !== dialog) return;
      removeEventListener("message", heard);
      done(event.data);
    };
    addEventListener("message", heard);
  };
  window[facts.object] = { init: (options) => { settings = options; }, login };
  window[facts.ready]?.();
})(${JSON.stringify(facts).replaceAll("<", "\\u003c")});
`;

export const DIALOG_SCRIPT = `const { origin, answer } = document.querySelector("[data-origin]").dataset;
if (window.opener) {
  window.opener.postMessage(JSON.parse(answer), origin);
  window.close();
}
`;
