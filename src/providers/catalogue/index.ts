/** Every provider that comes with Alldoor. One file each; adding one is that file, this list and its recorded answers. */
import type { Provider } from "../provider.ts";
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
import { twentythreeandme } from "./twentythreeandme.ts";

export {
  agave,
  amazon,
  amazonCognito,
  angellist,
  auth0,
  authentiq,
  baidu,
  basecamp,
  battlenet,
  bitbucketOauth2,
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
};

/** The providers of the django-allauth page, in its order. */
export const allauthProviders: readonly Provider[] = Object.freeze([
  twentythreeandme,
  agave,
  amazon,
  amazonCognito,
  angellist,
  auth0,
  authentiq,
  baidu,
  basecamp,
  battlenet,
  bitbucketOauth2,
  box,
  cern,
  cilogon,
  dataporten,
  daum,
  digitalocean,
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
]);

/** The whole catalogue. */
export const catalogue: readonly Provider[] = Object.freeze([...allauthProviders, casdoor, dingtalk]);

const byId: ReadonlyMap<string, Provider> = new Map(catalogue.map((provider) => [provider.id, provider]));

/** The entry with this id, if the catalogue has it. */
export const findProvider = (id: string): Provider | undefined => byId.get(id);
