/** Links as the settings want them: which files need a signature, until when it counts, and what the whole address is. */
import { seconds } from "../../lib/clock.ts";
import type { Files } from "../files.ts";
import { namesOf } from "../fs/paths.ts";
import { settingFlag, settingNumber, settingText } from "../settings/store.ts";
import { signLink } from "./signature.ts";

type Services = Pick<Files, "db" | "vault" | "clock" | "metas" | "address">;

export interface Signer {
  /** Empty where the link works without one. */
  sign(fullPath: string): string;
  /** Whole address under which the bytes come. */
  address(fullPath: string): string;
}

const encodedPath = (fullPath: string): string =>
  namesOf(fullPath)
    .map((name) => `/${encodeURIComponent(name)}`)
    .join("");

/** Whether a file's link has to be signed. */
export const needsSignature = async (files: Services, fullPath: string): Promise<boolean> =>
  (await settingFlag(files, "sign_all")) || files.metas.rules.isProtected(fullPath, false);

/** Reads the settings once, for a whole list. */
export async function createSigner(files: Services): Promise<Signer> {
  const [key, all, hours] = await Promise.all([
    settingText(files, "token"),
    settingFlag(files, "sign_all"),
    settingNumber(files, "link_expiration"),
  ]);
  const expire = hours === 0 ? 0 : seconds(files.clock) + hours * 3600;
  const sign = (path: string): string =>
    all || files.metas.rules.isProtected(path, false) ? signLink(key, path, expire) : "";
  return {
    sign,
    address(path) {
      const signature = sign(path);
      const query = signature === "" ? "" : `?sign=${encodeURIComponent(signature)}`;
      return `${files.address}/p${encodedPath(path)}${query}`;
    },
  };
}
