// The order of measuring: in every round each program once per variant, so that what disturbs the machine disturbs all alike.
import { compileInstances, type InstanceStrategy, type InstanceTimes, measureInstances } from "./instances.ts";
import type { Measurement } from "./measure.ts";
import { variantFolder } from "./places.ts";
import { compile, measure, measureStartUp, type StartUp } from "./processes.ts";
import { bestOfSecondHalf } from "./statistics.ts";
import { compileTraffic, measureTraffic, type Traffic, trafficModes } from "./traffic.ts";
import { type Compiler, compilers, type Project, type Variant } from "./variants.ts";

/** One value per round, by name of the variant or compiler. */
export type Rounds<T> = ReadonlyMap<string, readonly T[]>;

export interface ProgramRounds {
  readonly program: string;
  readonly milliseconds: Rounds<number>;
  /** Names of variants whose checksum differs from the first variant's. */
  readonly differing: readonly string[];
}

export interface MeasureOptions {
  readonly rounds: number;
  readonly iterations: number;
  readonly onProgress: (text: string) => void;
  readonly onFailure: (program: string, variant: Variant, error: unknown) => void;
}

/** A program that fails in one variant is told with the reason, and left out of all rounds that follow. */
export function measurePrograms(
  programs: readonly string[],
  variants: readonly Variant[],
  options: MeasureOptions,
): readonly ProgramRounds[] {
  const measured = new Map(programs.map((program) => [program, createRounds<Measurement>(variants)]));
  for (let round = 0; round < options.rounds; round++) {
    for (const [program, byVariant] of measured) {
      options.onProgress(`round ${round + 1} of ${options.rounds}: ${program}`);
      const fails = rotate(variants, round).some((variant) => {
        const measurement = findMeasurement(program, variant, options);
        if (measurement !== undefined) byVariant.get(variant.name)!.push(measurement);
        return measurement === undefined;
      });
      if (fails) measured.delete(program);
    }
  }
  return [...measured].map(([program, byVariant]) => summarise(program, byVariant));
}

function findMeasurement(program: string, variant: Variant, { iterations, onFailure }: MeasureOptions): Measurement | undefined {
  try {
    return measure(variant, program, iterations);
  } catch (error) {
    onFailure(program, variant, error);
    return undefined;
  }
}

export function measureStartUps(programs: readonly string[], variants: readonly Variant[], rounds: number): Rounds<StartUp> {
  const measured = createRounds<StartUp>(variants);
  for (let round = 0; round < rounds; round++) {
    for (const variant of rotate(variants, round)) measured.get(variant.name)!.push(measureStartUp(variant, programs));
  }
  return measured;
}

export function measureCompilers(usable: readonly Compiler[], project: Project, rounds: number): Rounds<number> {
  const measured = createRounds<number>(usable);
  for (let round = 0; round < rounds; round++) {
    for (const compiler of rotate(usable, round))
      measured.get(compiler.name)!.push(compile(compiler, project, variantFolder("compile-time")));
  }
  return measured;
}

export function measureInstanceUpdates(rounds: number): Rounds<InstanceTimes> {
  compileInstances();
  const strategies: readonly InstanceStrategy[] = ["eager", "lazy"];
  const measured = createRounds<InstanceTimes>(strategies.map((name) => ({ name })));
  for (let round = 0; round < rounds; round++)
    for (const strategy of rotate(strategies, round)) measured.get(strategy)!.push(measureInstances(strategy));
  return measured;
}

/** Minutes each: two rounds are enough to see how much they differ. */
export function measureTraffics(rounds: number): Rounds<Traffic> {
  compileTraffic();
  const measured = createRounds<Traffic>(trafficModes.map((name) => ({ name })));
  for (let round = 0; round < Math.min(rounds, 2); round++)
    for (const mode of rotate(trafficModes, round)) measured.get(mode)!.push(measureTraffic(mode));
  return measured;
}

/** The compilers that work in this checkout; the others are told with the reason. */
export function findUsableCompilers(onFailure: (compiler: Compiler, error: unknown) => void): readonly Compiler[] {
  return compilers.filter((compiler) => {
    try {
      compile(compiler, "programs", variantFolder("compile-time"));
      return true;
    } catch (error) {
      onFailure(compiler, error);
      return false;
    }
  });
}

function summarise(program: string, byVariant: ReadonlyMap<string, readonly Measurement[]>): ProgramRounds {
  const checksums = [...byVariant].flatMap(([name, rounds]) => rounds.map(({ checksum }) => ({ name, checksum })));
  const differing = checksums.filter(({ checksum }) => checksum !== checksums[0]?.checksum).map(({ name }) => name);
  const milliseconds = new Map(
    [...byVariant].map(([name, rounds]) => [name, rounds.map(({ iterations }) => bestOfSecondHalf(iterations))]),
  );
  return { program, milliseconds, differing: [...new Set(differing)] };
}

function createRounds<T>(named: readonly { readonly name: string }[]): Map<string, T[]> {
  return new Map(named.map(({ name }) => [name, []]));
}

/** Every round starts with another one. */
function rotate<T>(values: readonly T[], by: number): readonly T[] {
  const start = by % values.length;
  return [...values.slice(start), ...values.slice(0, start)];
}
