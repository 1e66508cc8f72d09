/** The shapes that are written by hand, by their entry's id. Written by `npm run catalogue`. */
import { agave } from "./agave.ts";
import { amazon } from "./amazon.ts";
import { amazonCognito } from "./amazon-cognito.ts";
import { angellist } from "./angellist.ts";
import { apple } from "./apple.ts";
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
import { draugiem } from "./draugiem.ts";
import { dropbox } from "./dropbox.ts";
import { dwolla } from "./dwolla.ts";
import { edmodo } from "./edmodo.ts";
import { edx } from "./edx.ts";
import { eventbrite } from "./eventbrite.ts";
import { eveonline } from "./eveonline.ts";
import { evernote } from "./evernote.ts";
import { exist } from "./exist.ts";
import { facebook } from "./facebook.ts";
import { feishu } from "./feishu.ts";
import { figma } from "./figma.ts";
import { fivehundredpx } from "./fivehundredpx.ts";
import { flickr } from "./flickr.ts";
import { frontier } from "./frontier.ts";
import { fxa } from "./fxa.ts";
import { gitea } from "./gitea.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { globus } from "./globus.ts";
import { google } from "./google.ts";
import { instagram } from "./instagram.ts";
import { jupyterhub } from "./jupyterhub.ts";
import { kakao } from "./kakao.ts";
import { keycloak } from "./keycloak.ts";
import { line } from "./line.ts";
import { linkedinOauth2 } from "./linkedin-oauth2.ts";
import { mailchimp } from "./mailchimp.ts";
import { microsoft } from "./microsoft.ts";
import { naver } from "./naver.ts";
import { netiq } from "./netiq.ts";
import { nextcloud } from "./nextcloud.ts";
import { odnoklassniki } from "./odnoklassniki.ts";
import { okta } from "./okta.ts";
import { openid } from "./openid.ts";
import { openstreetmap } from "./openstreetmap.ts";
import { orcid } from "./orcid.ts";
import { patreon } from "./patreon.ts";
import { paypal } from "./paypal.ts";
import { persona } from "./persona.ts";
import { pinterest } from "./pinterest.ts";
import { quickbooks } from "./quickbooks.ts";
import { reddit } from "./reddit.ts";
import { salesforce } from "./salesforce.ts";
import type { Shape } from "./shape.ts";
import { sharefile } from "./sharefile.ts";
import { shopify } from "./shopify.ts";
import { slack } from "./slack.ts";
import { soundcloud } from "./soundcloud.ts";
import { stackexchange } from "./stackexchange.ts";
import { steam } from "./steam.ts";
import { stocktwits } from "./stocktwits.ts";
import { strava } from "./strava.ts";
import { stripe } from "./stripe.ts";
import { telegram } from "./telegram.ts";
import { trainingpeaks } from "./trainingpeaks.ts";
import { trello } from "./trello.ts";
import { twentythreeandme } from "./twentythreeandme.ts";
import { twitch } from "./twitch.ts";
import { twitter } from "./twitter.ts";
import { untappd } from "./untappd.ts";
import { vimeo } from "./vimeo.ts";
import { vimeoOauth2 } from "./vimeo-oauth2.ts";
import { vk } from "./vk.ts";
import { weibo } from "./weibo.ts";
import { weixin } from "./weixin.ts";
import { windowslive } from "./windowslive.ts";
import { xing } from "./xing.ts";
import { yahoo } from "./yahoo.ts";
import { yandex } from "./yandex.ts";
import { ynab } from "./ynab.ts";
import { zoho } from "./zoho.ts";
import { zoom } from "./zoom.ts";

export const written: Readonly<Record<string, Shape>> = {
  agave,
  amazon,
  amazon_cognito: amazonCognito,
  angellist,
  apple,
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
  draugiem,
  dropbox,
  dwolla,
  edmodo,
  edx,
  eventbrite,
  eveonline,
  evernote,
  exist,
  facebook,
  feishu,
  figma,
  "500px": fivehundredpx,
  flickr,
  frontier,
  fxa,
  gitea,
  github,
  gitlab,
  globus,
  google,
  instagram,
  jupyterhub,
  kakao,
  keycloak,
  line,
  linkedin_oauth2: linkedinOauth2,
  mailchimp,
  microsoft,
  naver,
  netiq,
  nextcloud,
  odnoklassniki,
  okta,
  openid,
  openstreetmap,
  orcid,
  patreon,
  paypal,
  persona,
  pinterest,
  quickbooks,
  reddit,
  salesforce,
  sharefile,
  shopify,
  slack,
  soundcloud,
  stackexchange,
  steam,
  stocktwits,
  strava,
  stripe,
  telegram,
  trainingpeaks,
  trello,
  twentythreeandme,
  twitch,
  twitter,
  untappd,
  vimeo,
  vimeo_oauth2: vimeoOauth2,
  vk,
  weibo,
  weixin,
  windowslive,
  xing,
  yahoo,
  yandex,
  ynab,
  zoho,
  zoom,
};
