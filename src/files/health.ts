/** `/healthz`, and `/ping` as AList has it: the process answers. `/readyz`: it takes work, until it is told to stop. */
import { json } from "../lib/endpoint.ts";
import type { Route } from "./web/route.ts";

const NO_STORE = { "cache-control": "no-store" } as const;

export const healthRoutes = (isStopping: () => boolean): readonly Route[] => [
  {
    methods: ["GET", "HEAD"],
    path: "/healthz",
    access: "public",
    errors: "status",
    answer: () => json({ status: "ok" }, 200, NO_STORE),
  },
  {
    methods: ["GET", "HEAD"],
    path: "/ping",
    access: "public",
    errors: "status",
    answer: () => ({
      status: 200,
      headers: { ...NO_STORE, "content-type": "text/plain; charset=utf-8" },
      body: "pong",
    }),
  },
  {
    methods: ["GET", "HEAD"],
    path: "/readyz",
    access: "public",
    errors: "status",
    answer: () =>
      isStopping() ? json({ status: "stopping" }, 503, NO_STORE) : json({ status: "ready" }, 200, NO_STORE),
  },
];
