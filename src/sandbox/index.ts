/**
 * sandbox: every provider of the catalogue, emulated offline on a port of its own.
 *
 * It owns the emulated endpoints, the people and faults to choose from, and the developer's pages. It does not own what
 * a provider is (`providers/`), nor where registered applications are kept (its caller). It stands on `lib` and
 * `providers` and on nothing of the hub or of files.
 *
 * `https://github.com/login/oauth/authorize` is served at `<origin>/github.com/login/oauth/authorize`; a client in
 * sandbox mode rewrites the beginning of addresses so, and nothing else. Issuers and the addresses of discovery
 * documents stay the real ones.
 */
export type { SandboxEnv } from "./app.tsx";
export type { SandboxApp } from "./apps.ts";
export { RegistrationError } from "./apps.ts";
export type { Fault, FaultId } from "./faults.ts";
export { faults } from "./faults.ts";
export type { Person } from "./people.ts";
export { people } from "./people.ts";
export type { Sandbox, SandboxOptions } from "./sandbox.ts";
export { createSandbox } from "./sandbox.ts";
export type { ServedSandbox, ServeOptions } from "./serve.ts";
export { serveSandbox } from "./serve.ts";
