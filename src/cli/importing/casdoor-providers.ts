/**
 * Casdoor's sign-in providers, and the column of `user` in which each of them leaves a person's id there. Only those are here of
 * which it is certain that this id is the subject that our own sign-in reads.
 */
import type { ProviderRule } from "../../hub/providers/rules.ts";
import { loadProvider } from "../../providers/catalogue/load-provider.ts";
import { isOn, jsonOf, textOf } from "./cells.ts";
import type { ProviderWish } from "./hub-wishes.ts";
import type { ImportReport } from "./report.ts";
import type { Row } from "./source.ts";

export interface ProviderKind {
  /** Casdoor's word. */
  readonly type: string;
  readonly column: string;
  /** The catalogue's entry. */
  readonly entry: string;
}

export const PROVIDER_KINDS: readonly ProviderKind[] = [
  { type: "GitHub", column: "github", entry: "github" },
  { type: "Google", column: "google", entry: "google" },
  { type: "GitLab", column: "gitlab", entry: "gitlab" },
  { type: "Gitee", column: "gitee", entry: "gitee" },
  { type: "Facebook", column: "facebook", entry: "facebook" },
  { type: "Weibo", column: "weibo", entry: "weibo" },
  { type: "QQ", column: "qq", entry: "qq" },
  { type: "Discord", column: "discord", entry: "discord" },
  { type: "Twitch", column: "twitch", entry: "twitch" },
  { type: "Yandex", column: "yandex", entry: "yandex" },
  { type: "Line", column: "line", entry: "line" },
  { type: "Kakao", column: "kakao", entry: "kakao" },
  { type: "Naver", column: "naver", entry: "naver" },
];

/** Columns of other providers, whose ids are not ours: whoever has one links it again. */
export const OTHER_COLUMNS: readonly string[] = [
  ...["wechat", "dingtalk", "linkedin", "wecom", "lark", "adfs", "baidu", "alipay", "casdoor", "infoflow", "apple"],
  ...["azuread", "azureadb2c", "slack", "steam", "bilibili", "okta", "douyin", "kwai", "amazon", "auth0", "battlenet"],
  ...["bitbucket", "box", "cloudfoundry", "dailymotion", "deezer", "digitalocean", "dropbox", "eveonline", "fitbit"],
  ...["gitea", "heroku", "influxcloud", "instagram", "intercom", "lastfm", "mailru", "meetup", "microsoftonline"],
  ...["nextcloud", "onedrive", "oura", "patreon", "paypal", "salesforce", "shopify", "soundcloud", "spotify", "strava"],
  ...[
    "stripe",
    "telegram",
    "tiktok",
    "tumblr",
    "twitter",
    "typetalk",
    "uber",
    "vk",
    "wepay",
    "xero",
    "yahoo",
    "yammer",
  ],
  ...["zoom", "metamask", "web3onboard", "custom"],
  ...[2, 3, 4, 5, 6, 7, 8, 9, 10].map((number) => `custom${number}`),
];

export interface CasdoorProvider {
  readonly kind: ProviderKind;
  readonly wish: ProviderWish;
}

async function providerOf(row: Row, report: ImportReport): Promise<CasdoorProvider | null> {
  const [key, type] = [textOf(row, "name"), textOf(row, "type")];
  const left = (why: string) => {
    report.left("provider", key, why);
    return null;
  };
  const category = textOf(row, "category");
  if (category !== "OAuth") return left(`It is for ${category || "something else"}, not for sign-in by OAuth.`);
  const kind = PROVIDER_KINDS.find((each) => each.type === type);
  const entry = kind && (await loadProvider(kind.entry));
  if (!kind || !entry) return left(`What ${type} calls a person's id there is not certain to be ours: add it anew.`);
  const clientSecret = textOf(row, "client_secret");
  if (clientSecret === "***") return left("The export masks its secret: take the database instead.");
  const displayName = textOf(row, "display_name").trim() || entry.name;
  const wish = {
    key,
    entry,
    displayName,
    clientId: textOf(row, "client_id"),
    ...(clientSecret === "" ? {} : { clientSecret }),
    settings: {},
    // The applications' word there: `signUpProviders`.
    allowSignUp: false,
    enabled: true,
  };
  return { kind, wish };
}

export async function casdoorProviders(rows: readonly Row[], report: ImportReport): Promise<CasdoorProvider[]> {
  const found: CasdoorProvider[] = [];
  for (const row of rows) {
    const provider = await providerOf(row, report);
    if (provider) found.push(provider);
  }
  return found;
}

const item = (value: unknown): Row => (typeof value === "object" && value !== null ? { ...value } : {}) as Row;

/** An application's `providers`: which it offers, and for what. */
export function itemsOf(application: Row): ReadonlyMap<string, ProviderRule> {
  const list = jsonOf(application, "providers");
  const items = (Array.isArray(list) ? list : []).map((each: unknown) => item(each));
  return new Map(
    items.map((each) => [
      textOf(each, "name"),
      {
        canSignIn: isOn(each, "canSignIn"),
        canSignUp: isOn(each, "canSignUp"),
        canUnlink: isOn(each, "canUnlink"),
        prompted: isOn(each, "prompted"),
      },
    ]),
  );
}

/** Which providers the applications of each organization offer. */
export function offeredProviders(
  applications: readonly Row[],
  providers: readonly CasdoorProvider[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const offered = new Map<string, Set<string>>();
  for (const application of applications) {
    const organization = textOf(application, "organization");
    const keys = offered.get(organization) ?? new Set<string>();
    const items = itemsOf(application);
    for (const { wish } of providers) if (items.has(wish.key)) keys.add(wish.key);
    offered.set(organization, keys);
  }
  return offered;
}

/** The providers by which unknown people get an account at one application at least. */
export const signUpProviders = (applications: readonly Row[]): ReadonlySet<string> =>
  new Set(
    applications
      .filter((application) => isOn(application, "enable_sign_up"))
      .flatMap((application) => [...itemsOf(application)].flatMap(([key, rule]) => (rule.canSignUp ? [key] : []))),
  );
