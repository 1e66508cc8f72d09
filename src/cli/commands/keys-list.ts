/** `alldoor keys list`: the keys that are published, and what each is for. Private halves never leave the hub. */
import { seconds } from "../../lib/clock.ts";
import { command } from "../command.ts";
import { type KeyState, keyDocument, keyStates } from "../key-view.ts";
import { table } from "../output.ts";
import { hasStore, nothingThere, withHub } from "../with-hub.ts";

const SAID: Readonly<Record<KeyState, string>> = {
  next: "published, signs later",
  signing: "signs",
  retired: "published, signs no more",
};

export const keysList = command({
  about: [],
  settings: "hub",
  options: {},
  async run({ configuration, output }) {
    const settings = configuration();
    if (!hasStore(settings)) {
      output.note(nothingThere(settings));
      output.answer([], "There are no keys; the first start makes them.");
      return;
    }
    await withHub(settings, async (hub) => {
      const keys = keyStates(hub.keys.list(), seconds(hub.clock));
      const rows = keys.map(({ key, state }) => [
        key.alg,
        key.kid,
        SAID[state],
        new Date(key.createdAt * 1000).toISOString().slice(0, 10),
      ]);
      output.answer(keys.map(keyDocument), table(["ALG", "KEY ID", "STATE", "MADE"], rows));
    });
  },
});
