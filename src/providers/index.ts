/**
 * Upstream sign-in as a library: `import { github, startSignIn, finishSignIn } from "alldoor/providers"`.
 *
 * This folder owns what a provider is (`provider.ts`), the catalogue of them (`catalogue/`, one file each), and the two
 * halves of a sign-in (`sign-in.ts`) with the engines that speak the protocols (`engines/`). It owns no storage, no HTTP
 * server and no way out: the caller keeps the pending sign-in, spends it once, and brings a `fetch`. It needs `fetch`,
 * WebCrypto and `jose`, and nothing of Node's, so it runs wherever these are.
 *
 * An identity is (registration, `profile.issuer`, `profile.sub`). `profile.email` is an address, not an identity, even
 * where `profile.email_verified` is true.
 */
export * from "./catalogue/index.ts";
export * from "./library.ts";
