import type { TSchema } from 'typebox';
import { CameraScene, WatchRule } from '../../devices/contracts/camera-scene.ts';
import { createParser, type Parser } from '../../devices/contracts/parse.ts';
import { findSceneProblems, type SceneProblem } from '../../devices/contracts/scene-problems.ts';

export type ParsedScene = { ok: true; scene: CameraScene } | { ok: false; problem: SceneProblem };

const parseShape = createParser(CameraScene);
/** One parser a kind: a union's own complaint would be about a rule of another kind. */
const ruleParsers = new Map<unknown, Parser<unknown>>(
  WatchRule.anyOf.map((rule) => [rule.properties.kind.const, createParser(rule as TSchema)]),
);

/** Reads a scene that came over a wire or from the database; names the first field that is wrong. Never throws. */
export function parseScene(input: unknown, doors: ReadonlySet<string>): ParsedScene {
  const wrongRule = findWrongRule(input);
  if (wrongRule) return { ok: false, problem: wrongRule };
  const parsed = parseShape(input);
  if (!parsed.ok) return { ok: false, problem: invalid(fieldOf(parsed.problem), parsed.problem) };
  const [problem] = findSceneProblems(parsed.value, doors);
  return problem ? { ok: false, problem } : { ok: true, scene: parsed.value };
}

function findWrongRule(input: unknown): SceneProblem | undefined {
  if (typeof input !== 'object' || input === null || !('rules' in input) || !Array.isArray(input.rules))
    return undefined;
  for (const [index, rule] of (input.rules as unknown[]).entries()) {
    const field = `rules.${index}`;
    const kind = typeof rule === 'object' && rule !== null && 'kind' in rule ? rule.kind : undefined;
    const parser = ruleParsers.get(kind);
    if (!parser) return invalid(`${field}.kind`, `${field}.kind is none of ${[...ruleParsers.keys()].join(', ')}`);
    const parsed = parser(rule);
    if (parsed.ok) continue;
    const inner = fieldOf(parsed.problem);
    return invalid(inner === '' ? field : `${field}.${inner}`, `${field}: ${parsed.problem}`);
  }
  return undefined;
}

/** The parser's sentence begins with the field, or with "the message" where the whole is wrong; a field too many is named last. */
function fieldOf(problem: string): string {
  const tooMany = /^(the message|\S+) must not have additional properties: ([^,]+)/.exec(problem);
  if (tooMany) return tooMany[1] === 'the message' ? tooMany[2]! : `${tooMany[1]}.${tooMany[2]}`;
  return /^the message\b/.test(problem) ? '' : (problem.split(' ', 1)[0] ?? '');
}

function invalid(field: string, what: string): SceneProblem {
  return { code: 'invalid-scene', field, what };
}
