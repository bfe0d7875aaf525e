import { DdiConfigData, DdiFeedback, mergeAttributes, readFeedback } from '../../../cloud/rollout/ddi-views.ts';
import { isNamed, parseRange } from '../../../cloud/rollout/parse-range.ts';
import { createParser, parseJsonBytes } from '../../../devices/contracts/parse.ts';
import { demand, type FuzzTarget, textOf } from '../fuzz-target.ts';
import { wordsOfSchema } from '../loop/words-of.ts';

const parseFeedback = createParser(DdiFeedback);
const parseConfig = createParser(DdiConfigData);

export const target: FuzzTarget = {
  name: 'ddi',
  about: 'what an update client says is a word of a rollout or refused, and a range lies within the artefact',
  seeds: [
    '{"id":"1","status":{"execution":"closed","result":{"finished":"success"},"details":["done"]}}',
    '{"mode":"merge","data":{"hw":"a","VIN":"1"}}',
    ...['bytes=0-99', 'bytes=-5', 'bytes=9-', 'bytes = 0-0', '"etag", W/"etag", *'],
  ],
  words: [...wordsOfSchema([DdiFeedback, DdiConfigData]), 'bytes=', '-'],
  run(input) {
    const feedback = parseJsonBytes(input, parseFeedback, 1_000_000);
    if (feedback.ok) demand(readFeedback(feedback.value).state !== undefined, 'feedback is a state');
    const config = parseJsonBytes(input, parseConfig, 1_000_000);
    if (config.ok)
      demand(Object.keys(mergeAttributes({ a: 'b' }, config.value)).length <= 101, 'attributes are bounded');
    const header = textOf(input);
    isNamed(header, '"etag"');
    for (const size of [1, 100, 2 ** 40]) {
      const range = parseRange({ range: header }, size, '"etag"');
      if (typeof range !== 'string')
        demand(range.from >= 0 && range.from <= range.to && range.to < size, 'a range lies within');
    }
  },
};
