/**
 * The shapes that are written by hand, by the entry's id. Every other entry is answered for by a derived one.
 */
import type { Provider } from "../../providers/provider.ts";
import { agave } from "./agave.ts";
import { amazon } from "./amazon.ts";
import { amazonCognito } from "./amazon-cognito.ts";
import { angellist } from "./angellist.ts";
import { auth0 } from "./auth0.ts";
import { authentiq } from "./authentiq.ts";
import { baidu } from "./baidu.ts";
import { basecamp } from "./basecamp.ts";
import { battlenet } from "./battlenet.ts";
import { bitbucketOauth2 } from "./bitbucket-oauth2.ts";
import { box } from "./box.ts";
import { casdoor } from "./casdoor.ts";
import { cern } from "./cern.ts";
import { cilogon } from "./cilogon.ts";
import { dataporten } from "./dataporten.ts";
import { daum } from "./daum.ts";
import { derivedShape } from "./derived.ts";
import { digitalocean } from "./digitalocean.ts";
import { dingtalk } from "./dingtalk.ts";
import { discord } from "./discord.ts";
import { doximity } from "./doximity.ts";
import { dropbox } from "./dropbox.ts";
import { edmodo } from "./edmodo.ts";
import { eventbrite } from "./eventbrite.ts";
import { exist } from "./exist.ts";
import { github } from "./github.ts";
import { google } from "./google.ts";
import { keycloak } from "./keycloak.ts";
import { microsoft } from "./microsoft.ts";
import type { Shape } from "./shape.ts";
import { twentythreeandme } from "./twentythreeandme.ts";

const written: ReadonlyMap<string, Shape> = new Map(
  Object.entries({
    agave,
    amazon,
    amazon_cognito: amazonCognito,
    angellist,
    auth0,
    authentiq,
    baidu,
    basecamp,
    battlenet,
    bitbucket_oauth2: bitbucketOauth2,
    box,
    casdoor,
    cern,
    cilogon,
    dataporten,
    daum,
    digitalocean,
    dingtalk,
    discord,
    doximity,
    dropbox,
    edmodo,
    eventbrite,
    exist,
    github,
    google,
    keycloak,
    microsoft,
    twentythreeandme,
  }),
);

/** @param variant Which of the entry's variants is meant, if one is. */
export function shapeOf(
  provider: Provider,
  variant?: string,
): { readonly shape: Shape; readonly isDerived: boolean } {
  const own = written.get(provider.id);
  const shape = variant === undefined ? own : own?.variants?.[variant];
  return shape ? { shape, isDerived: false } : { shape: derivedShape(provider), isDerived: true };
}
