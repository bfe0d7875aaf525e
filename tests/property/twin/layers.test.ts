import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  digest,
  flatten,
  type Json,
  type JsonObject,
  mergePatch,
  resolveLayers,
} from '../../../cloud/twin/merge-layers.ts';
import { checkContent } from '../../../cloud/twin/plan-change.ts';
import { parseTwinDesired, parseTwinDocument, parseTwinReported } from '../../../devices/contracts/twin.ts';
import { checkTwin } from '../../../gateway/twin/apply-twin.ts';
import { parseKeptTwin } from '../../../gateway/twin/kept-twin.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const key = fc.constantFrom('a', 'b', 'log', '__proto__', 'constructor');
const { tree } = fc.letrec<{ tree: JsonObject; value: Json }>((tie) => ({
  value: fc.oneof(fc.constant(null), fc.integer(), fc.constantFrom('x', 'y'), fc.array(fc.integer()), tie('tree')),
  tree: fc
    .array(fc.tuple(key, tie('value')), { maxLength: 3 })
    .map((entries) => Object.fromEntries(entries) as JsonObject),
}));
/** As settings are: a name is an object in every layer, or a value in every layer. */
const { whole } = fc.letrec<{ whole: JsonObject }>((tie) => ({
  whole: fc
    .record(
      {
        level: fc.integer(),
        list: fc.array(fc.integer()),
        log: fc.option(tie('whole'), { nil: undefined, depthSize: 'small' }),
        alarms: fc.option(tie('whole'), { nil: undefined, depthSize: 'small' }),
      },
      { requiredKeys: [] },
    )
    .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject),
}));

test('laying a layer over a gateway twice is laying it once', () => {
  fc.assert(
    fc.property(tree, tree, (base, layer) => {
      const once = mergePatch(base, layer);
      expect(mergePatch(once, layer)).toEqual(once);
    }),
  );
});

test('layers that take nothing away may be put together in any grouping', () => {
  fc.assert(
    fc.property(whole, whole, whole, (a, b, c) => {
      expect(mergePatch(mergePatch(a, b), c)).toEqual(mergePatch(a, mergePatch(b, c)));
    }),
  );
});

test('no value of the resulting settings is null, and each one is what its layer says', () => {
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 5 }), (contents) => {
      const layers = contents.map((content, index) => ({ layer: `layer-${index}`, content }));
      const { document, origins } = resolveLayers(layers);
      for (const [path, value] of flatten(document)) {
        expect(value).not.toBeNull();
        const { content } = layers.find(({ layer }) => layer === origins[path])!;
        expect(flatten(content).find(([own]) => own === path)?.[1]).toEqual(value);
      }
      expect(Object.keys(origins)).toHaveLength(flatten(document).length);
      expect(({} as { x?: unknown }).x).toBeUndefined();
    }),
  );
});

test('the mark of a document does not depend on the order of its settings', () => {
  fc.assert(
    fc.property(tree, (document) => {
      const turned = Object.fromEntries(Object.entries(document).reverse());
      expect(digest(turned)).toBe(digest(document));
    }),
  );
});

test('nothing that arrives as settings makes cloud or gateway throw', () => {
  const parsers = [parseTwinDocument, parseTwinDesired, parseTwinReported, parseKeptTwin];
  const known = fc.constantFrom('apply', 'log', 'alarms', 'evidence', 'retention', 'perception', 'access', 'parking');
  const near = fc.array(fc.tuple(known, fc.jsonValue({ maxDepth: 3 })), { maxLength: 4 });
  const document = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    near.map((entries) => Object.fromEntries(entries)),
  );
  const site = smallSite();
  fc.assert(
    fc.property(document, (input) => {
      for (const parse of parsers) parse(input);
      if (typeof input === 'object' && input !== null && !Array.isArray(input)) checkContent(input as JsonObject);
      checkTwin(site, input);
    }),
  );
});
