/**
 * The entries that platforms are of: the catalogue's, our hub, and two that AList's settings say more of than the catalogue:
 * Casdoor with organization, application and certificate, and OpenID Connect with the claim that usernames are made of.
 */
import { casdoor } from "../../providers/catalogue/casdoor.ts";
import { directory } from "../../providers/catalogue/directory.ts";
import { findListed, loadProvider } from "../../providers/catalogue/load-provider.ts";
import { oidc } from "../../providers/library.ts";
import type { Provider } from "../../providers/provider.ts";
import { hubEntry } from "./hub-entry.ts";

export const casdoorEntry = oidc({
  ...casdoor,
  settings: {
    ...casdoor.settings,
    organization: {
      label: "Organization",
      help: "Whoever is of another one is refused. Do not use built-in: its people administer the Casdoor server.",
      type: "text",
    },
    application: {
      label: "Application",
      help: "The application's name there; its client id and organization are compared at each sign-in.",
      type: "text",
    },
    certificate: {
      label: "Certificate",
      help: "The application's certificate or public key (PEM). Tokens that it did not sign are refused.",
      type: "text",
    },
  },
});

const oidcEntry = oidc({
  id: "oidc",
  name: "OpenID Connect",
  settings: {
    issuer: {
      label: "Issuer",
      help: "Exactly as the server's discovery document names it, a slash at its end included.",
      type: "address",
      required: true,
    },
    usernameKey: {
      label: "Claim of the username",
      help: "A claim of the ID Token that new usernames are made of. Who somebody is, is always sub.",
      type: "text",
      default: "name",
    },
  },
  issuer: "{issuer}",
  scope: ["openid", "profile"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: ({ idToken, settings }) => {
      const key = settings["usernameKey"] ?? "";
      const isObject = typeof idToken === "object" && idToken !== null && !Array.isArray(idToken);
      return isObject && Object.hasOwn(idToken, key) ? (idToken as Readonly<Record<string, unknown>>)[key] : undefined;
    },
    name: "name",
    email: "email",
    email_verified: "email_verified",
  },
});

const own: ReadonlyMap<string, Provider> = new Map(
  [hubEntry, casdoorEntry, oidcEntry].map((entry) => [entry.id, entry] as const),
);

/** Whether an entry of this id can be had. */
export const isEntry = (id: string): boolean => own.has(id) || findListed(id) !== undefined;

/** The ids that a new platform may be of: our hub's row is there from the first start on. */
export const entryIds = (): readonly string[] => [
  ...new Set([...own.keys(), ...directory.map(({ id }) => id)].filter((id) => id !== hubEntry.id)),
];

/** As `entryIds`, with what people know them by. */
export function listEntries(): readonly { readonly id: string; readonly name: string }[] {
  const names = new Map(directory.map(({ id, name }) => [id, name]));
  return entryIds().map((id) => ({ id, name: own.get(id)?.name ?? names.get(id) ?? id }));
}

/** The entry of this id, if there is one. */
export const loadEntry = async (id: string): Promise<Provider | undefined> => own.get(id) ?? loadProvider(id);
