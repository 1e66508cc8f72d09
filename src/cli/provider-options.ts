/** What commands about a provider's registration read: its own settings, scopes and further parameters. */
import type { Provider } from "../providers/provider.ts";
import { usage } from "./failure.ts";
import { readSecretFile } from "./secret-input.ts";

/** `--set realm=staff` → `["realm", "staff"]`. @throws Failure `usage` */
function pairOf(flag: string, text: string): readonly [string, string] {
  const equals = text.indexOf("=");
  if (equals < 1) throw usage(`${flag} is written ${flag} key=value, not "${text}".`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

/** @throws Failure `usage`, `input_missing`; Node's error where a file can't be read */
export function readSettings(
  { settings: declared = {} }: Provider,
  given: readonly string[],
  files: readonly string[],
): Record<string, string> {
  const settings = new Map<string, string>();
  const set = (key: string, value: string) => {
    if (settings.has(key)) throw usage(`The setting ${key} is there more than once.`);
    settings.set(key, value);
  };
  for (const [key, value] of given.map((text) => pairOf("--set", text))) {
    if (declared[key]?.type === "secret")
      throw usage(`The setting ${key} is a secret: --set-file ${key}=FILE reads it from a file.`);
    set(key, value);
  }
  for (const [key, file] of files.map((text) => pairOf("--set-file", text))) set(key, readSecretFile(file, true));
  return Object.fromEntries(settings);
}

export const wordsOf = (values: readonly string[]): string[] =>
  values.flatMap((value) => value.split(/\s+/).filter(Boolean));

/** @throws Failure `usage` */
export function readParams(given: readonly string[]): Record<string, string> {
  const params = new Map<string, string>();
  for (const [name, value] of given.map((text) => pairOf("--authorize-param", text))) {
    if (params.has(name)) throw usage(`The parameter ${name} is there more than once.`);
    params.set(name, value);
  }
  return Object.fromEntries(params);
}

export const flagsOf = (entry: Provider): Readonly<Record<string, string>> => ({
  displayName: "--name",
  clientId: "--client-id",
  clientSecret: "--client-secret-file",
  scope: "--scope",
  furtherScope: "--further-scope",
  authorizeParams: "--authorize-param",
  linkPolicy: "--link-policy",
  ...Object.fromEntries(
    Object.entries(entry.settings ?? {}).map(([key, { type }]) => [
      key,
      `${type === "secret" ? "--set-file" : "--set"} ${key}`,
    ]),
  ),
});
