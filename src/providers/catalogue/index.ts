/**
 * Every provider that comes with Alldoor, one file each: by name, as one list, and by id to be loaded alone. Adding one is
 * that file and its recorded answers; `npm run catalogue` writes the lists.
 */
export * from "./entries.ts";
export { allauthProviders, catalogue, findProvider } from "./whole.ts";
