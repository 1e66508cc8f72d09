/** How an application looks, from the command line and from a document: a document makes it, says no drift, and comes back by export. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { pngFile } from "../ground/png-file.ts";
import { called, type ErrorDocument, storeArgs } from "./alldoor.ts";

interface LookAnswer {
  readonly accent: string | null;
  readonly ways_in: readonly string[];
  readonly allow_passkey: boolean;
  readonly logo: string | null;
}
interface PlanAnswer {
  readonly changes: readonly { readonly name: string; readonly fields: readonly { readonly field: string }[] }[];
}
interface ExportAnswer {
  readonly applications: readonly { readonly look?: Readonly<Record<string, unknown>> }[];
}

const png = pngFile({ width: 40, height: 40, depth: 8, colour: 2, samples: (x, y) => [x * 6, y * 6, 80] });

eachDatabase((fresh) => {
  let folder: string;
  let database: FreshDatabase;
  let hub: TestHub;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "alldoor-look-"));
    database = await fresh();
    hub = await startHub(database);
    await hub.makeClient({ name: "Wiki" });
  });
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string, content: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const look = async <T = LookAnswer>(...words: string[]) => {
    const { client_id } = await hub.hub.db.query
      .selectFrom("clients")
      .select("client_id")
      .where("name", "=", "Wiki")
      .executeTakeFirstOrThrow();
    return called<T>(["application", "look", client_id, ...words, ...storeArgs(database)]);
  };
  const config = <T = PlanAnswer>(what: string, document?: unknown) =>
    called<T>([
      "config",
      what,
      ...(document === undefined ? [] : [file("alldoor.yaml", stringify(document))]),
      ...storeArgs(database),
    ]);

  test("what is said is changed, what is not stays, and what is reset is as usual again", async () => {
    const first = await look(
      "--accent",
      "#ABCDEF",
      "--logo",
      file("logo.png", png),
      "--way-in",
      "password",
      "--way-in",
      "email",
    );
    expect(first.document).toMatchObject({
      accent: "#abcdef",
      ways_in: ["password", "email"],
      allow_passkey: true,
      logo: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    const second = await look("--without-passkey", "--reset", "way-in");
    expect(second.document).toMatchObject({
      accent: "#abcdef",
      ways_in: [],
      allow_passkey: false,
      logo: first.document.logo,
    });
    expect((await look()).document).toEqual(second.document);
    const last = await look("--reset", "logo", "--reset", "without-passkey", "--reset", "accent");
    expect(last.document).toMatchObject({ accent: null, allow_passkey: true, logo: null });
  });

  test("what is wrong is said at its option", async () => {
    const wrong = await look<ErrorDocument>("--accent", "blue");
    expect(wrong.code).not.toBe(0);
    expect(JSON.stringify(wrong.document)).toContain("--accent");
    const picture = await look<ErrorDocument>("--logo", file("logo.svg", "<svg/>"));
    expect(JSON.stringify(picture.document)).toContain("--logo");
  });

  test("a document makes the look, twice is once, drift is seen, and an export brings it back", async () => {
    const document = {
      version: 1,
      applications: [
        { name: "Wiki", redirect_uris: ["https://app.example.com/callback"] },
        {
          name: "Notes",
          redirect_uris: ["https://notes.example.com/callback"],
          look: {
            accent: "#112233",
            ways_in: ["email"],
            logo: `data:image/png;base64,${png.toString("base64")}`,
          },
        },
      ],
    };
    const fieldsOf = ({ changes }: PlanAnswer) =>
      changes.filter(({ name }) => name === "main/Notes").flatMap(({ fields }) => fields.map(({ field }) => field));
    expect(fieldsOf((await config("plan", document)).document)).toEqual(
      expect.arrayContaining(["look.accent", "look.ways_in", "look.logo"]),
    );
    await config("apply", document);
    expect(fieldsOf((await config("plan", document)).document)).toEqual([]);
    const exported = (await config<ExportAnswer>("export")).document;
    const [worn] = exported.applications.flatMap((each) => (each.look ? [each.look] : []));
    expect(worn).toEqual({
      accent: "#112233",
      ways_in: ["email"],
      logo: expect.stringMatching(/^data:image\/webp;base64,/),
    });
    expect(fieldsOf((await config("plan", exported)).document)).toEqual([]);

    const { id } = await hub.hub.db.query
      .selectFrom("clients")
      .select("id")
      .where("name", "=", "Notes")
      .executeTakeFirstOrThrow();
    await hub.hub.db.write(async (tx) => {
      await tx.query.updateTable("client_looks").set({ accent: "#445566" }).where("client_id", "=", id).execute();
    });
    expect(fieldsOf((await config("drift", document)).document)).toEqual(["look.accent"]);
    const bad = structuredClone(document) as { applications: { look?: Record<string, unknown> }[] };
    bad.applications[1] = { ...bad.applications[1], look: { accent: "red" } };
    expect(JSON.stringify((await config<ErrorDocument>("apply", bad)).document)).toContain(
      "applications.Notes.look.accent",
    );
  });
});
