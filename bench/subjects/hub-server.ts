/** The hub as it ships: `serveHub` with its own settings, on a directory that `hub-seed.ts` has filled. */
import { answerDriver, argument, say } from "./child.ts";
import { loadServer } from "./hub-build.ts";
import { type HubPlace, settingsOf } from "./hub-place.ts";

const place = argument<HubPlace>();
const { readConfiguration, serveHub } = await loadServer(place.build);
await serveHub({ configuration: readConfiguration({}, settingsOf(place)) });
answerDriver();
say({ kind: "listening" });
