import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNpm } from './run-npm.ts';

export interface Advised {
  name: string;
  severity: string;
  titles: string[];
}

/** `unasked`: nothing is known, which is not the same as nothing being wrong. */
export type AdvisoryAnswer = { kind: 'asked'; advised: Advised[] } | { kind: 'unasked'; why: string };

/** Five advisories are older than 2022: a registry that knows of none answers whatever it is asked. */
const knownBad = { name: 'lodash', version: '4.17.15' };

interface AuditReport {
  auditReportVersion?: number;
  vulnerabilities?: Record<string, { severity: string; via: (string | { title: string; url: string })[] }>;
  message?: string;
  statusCode?: number;
  error?: { summary?: string };
}

/** What `npm audit --json` wrote. */
export function readAuditReport(text: string): AdvisoryAnswer {
  let report: AuditReport | null;
  try {
    report = JSON.parse(text) as AuditReport | null;
  } catch {
    return { kind: 'unasked', why: 'npm audit wrote no report' };
  }
  if (!report?.auditReportVersion || !report.vulnerabilities) {
    const said = report?.message ?? report?.error?.summary ?? 'no reason given';
    return { kind: 'unasked', why: said.trim().split('\n')[0]! };
  }
  const advised = Object.entries(report.vulnerabilities).map(([name, { severity, via }]) => ({
    ...{ name, severity },
    titles: via.map((each) => (typeof each === 'string' ? `by ${each}` : `${each.title} ${each.url}`)),
  }));
  return { kind: 'asked', advised };
}

async function audit(folder: string, words: readonly string[] = []): Promise<AdvisoryAnswer> {
  const { code, stdout, stderr } = await runNpm(
    ['audit', '--json', '--omit=dev', '--package-lock-only', ...words],
    folder,
  );
  const answer = readAuditReport(stdout);
  if (answer.kind === 'unasked') return { ...answer, why: stdout === '' && stderr !== '' ? stderr.trim() : answer.why };
  // npm ends with 0 where it knows of nothing, and with 1 where it names something.
  const fits = code === (answer.advised.length > 0 ? 1 : 0);
  return fits ? answer : { kind: 'unasked', why: `npm audit ended with ${code}` };
}

function writeKnownBad(folder: string): void {
  const { name, version } = knownBad;
  const asks = { name: 'known-bad', version: '1.0.0', dependencies: { [name]: version } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(asks));
  const packages = { '': asks, [`node_modules/${name}`]: { version } };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...asks, lockfileVersion: 3, packages }));
}

/** Asks the registry for what is known against the production packages of `folder`; first whether it knows anything at all. */
export async function askAdvisories(folder: string, words: readonly string[] = []): Promise<AdvisoryAnswer> {
  const probe = mkdtempSync(join(tmpdir(), 'ringward-audit-'));
  try {
    writeKnownBad(probe);
    const proof = await audit(probe, words);
    if (proof.kind === 'unasked') return proof;
    if (proof.advised.length === 0)
      return { kind: 'unasked', why: `the registry knows nothing even of ${knownBad.name} ${knownBad.version}` };
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
  return audit(folder, words);
}
