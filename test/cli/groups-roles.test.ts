/** `alldoor group`, `alldoor role` and both in a configuration document: all of a call is done or nothing, and each change is audited. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { called, type ErrorDocument, storeArgs } from "./alldoor.ts";

type Json = Record<string, unknown>;

eachDatabase((fresh) => {
  let folder: string;
  let database: FreshDatabase;
  let hub: TestHub;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "alldoor-groups-"));
    database = await fresh();
    hub = await startHub(database);
    for (const name of ["li", "mei", "anna"]) await hub.makeUser({ name, email: `${name}@example.net` });
  });
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = <T = Json>(...words: readonly string[]) => called<T>([...words, ...storeArgs(database)]);
  const errorOf = async (...words: readonly string[]) => {
    const { code, document } = await run<ErrorDocument>(...words);
    expect(code).not.toBe(0);
    return document.error;
  };
  const actions = async () =>
    (await hub.hub.db.query.selectFrom("audit").select(["action", "detail"]).orderBy("id").execute()).map(
      ({ action, detail }) =>
        `${action} ${(JSON.parse(detail) as Json).name ?? (JSON.parse(detail) as Json).group ?? (JSON.parse(detail) as Json).role}`,
    );

  describe("by command", () => {
    test("a group is made, moved, filled and removed", async () => {
      expect((await run("group", "create", "Staff", "--description", "Everybody here")).document).toMatchObject({
        name: "Staff",
        display_name: "Staff",
        description: "Everybody here",
        parent: null,
      });
      await run("group", "create", "pilots", "--display-name", "The pilots", "--parent", "staff");
      const listed = await run<Json[]>("group", "list");
      expect(listed.document.map(({ name, parent }) => [name, parent])).toEqual([
        ["pilots", "Staff"],
        ["Staff", null],
      ]);
      const members = await run("group", "members", "pilots", "--add", "li", "--add", "MEI@example.net");
      expect((members.document.people as string[]).toSorted()).toEqual(["li", "mei"]);
      expect((await run("group", "members", "pilots", "--remove", "li")).document).toEqual({ people: ["mei"] });
      expect((await run("group", "update", "pilots", "--top")).document).toMatchObject({
        parent: null,
        display_name: "The pilots",
      });
      expect((await run("group", "remove", "pilots")).document).toEqual({ removed: "pilots" });
      expect((await actions()).filter((each) => /^group\./.test(each))).toEqual([
        "group.created Staff",
        "group.created pilots",
        "group.member-added pilots",
        "group.member-added pilots",
        "group.member-removed pilots",
        "group.updated pilots",
        "group.deleted pilots",
      ]);
    });

    test("a role of an application and one of all, for people and groups", async () => {
      const { client } = await hub.makeClient();
      await run("role", "create", "editor");
      await run("role", "create", "editor", "--application", client.clientId, "--display-name", "Editor here");
      const own = ["editor", "--application", client.clientId];
      expect((await run("role", "members", ...own, "--add", "li", "--add-group", "staff")).document).toEqual({
        people: ["li"],
        groups: ["Staff"],
      });
      expect((await run("role", "members", "editor")).document).toEqual({ people: [], groups: [] });
      const roles = (await run<Json[]>("role", "list")).document;
      expect(roles.map(({ name, application }) => [name, application])).toEqual(
        expect.arrayContaining([
          ["editor", null],
          ["editor", client.clientId],
        ]),
      );
      expect((await run("role", "update", ...own, "--description", "x")).document).toMatchObject({
        display_name: "Editor here",
        description: "x",
      });
      await run("role", "members", ...own, "--remove", "li", "--remove-group", "STAFF");
      expect((await run("role", "remove", ...own)).document).toEqual({ removed: "editor" });
      expect((await run("role", "remove", "editor")).code).toBe(0);
    });

    test("what is wrong is said by what was typed, and nothing of the call is done", async () => {
      await run("group", "create", "closed");
      const before = await actions();
      expect(await errorOf("group", "members", "closed", "--add", "li", "--add", "nobody")).toMatchObject({
        code: "person_missing",
      });
      expect(await errorOf("group", "create", "two words")).toMatchObject({ fields: { NAME: "invalid" } });
      expect(await errorOf("group", "create", "CLOSED")).toMatchObject({ code: "name_taken" });
      expect(await errorOf("group", "update", "closed", "--parent", "closed")).toMatchObject({
        fields: { "--parent": "invalid_choice" },
      });
      expect(await errorOf("group", "update", "closed", "--parent", "staff", "--top")).toMatchObject({ code: "usage" });
      expect(await errorOf("group", "remove", "none")).toMatchObject({ code: "group_missing" });
      expect(await errorOf("role", "remove", "none")).toMatchObject({ code: "role_missing" });
      expect(await errorOf("role", "create", "x", "--application", "none")).toMatchObject({
        code: "application_missing",
      });
      expect(await errorOf("group", "list", "--organization", "none")).toMatchObject({ code: "organization_missing" });
      expect(await actions()).toEqual(before);
    });

    test("an application requires a group that there is, and the group stays while it does", async () => {
      const callback = ["--redirect-uri", "https://gate.example.com/callback"];
      expect(
        await errorOf("application", "create", "--name", "Gate", ...callback, "--require-group", "no-such"),
      ).toMatchObject({ fields: { "--require-group": "unknown_name" } });
      const { document } = await run(
        "application",
        "create",
        "--name",
        "Gate",
        ...callback,
        "--require-group",
        "closed",
      );
      expect(document).toMatchObject({ required_groups: ["closed"], required_roles: [] });
      expect(await errorOf("group", "remove", "closed")).toMatchObject({ code: "still_required" });
      const id = String(document.client_id);
      expect(await errorOf("application", "update", id, "--require-role", "no-such")).toMatchObject({
        fields: { "--require-role": "unknown_name" },
      });
      expect((await run("application", "update", id, "--reset", "require-group")).document).toMatchObject({
        required_groups: [],
      });
      expect((await run("group", "remove", "closed")).code).toBe(0);
    });
  });

  describe("by a document", () => {
    const config = <T = { readonly changes: readonly Json[] }>(what: string, document?: unknown) => {
      const file = join(folder, "alldoor.yaml");
      if (document !== undefined) writeFileSync(file, stringify(document));
      return run<T>("config", what, ...(document === undefined ? [] : [file]));
    };
    const said = (changes: readonly Json[]) => changes.map(({ action, kind, name }) => `${action} ${kind} ${name}`);

    const base = {
      version: 1,
      prune: false,
      applications: [
        {
          name: "Wiki",
          client_id: "wiki",
          redirect_uris: ["https://wiki.example.com/callback"],
          required_groups: ["crew"],
          required_roles: ["keeper"],
        },
      ],
      groups: [
        { name: "deck", parent: "crew", description: "On deck" },
        { name: "crew", display_name: "The crew" },
      ],
      roles: [
        { name: "sailor", groups: ["deck", "crew"] },
        { name: "keeper", application: "wiki" },
      ],
    };

    test("is planned, applied at once with what the application requires, and then as it says", async () => {
      const planned = await config("plan", base);
      expect(said(planned.document.changes)).toEqual([
        "create application main/Wiki",
        "create group main/crew",
        "create group main/deck",
        "create role main/sailor",
        "create role main/wiki/keeper",
      ]);
      expect((await run<Json[]>("group", "list")).document.map(({ name }) => name)).not.toContain("crew");
      expect((await config("apply", base)).code).toBe(0);
      expect((await run("role", "members", "sailor")).document).toEqual({ people: [], groups: ["crew", "deck"] });
      expect((await config("drift", base)).code).toBe(0);
    });

    test("an export holds them without people, and changes nothing when it is applied", async () => {
      await run("group", "members", "crew", "--add", "anna");
      const { document } = await config<Json>("export");
      expect(document.groups).toEqual(
        expect.arrayContaining([
          { name: "crew", organization: "main", display_name: "The crew" },
          { name: "deck", organization: "main", parent: "crew", description: "On deck" },
        ]),
      );
      expect(document.roles).toEqual(
        expect.arrayContaining([
          { name: "sailor", organization: "main", groups: ["crew", "deck"] },
          { name: "keeper", organization: "main", application: "wiki" },
        ]),
      );
      expect(JSON.stringify(document)).not.toContain("anna");
      expect((await config("plan", { ...document, prune: true })).document.changes).toEqual([]);
    });

    test("changes are told by field; what is required or of another place is refused at its place", async () => {
      const next = {
        ...base,
        groups: [base.groups[1], { name: "deck", description: "Above" }],
        roles: [{ name: "sailor", groups: ["deck"] }, base.roles[1]],
      };
      const { document } = await config("plan", next);
      expect(document.changes.map(({ name, fields }) => [name, fields])).toEqual([
        [
          "main/deck",
          [
            { field: "description", from: "On deck", to: "Above" },
            { field: "parent", from: "crew", to: null },
          ],
        ],
        ["main/sailor", [{ field: "groups", from: ["crew", "deck"], to: ["deck"] }]],
      ]);
      expect((await config("apply", next)).code).toBe(0);
      const refused = async (change: Json) => {
        const answer = await config<ErrorDocument>("plan", { ...next, ...change });
        expect(answer.code).toBe(1);
        return answer.document.error;
      };
      expect(await refused({ prune: true, groups: [{ name: "deck" }] })).toMatchObject({ code: "still_required" });
      expect(await refused({ applications: [{ ...base.applications[0], required_roles: ["none"] }] })).toMatchObject({
        fields: { "applications.Wiki.required_roles": "unknown_name" },
      });
      expect(
        await refused({
          groups: [
            { name: "a", parent: "b" },
            { name: "b", parent: "a" },
          ],
        }),
      ).toMatchObject({
        fields: { "groups.b.parent": "invalid_choice" },
      });
      expect(await refused({ roles: [{ name: "x", groups: ["none"] }] })).toMatchObject({
        fields: { "roles.x.groups": "invalid_choice" },
      });
      expect(await refused({ roles: [{ name: "x", application: "none" }] })).toMatchObject({
        fields: { "roles.x.application": "invalid_choice" },
      });
    });

    test("prune takes away what is not in it, in an order that goes", async () => {
      const emptied = {
        version: 1,
        prune: true,
        applications: [{ ...base.applications[0], required_groups: [], required_roles: [] }],
        groups: [],
        roles: [],
      };
      expect((await config("apply", emptied)).code).toBe(0);
      expect((await run<Json[]>("group", "list")).document).toEqual([]);
      expect((await run<Json[]>("role", "list")).document).toEqual([]);
    });
  });
});
