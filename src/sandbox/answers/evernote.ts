/** Evernote. The token answer as its article on authentication shows it: the person's number and the note store. */
import type { Shape } from "./shape.ts";

export const evernote: Shape = {
  token: (standard, { ids, now }) => ({
    ...standard,
    edam_shard: "s1",
    edam_userId: ids.digits(7),
    edam_expires: String((now + 31_536_000) * 1000),
    edam_noteStoreUrl: "https://www.evernote.com/shard/s1/notestore",
    edam_webApiUrlPrefix: "https://www.evernote.com/shard/s1/",
  }),
};
