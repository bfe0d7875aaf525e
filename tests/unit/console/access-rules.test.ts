import { expect, test } from 'vitest';
import { isOwnOrigin } from '../../../gateway/console/request-rules.ts';

test.each([
  ['http://gw:8080', 'gw:8080', true],
  ['https://gw', 'gw', true],
  ['http://GW:8080', 'Gw:8080', true],
  ['http://gw:8081', 'gw:8080', false],
  ['http://evil.example', 'gw:8080', false],
  ['http://gw:8080.evil.example', 'gw:8080', false],
  ['null', 'gw:8080', false],
  ['file://gw:8080', 'gw:8080', false],
  [undefined, 'gw:8080', false],
  ['http://gw:8080', undefined, false],
])('a page from %s asking %s is the console itself: %s', (origin, host, own) => {
  expect(isOwnOrigin(origin, host)).toBe(own);
});
