import { expect, test } from 'vitest';
import { permissions } from '../../../cloud/tenancy/access.ts';
import { mayHang } from '../../../cloud/tenancy/place.ts';
import { collide, rolePermissions, roles } from '../../../cloud/tenancy/roles.ts';

const chains: Record<string, string[]> = {
  cloud: ['cloud'],
  'tenant:a': ['tenant:a', 'cloud'],
  'site:north': ['site:north', 'district:d', 'tenant:a', 'cloud'],
  'site:south': ['site:south', 'tenant:b', 'cloud'],
};
const chainOf = (place: string) => chains[place]!;

test('no role both asks and approves, and every permission is some role’s', () => {
  for (const role of roles)
    for (const other of roles) {
      const at = (name: typeof role) => ({ place: 'cloud', role: name });
      const isPair = [role, other].sort().join() === 'approver,engineer';
      expect(collide(at(role), at(other), chainOf)).toBe(isPair);
    }
  expect(new Set(roles.flatMap((role) => rolePermissions[role]))).toEqual(new Set(permissions));
});

test('asking at a site and approving above it is one person asking and approving; at another tenant it is not', () => {
  const engineer = { place: 'site:north', role: 'engineer' } as const;
  expect(collide(engineer, { place: 'tenant:a', role: 'approver' }, chainOf)).toBe(true);
  expect(collide(engineer, { place: 'cloud', role: 'approver' }, chainOf)).toBe(true);
  expect(collide(engineer, { place: 'site:south', role: 'approver' }, chainOf)).toBe(false);
});

test('tenants hang below nothing, and nothing hangs below a site', () => {
  expect(mayHang('tenant:a', undefined)).toBe(true);
  expect(mayHang('tenant:a', 'tenant:b')).toBe(false);
  expect(mayHang('site:n', undefined)).toBe(false);
  expect(mayHang('site:n', 'tenant:a')).toBe(true);
  expect(mayHang('city:c', 'district:d')).toBe(false);
  expect(mayHang('district:d', 'site:n')).toBe(false);
});
