/** Stands in the place of a storage that can't be opened, and refuses everything. */
import { Refusal } from "../../lib/errors.ts";
import type { Storage } from "./storage.ts";

export function unavailable(driver: string): Storage {
  const refuse = (): Promise<never> => Promise.reject(new Refusal("storage_unavailable"));
  return {
    driver,
    readOnly: true,
    stat: refuse,
    list: refuse,
    read: refuse,
    write: refuse,
    makeFolder: refuse,
    move: refuse,
    copy: refuse,
    remove: refuse,
    removeEmpty: refuse,
    touch: refuse,
    space: refuse,
    close() {},
  };
}
