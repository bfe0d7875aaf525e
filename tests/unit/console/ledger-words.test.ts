import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { twinStates } from '../../../devices/contracts/twin.ts';
import { en } from '../../../gateway/console/web/locales/en.ts';
import { zh } from '../../../gateway/console/web/locales/zh.ts';
import { stepNames } from '../../../gateway/kernel/step.ts';
import { permissions } from '../../../gateway/privacy/roles.ts';
import { requestStates } from '../../../gateway/requests/service-request.ts';

const deeds = ['opened', 'unlocked', 'locked', 'blocked', 'unblocked', 'closed'];
/** Actions that the source puts together, each with all that it can become. */
const built: Record<string, readonly string[]> = {
  'mode.${state}': ['mode.applied', 'mode.ended'],
  'request.${step}': [...requestStates, 'returned', 'noted'].map((step) => `request.${step}`),
  'case.${verdict}': ['case.approved', 'case.refused'],
  'watch.${verdict}': ['watch.approved', 'watch.refused'],
  'export.${state}': ['export.ready', 'export.failed', 'export.cancelled'],
  'remote.${step}': ['remote.asked', 'remote.done'],
  'twin.${state}': twinStates.map((state) => `twin.${state}`),
  'rollout.${state}': ['assigned', 'switching', 'committed', 'rolled-back', 'failed'].map(
    (state) => `rollout.${state}`,
  ),
  'patrol.${state}': ['patrol.finished', 'patrol.abandoned'],
  "${doors.door(place) ? 'door' : 'barrier'}.${deedNames[deed]}": ['door', 'barrier'].flatMap((noun) =>
    deeds.map((deed) => `${noun}.${deed}`),
  ),
  "${action.split('.')[0]}.view-refused": ['person', 'home', 'vehicle'].map((noun) => `${noun}.view-refused`),
};

const gateway = new URL('../../../gateway', import.meta.url).pathname;
const sources = readdirSync(gateway, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/^(models|perception|console\/web)\//.test(path))
  .map((path) => readFileSync(join(gateway, path), 'utf8'))
  // What a route, a package, a step of a trace and its attributes are called looks like an action.
  .map((text) => text.replace(/operationId:[^,]*,|\btrac(?:e|ing)\??\.\w+\([^']*'[^']*'|'[a-z.]+':|from '[^']*'/g, ''));
/** Such as `'visit.approved'`, wherever it is handed on; the only other dotted codes are permissions, events and files. */
const written = sources.flatMap((text) => {
  const said = [...text.matchAll(/action: '([a-z-]+\.[a-z.-]+)'/g)].map(([, action]) => action!);
  const others = [...text.matchAll(/'([a-z][a-z-]*\.[a-z][a-z-]*)'/g)].map(([, action]) => action!);
  const isOther = (code: string) =>
    code === 'command.asked' ||
    permissions.some((each) => each === code) ||
    stepNames.some((each) => each === code) ||
    code === 'metadata.goog' ||
    /\.(db|db-wal|db-lock|key|pub|xlsx|csv|jsonl?|html|conf|acl|passwords)$/.test(code);
  return [...said, ...others.filter((code) => !isOther(code))];
});
const templates = sources.flatMap((text) =>
  [
    ...text.matchAll(/(?:action: |note\(.*|save\(|change\(|run\(.*)`([^`\s]*\.[^`]*\$\{[^`]*|\$\{[^`]*\}\.[^`]*)`/g),
  ].map(([, template]) => template!),
);
const actions = [...new Set([...written, ...templates.flatMap((each) => built[each] ?? [])])];

test('every action that the ledger takes is said in words, in both languages', () => {
  expect(actions.length).toBeGreaterThan(100);
  const keys = actions.map((action) => action.replaceAll('.', '-'));
  expect(keys.filter((key) => !Object.hasOwn(zh.deed, key) || !Object.hasOwn(en.deed, key))).toEqual([]);
});

test('an action that is put together is known with all that it can become', () => {
  expect(templates.filter((each) => !Object.hasOwn(built, each))).toEqual([]);
  expect(Object.keys(built).filter((each) => !templates.includes(each))).toEqual([]);
});

test('no words are kept for what nobody does any more', () => {
  const keys = new Set(actions.map((action) => action.replaceAll('.', '-')));
  expect(Object.keys(zh.deed).filter((key) => !keys.has(key))).toEqual([]);
});
