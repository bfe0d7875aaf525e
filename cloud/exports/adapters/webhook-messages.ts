import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import Type from 'typebox';
import { createParser } from '../../../devices/contracts/parse.ts';
import { attemptMs, deliverEach, type ExportAdapter, type ExportItem, readTrouble } from '../export-adapter.ts';
import { checkAddress, readTarget, restoreTarget } from '../read-target.ts';

const Target = Type.Object(
  { url: Type.String({ pattern: '^https?://', maxLength: 2000 }) },
  { additionalProperties: false },
);
const parse = createParser(Target);

/** The payload of a message; `type` is the same for all, so that it tells nothing that was not allowed. */
const writePayload = ({ fields }: Pick<ExportItem, 'fields'>, nowMs: number) =>
  JSON.stringify({ type: 'ringward.shared', timestamp: new Date(nowMs).toISOString(), data: fields });

/**
 * Standard Webhooks 1.0: one message an event, signed with HMAC-SHA-256 under the share's own secret, `webhook-id` the same
 * each time that the event is sent. 410 ends it, as that specification asks.
 */
export const webhook: ExportAdapter = {
  kind: 'webhook',
  needs: [],
  oneByOne: true,
  parseTarget(input, outbound) {
    const target = readTarget(parse, input);
    checkAddress(target.url, outbound, 'loopback');
    const told = `whsec_${randomBytes(32).toString('base64')}`;
    return { target: { ...target }, hidden: { secret: told }, told };
  },
  open({ target, hidden }, { outbound, nowMs }) {
    const { url } = restoreTarget(parse, target);
    const signer = new Webhook(hidden.secret!);
    const poster = outbound.open();
    const send = async (id: string, body: string) => {
      const at = new Date(nowMs());
      const headers = {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': signer.sign(id, at, body),
      };
      return readTrouble(await poster.post(url, { headers, body, timeoutMs: attemptMs }));
    };
    return {
      deliver: (batch, goOn) => deliverEach(batch, goOn, (item) => send(item.id, writePayload(item, nowMs()))),
      probe: () => send(`test-${randomBytes(8).toString('hex')}`, JSON.stringify({ type: 'ringward.test', data: {} })),
      close: async () => poster.close(),
    };
  },
};
