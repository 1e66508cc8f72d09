/**
 * Where platforms send browsers back to. The platform that `sso_login_platform` names has AList's own addresses; each further one
 * has addresses of its own, so that no platform can finish another's sign-in (RFC 9700, 2.1, mix-up); our hub has one for both
 * methods. In compatibility mode no address has a query.
 */
export const METHODS = ["get_sso_id", "sso_get_token"] as const;
/** `get_sso_id`: link a platform to whoever is signed in. `sso_get_token`: sign in. */
export type Method = (typeof METHODS)[number];

export const isMethod = (text: string | null): text is Method => METHODS.some((method) => method === text);

const CALLBACK_FOLDER = "/api/auth";
/** The hub's; its application is registered with this one, byte for byte. */
export const HUB_CALLBACK_PATH = "/sign-in/callback";
export const HUB_PLATFORM = "alldoor";

export interface CallbackOf {
  readonly platform: string;
  readonly method: Method;
  /** Whether AList's settings are for this platform. */
  readonly isPrimary: boolean;
  readonly compatibility: boolean;
}

/** @param address Our origin. */
export function callbackOf(address: string, { platform, method, isPrimary, compatibility }: CallbackOf): string {
  if (platform === HUB_PLATFORM) return `${address}${HUB_CALLBACK_PATH}`;
  const folder = `${address}${CALLBACK_FOLDER}`;
  if (compatibility) return `${folder}/${method}${isPrimary ? "" : `/${platform}`}`;
  return `${folder}/sso_callback?method=${method}${isPrimary ? "" : `&platform=${platform}`}`;
}

/** What has to be registered at a platform. */
export const callbacksOf = (address: string, of: Omit<CallbackOf, "method">): readonly string[] => [
  ...new Set(["sso_get_token" as const, "get_sso_id" as const].map((method) => callbackOf(address, { ...of, method }))),
];
