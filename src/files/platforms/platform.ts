/** A sign-in platform: a registration with an entry of the catalogue, and who may get an account through it. */
import type { Provider } from "../../providers/provider.ts";

/** Who may be registered; an empty list limits nothing, and of several lists each has to be met. */
export interface Limits {
  readonly organizations: readonly string[];
  readonly groups: readonly string[];
  /** Of an address that the platform calls verified. */
  readonly emailDomains: readonly string[];
}

export const noLimits: Limits = { organizations: [], groups: [], emailDomains: [] };

export interface Platform {
  /** In addresses and identities; never changes. */
  readonly id: string;
  readonly entry: Provider;
  readonly label: string;
  readonly clientId: string;
  readonly sealedClientSecret: string | null;
  /** Values of the entry's settings, but for those that are secrets. */
  readonly settings: Readonly<Record<string, string>>;
  readonly sealedSettings: Readonly<Record<string, string>>;
  readonly extraScopes: readonly string[];
  /** This and the next two: null says that the setting of that name counts. */
  readonly autoRegister: boolean | null;
  readonly defaultDir: string | null;
  readonly defaultPermission: number | null;
  readonly limits: Limits;
  readonly position: number;
  readonly createdAt: number;
  readonly disabledAt: number | null;
}

/** What a new platform is where nothing is said of it. */
export const newPlatform = (label: string): PlatformFields => ({
  label,
  clientId: "",
  settings: {},
  extraScopes: [],
  autoRegister: null,
  defaultDir: null,
  defaultPermission: null,
  limits: noLimits,
  position: 1,
  disabled: false,
});

/** What administrators say of a platform. A secret that is left out, or a secret setting that is empty, stays as it is. */
export interface PlatformFields {
  readonly label: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly settings: Readonly<Record<string, string>>;
  readonly extraScopes: readonly string[];
  readonly autoRegister: boolean | null;
  readonly defaultDir: string | null;
  readonly defaultPermission: number | null;
  readonly limits: Limits;
  readonly position: number;
  readonly disabled: boolean;
}
