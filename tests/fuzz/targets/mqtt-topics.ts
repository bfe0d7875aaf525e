import { formatNodeTopic, formatTopic, parseNodeTopic, parseTopic } from '../../../devices/contracts/topics.ts';
import { readNodeMessage } from '../../../gateway/ingest/device-topics.ts';
import { demand, type FuzzTarget, textOf } from '../fuzz-target.ts';

export const target: FuzzTarget = {
  name: 'mqtt-topics',
  about: 'a topic that is read is the one that would be written, and no topic belongs to a device and to a node',
  seeds: ['sac/v1/linden/1/gate-reader/event', 'sac/v1/linden/node/box-2/up', 'sac/v1/linden/3/smoke-1/firmware-said'],
  words: [
    'sac',
    'v1',
    'node',
    'state',
    'availability',
    'cmd',
    'ack',
    'rights',
    'firmware',
    'down',
    '/',
    '+',
    '#',
    '$share',
  ],
  run(input) {
    const topic = textOf(input);
    const device = parseTopic(topic);
    const node = parseNodeTopic(topic);
    demand(!device || formatTopic(device) === topic, 'one topic, one text');
    demand(!node || formatNodeTopic(node) === topic, 'one topic, one text');
    demand(!device || !node, 'a topic is of a device or of a node');
    const message = readNodeMessage('linden', topic, Buffer.from(input));
    demand(!message || node?.site === 'linden', 'a node speaks at its own site only');
  },
};
