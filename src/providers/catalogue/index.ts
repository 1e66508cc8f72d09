/** Every provider that comes with Alldoor. One file each; adding one is that file, this list and its recorded answers. */
import type { Provider } from "../provider.ts";
import { casdoor } from "./casdoor.ts";
import { dingtalk } from "./dingtalk.ts";
import { discord } from "./discord.ts";
import { github } from "./github.ts";
import { google } from "./google.ts";
import { keycloak } from "./keycloak.ts";
import { microsoft } from "./microsoft.ts";

export { casdoor, dingtalk, discord, github, google, keycloak, microsoft };

/** The catalogue, by name. */
export const catalogue: readonly Provider[] = Object.freeze([
  casdoor,
  dingtalk,
  discord,
  github,
  google,
  keycloak,
  microsoft,
]);

const byId: ReadonlyMap<string, Provider> = new Map(catalogue.map((provider) => [provider.id, provider]));

/** The entry with this id, if the catalogue has it. */
export const findProvider = (id: string): Provider | undefined => byId.get(id);
