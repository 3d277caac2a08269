// What every npm script does first, on any Node from 20 on and with nothing installed: packages, pinned Node, build.
//
//   node test/harness/bootstrap.mjs [--build] [FILE ARGUMENTS...]
//
// Installs what the lock file says unless it is there already, makes sure that the pinned Node came with it, builds dist
// (--build), and runs FILE under the pinned Node. Plain JavaScript without imports of packages: there may be none yet.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const modules = join(root, "node_modules");
const pinnedNode = join(modules, ".bin", "node");
const dist = join(root, "dist");

prepare(process.argv.slice(2));

/** @param {string[]} words */
function prepare(words) {
  const build = words[0] === "--build";
  const [file, ...rest] = build ? words.slice(1) : words;
  if (!isInstalled()) install();
  checkPinnedNode();
  linkPackageToItself();
  if (build) buildDist();
  if (file !== undefined) process.exitCode = run(pinnedNode, [file, ...rest]);
}

/** True when npm's own record of what it installed has every package of the lock file at its version. */
function isInstalled() {
  const installed = readPackages(join(modules, ".package-lock.json"));
  if (installed === undefined) return false;
  const wanted = readPackages(join(root, "package-lock.json")) ?? {};
  return Object.entries(wanted).every(([path, entry]) => {
    const found = installed[path];
    return path === "" || (found === undefined ? entry.optional === true || entry.peer === true : found.version === entry.version);
  });
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean, peer?: boolean }> | undefined} */
function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : undefined;
}

function install() {
  console.error("Installing packages (npm ci)");
  // npm speaks of the Node it runs on itself, not of the pinned one that it installs: hence no warnings.
  if (run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]) !== 0) fail("npm ci failed; its own message is above.");
}

function checkPinnedNode() {
  const wanted = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).devDependencies.node;
  const answer = spawnSync(pinnedNode, ["--version"], { encoding: "utf8" });
  const found = answer.status === 0 ? answer.stdout.trim() : "none";
  if (found.startsWith(`v${wanted.split(".")[0]}.`)) return;
  fail(
    `Node ${wanted} should be in node_modules/.bin, found: ${found}. It is installed by a script of the package "node", ` +
      `so installs with --ignore-scripts lack it. Run: npm rebuild node --ignore-scripts=false`,
  );
}

/** Lets plug-in entries and sample programs of this checkout say "ts-updatable", as those of users do. npm removes it with every install. */
function linkPackageToItself() {
  linkTo("..", join(modules, "ts-updatable"));
  linkTo("../../dist/transformer/cli/main.js", join(modules, ".bin", "ts-updatable"));
}

/** @param {string} target @param {string} path */
function linkTo(target, path) {
  try {
    if (readlinkSync(path) === target) return;
    rmSync(path);
  } catch {
    // not there yet
  }
  try {
    symlinkSync(target, path);
  } catch (error) {
    // another process made it meanwhile
    if (error.code !== "EEXIST") throw error;
  }
}

/** Type errors are told but do not stop here, since dist is written all the same: stopping is the business of `npm run check`. */
function buildDist() {
  removeOrphans(dist);
  run(pinnedNode, [join(modules, "typescript", "bin", "tsc"), "-b"]);
  const main = join(dist, "transformer", "cli", "main.js");
  if (existsSync(main)) chmodSync(main, 0o755);
}

/** Removes what was emitted for sources that have gone since. @param {string} folder */
function removeOrphans(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const emitted = join(entry.parentPath ?? entry.path, entry.name);
    const source = join(root, emitted.slice(dist.length).replace(/(\.d\.ts|\.js)(\.map)?$/, ".ts"));
    if (entry.isFile() && source.endsWith(".ts") && !existsSync(source)) rmSync(emitted);
  }
}

/** @param {string} command @param {string[]} args @returns {number} the exit code */
function run(command, args) {
  const path = `${join(modules, ".bin")}:${process.env.PATH}`;
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, PATH: path } });
  if (error !== undefined) fail(`${command} could not be started: ${error.message}`);
  return status ?? 1;
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(`ts-updatable: ${message}`);
  process.exit(1);
}
