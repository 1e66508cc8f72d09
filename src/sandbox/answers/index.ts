/**
 * The shapes that are written by hand, by the entry's id. Every other entry is answered for by a derived one.
 */
import type { Provider } from "../../providers/provider.ts";
import { casdoor } from "./casdoor.ts";
import { derivedShape } from "./derived.ts";
import { dingtalk } from "./dingtalk.ts";
import { discord } from "./discord.ts";
import { github } from "./github.ts";
import { google } from "./google.ts";
import { keycloak } from "./keycloak.ts";
import { microsoft } from "./microsoft.ts";
import type { Shape } from "./shape.ts";

const written: ReadonlyMap<string, Shape> = new Map(
  Object.entries({ casdoor, dingtalk, discord, github, google, keycloak, microsoft }),
);

export function shapeOf(provider: Provider): { readonly shape: Shape; readonly isDerived: boolean } {
  const shape = written.get(provider.id);
  return shape ? { shape, isDerived: false } : { shape: derivedShape(provider), isDerived: true };
}
