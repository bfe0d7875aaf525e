import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { conflictingPermissions, conflictsOf, mayDo, permissions, roles } from '../../../gateway/privacy/roles.ts';

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
  for (const pair of conflictingPermissions) {
    for (const role of roles) {
      expect(
        pair.every((one) => mayDo([role], one)),
        `${role}, ${pair}`,
      ).toBe(false);
    }
  }
});

test('every permission to approve something stands in the table of what takes two', () => {
  const approving = permissions.filter((name) => name.endsWith('.approve'));
  expect(approving.length).toBeGreaterThan(2);
  expect(conflictingPermissions.map(([, name]) => name).sort()).toEqual([...approving].sort());
});

test('roles that together ask and approve are named, and others are not', () => {
  expect(conflictsOf(['guard', 'lead'])).toEqual(['visits.approve']);
  expect(conflictsOf(['lead', 'manager'])).toEqual(['watch.approve', 'cases.approve']);
  expect(conflictsOf(['manager', 'property', 'administrator', 'auditor', 'committee'])).toEqual([]);
});
