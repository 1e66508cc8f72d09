/**
 * Every setting there is, by AList's keys, in AList's groups and the order in which they are shown. A value is text, as AList
 * has it; the type says which texts are one. What has no effect here is not in the list.
 */

/** AList's numbers. */
export const groups = { single: 0, site: 1, style: 2, preview: 3, global: 4, index: 6, sso: 7, ldap: 8 } as const;
/** Who sees a setting: everybody, administrators alone, or everybody while nobody can change it. */
export const flags = { public: 0, private: 1, readonly: 2 } as const;

export type SettingType = "string" | "number" | "bool" | "text" | "select";

export interface Setting {
  readonly key: string;
  readonly type: SettingType;
  readonly group: keyof typeof groups;
  readonly flag: keyof typeof flags;
  readonly value: string;
  /** Of `select`, beside the empty one where that is the default. */
  readonly options?: readonly string[];
  /** Of `select`: further values, beyond those that are shown. */
  readonly others?: RegExp;
  /** Of `number`, both included. */
  readonly range?: readonly [number, number];
  /** One sentence for administrators. */
  readonly help: string;
  /** Sealed in the database, and shown to nobody. */
  readonly isSecret?: true;
}

/** Platforms by AList's names; further ones by the ids of the catalogue. */
const SSO_PLATFORMS = ["Casdoor", "Github", "Microsoft", "Google", "Dingtalk", "OIDC"] as const;

const bool = (key: string, group: Setting["group"], flag: Setting["flag"], value: boolean, help: string): Setting => ({
  key,
  type: "bool",
  group,
  flag,
  value: String(value),
  help,
});

const text = (key: string, group: Setting["group"], flag: Setting["flag"], value: string, help: string): Setting => ({
  key,
  type: "string",
  group,
  flag,
  value,
  help,
});

export const definitions = [
  {
    ...text("token", "single", "private", "", "Acts as the first administrator in the API, and signs links."),
    isSecret: true,
  },
  text("version", "site", "readonly", "", "The version that is running."),
  text("site_title", "site", "public", "Alldoor Files", "What the site is called."),
  {
    ...text("announcement", "site", "public", "", "Shown above the files, as Markdown."),
    type: "text",
  },
  text("logo", "style", "public", "", "Address of a picture in place of the name."),
  {
    ...text(
      "text_types",
      "preview",
      "public",
      "txt,htm,html,xml,java,properties,sql,js,md,json,conf,ini,vue,php,py,bat,gitignore,yml,go,sh,c,cpp,h,hpp,tsx,vtt,srt,ass,rs,lrc,ts,css,toml,log,csv",
      "File name endings of text.",
    ),
    type: "text",
  },
  {
    ...text("audio_types", "preview", "public", "mp3,flac,ogg,m4a,wav,opus,wma", "File name endings of sound."),
    type: "text",
  },
  {
    ...text("video_types", "preview", "public", "mp4,mkv,avi,mov,rmvb,webm,flv,m3u8", "File name endings of video."),
    type: "text",
  },
  {
    ...text(
      "image_types",
      "preview",
      "public",
      "jpg,tiff,jpeg,png,gif,bmp,svg,ico,swf,webp,avif",
      "File name endings of pictures.",
    ),
    type: "text",
  },
  bool("sign_all", "global", "private", true, "Links to files work with a signature only."),
  {
    key: "link_expiration",
    type: "number",
    group: "global",
    flag: "private",
    value: "0",
    range: [0, 876_000],
    help: "Hours that a signed link works; 0: without end.",
  },
  bool("webauthn_login_enabled", "global", "public", false, "People may sign in with passkeys."),
  {
    key: "search_index",
    type: "select",
    group: "index",
    flag: "public",
    value: "none",
    options: ["none", "walk"],
    help: "none: no search by name. walk: folders are gone through at each search.",
  },
  bool("sso_login_enabled", "sso", "public", false, "People may sign in at platforms."),
  {
    key: "sso_login_platform",
    type: "select",
    group: "sso",
    flag: "public",
    value: "",
    options: SSO_PLATFORMS,
    others: /^[a-z0-9][a-z0-9_-]{0,63}$/,
    help: "The platform that the settings below are for. Further ones are set up beside it.",
  },
  text("sso_client_id", "sso", "private", "", "The client id at the platform; of DingTalk, the AppKey."),
  {
    ...text(
      "sso_client_secret",
      "sso",
      "private",
      "",
      "The client secret at the platform; of DingTalk, the AppSecret.",
    ),
    isSecret: true,
  },
  text(
    "sso_oidc_username_key",
    "sso",
    "private",
    "name",
    "OIDC: the claim that new usernames are made of. Who somebody is, is always `sub`.",
  ),
  text("sso_organization_name", "sso", "private", "", "Casdoor: the organization that people must be of."),
  text("sso_application_name", "sso", "private", "", "Casdoor: the application that tokens must be for."),
  text("sso_endpoint_name", "sso", "private", "", "Casdoor: its address. OIDC: the issuer."),
  {
    ...text(
      "sso_jwt_public_key",
      "sso",
      "private",
      "",
      "Casdoor: the certificate (PEM) that tokens are verified with.",
    ),
    type: "text",
  },
  text("sso_extra_scopes", "sso", "private", "", "OIDC: further scopes, separated by spaces."),
  bool("sso_auto_register", "sso", "private", false, "Whoever signs in for the first time gets an account."),
  text(
    "sso_default_dir",
    "sso",
    "private",
    "/users/{username}",
    "The base path of such accounts; {username} stands for the name.",
  ),
  {
    key: "sso_default_permission",
    type: "number",
    group: "sso",
    flag: "private",
    value: "0",
    range: [0, 65_535],
    help: "The sum of the permissions that such accounts have.",
  },
  bool(
    "sso_compatibility_mode",
    "sso",
    "public",
    false,
    "Sign-in in the same window, with addresses that have no query.",
  ),
  {
    ...bool("ldap_login_enabled", "ldap", "readonly", false, "Sign-in by LDAP; not to be had here."),
  },
] as const satisfies readonly Setting[];

export type SettingKey = (typeof definitions)[number]["key"];
