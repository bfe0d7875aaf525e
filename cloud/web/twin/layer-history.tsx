import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LayerView } from '../../twin/twin-views.ts';
import { twinClient } from '../api/twin-client.ts';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { formatTime } from '../parts/format-time.ts';

interface LayerHistoryProps {
  layer: LayerView;
  busy: boolean;
  /** Not for those who may only look. */
  onRollBack?: (version: number) => void;
}

/** Versions of a layer, who made them and why; each beside what counts now, and the way back to it. */
export function LayerHistory({ layer, busy, onRollBack }: LayerHistoryProps) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const [compared, setCompared] = useState<number>();
  const { data, error } = useQuery({
    queryKey: ['layers', 'history', layer.layer, layer.etag],
    queryFn: () => twinClient.history(layer.layer),
  });
  if (error)
    return (
      <p role="alert" className="problem">
        {t('load.failed', { problem: describeProblem(error, t) })}
      </p>
    );
  if (!data) return <p className="empty">{t('load.working')}</p>;
  if (data.versions.length === 0) return <p className="dim">{t('twin.noHistory')}</p>;
  const current = layer.released;
  return (
    <ol className="twin-history">
      {data.versions.map((version) => (
        <li key={version.version} data-testid={`version-${version.version}`}>
          <div className="twin-row">
            <strong>{t('twin.version', { v: version.version })}</strong>
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => setCompared(compared === version.version ? undefined : version.version)}
            >
              {t('twin.compare')}
            </Button>
            {onRollBack && current?.version !== version.version && (
              <Button size="compact-xs" variant="default" loading={busy} onClick={() => onRollBack(version.version)}>
                {t('twin.rollBack')}
              </Button>
            )}
          </div>
          {data.deeds
            .filter((deed) => deed.version === version.version)
            .map(({ revision, kind, by, atMs, why, only }) => (
              <div key={revision} className="small">
                <span className="dim">{formatTime(atMs, nowMs)}</span> {by} · {t(`twin.deed.${kind}`)}
                {only && ` · ${t('twin.chosen', { n: only.length })}`} — {why}
              </div>
            ))}
          {compared === version.version && (
            <div className="twin-columns">
              <pre className="mono">{JSON.stringify(version.content, null, 2)}</pre>
              <pre className="mono">{JSON.stringify(current?.content ?? {}, null, 2)}</pre>
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
