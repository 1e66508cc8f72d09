/** What a source holds for the hub, in our words and before anything of it is written. */
import type { ClientSettings } from "../../hub/clients/settings.ts";
import type { ImportedPerson } from "../../hub/import/people.ts";
import type { ProviderRule } from "../../hub/providers/rules.ts";
import type { ProviderSettings } from "../../hub/providers/store.ts";
import type { Provider } from "../../providers/provider.ts";
import type { ForeignPassword } from "./foreign-password.ts";

export interface OrganizationWish {
  /** The source's name for it, which people and applications point to. */
  readonly key: string;
  readonly name: string;
  readonly displayName: string;
}

export interface ProviderWish extends Omit<ProviderSettings, "scope"> {
  readonly key: string;
  readonly entry: Provider;
}

/** Links of which the registration is not in the source: they come to the one of that entry that is here, if it is the only one. */
export interface ExistingProvider {
  readonly key: string;
  /** The catalogue's entry. */
  readonly entry: string;
}

export interface ApplicationWish {
  /** How the report calls it. */
  readonly source: string;
  readonly organization: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly name: string;
  readonly settings: { readonly [name in keyof ClientSettings]?: unknown };
  /** Of the providers that come along, those that it offers; `null` for all. */
  readonly providers: ReadonlyMap<string, ProviderRule> | null;
}

export interface IdentityWish {
  readonly provider: string;
  readonly subject: string;
  /** Where the source knows it; else it follows from the registration. */
  readonly issuer: string | null;
  readonly username: string | null;
  readonly displayName: string | null;
}

export interface PersonWish extends Omit<ImportedPerson, "from" | "organizationId" | "passwordHash"> {
  readonly source: string;
  readonly organization: string;
  readonly password: ForeignPassword | null;
  readonly identities: readonly IdentityWish[];
  /** The groups that they are in, by the source's names for them. */
  readonly groups: readonly string[];
}

export interface GroupWish {
  /** How the report and the people of the source call it. */
  readonly source: string;
  readonly organization: string;
  /** As it can be one here. */
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  /** The `source` of the group above it. */
  readonly parent: string | null;
}

/** A role of an organization. */
export interface RoleWish extends Omit<GroupWish, "parent"> {
  /** The `source` of those who have it. */
  readonly people: readonly string[];
  readonly groups: readonly string[];
}

export interface HubWishes {
  /** The product: `casdoor`. */
  readonly from: string;
  readonly organizations: readonly OrganizationWish[];
  readonly providers: readonly ProviderWish[];
  readonly existing: readonly ExistingProvider[];
  readonly applications: readonly ApplicationWish[];
  readonly people: readonly PersonWish[];
  readonly groups: readonly GroupWish[];
  readonly roles: readonly RoleWish[];
}
