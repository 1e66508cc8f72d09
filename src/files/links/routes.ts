/**
 * `/d/…` and `/p/…`: a file's bytes by its full path, for whoever holds the link (contract of AList, 3.4). Nobody's permission
 * is asked for: the signature stands for that of whoever was shown the link. Where signatures are not asked for, and no
 * password covers the file, the path alone is enough, and hidden names stay hidden.
 *
 * Files come from our own origin, so a browser that opens one must not run it (`sent-file.ts`).
 */

import { seconds } from "../../lib/clock.ts";
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import { asRefusal, Refusal } from "../../lib/errors.ts";
import type { Files } from "../files.ts";
import { resolvePath } from "../fs/paths.ts";
import { settingText } from "../settings/store.ts";
import { alistError } from "../web/alist-error.ts";
import { errorEnvelope } from "../web/envelope.ts";
import type { Context, Route } from "../web/route.ts";
import { sentFile } from "../web/sent-file.ts";
import { contentDisposition } from "./content-disposition.ts";
import { checkLink } from "./signature.ts";
import { needsSignature } from "./signer.ts";

/** The full path in an address, decoded once. @throws Refusal `path_not_allowed`, `bad_request` */
function linkedPath(path: string, prefix: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path.slice(prefix.length));
  } catch (cause) {
    throw new Refusal("bad_request", "The address is not percent-encoded.", { cause });
  }
  return resolvePath("/", decoded).full;
}

async function file(files: Files, http: EndpointRequest, query: URLSearchParams, prefix: string): Promise<Answer> {
  const path = linkedPath(http.path, prefix);
  if (await needsSignature(files, path))
    checkLink(await settingText(files, "token"), path, query.get("sign") ?? "", seconds(files.clock));
  else if (files.metas.rules.hidesWithin(path)) throw new Refusal("file_not_found");
  const node = await files.fs.statLinked(path);
  if (node.isFolder) throw new Refusal("file_expected");
  return sentFile(http, node, (range) => files.fs.readLinked(path, range), {
    "content-disposition": contentDisposition(node.name, prefix === "/d" ? "attachment" : dispositionOf(query)),
  });
}

/** Our own pages show what is in a file; AList's links are for saving. */
const dispositionOf = (query: URLSearchParams): "attachment" | "inline" => (query.has("d") ? "attachment" : "inline");

const answer =
  (prefix: string) =>
  async ({ files, http, query }: Context): Promise<Answer> => {
    try {
      return await file(files, http, query, prefix);
    } catch (error) {
      const refusal = asRefusal(error);
      if (refusal.code === "unexpected") throw refusal;
      const { code, message } = alistError(refusal);
      return errorEnvelope(code, message);
    }
  };

export const linkRoutes: readonly Route[] = ["/d", "/p"].map((prefix) => ({
  methods: ["GET", "HEAD"],
  path: `${prefix}/*`,
  access: "public",
  errors: "api",
  answer: answer(prefix),
}));
