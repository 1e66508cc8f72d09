/** `/healthz`: the process answers. `/readyz`: it can serve, which needs the database and ends when it is told to stop. */
import { type Answer, json } from "../lib/endpoint.ts";
import type { Hub } from "./hub.ts";
import type { ProtocolRoute } from "./web/route.ts";

const NO_STORE = { "cache-control": "no-store" } as const;
/** Milliseconds after which a database that says nothing counts as gone. */
const PATIENCE = 2000;

const answersInTime = async (hub: Hub): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE);
  });
  const asked = hub.db.ping().then(
    () => true,
    () => false,
  );
  const ready = await Promise.race([asked, late]);
  clearTimeout(timer);
  return ready;
};

export const healthRoutes = (hub: Hub, isStopping: () => boolean): readonly ProtocolRoute[] => [
  {
    kind: "protocol",
    methods: ["GET"],
    path: "/healthz",
    errors: "oauth",
    anyOrigin: false,
    endpoint: (): Answer => json({ status: "ok" }, 200, NO_STORE),
  },
  {
    kind: "protocol",
    methods: ["GET"],
    path: "/readyz",
    errors: "oauth",
    anyOrigin: false,
    async endpoint(): Promise<Answer> {
      if (isStopping()) return json({ status: "stopping" }, 503, NO_STORE);
      return (await answersInTime(hub))
        ? json({ status: "ready" }, 200, NO_STORE)
        : json({ status: "database unavailable" }, 503, NO_STORE);
    },
  },
];
