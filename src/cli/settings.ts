/**
 * The configuration's settings as options, and which programs each of them concerns. The encryption key and the mail server, whose
 * address holds a password, have no option: the arguments of a process can be read by everybody on the machine.
 */
import { settings } from "../lib/configuration.ts";
import { usage } from "./failure.ts";

export type SettingName = keyof typeof settings;

/** What stands for each setting's value in help; `null` where it is a variable only. */
const VALUES: Readonly<Record<SettingName, string | null>> = {
  data: "DIR",
  host: "ADDRESS",
  port: "PORT",
  issuer: "URL",
  database_url: "URL",
  encryption_key: null,
  encryption_key_file: "FILE",
  tls_cert: "FILE",
  tls_key: "FILE",
  trusted_proxies: "LIST",
  sandbox: "URL",
  allow_private: "LIST",
  smtp_url: null,
  smtp_from: "MAILBOX",
  smtp_ca: "FILE",
  metrics_token: null,
  otlp_endpoint: "URL",
  log: "LEVEL",
};

const every = Object.keys(settings) as SettingName[];

const groups = {
  hub: every,
  files: [
    "data",
    "host",
    "port",
    "database_url",
    "encryption_key",
    "encryption_key_file",
    "tls_cert",
    "tls_key",
    "trusted_proxies",
    "sandbox",
    "allow_private",
    "otlp_endpoint",
    "log",
  ],
  sandbox: ["data", "host", "port", "log"],
  none: [],
} as const satisfies Record<string, readonly SettingName[]>;

export type SettingsGroup = keyof typeof groups;

export interface SettingOption {
  readonly name: SettingName;
  /** `--database-url`; `null` where the setting is a variable only. */
  readonly flag: string | null;
  readonly variable: string;
  readonly value: string;
  readonly help: string;
}

const describe = (name: SettingName): SettingOption => ({
  name,
  flag: VALUES[name] === null ? null : settingFlag(name),
  variable: settingVariable(name),
  value: VALUES[name] ?? (name === "smtp_url" ? "URL" : "KEY"),
  help: settings[name].help,
});

export const settingFlag = (name: SettingName): string => `--${name.replaceAll("_", "-")}`;
const settingVariable = (name: SettingName): string => `ALLDOOR_${name.toUpperCase()}`;

/** The settings that concern a group of commands, in the order of the table. */
export const settingsOf = (group: SettingsGroup): readonly SettingOption[] => groups[group].map(describe);

/** A port given to an option that is no setting. @throws Failure `usage` */
export function readPort(flag: string, given: string | undefined, standard: number): number {
  if (given === undefined) return standard;
  const parsed = settings.port.schema.safeParse(given);
  if (!parsed.success) throw usage(`${flag} must be a port: a whole number from 0 to 65535.`);
  return parsed.data;
}
