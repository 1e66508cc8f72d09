/**
 * Who the file server is at the hub: an application named Files, made at the first start. Its id and secret are kept in the
 * data directory (`files.json`); the hub keeps the secret only as a hash, like any other's.
 */
import { backchannelLogoutAddress, callbackAddress } from "../../files/open-files.ts";
import { changeClient, registerClient, replaceClientSecret } from "../../hub/admin/applications/clients.ts";
import { readClientSettings } from "../../hub/clients/settings.ts";
import { type Client, findClient, isClientSecret, listClients } from "../../hub/clients/store.ts";
import type { Hub } from "../../hub/hub.ts";
import { ensureFirstOrganization } from "../../hub/organizations/store.ts";
import { isLocalHost } from "../../lib/configuration.ts";
import { COMMAND_LINE } from "../with-hub.ts";
import { type FilesClient, filesRecord, keepFilesClient, keptFilesClient } from "./files-record.ts";

const NAME = "Files";

const homeOf = (redirectUri: string): string => new URL("/", redirectUri).href;

/** A new application. Whoever is not known yet may sign up only where the hub serves one's own machine: elsewhere that is for an administrator to allow. */
const newSettings = (hub: Hub, name: string, address: string) =>
  readClientSettings({
    name,
    homepage: address,
    redirectUris: [callbackAddress(address)],
    postLogoutRedirectUris: [homeOf(callbackAddress(address))],
    grantTypes: ["authorization_code"],
    backchannelLogoutUri: backchannelLogoutAddress(address),
    consent: "first-party",
    allowSignUp: isLocalHost(new URL(hub.issuer).hostname),
  });

/** Makes the application, or takes back one that was made for this very address and whose secret has been lost. */
async function make(hub: Hub, address: string): Promise<{ clientId: string; clientSecret: string }> {
  return hub.db.write(async (tx) => {
    const organization = await ensureFirstOrganization(tx, hub);
    const known = (await listClients(tx)).filter((client) => client.organizationId === organization.id);
    const lost = known.find(
      ({ name, type, redirectUris }) =>
        name === NAME && type === "confidential" && redirectUris.includes(callbackAddress(address)),
    );
    if (lost)
      return { clientId: lost.clientId, clientSecret: await replaceClientSecret(tx, hub, COMMAND_LINE, lost.id) };
    let name = NAME;
    for (let number = 2; known.some((client) => client.name === name); number += 1) name = `${NAME} ${number}`;
    const { client, clientSecret } = await registerClient(
      tx,
      hub,
      COMMAND_LINE,
      organization.id,
      newSettings(hub, name, address),
    );
    return { clientId: client.clientId, clientSecret: clientSecret ?? "" };
  });
}

export interface FilesRegistration {
  readonly client: FilesClient;
  /** What somebody should know, or nothing. */
  readonly warning: string | null;
}

/**
 * The file server's registration, made or brought up to date: its redirect address follows its own address.
 * @param address The file server's origin.
 * @throws Failure `file_unusable`
 */
export async function registerFiles(hub: Hub, dataDirectory: string, address: string): Promise<FilesRegistration> {
  const redirectUri = callbackAddress(address);
  const before = keptFilesClient(dataDirectory);
  const known = before && (await findClient(hub.db, before.clientId));
  if (!before || !known) {
    const client = { issuer: hub.issuer, ...(await make(hub, address)), redirectUri };
    keepFilesClient(dataDirectory, client);
    return { client, warning: null };
  }
  const listener = backchannelLogoutAddress(address);
  if (!known.redirectUris.includes(redirectUri) || known.backchannelLogoutUri !== listener) {
    const instead = (uris: readonly string[], old: string, now: string) => [
      ...uris.filter((uri) => uri !== old && uri !== now),
      now,
    ];
    const settings = {
      ...known,
      homepage: address,
      backchannelLogoutUri: listener,
      redirectUris: instead(known.redirectUris, before.redirectUri, redirectUri),
      postLogoutRedirectUris: instead(known.postLogoutRedirectUris, homeOf(before.redirectUri), homeOf(redirectUri)),
    };
    await hub.db.write((tx) => changeClient(tx, hub, COMMAND_LINE, known.id, settings, known.enabled));
  }
  const client = { ...before, issuer: hub.issuer, redirectUri };
  if (client.issuer !== before.issuer || redirectUri !== before.redirectUri) keepFilesClient(dataDirectory, client);
  return { client, warning: troubleWith(known, before, dataDirectory) };
}

function troubleWith(known: Client, { clientSecret }: FilesClient, dataDirectory: string): string | null {
  if (known.disabledAt !== null)
    return `The application "${known.name}" is disabled at the hub: nobody can sign in to Files.`;
  if (isClientSecret(known, clientSecret)) return null;
  const file = filesRecord(dataDirectory);
  return `The secret of the application "${known.name}" was replaced at the hub: nobody can sign in to Files. Put the new one into ${file}, or remove that file to have another one made.`;
}
