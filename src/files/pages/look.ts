/** What a file's page shows of it, by the endings in the settings. Text is read up to a bound; everything else is loaded by the browser. */
import { Refusal } from "../../lib/errors.ts";
import type { Look } from "../../pages/files/file.tsx";
import { readKinds } from "../api/fs-object.ts";
import type { Files } from "../files.ts";
import type { Actor, Node } from "../fs/file-system.ts";
import { mediaType } from "../web/media-type.ts";
import { below } from "./addresses.ts";
import { isPicture } from "./entries.ts";
import { LONGEST_MARKDOWN, MARKDOWN, textOf } from "./markdown.ts";
import { RAW } from "./raw.ts";

/** Bytes of a text that are shown. */
const SHOWN = 24_576;
/** AList's numbers of `readKinds`. */
const VIDEO = 2;
const AUDIO = 3;
const TEXT = 4;

/** A text that escapes to more than it is would make a large page. */
const cutToSize = (text: string): string => {
  let size = 0;
  for (let at = 0; at < text.length; at += 1) {
    size += "&<>\"'".includes(text[at] ?? "") ? 5 : 1;
    if (size > SHOWN) return text.slice(0, at);
  }
  return text;
};

/** The file of the same name that ends in `.vtt`, if there is one. */
async function captionsBeside(files: Files, actor: Actor, path: string): Promise<string | null> {
  const beside = `${path.replace(/\.[^./]*$/, "")}.vtt`;
  try {
    const { isFolder } = await files.fs.stat(actor, beside);
    return isFolder ? null : below(RAW, beside);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

export async function lookInto(files: Files, actor: Actor, node: Node): Promise<Look> {
  const { name, path, size } = node;
  const type = mediaType(name);
  const src = below(RAW, path);
  if (type === "application/pdf") return { kind: "document", src };
  if (isPicture(name)) return { kind: "image", src };
  if (/\.(?:md|markdown)$/i.test(name) && size <= LONGEST_MARKDOWN)
    return { kind: "document", src: below(MARKDOWN, path) };
  const kind = (await readKinds(files))(name);
  const player =
    kind === VIDEO || type.startsWith("video/")
      ? "video"
      : kind === AUDIO || type.startsWith("audio/")
        ? "audio"
        : null;
  if (player !== null) return { kind: player, src, captions: await captionsBeside(files, actor, path) };
  if (kind !== TEXT && !type.startsWith("text/")) return { kind: "none" };
  if (size === 0) return { kind: "text", text: "", isCut: false };
  const { body } = await files.fs.read(actor, path, { start: 0, end: Math.min(size, SHOWN) - 1 });
  const read = await textOf(body);
  const text = cutToSize(read);
  return { kind: "text", text, isCut: size > SHOWN || text.length < read.length };
}
