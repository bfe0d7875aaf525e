import { EmptyState } from '../../../gateway/console/web/parts/empty-state.tsx';
import { api } from '../api/api.ts';
import { type TextKey, useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { formatTime } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Panel } from '../parts/panel.tsx';

const everyMs = 10_000;
const latest = 30;

const eventNames: Record<string, TextKey> = {
  'ringward.access.decided': 'event.access',
  'ringward.alarm.raised': 'event.raised',
  'ringward.alarm.acknowledged': 'event.acknowledged',
  'ringward.alarm.cleared': 'event.cleared',
  'ringward.alarm.handled': 'event.handled',
  'ringward.command.done': 'event.command',
  'ringward.gateway.started': 'event.started',
  'ringward.ledger.anchored': 'event.anchored',
  'ringward.mode.changed': 'event.mode',
  'ringward.outbox.sealed': 'event.sealed',
};

/** What the gateway told last: when it happened there, and when it was stored here. */
export function EventsPanel({ gateway }: { gateway: string }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const params = { path: { gateway }, query: { limit: latest } };
  const events = api.useQuery('get', '/v1/gateways/{gateway}/latest-events', { params }, { refetchInterval: everyMs });
  return (
    <Panel title={t('gateway.events')} testid="gateway-events">
      <Loaded query={events} what={t('gateway.events')}>
        {({ events: list }) =>
          list.length === 0 ? (
            <EmptyState title={t('gateway.noEvents')} />
          ) : (
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{t('gateway.event')}</th>
                  <th scope="col">{t('gateway.happened')}</th>
                  <th scope="col">{t('gateway.stored')}</th>
                  <th scope="col" className="number">
                    {t('gateway.sequence')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {list.map(({ position, receivedAtMs, event }) => (
                  <tr key={position}>
                    <td title={event.type}>{t(eventNames[event.type] ?? 'event.other')}</td>
                    <td>{formatTime(Date.parse(event.time), nowMs)}</td>
                    <td>{formatTime(receivedAtMs, nowMs)}</td>
                    <td className="number mono">
                      {t(`detail.lane-${event.lane}`)} {event.sequence}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </Panel>
  );
}

/** Where its ledger stood, as the cloud keeps it out of the site's reach. */
export function AnchorsPanel({ gateway }: { gateway: string }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const anchors = api.useQuery('get', '/v1/gateways/{gateway}/anchors', {
    params: { path: { gateway }, query: { limit: 10 } },
  });
  const file = `/v1/gateways/${encodeURIComponent(gateway)}/anchors`;
  return (
    <Panel
      title={t('gateway.anchors')}
      aside={
        <a href={file} download={`${gateway}-anchors.json`}>
          {t('gateway.saveAnchors')}
        </a>
      }
      testid="gateway-anchors"
    >
      <p className="plain small dim">{t('gateway.anchorsHint')}</p>
      <Loaded query={anchors} what={t('gateway.anchors')}>
        {({ anchors: list }) =>
          list.length === 0 ? (
            <EmptyState title={t('gateway.noAnchors')} />
          ) : (
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{t('gateway.entry')}</th>
                  <th scope="col">{t('gateway.hash')}</th>
                  <th scope="col">{t('gateway.happened')}</th>
                </tr>
              </thead>
              <tbody>
                {list.map(({ epoch, seq, hash, atMs }) => (
                  <tr key={`${epoch} ${seq}`}>
                    <td className="mono">{seq}</td>
                    <td className="mono" title={hash}>
                      {hash.slice(0, 16)}…
                    </td>
                    <td>{formatTime(atMs, nowMs)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </Panel>
  );
}
