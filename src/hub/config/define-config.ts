/**
 * config: the whole set-up of a hub as one document: organizations, sign-in providers, applications, groups and roles. Owns what the document may say and
 * how it is written; what is done about it is the command line's, by the functions that the console uses.
 *
 * This is `alldoor/config`: a module may say `export default defineConfig({ … })` and has every name checked as it is typed.
 */
import type { ClientSettings } from "../clients/settings.ts";
import type { LinkPolicy } from "../identities/decide-link.ts";

type SnakeCase<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? Rest extends Uncapitalize<Rest>
    ? `${Uncapitalize<First>}${SnakeCase<Rest>}`
    : `${Uncapitalize<First>}_${SnakeCase<Rest>}`
  : Name;

/** Where a secret is: `env:NAME`, a variable, or `file:PATH`, beside the document. The secret itself never stands in it. */
export type SecretReference = `env:${string}` | `file:${string}`;

export interface OrganizationConfig {
  readonly name: string;
  readonly display_name?: string;
  /** Whose sign-ins need a second factor. Default: `off`. */
  readonly require_second_factor?: "off" | "password" | "always";
  /** Default: `true`. */
  readonly allow_sign_up?: boolean;
  /** Default: `true`. */
  readonly allow_account_deletion?: boolean;
  /** Default: `false`. */
  readonly take_pictures?: boolean;
  readonly allow_impersonation?: boolean;
  /** BCP 47: of letters to people whose language nobody knows. */
  readonly default_locale?: string | null;
  /** Default: `true`. */
  readonly enabled?: boolean;
}

export interface ProviderConfig {
  /** The segment of its callback address: the entry's own, or that with a number. */
  readonly slug: string;
  /** The catalogue's entry. */
  readonly entry: string;
  readonly name?: string;
  readonly client_id?: string;
  /** Left out, the secret stays as it is. */
  readonly client_secret?: SecretReference;
  /** The entry's own settings; those that are secrets are references. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly scope?: readonly string[] | null;
  readonly further_scope?: readonly string[];
  readonly authorize_params?: Readonly<Record<string, string>>;
  readonly verified_email?: boolean;
  readonly link_policy?: LinkPolicy;
  readonly allow_sign_up?: boolean;
  readonly enabled?: boolean;
}

/** The settings of an application in the words of the wire; what is left out is as usual. */
export type ApplicationConfig = {
  readonly [Name in keyof ClientSettings as SnakeCase<Name>]?: ClientSettings[Name];
} & {
  readonly name: string;
  /** Default: `main`. */
  readonly organization?: string;
  /** Left out, an application is known by its name, and a new one gets an id of its own. */
  readonly client_id?: string;
  /** Left out, the secret stays as it is, and a new application gets one. */
  readonly client_secret?: SecretReference;
  readonly enabled?: boolean;
  /** Left out, its look stays as it is; what is left out of it is as usual. */
  readonly look?: LookConfig;
};

/** How an application looks to people on the way to it. */
export interface LookConfig {
  /** `#rrggbb`. */
  readonly accent?: string | null;
  readonly terms_uri?: string | null;
  readonly policy_uri?: string | null;
  readonly allow_passkey?: boolean;
  /** What comes first on the sign-in page: `passkey`, `password`, `email`, or `provider:` and a slug. */
  readonly ways_in?: readonly string[];
  /** A PNG, JPEG or WebP file as `data:image/png;base64,…`. */
  readonly logo?: string | null;
}

/** A group of people. Who is in it stands in no document. */
export interface GroupConfig {
  /** What applications are told; it never changes. */
  readonly name: string;
  /** Default: `main`. */
  readonly organization?: string;
  readonly display_name?: string;
  readonly description?: string;
  /** The name of the group above it. */
  readonly parent?: string | null;
}

export interface RoleConfig {
  /** What applications are told; it never changes. */
  readonly name: string;
  /** Default: `main`. */
  readonly organization?: string;
  /** The `client_id` of the application whose role it is; left out, every application is told of it. */
  readonly application?: string | null;
  readonly display_name?: string;
  readonly description?: string;
  /** Names of the groups that have it. */
  readonly groups?: readonly string[];
}

export interface Config {
  readonly version: 1;
  /** Providers, applications, groups and roles that are not in the document are removed; organizations never are. */
  readonly prune?: boolean;
  /** A list that is left out is left alone. */
  readonly organizations?: readonly OrganizationConfig[];
  readonly providers?: readonly ProviderConfig[];
  readonly applications?: readonly ApplicationConfig[];
  readonly groups?: readonly GroupConfig[];
  readonly roles?: readonly RoleConfig[];
}

/** Only gives the document its type. */
export const defineConfig = (config: Config): Config => config;
