/**
 * The configuration as an administrator may read it: each setting with where it comes from. What may be shown is a list: a setting
 * that is not on it is told to be set and no more, so that one that is added with a secret in it is hidden from the first day.
 */

export interface EffectiveSetting {
  /** The variable. */
  readonly name: string;
  /** `null` where there is none, and for a secret. */
  readonly value: string | null;
  /** It is set and not shown. */
  readonly secret: boolean;
  readonly source: "option" | "variable" | "standard";
}

const SHOWN: ReadonlySet<string> = new Set([
  "data",
  "host",
  "port",
  "issuer",
  "encryption_key_file",
  "tls_cert",
  "tls_key",
  "trusted_proxies",
  "sandbox",
  "allow_private",
  "smtp_from",
  "smtp_ca",
  "log",
]);

/** Server and database without user, password and parameters. */
function databasePlace(address: string): string | null {
  const url = URL.parse(address);
  return url && `${url.protocol}//${url.host}${url.pathname}`;
}

function shownValue(name: string, text: string | undefined): Pick<EffectiveSetting, "value" | "secret"> {
  if (text === undefined || text === "") return { value: null, secret: false };
  if (name === "database_url") {
    const value = databasePlace(text);
    return { value, secret: value === null };
  }
  return SHOWN.has(name) ? { value: text, secret: false } : { value: null, secret: true };
}

type Values = Readonly<Record<string, string | undefined>>;

/**
 * @param standards What each setting is by itself.
 * @param flags Values by setting name, as typed on the command line.
 */
export function effectiveSettings(
  standards: Readonly<Record<string, unknown>>,
  environment: Values,
  flags: Values,
): readonly EffectiveSetting[] {
  return Object.entries(standards).map(([key, standard]) => {
    const name = `ALLDOOR_${key.toUpperCase()}`;
    const variable = environment[name] || (key === "database_url" ? environment["DATABASE_URL"] : undefined);
    const given = flags[key] || variable;
    const text = given ?? (typeof standard === "string" ? standard : undefined);
    const source = flags[key] ? "option" : variable ? "variable" : "standard";
    return { name, ...shownValue(key, text), source };
  });
}
