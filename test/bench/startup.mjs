// The process that measures start-up: imports the modules named on the command line and prints what that took as JSON.
import { pathToFileURL } from "node:url";

const milliseconds = ({ user, system }) => (user + system) / 1000;

const start = process.cpuUsage();
for (const file of process.argv.slice(2)) await import(pathToFileURL(file).href);
const loading = milliseconds(process.cpuUsage(start));
process.stdout.write(JSON.stringify({ loading, all: milliseconds(process.cpuUsage()) }));
process.exit();
