/** The sandbox of the build, with one application of the hub's registered; it says its address and the application. */
import { answerDriver, argument, say } from "./child.ts";
import { loadSandbox } from "./hub-build.ts";

export interface SandboxWish {
  readonly build: string;
  readonly provider: string;
  /** Where the hub takes its callback. */
  readonly callback: string;
}

export interface SandboxFacts {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly settings: Readonly<Record<string, string>>;
}

const { build, provider, callback } = argument<SandboxWish>();
const { serveSandbox, loadProvider } = await loadSandbox(build);
const entry = await loadProvider(provider);
if (!entry) throw new Error(`there is no provider ${provider}`);
const { url, sandbox } = await serveSandbox({ port: 0, providers: [entry] });
const app = sandbox.app(provider);
sandbox.registerApp({ ...app, redirectUris: [...app.redirectUris, callback] });
const { clientId, clientSecret } = app;
const facts: SandboxFacts = { url, clientId, clientSecret, settings: sandbox.demoSettings(provider) };
answerDriver();
say({ kind: "facts", facts });
