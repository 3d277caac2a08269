// The parts of TypeScript and ts-patch that the host relies on although no documentation promises them.
import ts from "typescript";
import { expect, test } from "vitest";
import { getInternals, getProgramInternals } from "../../transformer/host/typescript-internals.ts";

test("TypeScript is of the line that the host knows", () => {
  expect(ts.versionMajorMinor).toBe("6.0");
});

test.each([
  "getOutputPathsFor",
  "sourceFileMayBeEmitted",
  "isIncrementalCompilation",
  "getTsBuildInfoEmitOutputFilePath",
  "getCommonSourceDirectoryOfConfig",
  "getRegularExpressionForWildcard",
  "executeCommandLine",
  "isBuildCommand",
  "parseBuildCommand",
  "convertToOptionsWithAbsolutePaths",
  "validateLocaleAndSetLanguage",
  "createDiagnosticReporter",
  "createWatchStatusReporter",
  "getErrorSummaryText",
  "emitFilesAndReportErrorsAndGetExitStatus",
] as const)("TypeScript has %s", (name) => {
  expect(getInternals(ts)[name]).toBeTypeOf("function");
});

test("TypeScript has the lists of options that are compared and shared", () => {
  expect(getInternals(ts).affectsEmitOptionDeclarations.map(({ name }) => name)).toContain("removeComments");
  expect(getInternals(ts).commonOptionsWithBuild.map(({ name }) => name)).toContain("pretty");
});

test("programs have what builders call", () => {
  const program = getProgramInternals(ts.createProgram([], {}));
  for (const name of ["emit", "emitBuildInfo", "writeFile", "getCommonSourceDirectory", "getEmitModuleFormatOfFile"] as const)
    expect(program[name]).toBeTypeOf("function");
});
