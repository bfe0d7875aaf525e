import { useState } from 'react';
import { EmptyState } from '../../../gateway/console/web/parts/empty-state.tsx';
import { type Answer, api } from '../api/api.ts';
import { useOperator } from '../api/use-operator.ts';
import { useReadAgain } from '../command/use-commands.ts';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { formatAge } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Panel } from '../parts/panel.tsx';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import { type Device, DeviceRow, type Verdict } from './device-row.tsx';
import classes from './devices.module.css';

type List = Answer<'/v1/gateways/{gateway}/devices'>;

const everyMs = 5000;
/** A gateway that says nothing for so long is not there: what it told may be true no longer. */
const silentMs = 60_000;

/** How old the list is, and whether it can still be believed. */
function ListAge({ list }: { list: List }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const { receivedMs, heardMs, current, omitted } = list;
  if (receivedMs === null) return null;
  const ago = (atMs: number) => t('age.ago', { age: formatAge(nowMs - atMs, t) });
  const isSilent = heardMs === null || nowMs - heardMs > silentMs;
  return (
    <p className="dim small" data-testid="device-list-age">
      {t('devices.asTold', { age: ago(receivedMs) })}
      {!isSilent && current === true && ` · ${t('devices.current')}`}
      {!isSilent && current === false && <strong className="bad"> · {t('devices.notCurrent')}</strong>}
      {isSilent && heardMs !== null && (
        <strong className="bad"> · {t('devices.gatewayHeard', { age: ago(heardMs) })}</strong>
      )}
      {omitted > 0 && ` · ${t('devices.omitted', { n: omitted })}`}
    </p>
  );
}

interface Asking {
  device: Device;
  verdict: Verdict;
}

function toWhat({ device: { id, revision }, verdict }: Asking) {
  return verdict === 'approve'
    ? ({ kind: 'device-approve', device: id, revision } as const)
    : ({ kind: 'device-revoke', device: id } as const);
}

/** What needs a look stands open; what is as it should be is one line that opens. */
function Lists({
  devices,
  onAsk,
}: {
  devices: readonly Device[];
  onAsk: ((device: Device, verdict: Verdict) => void) | undefined;
}) {
  const { t } = useTexts();
  const isPlain = ({ standing, clonedMs }: Device) => standing === 'approved' && clonedMs === undefined;
  const plain = devices.filter(isPlain);
  return (
    <>
      <ul className={classes.list}>
        {devices
          .filter((device) => !isPlain(device))
          .map((device) => (
            <DeviceRow key={device.id} device={device} onAsk={onAsk} />
          ))}
      </ul>
      {plain.length > 0 && (
        <details className={classes.rest} data-testid="devices-approved">
          <summary>{t('devices.approvedCount', { n: plain.length })}</summary>
          <ul className={classes.list}>
            {plain.map((device) => (
              <DeviceRow key={device.id} device={device} onAsk={onAsk} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** The devices under a gateway: which wait, which are revoked, and the word on it. */
export function DevicePanel({ gateway }: { gateway: string }) {
  const { t, language } = useTexts();
  const { may } = useOperator();
  const again = useReadAgain();
  const [asking, setAsking] = useState<Asking>();
  const params = { path: { gateway } };
  const query = api.useQuery('get', '/v1/gateways/{gateway}/devices', { params }, { refetchInterval: everyMs });
  const { mutate, error, isSuccess } = api.useMutation('post', '/v1/gateways/{gateway}/commands', { onSettled: again });
  const mayAsk = may('commands.ask');
  const ask = (why: string) => {
    if (asking) mutate({ params, body: { what: toWhat(asking), why } });
    setAsking(undefined);
  };
  return (
    <Panel title={t('devices.title')} testid="gateway-devices">
      <Loaded query={query} what={t('devices.title')} stillWorks={t('nav.sitesGoOn')}>
        {(list) =>
          list.receivedMs === null ? (
            <EmptyState title={t('devices.none')} hint={t('devices.noneHint')} />
          ) : (
            <>
              <ListAge list={list} />
              {list.devices.length === 0 && <EmptyState title={t('devices.empty')} />}
              <Lists
                devices={list.devices}
                onAsk={mayAsk ? (device, verdict) => setAsking({ device, verdict }) : undefined}
              />
              {mayAsk && list.devices.length > 0 && <p className="dim small">{t('devices.siteDecides')}</p>}
            </>
          )
        }
      </Loaded>
      <div aria-live="polite">
        {isSuccess && <p data-testid="device-asked">{t('devices.asked')}</p>}
        {error !== null && <p role="alert">{describeProblem(error, t)}</p>}
      </div>
      <ReasonDialog
        opened={asking !== undefined}
        title={asking ? t(`devices.${asking.verdict}Title`, { name: asking.device.name[language] }) : ''}
        hint={t(`devices.${asking?.verdict ?? 'approve'}Hint`)}
        onGiven={ask}
        onClose={() => setAsking(undefined)}
      />
    </Panel>
  );
}
