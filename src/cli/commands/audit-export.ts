/** `alldoor audit export`: what a search of the audit log finds, in a file. */
import { createWriteStream, existsSync, renameSync, rmSync, statSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { EXPORT_FORMATS, exportedLines, isExportFormat, noteExport } from "../../hub/audit/export.ts";
import { AUDIT_FLAGS, auditFilter, auditOptions, auditWish } from "../audit-search.ts";
import { command } from "../command.ts";
import { Failure } from "../failure.ts";
import { inFlags } from "../field-flags.ts";
import { COMMAND_LINE, hasStore, nothingThere, withHub } from "../with-hub.ts";

export const auditExport = command({
  about: [
    "Newest first, readable by its owner alone. That the log was taken along is written into the log itself.",
    "A cell of CSV that a spreadsheet would take for a formula begins with an apostrophe.",
  ],
  settings: "hub",
  operands: [{ name: "FILE", help: "Where it goes. A file that is there is not written over." }],
  options: {
    ...auditOptions,
    format: {
      kind: "text",
      value: "FORMAT",
      choices: EXPORT_FORMATS,
      help: "CSV for people, JSON Lines for programs. Default: what the file's name ends in, or csv.",
    },
  },
  examples: ["audit export november.csv --from 2026-11-01 --to 2026-11-30", "audit export all.jsonl"],
  async run({ operands: [file = ""], options, configuration, output }) {
    const ending = file.slice(file.lastIndexOf(".") + 1);
    const format = options.format ?? (isExportFormat(ending) ? ending : "csv");
    if (!isExportFormat(format)) throw new Failure("usage", `There is no format "${format}".`);
    const settings = configuration();
    if (!hasStore(settings)) throw new Failure("database_unusable", nothingThere(settings));
    if (existsSync(file)) throw new Failure("file_unusable", `${file} is there already. Nothing was written.`);
    const next = `${file}.${process.pid}.part`;
    try {
      await inFlags(AUDIT_FLAGS, () =>
        withHub(settings, async (hub) => {
          const filter = await auditFilter(hub.db, options);
          const below = await hub.db.write((tx) => noteExport(tx, hub, COMMAND_LINE, format, auditWish(options)));
          const lines = Readable.from(exportedLines(hub.db, format, filter, below));
          await pipeline(lines, createWriteStream(next, { flags: "wx", mode: 0o600, flush: true }));
        }),
      );
      renameSync(next, file);
    } finally {
      rmSync(next, { force: true });
    }
    const { size } = statSync(file);
    output.answer({ file, format, bytes: size }, `${file}: ${size} bytes.`);
    return undefined;
  },
});
