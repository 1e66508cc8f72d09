/** AList's API for files, as one list. The guest comes in too, as long as guests are let in; the tree decides what he sees. */
import type { Method, Route } from "../web/route.ts";
import { dirs, get, link, list, other, search } from "./fs-read.ts";
import { form, put } from "./fs-upload.ts";
import {
  batchRename,
  copy,
  mkdir,
  move,
  recursiveMove,
  regexRename,
  remove,
  removeEmptyDirectory,
  rename,
} from "./fs-write.ts";

const READ: readonly Method[] = ["GET", "POST"];
const WRITE: readonly Method[] = ["POST"];

const route = (name: string, methods: readonly Method[], answer: Route["answer"]): Route => ({
  methods,
  path: `/api/fs/${name}`,
  access: "anyone",
  errors: "api",
  answer,
});

export const fsRoutes: readonly Route[] = [
  route("list", READ, list),
  route("get", READ, get),
  route("dirs", READ, dirs),
  route("search", READ, search),
  route("other", READ, other),
  { ...route("link", WRITE, link), access: "admin" },
  route("mkdir", WRITE, mkdir),
  route("rename", WRITE, rename),
  route("batch_rename", WRITE, batchRename),
  route("regex_rename", WRITE, regexRename),
  route("move", WRITE, move),
  route("recursive_move", WRITE, recursiveMove),
  route("copy", WRITE, copy),
  route("remove", WRITE, remove),
  route("remove_empty_directory", WRITE, removeEmptyDirectory),
  route("put", ["PUT"], put),
  route("form", ["PUT"], form),
];
