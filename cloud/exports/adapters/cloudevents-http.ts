import Type from 'typebox';
import { createParser } from '../../../devices/contracts/parse.ts';
import { batchedType, structuredType, testEvent, toCloudEvent } from '../cloud-event.ts';
import { attemptMs, deliverEach, type ExportAdapter, readTrouble } from '../export-adapter.ts';
import { checkAddress, readTarget, restoreTarget } from '../read-target.ts';

const target = {
  url: Type.String({ pattern: '^https?://', maxLength: 2000 }),
  mode: Type.Enum(['structured', 'batched']),
};
const strict = { additionalProperties: false } as const;
const Input = Type.Object(
  {
    ...target,
    token: Type.Optional(Type.String({ pattern: '^[\\x21-\\x7e]{1,1000}$', description: 'of the bearer' })),
  },
  strict,
);
const parseInput = createParser(Input);
const parseStored = createParser(Type.Object(target, strict));

/** CloudEvents 1.0.2 over HTTP: structured, one event a request; or batched, where a refusal is about the whole batch. */
export const cloudEventsHttp: ExportAdapter = {
  kind: 'cloudevents-http',
  needs: [],
  oneByOne: false,
  parseTarget(input, outbound) {
    const { token, ...shown } = readTarget(parseInput, input);
    checkAddress(shown.url, outbound, 'loopback');
    return { target: shown, hidden: token === undefined ? {} : { token } };
  },
  open({ target: stored, hidden }, { share, outbound }) {
    const { url, mode } = restoreTarget(parseStored, stored);
    const poster = outbound.open();
    const send = async (contentType: string, body: object) => {
      const headers = {
        'content-type': contentType,
        ...(hidden.token === undefined ? {} : { authorization: `Bearer ${hidden.token}` }),
      };
      return readTrouble(await poster.post(url, { headers, body: JSON.stringify(body), timeoutMs: attemptMs }));
    };
    return {
      async deliver(batch, goOn) {
        if (mode === 'structured')
          return deliverEach(batch, goOn, (item) => send(structuredType, toCloudEvent(share, item)));
        if (!goOn()) return { taken: 0, leftOut: 0 };
        const trouble = await send(
          batchedType,
          batch.map((item) => toCloudEvent(share, item)),
        );
        return trouble ? { taken: 0, leftOut: 0, trouble } : { taken: batch.length, leftOut: 0 };
      },
      probe: () =>
        mode === 'structured' ? send(structuredType, testEvent(share)) : send(batchedType, [testEvent(share)]),
      close: async () => poster.close(),
    };
  },
};
