import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mayDo, permissions, roles } from '../../../gateway/privacy/roles.ts';

test('the table of roles in the docs says what is so', () => {
  const lines = readFileSync('docs/api.md', 'utf8').split('\n');
  const [head, , ...rows] = lines.slice(lines.findIndex((line) => line.startsWith('| Permission |')));
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  expect(cells(head!)).toEqual(['Permission', ...roles]);
  const table = Object.fromEntries(
    rows
      .filter((row) => row.startsWith('|'))
      .map(cells)
      .map(([name, ...marks]) => [name, marks]),
  );
  const code = permissions.map((name) => [name, roles.map((role) => (mayDo([role], name) ? '✓' : ''))]);
  expect(table).toEqual(Object.fromEntries(code));
});

test('nobody holds alone what takes two: asking for something and approving it', () => {
  for (const what of ['visits', 'watch', 'cases'] as const) {
    for (const role of roles) {
      expect(mayDo([role], `${what}.request`) && mayDo([role], `${what}.approve`), `${role}, ${what}`).toBe(false);
    }
  }
});
